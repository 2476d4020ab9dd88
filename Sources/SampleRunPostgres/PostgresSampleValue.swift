import SampleRun

/// A value as PostgreSQL writes it.
enum PostgresSampleValue {
  /// - Parameter type: its number in `pg_type`.
  static func read(_ text: String, type: UInt32) -> SampleValue {
    switch type {
    // bool
    case 16: .boolean(text == "t")
    // int8, int2, int4
    case 20, 21, 23: Int64(text).map { .integer($0) } ?? .text(text)
    // float4, float8, numeric
    case 700, 701, 1700: number(text)
    default: .text(text)
    }
  }

  /// What a double would not hold to the last digit stays as it is written.
  private static func number(_ text: String) -> SampleValue {
    if let whole = Int64(text) { return .integer(whole) }
    let digits = text.utf8.prefix { $0 != UInt8(ascii: "e") }.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits <= 17, let number = Double(text), number.isFinite else { return .text(text) }
    return .real(number)
  }
}
