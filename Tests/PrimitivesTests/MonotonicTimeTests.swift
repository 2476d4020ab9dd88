import Primitives
import Testing

@Suite struct MonotonicTimeTests {
  @Test func `differences are whole milliseconds and never negative`() {
    let early = MonotonicTime(nanoseconds: 1_000_000)
    let late = MonotonicTime(nanoseconds: 3_999_999)
    #expect(late.milliseconds(since: early) == 2)
    #expect(early.milliseconds(since: late) == 0)
    #expect(early.milliseconds(since: early) == 0)
    #expect(early < late)
  }

  @Test func `adding goes both ways`() {
    let time = MonotonicTime(nanoseconds: 5_000_000)
    #expect(time.adding(milliseconds: 2).nanoseconds == 7_000_000)
    #expect(time.adding(milliseconds: -2).nanoseconds == 3_000_000)
  }

  @Test func `the machine's monotonic clock does not go back`() {
    let clock = SystemTime()
    var last = clock.monotonic()
    for _ in 0..<1000 {
      let now = clock.monotonic()
      #expect(last <= now)
      last = now
    }
    #expect(clock.now() > Timestamp(rfc3339: "2020-01-01")!)
  }
}
