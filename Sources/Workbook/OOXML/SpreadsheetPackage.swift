/// Walks through the parts of an xlsx archive (ECMA-376, transitional and strict), refusing what reaches outside it or could be run.
struct SpreadsheetPackage {
  private let archive: ZipArchive
  private let receiver: any WorkbookReceiver

  init(_ archive: ZipArchive, receiver: any WorkbookReceiver) {
    self.archive = archive
    self.receiver = receiver
  }

  func read() throws(WorkbookError) {
    try refuseProgramsAndLinks()
    let roots = try Relationships.of(part: "", in: archive)
    let part: String = if let root = roots.first("officeDocument") { try Relationships.resolve(root.target, from: "") } else { "xl/workbook.xml" }
    guard let entry = archive.entry(part) else {
      throw WorkbookError(.unreadable, found: "an archive without \(part)", fix: "choose an .xlsx, .ods or .csv file")
    }
    let workbook = WorkbookPartHandler(archive.limits)
    try XMLReader.read(entry, of: archive, workbook)
    let relationships = try Relationships.of(part: part, in: archive)
    try refuse(relationships, workbook, part: part)
    let context = SheetContext(
      strings: try sharedStrings(relationships, part: part), formats: try formats(relationships, part: part), epoch: workbook.epoch,
      budget: WorkbookBudget(archive.limits))
    let targets = Dictionary(relationships.all.map { ($0.identifier, $0) }) { first, _ in first }
    for sheet in workbook.sheets {
      // Chart sheets have no cells.
      guard let target = targets[sheet.relationship], target.kind == "worksheet", !target.isExternal else { continue }
      try read(sheet, part: try Relationships.resolve(target.target, from: part), context)
    }
  }

  private func read(_ sheet: WorkbookPartHandler.SheetEntry, part: String, _ context: SheetContext) throws(WorkbookError) {
    guard let entry = archive.entry(part) else { throw .damaged("no part \(part.prefix(120)), where the sheet should be", place: sheet.name) }
    try receiver.beginSheet(sheet.name, sheet.visibility)
    try XMLReader.read(entry, of: archive, SheetHandler(sheet: sheet.name, context: context, receiver: receiver))
    if receiver.wantsEverything { try readComments(of: part, sheet: sheet.name, context) }
    try receiver.endSheet()
  }

  private func readComments(of part: String, sheet: String, _ context: SheetContext) throws(WorkbookError) {
    guard let comments = try Relationships.of(part: part, in: archive).first("comments"),
      let entry = archive.entry(try Relationships.resolve(comments.target, from: part))
    else { return }
    try XMLReader.read(entry, of: archive, CommentsHandler(sheet: sheet, budget: context.budget, receiver: receiver))
  }

  private func sharedStrings(_ relationships: Relationships, part: String) throws(WorkbookError) -> SharedStrings {
    let handler = SharedStringsHandler(archive.limits)
    if let target = relationships.first("sharedStrings"), let entry = archive.entry(try Relationships.resolve(target.target, from: part)) {
      try XMLReader.read(entry, of: archive, handler)
    }
    return handler.strings
  }

  private func formats(_ relationships: Relationships, part: String) throws(WorkbookError) -> ContiguousArray<NumberFormat> {
    let handler = StylesHandler(archive.limits)
    if let target = relationships.first("styles"), let entry = archive.entry(try Relationships.resolve(target.target, from: part)) {
      try XMLReader.read(entry, of: archive, handler)
    }
    return handler.formats
  }

  // MARK: What is refused

  private func refuseProgramsAndLinks() throws(WorkbookError) {
    for name in archive.names {
      let lower = name.lowercased()
      if lower.hasSuffix("vbaproject.bin") || lower.hasPrefix("xl/macrosheets/") || lower.hasPrefix("xl/activex/") { throw Self.macros(place: name) }
      if lower.hasPrefix("xl/externallinks/"), !lower.hasSuffix("/") { throw Self.externalLink(place: name) }
      if lower == "xl/workbook.bin" {
        throw WorkbookError(.unreadable, found: "a binary workbook (.xlsb)", fix: "save it as .xlsx", place: name)
      }
    }
  }

  private func refuse(_ relationships: Relationships, _ workbook: WorkbookPartHandler, part: String) throws(WorkbookError) {
    for relationship in relationships.all {
      switch relationship.kind {
      case "vbaProject", "xlMacrosheet", "xlIntlMacrosheet": throw Self.macros(place: relationship.target)
      case "externalLink": throw Self.externalLink(place: relationship.target)
      default: break
      }
    }
    if workbook.hasExternalReferences { throw Self.externalLink(place: part) }
  }

  private static func macros(place: String) -> WorkbookError {
    WorkbookError(.hostile, found: "macros: a program inside the workbook", fix: "save it as .xlsx, which has none", place: place)
  }

  private static func externalLink(place: String) -> WorkbookError {
    WorkbookError(
      .hostile, found: "a link to another workbook", fix: "break the links (in Excel: Data, Edit Links, Break Link) and save it again", place: place)
  }
}
