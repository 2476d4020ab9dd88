import Testing

@testable import Workbook

@Suite struct OpenDocumentReadingTests {
  private func cells(_ rows: String) throws -> [String] {
    try Archive.cells(try Archive.openDocument("<table:table table:name=\"One\">\(rows)</table:table>"), name: "test.ods")
  }

  @Test func `every kind of value is read`() throws {
    let found = try cells(
      """
      <table:table-row><table:table-cell office:value-type="string"><text:p>one<text:s text:c="2"/>two<text:tab/></text:p><text:p><text:span>three</text:span></text:p></table:table-cell>\
      <table:table-cell office:value-type="float" office:value="1.50" table:formula="of:=[.A1]*2"><text:p>1,5</text:p></table:table-cell>\
      <table:table-cell office:value-type="percentage" office:value="0.25"/><table:table-cell office:value-type="currency" office:value="9"/>\
      <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>\
      <table:table-cell office:value-type="date" office:date-value="2026-11-20T13:05:00.250000000"/>\
      <table:table-cell office:value-type="time" office:time-value="PT13H05M00S"/><table:table-cell office:value-type="time" office:time-value="PT36H00M00.5S"/>\
      <table:table-cell office:value-type="string" calcext:value-type="error" office:string-value=""><text:p>#REF!</text:p></table:table-cell></table:table-row>
      """)
    #expect(
      found == [
        "A1=one  two\t\nthree", "B1=1.5 <- [.A1]*2", "C1=0.25", "D1=9", "E1=TRUE", "F1=2026-11-20T13:05:00.250", "G1=13:05:00", "H1=PT36H0.500S",
        "I1=#REF!",
      ])
  }

  @Test func `cells and rows that stand for many are many`() throws {
    let cell = "<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"1\"/>"
    let found = try cells(
      """
      <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/></table:table-row>\
      <table:table-row table:number-rows-repeated="2"><table:table-cell/>\(cell)<table:table-cell table:number-columns-repeated="16381"/></table:table-row>\
      <table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      """)
    #expect(found == ["B4=1", "C4=1", "B5=1", "C5=1"])
  }

  @Test func `comments, merged ranges, lists and what is hidden are read`() throws {
    let bytes = try Archive.openDocument(
      """
      <table:content-validations><table:content-validation table:name="v1" table:condition="of:cell-content-is-in-list(&quot;a&quot;;&quot;b&quot;)"/>\
      </table:content-validations><table:table table:name="One" table:style-name="ta1"><table:table-column/>\
      <table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-row table:visibility="collapse">\
      <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" table:content-validation-name="v1" office:value-type="string">\
      <office:annotation><text:p>Ask</text:p><text:p>Ada</text:p></office:annotation><text:p>shown</text:p></table:table-cell>\
      <table:covered-table-cell office:value-type="string"><text:p>covered</text:p></table:covered-table-cell></table:table-row></table:table>
      """,
      styles: "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>")
    let sheet = try Archive.read(bytes, name: "test.ods").sheets[0]
    #expect(sheet.rows.flatMap(\.cells).map(\.value) == [.string("shown")])
    #expect(sheet.visibility == .hidden && sheet.hiddenRows == [1] && sheet.hiddenColumns == [2, 3])
    #expect(sheet.comments == [CellReference("A1")!: "Ask\nAda"] && sheet.mergedRanges == [CellRange("A1:B2")!])
    #expect(sheet.validations == [Sheet.ListValidation(ranges: [CellRange("A1")!], values: ["a", "b"])])
  }

  @Test func `macros, other documents and bombs of repetition are refused`() throws {
    let macros = try Archive.openDocument("<table:table/>", more: [("Basic/Standard/Module1.xml", "<x/>")])
    #expect(Archive.refusal(macros)?.code == .hostile)
    let other =
      "<table:table table:name=\"a\"><table:table-row><table:table-cell table:formula=\"of:=['file:///tmp/b.ods'#$S.A1]\"/></table:table-row></table:table>"
    #expect(Archive.refusal(try Archive.openDocument(other))?.code == .hostile)
    let many = """
      <table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>\
      </table:table-row></table:table>
      """
    #expect(Archive.refusal(try Archive.openDocument(many))?.code == .tooLarge)
    let beyond =
      "<table:table><table:table-row table:number-rows-repeated=\"1048577\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>"
    #expect(Archive.refusal(try Archive.openDocument(beyond))?.code == .unreadable)
  }
}
