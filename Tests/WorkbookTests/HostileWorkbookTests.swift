import Testing

@testable import Workbook

/// Each is refused in words that name it; none ends the process or is followed.
@Suite struct HostileWorkbookTests {
  private static let cell = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"

  private func refusal(sheet: String, strings: String? = nil, styles: String? = nil, limits: WorkbookLimits = .standard) throws -> WorkbookError? {
    Archive.refusal(try Archive.workbook(sheet: sheet, strings: strings, styles: styles), limits: limits)
  }

  @Test func `a part that inflates beyond the ratio is refused, whether it is read or not`() throws {
    let zeros = String(repeating: " ", count: 4 << 20)
    for name in ["xl/sharedStrings.xml", "xl/media/image1.bin"] {
      let refusal = Archive.refusal(try Archive.workbook(sheet: Self.cell, more: [(name, zeros)]))
      #expect(refusal?.code == .hostile && refusal?.found.contains("200 times") == true)
    }
  }

  @Test func `what an entry says of its size is not believed`() throws {
    var bytes = try Archive.workbook(sheet: Self.cell, more: [("xl/sharedStrings.xml", String(repeating: " ", count: 4 << 20))])
    let size: [UInt8] = [0, 0, 0x40, 0]
    for index in bytes.indices.dropLast(3) where bytes[index..<(index + 4)].elementsEqual(size) {
      bytes.replaceSubrange(index..<(index + 4), with: [0, 4, 0, 0])
    }
    #expect(Archive.refusal(bytes) != nil)
  }

  @Test func `a file beyond the limit is refused by its size`() {
    var limits = WorkbookLimits.standard
    limits.fileBytes = 100
    #expect(Archive.refusal([UInt8](repeating: 0x41, count: 101), name: "x.csv", limits: limits)?.code == .tooLarge)
  }

  @Test func `document types are refused before an entity is declared`() throws {
    let bomb = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>"
    let outside = "<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>"
    for text in [bomb, outside] {
      let refusal = Archive.refusal(try Archive.workbook(sheet: "", more: [("xl/worksheets/sheet1.xml", text)]))
      #expect(refusal?.code == .hostile && refusal?.found.contains("DTD") == true && refusal?.place == "xl/worksheets/sheet1.xml")
    }
  }

  @Test(arguments: ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"]) func `macros are refused`(_ name: String) throws {
    let refusal = Archive.refusal(try Archive.workbook(sheet: Self.cell, more: [(name, "x")]))
    #expect(refusal?.code == .hostile && refusal?.found.contains("macros") == true)
  }

  @Test func `links to other workbooks are refused, hyperlinks are only text`() throws {
    let part = try Archive.workbook(sheet: Self.cell, more: [("xl/externalLinks/externalLink1.xml", "<externalLink/>")])
    let reference = try Archive.workbook(sheet: Self.cell, properties: "<externalReferences><externalReference/></externalReferences>")
    let formula = try Archive.workbook(sheet: "<sheetData><row><c><f>'C:\\[Budget.xlsx]Q1'!A1</f><v>1</v></c></row></sheetData>")
    for bytes in [part, reference, formula] {
      let refusal = Archive.refusal(bytes)
      #expect(refusal?.code == .hostile && refusal?.found.contains("another workbook") == true)
    }
    let harmless = "<sheetData><row><c><f>HYPERLINK(\"http://example.com/[x.xlsx]\")&amp;Table1[Column]</f><v>1</v></c></row></sheetData>"
    #expect(try refusal(sheet: harmless) == nil)
  }

  @Test func `archives that are encrypted, cut or of other things are told as such`() throws {
    let whole = try Archive.workbook(sheet: Self.cell)
    for count in [4, 30, whole.count / 2, whole.count - 1] { #expect(Archive.refusal(Array(whole.prefix(count)))?.code == .unreadable) }
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let encrypted = compound + "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] }
    #expect(Archive.refusal(encrypted)?.found.contains("encrypted") == true)
    #expect(Archive.refusal(compound)?.found.contains(".xls") == true)
    #expect(Archive.refusal(Array("<html/>".utf8), name: "a.csv")?.code == .unreadable)
    #expect(Archive.refusal(Array("a,b".utf8), name: "a.xlsx")?.code == .unreadable)
    #expect(Archive.refusal([], name: "a.csv")?.code == .unreadable)
    #expect(Archive.refusal(try Archive.zip([("x", "y")]))?.code == .unreadable)
    #expect(Archive.refusal(try Archive.zip([("mimetype", "application/vnd.oasis.opendocument.text")]))?.code == .unreadable)
  }

  @Test func `every byte changed is read or refused`() throws {
    let whole = try Archive.workbook(sheet: Self.cell, strings: "<si><t>x</t></si>")
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x41
      _ = Archive.refusal(bytes)
    }
  }

  @Test(arguments: ["../evil.xml", "/etc/passwd", "xl\\workbook2.xml", "c:/x", "a/./b"]) func `names that lead out of the archive are refused`(
    _ name: String
  ) throws {
    #expect(Archive.refusal(try Archive.workbook(sheet: Self.cell, more: [(name, "x")]))?.code == .hostile)
  }

  @Test func `two parts of one name are refused`() throws {
    let refusal = Archive.refusal(try Archive.workbook(sheet: Self.cell, more: [("XL/Workbook.xml", "<workbook/>")]))
    #expect(refusal?.code == .hostile && refusal?.found.contains("two parts") == true)
  }

  @Test func `relationships that lead out of the archive are refused`() throws {
    let relationships = "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"../../../etc/passwd\"/></Relationships>"
    #expect(Archive.refusal(try Archive.workbook(sheet: Self.cell, more: [("xl/_rels/workbook.xml.rels", relationships)]))?.code == .hostile)
  }

  @Test(
    arguments: [
      "<c r=\"XFE1\"><v>1</v></c>", "<c r=\"A1048577\"><v>1</v></c>", "<c r=\"A0\"><v>1</v></c>", "<c r=\"1A\"><v>1</v></c>",
      "<c r=\"AAAAAAAAAA1\"><v>1</v></c>",
      "<c r=\"A99999999999999999999\"><v>1</v></c>", "<c t=\"s\"><v>5</v></c>", "<c t=\"s\"><v>-1</v></c>",
      "<c t=\"s\"><v>99999999999999999999</v></c>",
      "<c><v>1e999</v></c>", "<c><v>one</v></c>",
    ])
  func `cells that no sheet has are refused with their place`(_ cell: String) throws {
    let refusal = try refusal(sheet: "<sheetData><row r=\"1\">\(cell)</row></sheetData>", strings: "<si><t>x</t></si>")
    #expect(refusal?.code == .unreadable && refusal?.place?.hasPrefix("Data") == true)
  }

  @Test(arguments: ["<row r=\"1048577\"/>", "<row r=\"0\"/>", "<row r=\"-1\"/>", "<row r=\"99999999999999999999\"/>"])
  func `rows that no sheet has are refused`(_ row: String) throws {
    #expect(try refusal(sheet: "<sheetData>\(row)</sheetData>")?.code == .unreadable)
  }

  @Test func `nesting and tags without end are refused`() throws {
    #expect(
      try refusal(sheet: String(repeating: "<a>", count: 1000) + String(repeating: "</a>", count: 1000))?.found.contains("deeper than 64") == true)
    var noise: UInt64 = 1
    let long = String(
      (0..<(3 << 20)).map { _ in
        noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Character(Unicode.Scalar(UInt8(0x41 + (noise >> 60))))
      })
    #expect(try refusal(sheet: "<a b=\"\(long)\"/>")?.code == .hostile)
  }

  @Test func `XML that is broken or no UTF-8 is refused with its part and line`() throws {
    let broken = try refusal(sheet: "<sheetData>\n<row>")
    #expect(broken?.code == .unreadable && broken?.place == "xl/worksheets/sheet1.xml" && broken?.found.contains("line 2") == true)
    let parts = try Archive.workbook(sheet: Self.cell)
    #expect(Archive.refusal(parts) == nil)
    let invalid = try ZipWriter.archive([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/workbook.xml", Array("<workbook a=\"".utf8) + [0xC3, 0x28] + Array("\"/>".utf8)),
    ])
    #expect(Archive.refusal(invalid)?.code == .unreadable)
  }

  @Test func `what there may be many of is counted`() throws {
    var limits = WorkbookLimits.standard
    limits.cells = 3
    limits.mergedRanges = 3
    limits.sharedStrings = 3
    limits.styles = 3
    limits.validations = 3
    limits.hiddenRows = 3
    limits.comments = 3
    let four = { (text: String) in String(repeating: text, count: 4) }
    #expect(try refusal(sheet: "<sheetData>\(four("<row><c><v>1</v></c></row>"))</sheetData>", limits: limits)?.found == "more than 3 cells")
    #expect(
      try refusal(sheet: "<mergeCells>\(four("<mergeCell ref=\"A1:B2\"/>"))</mergeCells>", limits: limits)?.found == "more than 3 merged ranges")
    #expect(try refusal(sheet: "", strings: four("<si><t>x</t></si>"), limits: limits)?.found == "more than 3 shared strings")
    #expect(try refusal(sheet: "", styles: "<cellXfs>\(four("<xf numFmtId=\"1\"/>"))</cellXfs>", limits: limits)?.found == "more than 3 cell styles")
    #expect(try refusal(sheet: "<sheetData>\(four("<row hidden=\"1\"/>"))</sheetData>", limits: limits)?.found == "more than 3 hidden rows")
    #expect(
      try refusal(sheet: "<dataValidation type=\"list\" sqref=\"\(four("A1 "))\"/>", limits: limits)?.found
        == "more than 3 ranges of data validations")
  }

  @Test func `one long text shown by many cells is counted as often as it is shown`() throws {
    var limits = WorkbookLimits.standard
    limits.cellTextBytes = 10_000
    let cells = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 11)
    #expect(
      try refusal(sheet: "<sheetData>\(cells)</sheetData>", strings: "<si><t>\(String(repeating: "x", count: 1000))</t></si>", limits: limits)?.code
        == .tooLarge)
  }

  @Test(arguments: [("word/document.xml", "a text document"), ("ppt/presentation.xml", "a presentation")])
  func `other documents of an office are called what they are`(_ part: String, _ kind: String) throws {
    let refusal = Archive.refusal(try Archive.zip([("[Content_Types].xml", "<Types/>"), (part, "<x/>")]))
    #expect(refusal?.code == .unreadable && refusal?.found == "\(kind), no workbook")
  }
}
