/// Reads `xl/workbook.xml`: the sheets in their order, and from when days are counted.
final class WorkbookPartHandler: XMLHandler {
  struct SheetEntry {
    let name: String
    let visibility: Sheet.Visibility
    let relationship: String
  }

  private(set) var sheets: [SheetEntry] = []
  private(set) var epoch = DateEpoch.from1900
  private(set) var hasExternalReferences = false
  private let limits: WorkbookLimits

  init(_ limits: WorkbookLimits) { self.limits = limits }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    switch name {
    case "sheet":
      guard let relationship = attributes.text("id") else { return }
      sheets.append(
        SheetEntry(
          name: attributes.text("name") ?? "", visibility: attributes.text("state").flatMap { Sheet.Visibility(rawValue: $0) } ?? .visible,
          relationship: relationship))
      if sheets.count > limits.sheets { throw .beyond("sheets", limit: limits.sheets) }
    case "workbookPr": if attributes.flag("date1904") { epoch = .from1904 }
    case "externalReference": hasExternalReferences = true
    default: break
    }
  }
}
