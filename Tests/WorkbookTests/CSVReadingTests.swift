import Testing

@testable import Workbook

@Suite struct CSVReadingTests {
  private func cells(_ text: String) throws -> [String] { try Archive.cells(Array(text.utf8), name: "folder/data.2026.csv") }

  @Test(arguments: [",", ";", "\t", "|"]) func `the separator is found`(_ separator: String) throws {
    let text = "id,name,note\n1,Ada,\"x,y;z|w\"\n2,Bob,\n".replacing(",", with: separator)
    #expect(try cells(text).prefix(6) == ["A1=id", "B1=name", "C1=note", "A2=1", "B2=Ada", "C2=x,y;z|w".replacing(",", with: separator)])
  }

  @Test func `decimal commas do not make a comma the separator`() throws {
    #expect(try cells("a;b\n1,5;2,5\n1,0;3,25\n") == ["A1=a", "B1=b", "A2=1,5", "B2=2,5", "A3=1,0", "B3=3,25"])
  }

  @Test func `what it looks like stays text, and empty fields are no cells`() throws {
    let book = try Archive.read(Array("007,,TRUE\n\n2026-11-20,=A1\n".utf8), name: "data.csv")
    #expect(book.sheets[0].name == "data")
    #expect(book.sheets[0].rows.flatMap(\.cells).map(\.value) == [.string("007"), .string("TRUE"), .string("2026-11-20"), .string("=A1")])
    #expect(book.sheets[0].rows.map(\.number) == [1, 3])
  }

  @Test func `quotes hold separators, line ends and quotes, and what follows them belongs to the field`() throws {
    #expect(try cells("\"a,\r\n\"\"b\"\"\",c\r\"d\"e,f\"g\"\n") == ["A1=a,\r\n\"b\"", "B1=c", "A2=de", "B2=f\"g\""])
  }

  @Test func `a first line that names the separator is followed and not shown`() throws {
    #expect(try cells("sep=;\r\na,b;c\r\n") == ["A1=a,b", "B1=c"])
  }

  @Test func `a quote that does not end is told with its record`() {
    let refusal = Archive.refusal(Array("a,b\nc,\"d\ne,f\n".utf8), name: "x.csv")
    #expect(refusal?.code == .unreadable && refusal?.found.contains("record 2") == true)
  }

  @Test func `encodings are told apart`() throws {
    let text = "n\u{e4}me,\u{20AC}\n\u{1F600},x\n"
    let expected = ["A1=n\u{e4}me", "B1=\u{20AC}", "A2=\u{1F600}", "B2=x"]
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + text.utf8, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      #expect(try Archive.cells(bytes, name: "x.csv") == expected)
    }
    #expect(try Archive.cells([0x6E, 0xE4, 0x2C, 0x80, 0x2C, 0x96], name: "x.csv") == ["A1=n\u{e4}", "B1=\u{20AC}", "C1=\u{2013}"])
    #expect(try Archive.cells("a,b".utf16.flatMap { [UInt8($0), 0] }, name: "x.csv") == ["A1=a", "B1=b"])
  }

  @Test(
    arguments: [[0x61, 0, 0, 0x62], [0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00], [0xFF, 0xFE, 0x61], [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]] as [[UInt8]])
  func `what is no text is refused`(_ bytes: [UInt8]) { #expect(Archive.refusal(bytes, name: "x.csv")?.code == .unreadable) }

  @Test func `more columns than a sheet has are refused`() {
    #expect(Archive.refusal(Array(String(repeating: ",", count: 16_384).utf8) + Array("x".utf8), name: "x.csv")?.code == .tooLarge)
  }
}
