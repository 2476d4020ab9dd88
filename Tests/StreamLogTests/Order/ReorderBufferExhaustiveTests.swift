import Domain
import Primitives
import StreamLog
import Testing

/// Six events over two epochs, in every order, with every part of them lost, and doubled in every way that matters, beside a naive model.
@Suite struct ReorderBufferExhaustiveTests {
  @Test(arguments: TwoEpochs.all(events: 6))
  func `whatever order six events come in, whatever is lost and doubled, the log is that of the model`(_ stream: TwoEpochs) {
    arrangements(of: stream.written) { arrivals in
      check(stream, arrivals)
      check(stream, arrivals.flatMap { [$0, $0] })
      check(stream, arrivals + arrivals.reversed())
    }
  }

  @Test(arguments: TwoEpochs.all(events: 5))
  func `one event that comes again at any later moment changes nothing`(_ stream: TwoEpochs) {
    arrangements(of: stream.written) { arrivals in
      guard arrivals.count == stream.written.count else { return }
      for source in arrivals.indices {
        for place in (source + 1)...arrivals.count {
          var doubled = arrivals
          doubled.insert(arrivals[source], at: place)
          check(stream, doubled)
        }
      }
    }
  }

  /// Feeds the arrivals, judges the log after each, then lets history fill the holes.
  private func check(_ stream: TwoEpochs, _ arrivals: [Position]) {
    var buffer = ReorderBuffer<Position>()
    var log: [Position] = []
    var given: Set<Position> = []
    var complaint: String?

    func append(_ position: Position) {
      if position.epoch > log.last?.epoch ?? 1 { log.removeAll { $0.sequence >= position.sequence } }
      if position.sequence != (log.last?.sequence ?? 0) + 1 { complaint = "\(position) past a hole" }
      if position.epoch < log.last?.epoch ?? 1 { complaint = "\(position) of an epoch that is over" }
      log.append(position)
    }
    func take(_ position: Position, at milliseconds: UInt64) {
      let isNew = given.insert(position).inserted
      let keep = position == stream.reset ? stream.keep : nil
      let now = MonotonicTime(nanoseconds: milliseconds * 1_000_000)
      switch buffer.arrived(position, at: position, opensEpochKeeping: keep, now: now) {
      case .deliver(let first):
        if !isNew { complaint = "\(position) delivered twice" }
        append(first)
        while let next = buffer.next() { append(next) }
      case .held: if !isNew { complaint = "\(position) held twice" }
      case .duplicate: if isNew { complaint = "\(position) is new and was called a duplicate" }
      case .stale: if stream.effective.contains(position) && isNew { complaint = "\(position) stands and was called stale" }
      case .beyondWindow: complaint = "\(position) beyond a window of 1024"
      }
    }

    for position in arrivals {
      take(position, at: 0)
      if log != stream.log(given: given) { complaint = complaint ?? "\(log) after \(position)" }
    }
    var milliseconds: UInt64 = 0
    var isWhole = false
    var foundNothing = false
    for _ in 0..<16 where !isWhole && complaint == nil {
      milliseconds += 250
      switch buffer.checkHole(now: MonotonicTime(nanoseconds: milliseconds * 1_000_000)) {
      case .none: isWhole = true
      case .giveUp:
        // A history without what is void has nothing to tell somebody who knows of no take-over: that reader is synced, and all is said.
        if foundNothing, !given.contains(stream.reset) { return }
        complaint = "gave up although the history has everything"
      case .fetchHistory(let from, let through):
        let found = stream.effective.filter { ($0.sequence >= from) && ($0.sequence <= through) }
        foundNothing = found.isEmpty
        for position in found { take(position, at: milliseconds) }
      }
    }
    if !isWhole { complaint = complaint ?? "the hole is asked for without end" }
    // With every hole filled nothing that came and stands may be missing.
    if !Set(arrivals).intersection(stream.effective).isSubset(of: log) { complaint = complaint ?? "\(log) without some that came" }
    if log != stream.log(given: given) { complaint = complaint ?? "\(log) after the history" }
    if let complaint { Issue.record("\(stream), arrived as \(arrivals): \(complaint)") }
  }
}
