import Mapping
import SampleRun
import Testing

@testable import SampleRunPostgres

@Suite struct PostgresSampleTypeTests {
  @Test(
    arguments: [
      (DataType.integer(bits: 16), [], "smallint"), (.integer(bits: 64), [.text("x")], "bigint"),
      (.decimal(precision: 10, scale: 2), [], "numeric(10, 2)"),
      (.text(length: 3), [.integer(1)], "text"), (.timestamp(withTimeZone: true), [], "timestamptz"), (.unknown, [.null, .integer(1)], "bigint"),
      (.unknown, [.integer(1), .real(1.5), .integer(2)], "numeric"), (.unknown, [.integer(1), .text("x")], "text"), (.unknown, [.null], "text"),
    ] as [(DataType, [SampleValue], String)])
  func `a column has the type that the sheet says, else one that its values have`(_ type: DataType, _ values: [SampleValue], _ name: String) {
    #expect(PostgresSampleType.name(of: type, holding: values) == name)
  }

  @Test(
    arguments: [
      ("t", 16, .boolean(true)), ("42", 23, .integer(42)), ("12.50", 1700, .real(12.5)), ("12", 1700, .integer(12)),
      ("1234567890.12345678901", 1700, .text("1234567890.12345678901")), ("NaN", 701, .text("NaN")), ("1e-07", 701, .real(1e-7)),
      ("t", 25, .text("t")),
    ] as [(String, UInt32, SampleValue)])
  func `a value is read by its type`(_ text: String, _ type: UInt32, _ value: SampleValue) {
    #expect(PostgresSampleValue.read(text, type: type) == value)
  }
}
