import Domain

/// Which epoch wrote which part of a stream's effective log: `(epoch, first sequence)`, both ascending.
package struct StreamEpochs: Sendable, Equatable {
  private var starts: [(epoch: Int64, first: Int64)] = []

  package init() {}

  package static func == (left: StreamEpochs, right: StreamEpochs) -> Bool {
    left.starts.elementsEqual(right.starts) { $0.epoch == $1.epoch && $0.first == $1.first }
  }

  /// The current epoch; 0 before the first event.
  package private(set) var current: Int64 = 0

  /// An event of this position is appended; what an older epoch had at or above it is void.
  package mutating func appended(_ position: Position) {
    guard position.epoch > current else { return }
    while let last = starts.last, last.first >= position.sequence { starts.removeLast() }
    starts.append((position.epoch, position.sequence))
    current = position.epoch
  }

  /// The epoch that wrote a sequence of the effective log.
  package func epoch(of sequence: Int64) -> Int64 {
    if let last = starts.last, last.first <= sequence { return last.epoch }
    return starts.last { $0.first <= sequence }?.epoch ?? starts.first?.epoch ?? 1
  }

  /// Where the first newer epoch begins for somebody who read in `epoch`: everything they have at or above it is void. `nil` when none is newer.
  package func boundary(after epoch: Int64) -> Int64? {
    epoch >= current ? nil : starts.first { $0.epoch > epoch }?.first
  }
}
