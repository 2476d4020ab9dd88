import Observe
import Primitives
import Testing

@Suite struct HistoryRangeTests {
  private let now = Timestamp(milliseconds: 1_795_000_199_500)
  private let present: Int64 = 1_795_000_200

  private func range(_ from: Int64? = nil, _ to: Int64? = nil, _ step: Int64? = nil) throws -> HistoryRange {
    try HistoryRange(from: from, to: to, step: step, now: now)
  }

  @Test func `without a wish it is the last hour`() throws {
    let range = try range()
    #expect(range.from == present - 3600 && range.to == present && range.stepSeconds == 10 && range.count == 360)
  }

  @Test(
    arguments: [(600, 5), (1800, 5), (3600, 10), (10_800, 30), (43_200, 120), (86_400, 300), (604_800, 1800), (1_209_600, 3600)] as [(Int64, Int64)])
  func `steps are chosen for at most 360 points`(_ seconds: Int64, _ step: Int64) throws {
    let range = try range(present - seconds)
    #expect(range.stepSeconds == step)
    #expect(range.count <= 361)
    #expect(range.from % step == 0 && range.to % step == 0)
  }

  @Test func `a step is rounded up to what is kept of the range's beginning`() throws {
    #expect(try range(present - 600, nil, 1).stepSeconds == 5)
    #expect(try range(present - 600, nil, 7).stepSeconds == 10)
    #expect(try range(present - 7200, nil, 5).stepSeconds == 30)
    #expect(try range(present - 86_400, nil, 60).stepSeconds == 300)
    #expect(try range(present - 86_400, nil, 3600).stepSeconds == 3600)
  }

  @Test func `what lies beyond all that is kept, and in the future, is cut off`() throws {
    let range = try range(0, present + 1_000_000)
    #expect(range.from == (present - 1_209_600) / 3600 * 3600)
    #expect(range.to - present < 3600)
    #expect(try self.range(0, 3600).count == 0)
    #expect(try self.range(0, 3600, 60).count == 0)
  }

  @Test(arguments: [(100, 100, nil), (200, 100, nil), (nil, 100, 0), (nil, nil, 1_209_601)] as [(Int64?, Int64?, Int64?)])
  func `a range that does not rise and a step out of bounds are refused`(_ from: Int64?, _ to: Int64?, _ step: Int64?) {
    #expect(throws: HistoryRange.Refusal.self) { try range(from, to, step) }
  }

  @Test func `one that begins in the future is refused`() { #expect(throws: HistoryRange.Refusal.self) { try range(present + 60) } }

  @Test func `a step that makes too many points is refused with one that does not`() {
    #expect {
      try range(present - 1_209_600, nil, 300)
    } throws: {
      ($0 as? HistoryRange.Refusal)?.message == "step is 300 for 1209600 seconds; expected at least 605, for at most 2000 points"
    }
    #expect(throws: Never.self) { try range(present - 1_209_600, nil, 605) }
  }

  @Test func `numbers at the end of the scale do not overflow`() throws {
    #expect(throws: HistoryRange.Refusal.self) { try range(.max) }
    #expect(try range(0, 0 + 1).count == 0)
    #expect(throws: HistoryRange.Refusal.self) { try range(nil, nil, .max) }
  }
}
