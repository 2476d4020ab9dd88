/// Writes a workbook as .xlsx: values, formulas, merged ranges, what is hidden, lists to choose from. Comments are not written. Equal workbooks give equal bytes.
package enum XLSXWriter {
  /// - Parameters:
  ///   - boldRows: rows whose text stands out, in every sheet; if the first is one of them it stays in sight.
  ///   - fitsColumns: whether columns are as wide as what stands in them, within reason.
  /// - Throws: `WorkbookError` where it does not fit into memory.
  package static func write(_ workbook: Workbook, boldRows: Set<Int> = [1], fitsColumns: Bool = true) throws(WorkbookError) -> [UInt8] {
    let numbers = Array(1...max(workbook.sheets.count, 1))
    var parts: [(name: String, bytes: [UInt8])] = [
      ("[Content_Types].xml", part(contentTypes(numbers))), ("_rels/.rels", part(rootRelationships)),
      ("xl/workbook.xml", part(workbookPart(workbook))), ("xl/_rels/workbook.xml.rels", part(workbookRelationships(numbers))),
      ("xl/styles.xml", part(CellStyle.part)),
    ]
    for (index, sheet) in workbook.sheets.enumerated() {
      parts.append(("xl/worksheets/sheet\(index + 1).xml", part(SheetPart(sheet, boldRows: boldRows, fitsColumns: fitsColumns).text)))
    }
    return try ZipWriter.archive(parts)
  }

  static let mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relationshipNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packageNamespace = "http://schemas.openxmlformats.org/package/2006"

  private static func part(_ text: String) -> [UInt8] { Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\(text)".utf8) }

  private static func contentTypes(_ numbers: [Int]) -> String {
    let office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let sheets = numbers.map { "<Override PartName=\"/xl/worksheets/sheet\($0).xml\" ContentType=\"\(office).worksheet+xml\"/>" }
    return """
      <Types xmlns="\(packageNamespace)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/xl/workbook.xml" ContentType="\(office).sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="\(office).styles+xml"/>\
      \(sheets.joined())</Types>
      """
  }

  private static let rootRelationships = """
    <Relationships xmlns="\(packageNamespace)/relationships">\
    <Relationship Id="rId1" Type="\(relationshipNamespace)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """

  private static func workbookRelationships(_ numbers: [Int]) -> String {
    let sheets = numbers.map { "<Relationship Id=\"rId\($0)\" Type=\"\(relationshipNamespace)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>" }
    return """
      <Relationships xmlns="\(packageNamespace)/relationships">\(sheets.joined())\
      <Relationship Id="rIdStyles" Type="\(relationshipNamespace)/styles" Target="styles.xml"/></Relationships>
      """
  }

  private static func workbookPart(_ workbook: Workbook) -> String {
    let sheets = workbook.sheets.enumerated().map { index, sheet in
      let state = sheet.visibility == .visible ? "" : " state=\"\(sheet.visibility.rawValue)\""
      return "<sheet name=\"\(XMLEscaping.attribute(sheetName(sheet.name)))\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
    }
    return "<workbook xmlns=\"\(mainNamespace)\" xmlns:r=\"\(relationshipNamespace)\"><sheets>\(sheets.joined())</sheets></workbook>"
  }

  /// As Excel allows it.
  private static func sheetName(_ name: String) -> String {
    String(name.prefix(31).map { ":\\/?*[]".contains($0) ? "_" : $0 })
  }
}
