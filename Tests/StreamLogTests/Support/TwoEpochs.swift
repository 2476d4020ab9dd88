import Domain
import StreamLog

/// A stream of few events that one worker began and another took over: small enough to try everything that can happen to it.
struct TwoEpochs: Sendable, CustomStringConvertible {
  /// Events of the first epoch.
  let before: Int64
  /// Those of them that the second keeps.
  let keep: Int64
  /// Events of the second epoch behind its reset.
  let after: Int64

  /// Every such stream of so many events, the reset included.
  static func all(events: Int64) -> [TwoEpochs] {
    (0..<events).flatMap { before in (0...before).map { TwoEpochs(before: before, keep: $0, after: events - before - 1) } }
  }

  var reset: Position { Position(epoch: 2, sequence: keep + 1) }
  /// Everything that was ever written.
  var written: [Position] { (0..<before).map { Position(epoch: 1, sequence: $0 + 1) } + second }
  /// What stands: the log that every reader has to end with.
  var effective: [Position] { (0..<keep).map { Position(epoch: 1, sequence: $0 + 1) } + second }
  private var second: [Position] { (0...after).map { Position(epoch: 2, sequence: keep + 1 + $0) } }

  /// By the book: what a log is that has been given these events, in whatever order.
  func log(given: Set<Position>) -> [Position] {
    let first = (1...max(1, before)).map { Position(epoch: 1, sequence: $0) }.prefix { given.contains($0) }
    guard given.contains(reset), first.count >= keep else { return Array(first) }
    return effective.prefix(Int(keep)) + effective.dropFirst(Int(keep)).prefix { given.contains($0) }
  }

  var description: String { "\(before) events, \(keep) kept, \(after) more" }
}

/// Every order of every part of what is given, the empty one and the whole included.
func arrangements<Element>(of elements: [Element], _ body: ([Element]) -> Void) {
  func extend(_ taken: [Element], _ rest: [Element]) {
    body(taken)
    for index in rest.indices {
      var others = rest
      let next = others.remove(at: index)
      extend(taken + [next], others)
    }
  }
  extend([], elements)
}
