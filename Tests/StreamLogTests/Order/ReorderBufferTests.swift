import Domain
import Primitives
import StreamLog
import Testing

@Suite struct ReorderBufferTests {
  /// An event as the buffer sees it. The payload is its own position.
  private struct Sent: Hashable {
    let position: Position
    var keep: Int64?
  }

  /// The buffer behind a reference, as the test macros want it.
  private final class Buffer {
    private var machine: ReorderBuffer<Position>

    init(after position: Position = Position(epoch: 1, sequence: 0), window: Int = 1024) {
      machine = ReorderBuffer(after: position, window: window)
    }

    var epoch: Int64 { machine.epoch }
    var expected: Int64 { machine.expected }

    /// What comes out when this arrives, and what became of it.
    func take(_ sent: Sent, at milliseconds: UInt64 = 0) -> (out: [Position], fate: String) {
      switch machine.arrived(sent.position, at: sent.position, opensEpochKeeping: sent.keep, now: time(milliseconds)) {
      case .deliver(let first):
        var out = [first]
        while let next = machine.next() { out.append(next) }
        return (out, "delivered")
      case .held: return ([], "held")
      case .duplicate: return ([], "duplicate")
      case .stale: return ([], "stale")
      case .beyondWindow: return ([], "beyond")
      }
    }

    func isNext(_ position: Position) -> Bool { machine.isNext(position) }
    func advance() { machine.advance() }
    func next() -> Position? { machine.next() }
    func skip(to position: Position) { machine.skip(to: position) }
    func checkHole(at milliseconds: UInt64) -> ReorderBuffer<Position>.HoleAction { machine.checkHole(now: time(milliseconds)) }
  }

  private static func plain(_ epoch: Int64, _ sequence: Int64) -> Sent { Sent(position: Fixture.at(epoch, sequence)) }
  private static func reset(_ epoch: Int64, keep: Int64) -> Sent { Sent(position: Fixture.at(epoch, keep + 1), keep: keep) }

  private func sequences(_ positions: [Position]) -> [Int64] { positions.map(\.sequence) }

  // MARK: One epoch

  @Test func `every order of six events comes out as one`() {
    func permutations(_ rest: [Int64], _ taken: [Int64] = []) -> [[Int64]] {
      rest.isEmpty ? [taken] : rest.flatMap { next in permutations(rest.filter { $0 != next }, taken + [next]) }
    }
    for order in permutations([1, 2, 3, 4, 5, 6]) {
      let buffer = Buffer()
      var out: [Position] = []
      for sequence in order { out += buffer.take(Self.plain(1, sequence)).out }
      #expect(sequences(out) == [1, 2, 3, 4, 5, 6], "arrived as \(order)")
      #expect(buffer.checkHole(at: 100_000) == .none)
    }
  }

  @Test func `an event that was had or is held is a duplicate`() {
    let buffer = Buffer()
    #expect(buffer.take(Self.plain(1, 1)).fate == "delivered")
    #expect(buffer.take(Self.plain(1, 1)).fate == "duplicate")
    #expect(buffer.take(Self.plain(1, 3)).fate == "held")
    #expect(buffer.take(Self.plain(1, 3)).fate == "duplicate")
    #expect(sequences(buffer.take(Self.plain(1, 2)).out) == [2, 3])
    #expect(buffer.take(Self.plain(1, 3)).fate == "duplicate")
  }

  @Test func `a buffer that begins after a position waits for the next`() {
    let buffer = Buffer(after: Fixture.at(2, 7))
    #expect(buffer.take(Self.plain(2, 7)).fate == "duplicate")
    #expect(buffer.take(Self.plain(1, 8)).fate == "stale")
    #expect(sequences(buffer.take(Self.plain(2, 8)).out) == [8])
  }

  @Test func `the short way agrees with the long one`() {
    let buffer = Buffer()
    #expect(buffer.isNext(Fixture.at(1, 1)))
    #expect(!buffer.isNext(Fixture.at(1, 2)))
    #expect(!buffer.isNext(Fixture.at(2, 1)))
    buffer.advance()
    #expect(buffer.isNext(Fixture.at(1, 2)))
    #expect(buffer.take(Self.plain(1, 4)).fate == "held")
    #expect(!buffer.isNext(Fixture.at(1, 2)), "something is held behind it")
    #expect(sequences(buffer.take(Self.plain(1, 2)).out) == [2])
    #expect(sequences(buffer.take(Self.plain(1, 3)).out) == [3, 4])
    #expect(buffer.isNext(Fixture.at(1, 5)))
  }

  // MARK: Take-overs

  @Test func `a newer epoch begins with its reset, below what was had`() {
    let buffer = Buffer()
    for sequence in 1...6 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence)) }
    #expect(buffer.take(Self.reset(2, keep: 4)).out == [Fixture.at(2, 5)])
    #expect(buffer.take(Self.plain(1, 7)).fate == "stale")
    #expect(buffer.take(Self.plain(2, 6)).out == [Fixture.at(2, 6)])
    #expect(buffer.take(Self.plain(2, 5)).fate == "duplicate")
  }

  @Test func `what was held of a void part is dropped`() {
    let buffer = Buffer()
    for sequence in [1, 2, 5, 6] as [Int64] { _ = buffer.take(Self.plain(1, sequence)) }
    #expect(buffer.take(Self.reset(2, keep: 2)).out == [Fixture.at(2, 3)])
    #expect(buffer.take(Self.plain(2, 4)).out == [Fixture.at(2, 4)])
    #expect(buffer.take(Self.plain(2, 5)).out == [Fixture.at(2, 5)])
  }

  @Test func `a reset that keeps more than was had waits for what it keeps`() {
    let buffer = Buffer()
    _ = buffer.take(Self.plain(1, 1))
    #expect(buffer.take(Self.reset(2, keep: 4)).fate == "held")
    #expect(buffer.take(Self.plain(2, 6)).fate == "held")
    #expect(buffer.take(Self.plain(1, 5)).fate == "stale", "above what is kept")
    #expect(buffer.take(Self.plain(1, 3)).fate == "held")
    #expect(buffer.checkHole(at: 200) == .fetchHistory(from: 2, through: 2))
    #expect(buffer.take(Self.plain(1, 2), at: 210).out == [Fixture.at(1, 2), Fixture.at(1, 3)])
    #expect(buffer.take(Self.plain(1, 4), at: 210).out == [Fixture.at(1, 4), Fixture.at(2, 5), Fixture.at(2, 6)])
    #expect(buffer.checkHole(at: 100_000) == .none)
  }

  @Test func `a reset above a hole drops what is held and void`() {
    let buffer = Buffer()
    for sequence in [1, 4, 5, 6] as [Int64] { _ = buffer.take(Self.plain(1, sequence)) }
    #expect(buffer.take(Self.reset(2, keep: 4)).fate == "held")
    #expect(buffer.take(Self.plain(1, 2)).out == [Fixture.at(1, 2)])
    #expect(buffer.take(Self.plain(1, 3)).out == [Fixture.at(1, 3), Fixture.at(1, 4), Fixture.at(2, 5)])
  }

  @Test func `an event that overtakes its epoch's reset waits for it`() {
    let buffer = Buffer()
    for sequence in 1...4 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence)) }
    #expect(buffer.take(Self.plain(2, 4)).fate == "held")
    #expect(buffer.take(Self.plain(1, 5)).fate == "delivered", "nobody knows yet that it is void")
    #expect(buffer.take(Self.reset(2, keep: 2)).out == [Fixture.at(2, 3), Fixture.at(2, 4)])
  }

  @Test func `a missing reset is looked for from the start, since it may reach back any way`() {
    let buffer = Buffer()
    for sequence in 1...9 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence)) }
    _ = buffer.take(Self.plain(2, 6))
    #expect(buffer.checkHole(at: 200) == .fetchHistory(from: 1, through: 5))
    #expect(buffer.take(Self.plain(1, 1), at: 201).fate == "duplicate")
    #expect(buffer.take(Self.reset(2, keep: 3), at: 201).out == [Fixture.at(2, 4)])
    #expect(buffer.take(Self.plain(2, 5), at: 201).out == [Fixture.at(2, 5), Fixture.at(2, 6)])
  }

  @Test func `two take-overs that arrive in the wrong order come out in the right one`() {
    let buffer = Buffer()
    for sequence in 1...5 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence)) }
    #expect(buffer.take(Self.reset(3, keep: 8)).fate == "held")
    #expect(buffer.take(Self.plain(2, 8)).fate == "held")
    #expect(buffer.take(Self.reset(2, keep: 6)).fate == "held")
    #expect(buffer.take(Self.plain(1, 7)).fate == "stale")
    #expect(buffer.take(Self.plain(1, 6)).out == [Fixture.at(1, 6), Fixture.at(2, 7), Fixture.at(2, 8), Fixture.at(3, 9)])
  }

  @Test func `a later take-over that keeps less makes the earlier one void`() {
    let buffer = Buffer()
    for sequence in 1...5 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence)) }
    #expect(buffer.take(Self.reset(2, keep: 8)).fate == "held")
    #expect(buffer.take(Self.reset(3, keep: 6)).fate == "held")
    #expect(buffer.take(Self.plain(2, 10)).fate == "stale")
    #expect(buffer.take(Self.reset(2, keep: 8)).fate == "stale")
    #expect(buffer.take(Self.plain(1, 6)).out == [Fixture.at(1, 6), Fixture.at(3, 7)])
  }

  @Test(arguments: 0..<UInt64(40))
  func `a take-over arriving in any order, twice, and helped by history gives the effective log`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let before = Int64.random(in: 1...12, using: &random)
    let keep = Int64.random(in: 0...before, using: &random)
    let after = Int64.random(in: 0...8, using: &random)
    let first = (1...before).map { Self.plain(1, $0) }
    let second = [Self.reset(2, keep: keep)] + (0..<after).map { Self.plain(2, keep + 2 + $0) }
    let history = first.filter { $0.position.sequence <= keep } + second
    // The last event always arrives: nothing else can show that one is missing.
    var arrivals = (first + second.dropLast()).filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
    arrivals += arrivals.filter { _ in Bool.random(using: &random) }
    arrivals.shuffle(using: &random)
    arrivals.append(second[second.count - 1])

    let buffer = Buffer(window: 64)
    var effective: [Position] = []
    func take(_ sent: Sent, _ now: UInt64) {
      for position in buffer.take(sent, at: now).out {
        if position.epoch > effective.last?.epoch ?? 1 { effective.removeAll { $0.sequence >= position.sequence } }
        #expect(position.sequence == (effective.last?.sequence ?? 0) + 1)
        effective.append(position)
      }
    }
    for sent in arrivals { take(sent, 0) }
    var now: UInt64 = 0
    for _ in 0..<40 {
      now += 250
      switch buffer.checkHole(at: now) {
      case .none: break
      case .fetchHistory(let from, let through):
        for sent in history where (from...max(from, through)).contains(sent.position.sequence) { take(sent, now) }
      case .giveUp: Issue.record("gave up although the history has everything")
      }
    }
    #expect(effective == history.map(\.position))
  }

  // MARK: The window

  @Test func `what is too far ahead is dropped, asked for at once, and healed`() {
    let buffer = Buffer(window: 4)
    #expect(buffer.take(Self.plain(1, 4)).fate == "held")
    #expect(buffer.take(Self.plain(1, 5)).fate == "beyond")
    #expect(buffer.checkHole(at: 0) == .fetchHistory(from: 1, through: 3))
    for sequence in 1...2 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence), at: 1) }
    #expect(sequences(buffer.take(Self.plain(1, 3), at: 1).out) == [3, 4])
    #expect(!buffer.isNext(Fixture.at(1, 5)), "what was dropped is still missing")
    #expect(buffer.checkHole(at: 1) == .fetchHistory(from: 5, through: .max))
    #expect(sequences(buffer.take(Self.plain(1, 5), at: 2).out) == [5])
    #expect(buffer.checkHole(at: 100_000) == .none)
    #expect(buffer.isNext(Fixture.at(1, 6)))
  }

  @Test func `the window bounds what is held, whatever the epochs`() {
    let buffer = Buffer(after: Fixture.at(1, 100), window: 3)
    for sequence in 50..<53 as Range<Int64> { #expect(buffer.take(Self.plain(2, sequence)).fate == "held") }
    #expect(buffer.take(Self.plain(2, 53)).fate == "beyond")
    #expect(buffer.take(Self.plain(2, 49)).fate == "beyond")
  }

  // MARK: Holes

  @Test func `a hole is asked for when it is older than the patience, and given up when history does not fill it`() {
    let buffer = Buffer()
    #expect(buffer.checkHole(at: 10_000) == .none)
    _ = buffer.take(Self.plain(1, 1), at: 1000)
    #expect(buffer.checkHole(at: 10_000) == .none)
    _ = buffer.take(Self.plain(1, 4), at: 2000)
    _ = buffer.take(Self.plain(1, 7), at: 2150)
    #expect(buffer.checkHole(at: 2199) == .none)
    #expect(buffer.checkHole(at: 2200) == .fetchHistory(from: 2, through: 3))
    #expect(buffer.checkHole(at: 2399) == .none)
    #expect(buffer.checkHole(at: 2400) == .giveUp(missingFrom: 2))
  }

  @Test func `a history that tells of a take-over is asked again, from where that began`() {
    let buffer = Buffer()
    for sequence in [1, 3] as [Int64] { _ = buffer.take(Self.plain(1, sequence), at: 0) }
    #expect(buffer.checkHole(at: 200) == .fetchHistory(from: 2, through: 2))
    #expect(buffer.take(Self.plain(2, 2), at: 210).fate == "held")
    #expect(buffer.checkHole(at: 210) == .fetchHistory(from: 1, through: 1))
    #expect(buffer.take(Self.reset(2, keep: 0), at: 220).out == [Fixture.at(2, 1), Fixture.at(2, 2)])
    #expect(buffer.checkHole(at: 100_000) == .none)
  }

  @Test func `a history that has no more is given up, whatever it told of`() {
    let buffer = Buffer()
    for sequence in [1, 3] as [Int64] { _ = buffer.take(Self.plain(1, sequence), at: 0) }
    _ = buffer.checkHole(at: 200)
    _ = buffer.take(Self.plain(2, 2), at: 210)
    #expect(buffer.checkHole(at: 210) == .fetchHistory(from: 1, through: 1))
    #expect(buffer.checkHole(at: 409) == .none)
    #expect(buffer.checkHole(at: 410) == .giveUp(missingFrom: 2))
  }

  @Test func `a hole that fills by itself is never asked for`() {
    let buffer = Buffer()
    _ = buffer.take(Self.plain(1, 2), at: 0)
    _ = buffer.take(Self.plain(1, 1), at: 199)
    #expect(buffer.checkHole(at: 10_000) == .none)
  }

  @Test func `history that makes progress keeps its patience, and the next hole is asked for in its turn`() {
    let buffer = Buffer()
    for sequence in [5, 9] as [Int64] { _ = buffer.take(Self.plain(1, sequence), at: 0) }
    #expect(buffer.checkHole(at: 200) == .fetchHistory(from: 1, through: 4))
    for sequence in 1...3 as ClosedRange<Int64> { _ = buffer.take(Self.plain(1, sequence), at: 350) }
    #expect(buffer.checkHole(at: 500) == .none)
    #expect(sequences(buffer.take(Self.plain(1, 4), at: 510).out) == [4, 5])
    #expect(buffer.checkHole(at: 600) == .none)
    #expect(buffer.checkHole(at: 710) == .fetchHistory(from: 6, through: 8))
    #expect(buffer.checkHole(at: 910) == .giveUp(missingFrom: 6))
  }

  @Test func `a clock reading that is behind makes nothing overdue`() {
    let buffer = Buffer()
    _ = buffer.take(Self.plain(1, 2), at: 5000)
    #expect(buffer.checkHole(at: 4000) == .none)
  }

  // MARK: Skipping

  @Test func `after a skip what lies behind counts as had, and what is held goes on from there`() {
    let buffer = Buffer()
    for sequence in [3, 6, 7] as [Int64] { _ = buffer.take(Self.plain(1, sequence)) }
    buffer.skip(to: Fixture.at(1, 5))
    #expect(buffer.next() == Fixture.at(1, 6))
    #expect(buffer.next() == Fixture.at(1, 7))
    #expect(buffer.next() == nil)
    #expect(buffer.take(Self.plain(1, 3)).fate == "duplicate")
    #expect(buffer.checkHole(at: 100_000) == .none)
  }

  @Test func `a skip backwards is none, and one to a newer epoch ends the older`() {
    let buffer = Buffer(after: Fixture.at(2, 9))
    buffer.skip(to: Fixture.at(2, 4))
    buffer.skip(to: Fixture.at(1, 40))
    #expect(buffer.expected == 10)
    #expect(buffer.take(Self.plain(2, 12)).fate == "held")
    buffer.skip(to: Fixture.at(3, 4))
    #expect(buffer.epoch == 3)
    #expect(buffer.take(Self.plain(2, 10)).fate == "stale")
    #expect(buffer.take(Self.plain(3, 5)).out == [Fixture.at(3, 5)])
  }
}

private func time(_ milliseconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: milliseconds * 1_000_000) }
