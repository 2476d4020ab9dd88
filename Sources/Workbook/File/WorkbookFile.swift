import Glibc

/// Reads workbooks: .xlsx (transitional and strict), .ods, and separated text. What a file is, its content says; its name counts only where that says nothing.
package enum WorkbookFile {
  /// The whole of it, within limits. Of merged ranges the first cell alone is kept, as spreadsheets show them.
  /// - Parameter name: the file's, for messages and for the sheet of a CSV file.
  /// - Throws: `WorkbookError`: damaged, beyond a limit, or made to harm.
  package static func read(_ bytes: [UInt8], name: String, limits: WorkbookLimits = .standard) throws(WorkbookError) -> Workbook {
    let builder = WorkbookBuilder()
    try read(.bytes(bytes), name: name, limits: limits, builder)
    return Workbook(sheets: builder.sheets)
  }

  /// The same of a file.
  package static func read(path: String, limits: WorkbookLimits = .standard) throws(WorkbookError) -> Workbook {
    let builder = WorkbookBuilder()
    let source = try Source.open(path, limits)
    try read(source, name: path, limits: limits, builder)
    return Workbook(sheets: builder.sheets)
  }

  /// Calls with each cell that is not empty, in the order of the file, in memory that does not grow with the rows (of .csv files: that is the file's size).
  /// Cells that a merged range covers come too, where the file holds something in them. What was told before an error is thrown holds no longer.
  /// - Throws: `WorkbookError`, also that of the body, which ends the reading.
  package static func forEachCell(
    path: String, limits: WorkbookLimits = .standard, _ body: @escaping (_ sheet: String, Cell) throws(WorkbookError) -> Void
  ) throws(WorkbookError) {
    try forEachCell(path: path, limits: limits) { (view) throws(WorkbookError) in try body(view.sheet, view.cell) }
  }

  /// The same without a copy of each cell's text: the view holds within the call only.
  package static func forEachCell(
    path: String, limits: WorkbookLimits = .standard, _ body: @escaping (borrowing CellView) throws(WorkbookError) -> Void
  ) throws(WorkbookError) {
    let source = try Source.open(path, limits)
    try read(source, name: path, limits: limits, CellStream(body))
  }

  /// The same of bytes.
  package static func forEachCell(
    _ bytes: [UInt8], name: String, limits: WorkbookLimits = .standard, _ body: @escaping (borrowing CellView) throws(WorkbookError) -> Void
  ) throws(WorkbookError) {
    try read(.bytes(bytes), name: name, limits: limits, CellStream(body))
  }

  // MARK: What it is

  private enum Source {
    case bytes([UInt8])
    case archive(path: String, bytes: Int)

    static func open(_ path: String, _ limits: WorkbookLimits) throws(WorkbookError) -> Source {
      let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else {
        throw WorkbookError(
          .unreadable, found: "cannot be opened (\(String(cString: strerror(errno))))", fix: "give the path of a file that can be read", place: path)
      }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw WorkbookError(.unreadable, found: "no regular file", fix: "give the path of an .xlsx, .ods or .csv file", place: path)
      }
      let size = Int(status.st_size)
      try WorkbookFile.check(size: size, limits, name: path)
      var head = [UInt8](repeating: 0, count: 4)
      if pread(file, &head, 4, 0) == 4, isArchive(head) { return .archive(path: path, bytes: size) }
      var bytes = [UInt8](repeating: 0, count: size)
      var filled = 0
      while filled < size {
        let count = bytes[filled...].withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, off_t(filled)) }
        guard count > 0 else { break }
        filled += count
      }
      bytes.removeLast(size - filled)
      return .bytes(bytes)
    }
  }

  private static func isArchive(_ head: some Collection<UInt8>) -> Bool {
    head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  private static func check(size: Int, _ limits: WorkbookLimits, name: String) throws(WorkbookError) {
    if size > limits.fileBytes {
      throw WorkbookError(
        .tooLarge, found: "\(size) bytes, where a workbook may have \(limits.fileBytes)",
        fix: "split the workbook, or remove pictures and data from it",
        place: name)
    }
    if size == 0 { throw WorkbookError(.unreadable, found: "an empty file", fix: "choose an .xlsx, .ods or .csv file", place: name) }
  }

  private static func read(_ source: Source, name: String, limits: WorkbookLimits, _ receiver: any WorkbookReceiver) throws(WorkbookError) {
    switch source {
    case .archive(let path, let size):
      try read(try ZipArchive(path: path, bytes: size, limits: limits), receiver)
    case .bytes(let bytes):
      try check(size: bytes.count, limits, name: name)
      if isArchive(bytes) { return try read(try ZipArchive(bytes, limits: limits), receiver) }
      try refuseOtherKinds(bytes, name: name)
      try CSVReader(limits: limits, receiver: receiver).read(bytes, name: name)
    }
  }

  private static func read(_ archive: ZipArchive, _ receiver: any WorkbookReceiver) throws(WorkbookError) {
    for (part, kind) in [("word/document.xml", "a text document"), ("ppt/presentation.xml", "a presentation")] where archive.entry(part) != nil {
      throw WorkbookError(.unreadable, found: "\(kind), no workbook", fix: "copy its table into a spreadsheet, and save that as .xlsx, .ods or .csv")
    }
    if archive.entry("[Content_Types].xml") != nil { return try SpreadsheetPackage(archive, receiver: receiver).read() }
    if let entry = archive.entry("mimetype") {
      let type = String(decoding: try archive.bytes(of: entry, atMost: 1024), as: UTF8.self)
      if type.hasPrefix(OpenDocumentPackage.mimeType) { return try OpenDocumentPackage(archive, receiver: receiver).read() }
      throw WorkbookError(.unreadable, found: "a document that is no spreadsheet (\(type.prefix(80)))", fix: "choose an .xlsx, .ods or .csv file")
    }
    throw WorkbookError(.unreadable, found: "an archive that is no workbook", fix: "choose an .xlsx, .ods or .csv file")
  }

  /// What is neither an archive nor text that could be separated.
  private static func refuseOtherKinds(_ bytes: [UInt8], name: String) throws(WorkbookError) {
    let lower = name.lowercased()
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      if contains("EncryptedPackage".utf16, in: bytes) {
        throw WorkbookError(.unreadable, found: "an encrypted workbook", fix: "save it without a password", place: name)
      }
      throw WorkbookError(.unreadable, found: "a workbook in the binary form of before 2007 (.xls)", fix: "save it as .xlsx", place: name)
    }
    if [".xlsx", ".xlsm", ".ods"].contains(where: { lower.hasSuffix($0) }) {
      throw WorkbookError(
        .unreadable, found: "not what its name says: no archive begins there", fix: "fetch the file again, or save it again in a spreadsheet program",
        place: name)
    }
    let start = bytes.prefix(512).drop { $0 <= 0x20 || $0 >= 0x80 }
    if start.first == UInt8(ascii: "<") || start.starts(with: "%PDF".utf8) || start.starts(with: "{\\rtf".utf8) {
      throw WorkbookError(.unreadable, found: "a page or document, not separated text", fix: "save it as .xlsx, .ods or .csv", place: name)
    }
  }

  /// The directory of a compound file has its names in UTF-16, and may stand anywhere.
  private static func contains(_ name: String.UTF16View, in bytes: [UInt8]) -> Bool {
    let wanted = name.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    return bytes.withUnsafeBytes { all in
      all.indices.contains { start in
        all[start] == wanted[0] && start + wanted.count <= all.count && wanted.indices.allSatisfy { all[start + $0] == wanted[$0] }
      }
    }
  }
}

/// Hands on cells, and nothing else.
private final class CellStream: WorkbookReceiver {
  private let body: (borrowing CellView) throws(WorkbookError) -> Void

  init(_ body: @escaping (borrowing CellView) throws(WorkbookError) -> Void) { self.body = body }

  var wantsEverything: Bool { false }
  func beginSheet(_ name: String, _ visibility: Sheet.Visibility) {}
  func cell(_ cell: borrowing CellView) throws(WorkbookError) { try body(cell) }
  func hiddenRow(_ row: Int) {}
  func hiddenColumns(_ columns: ClosedRange<Int>) {}
  func merged(_ range: CellRange) {}
  func comment(_ text: String, at reference: CellReference) {}
  func validation(_ validation: Sheet.ListValidation) {}
  func endSheet() {}
}
