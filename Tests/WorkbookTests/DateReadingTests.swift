import Testing

@testable import Workbook

@Suite struct DateReadingTests {
  private func text(_ serial: Double, _ epoch: DateEpoch = .from1900) -> String? {
    var scratch = ByteScratch()
    return DateText.append(serial: serial, epoch, to: &scratch) ? String(decoding: scratch.bytes, as: UTF8.self) : nil
  }

  /// What `openpyxl.utils.datetime.from_excel` says of them.
  @Test(
    arguments: [
      (0, "00:00:00"), (0.5, "12:00:00"), (0.999_999_999_9, "1900-01-01"), (1, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-28"),
      (61, "1900-03-01"),
      (1.25, "1900-01-01T06:00:00"), (46_346, "2026-11-20"), (46_346.545_138_888_89, "2026-11-20T13:05:00"),
      (46_346.000_001_446_76, "2026-11-20T00:00:00.125"),
      (2_958_465, "9999-12-31"), (-1, "1899-12-29"),
    ])
  func `days from 1900 on, with its leap year that was none`(_ serial: Double, _ expected: String) { #expect(text(serial) == expected) }

  @Test(arguments: [(0, "00:00:00"), (0.25, "06:00:00"), (1, "1904-01-02"), (44_884, "2026-11-20"), (59, "1904-02-29")])
  func `days from 1904 on`(_ serial: Double, _ expected: String) { #expect(text(serial, .from1904) == expected) }

  @Test(arguments: [2_958_466, 1e300, -800_000, 1e9]) func `beyond the calendar there is no date`(_ serial: Double) { #expect(text(serial) == nil) }

  @Test(
    arguments: [
      ("General", NumberFormat.number), ("0.00", .number), ("yyyy-mm-dd", .date), ("[$-409]d-mmm-yy;@", .date), ("[Red]0.00", .number),
      ("[h]:mm:ss", .duration), ("[mm]:ss", .duration), ("\"days\" 0", .number), ("0\\d", .number), ("_d0", .number), ("#,##0;[Red]-d", .number),
      ("0.00E+00", .number), ("hh:mm AM/PM", .date), ("[$\u{20AC}-407] #,##0.00", .number), ("@", .number), ("MMMM", .date), ("[DBNum1]0", .number),
    ])
  func `a number format makes a date or not`(_ code: String, _ expected: NumberFormat) { #expect(NumberFormat(code: code) == expected) }

  @Test func `styles decide by their format, built in or spelled out, and by the workbook's epoch`() throws {
    let styles = """
      <numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0 &quot;d&quot;"/></numFmts>\
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="46"/></cellXfs>\
      <dxfs><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs>
      """
    let sheet = "<sheetData><row>\((0...5).map { "<c s=\"\($0)\"><v>1.5</v></c>" }.joined())</row></sheetData>"
    #expect(
      try Archive.cells(try Archive.workbook(sheet: sheet, styles: styles)) == [
        "A1=1.5", "B1=1900-01-01T12:00:00", "C1=1900-01-01T12:00:00", "D1=1.5", "E1=PT36H", "F1=1.5",
      ])
    let from1904 = try Archive.workbook(sheet: sheet, styles: styles, properties: "<workbookPr date1904=\"1\"/>")
    #expect(try Archive.cells(from1904)[1] == "B1=1904-01-02T12:00:00")
  }

  @Test(arguments: ["2026-11-20", "1900-01-01", "1900-03-01", "13:05:09", "2026-11-20T23:59:59", "PT1H30M"])
  func `a date's number is found again`(_ date: String) throws {
    let serial = try #require(DateSerial(date))
    var scratch = ByteScratch()
    _ =
      serial.style == .duration
      ? DateText.append(durationDays: serial.value, to: &scratch) : DateText.append(serial: serial.value, .from1900, to: &scratch)
    #expect(String(decoding: scratch.bytes, as: UTF8.self) == date)
  }
}
