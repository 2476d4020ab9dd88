import Primitives
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_795_208_736_123, "2026-11-20T21:05:36.123Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
  ])
  func `milliseconds are written as RFC 3339 and read back`(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    #expect(Timestamp(rfc3339: text)?.microseconds == milliseconds * 1000)
  }

  @Test func `offsets, fractions and bare dates are read`() {
    #expect(Timestamp(rfc3339: "1970-01-01T01:00:00+01:00")?.microseconds == 0)
    #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.5z")?.microseconds == 500_000)
    #expect(Timestamp(rfc3339: "1970-01-02")?.microseconds == 86_400_000_000)
  }

  @Test(arguments: ["", "1970", "1970-02-30", "1970-01-01T24:00:00Z", "1970-01-01T00:00:00", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00Zx"])
  func `what is no date is refused`(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }
}
