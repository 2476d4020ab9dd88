import Testing

@testable import Workbook

@Suite struct FormulaTests {
  private func shifted(_ formula: String, rows: Int, columns: Int) throws -> String {
    var text = XMLText(maxBytes: 4096)
    try Array(formula.utf8).withUnsafeBufferPointer { bytes throws(WorkbookError) in
      try FormulaShift.append(bytes, rows: rows, columns: columns, to: &text)
    }
    return text.string
  }

  @Test(
    arguments: [
      ("A1+$B$2*C$3-$D4", "B3+$B$2*D$3-$D6"), ("SUM(A1:B2)", "SUM(B3:C4)"), ("SUM(A:B)", "SUM(B:C)"), ("SUM(1:2)", "SUM(3:4)"),
      ("SUM($A:B)", "SUM($A:C)"),
      ("\"A1\"&A1", "\"A1\"&B3"), ("'A1 x'!A1", "'A1 x'!B3"), ("AB1!A1", "AB1!B3"), ("LOG10(A1)", "LOG10(B3)"), ("T1[A1]", "T1[A1]"),
      ("1.5E3+A1", "1.5E3+B3"),
      ("TRUE+A1", "TRUE+B3"), ("A1:INDEX(B:B,2)", "B3:INDEX(C:C,2)"), ("rate_2020*A1", "rate_2020*B3"), ("XFD1", "#REF!"), ("ABCD1", "ABCD1"),
      ("5*2", "5*2"),
    ])
  func `references move along, all else stays`(_ formula: String, _ expected: String) throws {
    #expect(try shifted(formula, rows: 2, columns: 1) == expected)
  }

  @Test func `a shared formula is told of each of its cells`() throws {
    let sheet = """
      <sheetData><row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>1</v></c></row>\
      <row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="B3" t="str"><f t="shared" si="0"/><v>x</v></c>\
      <c r="C3"><f t="array" ref="C3:C4">SUM(A1:A2*B1:B2)</f><v>9</v></c><c r="D3"><f t="shared" si="7"/><v>1</v></c></row></sheetData>
      """
    #expect(
      try Archive.cells(try Archive.workbook(sheet: sheet)) == [
        "B1=1 <- A1*$A$1", "B2=2 <- A2*$A$1", "B3=x <- A3*$A$1", "C3=9 <- SUM(A1:A2*B1:B2)", "D3=1",
      ])
  }
}
