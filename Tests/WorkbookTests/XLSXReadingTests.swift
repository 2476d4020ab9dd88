import Testing

@testable import Workbook

@Suite struct XLSXReadingTests {
  @Test func `what is written is read again`() throws {
    let cells = [
      Cell(CellReference(row: 1, column: 1), .string("Name & <value> \"quoted\"\n_x000D_ \r\u{1}")),
      Cell(CellReference(row: 1, column: 2), .number(-12.5)), Cell(CellReference(row: 1, column: 3), .boolean(true)),
      Cell(CellReference(row: 2, column: 1), .date("2026-11-20")), Cell(CellReference(row: 2, column: 2), .date("2026-11-20T13:05:07.250")),
      Cell(CellReference(row: 2, column: 3), .date("13:05:00")), Cell(CellReference(row: 2, column: 4), .date("PT36H30M")),
      Cell(CellReference(row: 2, column: 5), .date("1900-02-28")), Cell(CellReference(row: 3, column: 1), .error("#REF!")),
      Cell(CellReference(row: 3, column: 702), .number(3), formula: "1+2"),
      Cell(CellReference(row: 1_048_576, column: 16_384), .string("the last"), formula: "\"the \"&\"last\""),
    ]
    let rows = Dictionary(grouping: cells, by: \.reference.row).sorted { $0.key < $1.key }.map { Sheet.Row(number: $0.key, cells: $0.value) }
    let sheet = Sheet(
      name: "One", visibility: .hidden, rows: rows, mergedRanges: [CellRange("A5:C6")!], hiddenRows: [2, 9], hiddenColumns: [3, 4],
      validations: [Sheet.ListValidation(ranges: [CellRange("A1:A9")!, CellRange("C1")!], values: ["inner", "left"])])
    let book = try Archive.read(try XLSXWriter.write(Workbook(sheets: [sheet, Sheet(name: "Two: empty")])))
    #expect(book.sheets.map(\.name) == ["One", "Two_ empty"])
    let read = book.sheets[0]
    #expect(read.rows.flatMap(\.cells) == cells)
    #expect(read.visibility == .hidden && book.sheets[1].visibility == .visible)
    #expect(read.mergedRanges == sheet.mergedRanges && read.hiddenRows == sheet.hiddenRows && read.hiddenColumns == sheet.hiddenColumns)
    #expect(read.validations == sheet.validations)
  }

  @Test func `equal workbooks are written as equal bytes`() throws {
    let book = Workbook(sheets: [Sheet(name: "A", rows: [Sheet.Row(number: 1, cells: [Cell(CellReference(row: 1, column: 1), .string("x"))])])])
    #expect(try XLSXWriter.write(book) == XLSXWriter.write(book))
  }

  @Test func `strict files say the same under other names`() throws {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"d\"><v>2026-11-20T00:00:00Z</v></c></row></sheetData>"
    let bytes = try Archive.workbook(sheet: sheet, strings: "<si><t>no</t></si><si><t>yes</t></si>", relationships: Archive.strict)
    #expect(try Archive.cells(bytes) == ["A1=yes", "B1=2026-11-20"])
  }

  @Test func `runs of rich text are joined, and how they are pronounced is left out`() throws {
    let rich =
      "<r><rPr><b/></rPr><t>bold</t></r><r><t xml:space=\"preserve\"> plain</t></r><rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh><phoneticPr fontId=\"1\"/>"
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is>\(rich)</is></c></row></sheetData>"
    #expect(try Archive.cells(try Archive.workbook(sheet: sheet, strings: "<si>\(rich)</si>")) == ["A1=bold plain", "B1=bold plain"])
  }

  @Test func `escapes of characters that XML cannot hold are undone once`() throws {
    let sheet = "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"str\"><v>_x0041__x00e9__xD83D__xDE00__xD83D_|_x0000_|_x12_</v></c></row></sheetData>"
    let bytes = try Archive.workbook(sheet: sheet, strings: "<si><t>a_x000D_\nb_x005F_x000D_</t></si>")
    #expect(try Archive.cells(bytes) == ["A1=a\r\nb_x000D_", "B1=A\u{e9}\u{1F600}\u{FFFD}|\u{FFFD}|_x12_"])
  }

  @Test func `cells and rows without a place follow the one before`() throws {
    let sheet =
      "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData>"
    #expect(try Archive.cells(try Archive.workbook(sheet: sheet)) == ["A1=1", "B1=2", "C5=3", "D5=4", "A6=5"])
  }

  @Test func `cells out of order are put in order, and of two at one place the last holds`() throws {
    let sheet =
      "<sheetData><row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"A3\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>3</v></c></row><row r=\"3\"><c r=\"A3\"><v>4</v></c></row></sheetData>"
    #expect(try Archive.cells(try Archive.workbook(sheet: sheet)) == ["A1=3", "A3=4", "B3=1"])
  }

  @Test func `of a merged range only its first cell is kept`() throws {
    let cells = (1...4).map { row in "<row r=\"\(row)\">\("ABCD".map { "<c r=\"\($0)\(row)\"><v>1</v></c>" }.joined())</row>" }.joined()
    let sheet = "<sheetData>\(cells)</sheetData><mergeCells><mergeCell ref=\"B2:C3\"/><mergeCell ref=\"A4:D4\"/><mergeCell ref=\"A1\"/></mergeCells>"
    #expect(
      try Archive.cells(try Archive.workbook(sheet: sheet)).map { $0.dropLast(2) } == ["A1", "B1", "C1", "D1", "A2", "B2", "D2", "A3", "D3", "A4"])
  }

  @Test func `empty cells and empty texts are left out, formulas without a value are not`() throws {
    let sheet = """
      <sheetData><row r="1"><c r="A1" s="1"/><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><v></v></c><c r="D1"><f>A1&amp;"x"</f><v></v></c>\
      <c r="E1" t="str"><f>""</f><v></v></c></row></sheetData>
      """
    #expect(try Archive.cells(try Archive.workbook(sheet: sheet, strings: "<si><t/></si>")) == ["D1= <- A1&\"x\"", "E1= <- \"\""])
  }

  @Test func `comments, hidden things and lists of another sheet are read`() throws {
    let sheet = """
      <cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols><sheetData><row r="4" hidden="1"/></sheetData>\
      <dataValidations><dataValidation type="whole" sqref="D1"><formula1>1</formula1></dataValidation>\
      <dataValidation type="list" sqref="A1:A3"><formula1>&quot;a, b,&quot;&quot;c&quot;&quot;&quot;</formula1></dataValidation></dataValidations>\
      <extLst><ext><x14:dataValidations xmlns:x14="x"><x14:dataValidation type="list"><x14:formula1><xm:f xmlns:xm="m">Lists!$A$1:$A$3</xm:f></x14:formula1>\
      <xm:sqref xmlns:xm="m">B1 B3:B4</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>
      """
    let bytes = try Archive.workbook(
      sheet: sheet,
      more: [
        (
          "xl/worksheets/_rels/sheet1.xml.rels",
          "<Relationships><Relationship Id=\"c\" Type=\"\(Archive.transitional)/comments\" Target=\"../comments1.xml\"/></Relationships>"
        ),
        (
          "xl/comments1.xml",
          "<comments><authors><author>t</author></authors><commentList><comment ref=\"B2\"><text><r><t>Ask </t></r><r><t>Ada</t></r></text></comment></commentList></comments>"
        ),
      ])
    let read = try Archive.read(bytes).sheets[0]
    #expect(read.hiddenColumns == [2, 3] && read.hiddenRows == [4])
    #expect(read.comments == [CellReference("B2")!: "Ask Ada"])
    #expect(
      read.validations == [
        Sheet.ListValidation(ranges: [CellRange("A1:A3")!], values: ["a", "b", "\"c\""]),
        Sheet.ListValidation(ranges: [CellRange("B1")!, CellRange("B3:B4")!], values: [], formula: "Lists!$A$1:$A$3"),
      ])
  }

  @Test func `the stream tells the same cells, and an error of its reader ends it`() throws {
    let bytes = try Archive.workbook(sheet: "<sheetData><row><c><v>1</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row></sheetData>")
    var cells: [Cell] = []
    try WorkbookFile.forEachCell(bytes, name: "x") { cells.append($0.cell) }
    #expect(cells == (try Archive.read(bytes)).sheets[0].rows.flatMap(\.cells))
    let stop = WorkbookError(.unreadable, found: "enough", fix: "none")
    #expect {
      try WorkbookFile.forEachCell(bytes, name: "x") { (_) throws(WorkbookError) in throw stop }
    } throws: {
      ($0 as? WorkbookError)?.found == "enough"
    }
  }

  @Test func `a cell is a line of JSON`() throws {
    let sheet = """
      <sheetData><row r="7"><c r="H7" t="str"><f>"a"&amp;B1</f><v>a"b\\c\u{9}\u{e9}</v></c><c r="AAB7"><v>0.10</v></c><c r="XFD7"><v>+007.50</v></c>\
      <c r="ZZ8" t="b"><v>0</v></c></row></sheetData>
      """
    var lines = CellLines()
    try WorkbookFile.forEachCell(try Archive.workbook(sheet: sheet), name: "x") { lines.append($0) }
    #expect(
      String(decoding: lines.take(), as: UTF8.self) == """
        {"sheet":"Data","cell":"H7","value":"a\\"b\\\\c\\t\u{e9}","type":"string","formula":"\\"a\\"&B1"}
        {"sheet":"Data","cell":"AAB7","value":0.10,"type":"number"}
        {"sheet":"Data","cell":"XFD7","value":7.5,"type":"number"}
        {"sheet":"Data","cell":"ZZ8","value":false,"type":"boolean"}

        """)
  }
}
