@testable import Workbook

/// Workbooks made part by part, to say what no writer would.
enum Archive {
  static let transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"

  /// An xlsx file of one sheet called `Data`.
  static func workbook(
    sheet: String, strings: String? = nil, styles: String? = nil, properties: String = "", relationships: String = transitional,
    more: [(name: String, text: String)] = []
  ) throws -> [UInt8] {
    let namespace = relationships == strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : XLSXWriter.mainNamespace
    var parts: [(name: String, text: String)] = [
      ("[Content_Types].xml", "<Types/>"),
      ("_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"\(relationships)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relationships)\">\(properties)<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships><Relationship Id="s1" Type="\(relationships)/worksheet" Target="worksheets/sheet1.xml"/>\
        <Relationship Id="s2" Type="\(relationships)/sharedStrings" Target="/xl/sharedStrings.xml"/>\
        <Relationship Id="s3" Type="\(relationships)/styles" Target="styles.xml"/></Relationships>
        """
      ),
      ("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"\(namespace)\">\(sheet)</worksheet>"),
    ]
    if let strings { parts.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(namespace)\">\(strings)</sst>")) }
    if let styles { parts.append(("xl/styles.xml", "<styleSheet xmlns=\"\(namespace)\">\(styles)</styleSheet>")) }
    for part in more {
      parts.removeAll { $0.name == part.name }
      parts.append(part)
    }
    return try zip(parts)
  }

  static func zip(_ parts: [(name: String, text: String)]) throws -> [UInt8] {
    try ZipWriter.archive(parts.map { ($0.name, Array($0.text.utf8)) })
  }

  /// An ods file with this in its `office:spreadsheet`.
  static func openDocument(_ tables: String, styles: String = "", more: [(name: String, text: String)] = []) throws -> [UInt8] {
    let content = """
      <office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">\
      <office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body>\
      </office:document-content>
      """
    return try zip([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)] + more)
  }

  static func read(_ bytes: [UInt8], name: String = "test.xlsx", limits: WorkbookLimits = .standard) throws -> Workbook {
    try WorkbookFile.read(bytes, name: name, limits: limits)
  }

  /// The only sheet's cells, as `A1=value` with a formula behind.
  static func cells(_ bytes: [UInt8], name: String = "test.xlsx") throws -> [String] {
    try read(bytes, name: name).sheets[0].rows.flatMap(\.cells).map { cell in
      "\(cell.reference)=\(cell.value.text)\(cell.formula.map { " <- \($0)" } ?? "")"
    }
  }

  /// How reading it ends; `nil` when it is read.
  static func refusal(_ bytes: [UInt8], name: String = "test.xlsx", limits: WorkbookLimits = .standard) -> WorkbookError? {
    do throws(WorkbookError) {
      _ = try WorkbookFile.read(bytes, name: name, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}
