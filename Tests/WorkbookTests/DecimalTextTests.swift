import Testing

@testable import Workbook

@Suite struct DecimalTextTests {
  private func read(_ text: String) -> (value: Double, isJSON: Bool)? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in DecimalText(bytes).map { ($0.value, $0.isJSON) } }
  }

  @Test(
    arguments: [
      "0", "-0", "1", "12.5", "0.1", "1e3", "1E-7", "123456789012345678", "0.30000000000000004", "9007199254740993", "1.7976931348623157e308",
      "5e-324",
      "0.1000000000000000055511151231257827021181583404541015625", "99999999999999999999999", "2.2250738585072014E-308",
    ])
  func `numbers are read to the nearest double`(_ text: String) throws {
    let found = try #require(read(text))
    #expect(found.value.bitPattern == Double(text)?.bitPattern && found.isJSON)
  }

  @Test(arguments: [("+5", 5), (" 7 ", 7), ("007", 7), (".5", 0.5), ("5.", 5), ("-.5", -0.5)])
  func `what JSON would not take is a number still`(_ text: String, _ expected: Double) throws {
    let found = try #require(read(text))
    #expect(found.value == expected && (found.isJSON == (text == " 7 ")))
  }

  @Test(arguments: ["", " ", "-", ".", "e5", "1e", "1e+", "0x10", "inf", "nan", "1,5", "1 2", "1e999", "--1"])
  func `what is no number is none`(_ text: String) { #expect(read(text) == nil) }
}
