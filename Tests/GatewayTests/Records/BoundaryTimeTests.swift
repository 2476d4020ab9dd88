import Domain
import Primitives
import Testing
import Wire

@testable import Gateway

@Suite struct BoundaryTimeTests {
  @Test(arguments: [
    (1_795_208_736_123_045, "2026-11-20T21:05:36.123045Z"), (1_795_208_736_000_000, "2026-11-20T21:05:36.000000Z"),
    (-1, "1969-12-31T23:59:59.999999Z"),
  ])
  func `a crossing's time is written with microseconds and read back`(_ microseconds: Int64, _ text: String) {
    #expect(Timestamp(microseconds: microseconds).rfc3339Microseconds == text)
    #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
  }

  @Test func `a trace's record carries it`() {
    let record = BoundaryRecord(
      time: Timestamp(microseconds: 1_795_208_736_123_045), marker: .entry, component: .bus, id: "a", frontendID: nil, pod: "one", detail: "")
    #expect(String(decoding: json { $0.write(record) }, as: UTF8.self).contains(#""time":"2026-11-20T21:05:36.123045Z""#))
  }
}
