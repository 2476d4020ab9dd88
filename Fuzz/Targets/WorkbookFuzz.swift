import Primitives
import Wire
import Workbook

/// Workbooks: whatever stands in a file or in a part of one, it is read or refused in words, and all ways to read it tell the same.
enum WorkbookFuzz {
  /// Parts that a reader opens, by the first byte of an input.
  private static let parts = [
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/comments1.xml",
    "content.xml",
  ]

  /// An input is a part's number and its text, in an archive that is sound otherwise.
  static func part(_ input: [UInt8]) -> String? {
    guard let choice = input.first else { return nil }
    let name = parts[Int(choice) % parts.count]
    let isOpenDocument = name == "content.xml"
    var all = isOpenDocument ? [("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))] : sound
    all.removeAll { $0.0 == name }
    all.append((name, Array(input.dropFirst())))
    guard let archive = try? ZipWriter.archive(all.map { (name: $0.0, bytes: $0.1) }) else { return "cannot be packed" }
    return complaint(archive, name: "fuzz.xlsx")
  }

  /// An input is a file as it is.
  static func file(_ input: [UInt8]) -> String? { complaint(input, name: "fuzz.csv") }

  private static func complaint(_ bytes: [UInt8], name: String) -> String? {
    var limits = WorkbookLimits.standard
    limits.cells = 50_000
    var told = 0
    var lines = CellLines()
    var complaint: String?
    var refusal: WorkbookError?
    do throws(WorkbookError) {
      try WorkbookFile.forEachCell(bytes, name: name, limits: limits) { (cell: borrowing CellView) throws(WorkbookError) in
        told += 1
        lines.append(cell)
        let line = lines.take()
        guard line.count < 1 << 16 else { return }
        complaint = complaint ?? Self.complaint(line: line, of: cell.cell)
      }
    } catch { refusal = error }
    if let complaint { return complaint }
    let book: Workbook
    do throws(WorkbookError) { book = try WorkbookFile.read(bytes, name: name, limits: limits) } catch {
      return error.found.isEmpty || error.fix.isEmpty ? "refused without a word" : nil
    }
    if let refusal { return "the stream says \(refusal), the whole is read" }
    let cells = book.sheets.map { sheet in sheet.rows.reduce(0) { $0 + $1.cells.count } }.reduce(0, +)
    if cells > told { return "\(cells) cells out of \(told)" }
    for sheet in book.sheets {
      guard zip(sheet.rows, sheet.rows.dropFirst()).allSatisfy({ $0.number < $1.number }) else { return "rows out of order" }
      for row in sheet.rows where !zip(row.cells, row.cells.dropFirst()).allSatisfy({ $0.reference < $1.reference }) { return "cells out of order" }
    }
    return writtenAgain(book)
  }

  private static func complaint(line: [UInt8], of cell: Cell) -> String? {
    guard (1...CellReference.lastRow).contains(cell.reference.row), (1...CellReference.lastColumn).contains(cell.reference.column) else {
      return "a cell at \(cell.reference)"
    }
    guard let value = try? JSONReader().value(line[...]) else { return "no JSON: \(String(decoding: line, as: UTF8.self))" }
    let field = value.fields?.first { $0.key == "cell" }
    guard let field, case .string(let place) = field.value, CellReference(place) == cell.reference else {
      return "another place: \(String(decoding: line, as: UTF8.self))"
    }
    return nil
  }

  /// What was read is written, and read as the same.
  private static func writtenAgain(_ book: Workbook) -> String? {
    let spread = book.sheets.reduce(0) { $0 + $1.hiddenRows.count + $1.hiddenColumns.count }
    guard spread < 1000, !book.sheets.isEmpty, let bytes = try? XLSXWriter.write(book) else { return nil }
    let again: Workbook
    do throws(WorkbookError) { again = try WorkbookFile.read(bytes, name: "again.xlsx") } catch { return "written and refused: \(error)" }
    for (before, after) in zip(book.sheets, again.sheets) {
      let (first, second) = (before.rows.flatMap(\.cells).map(\.value), after.rows.flatMap(\.cells).map(\.value))
      if first.count != second.count { return "\(first.count) cells written, \(second.count) read" }
      for (value, read) in zip(first, second) where !isSame(value, read) { return "\(value) written, \(read) read" }
    }
    return nil
  }

  /// Dates come back as numbers do, to the precision of a double, and text without the line ends and the characters that XML changes.
  private static func isSame(_ value: CellValue, _ read: CellValue) -> Bool {
    switch (value, read) {
    case (.number(let a), .number(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.string(let a), .string(let b)): a.unicodeScalars.count == b.unicodeScalars.count
    case (.error, .error), (.date, .date), (.date, .string): true
    default: false
    }
  }

  /// The smallest workbook with a cell of each kind.
  private static let sound: [(String, [UInt8])] = {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relationship(_ id: String, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"\(types)/\(kind)\" Target=\"\(target)\"/>"
    }
    let sheet =
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>45000.5</v></c></row></sheetData></worksheet>"
    return [
      ("[Content_Types].xml", "<Types/>"),
      ("_rels/.rels", "<Relationships>\(relationship("r", "officeDocument", "xl/workbook.xml"))</Relationships>"),
      ("xl/workbook.xml", "<workbook><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships>\(relationship("s", "worksheet", "worksheets/sheet1.xml"))\(relationship("t", "sharedStrings", "sharedStrings.xml"))"
          + "\(relationship("u", "styles", "styles.xml"))</Relationships>"
      ), ("xl/worksheets/sheet1.xml", sheet),
      ("xl/worksheets/_rels/sheet1.xml.rels", "<Relationships>\(relationship("c", "comments", "../comments1.xml"))</Relationships>"),
      ("xl/sharedStrings.xml", "<sst><si><t>text</t></si></sst>"),
      ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
    ].map { ($0.0, Array($0.1.utf8)) }
  }()
}
