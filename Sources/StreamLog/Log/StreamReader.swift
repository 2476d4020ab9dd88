import Domain

/// Where one reader of a stream is, and what it must be sent next. Pure: the log gives facts, this decides.
package struct StreamReader: Sendable {
  /// What the reader was asked to have: the last event it has had, sequence 0 for none.
  package private(set) var cursor: Position
  /// The sequence up to which the reader may have had a sync in place of the events: the last one it was sent here, or a cursor that it
  /// brought from another connection, where nobody knows how it got there.
  private var syncedThrough: Int64
  private var hasRead = false

  /// A reader from the start.
  package init() {
    cursor = Position(epoch: 0, sequence: 0)
    syncedThrough = 0
  }

  /// A reader that has had everything up to a position.
  package init(after cursor: Position) {
    self.cursor = cursor
    syncedThrough = cursor.sequence
  }

  package struct LogFacts {
    /// Where the first epoch above that of the reader's cursor begins; `nil` when there is none.
    package var boundary: Int64?
    /// The last sequence of the log.
    package var last: Int64
    /// The last sequence that is no longer there to be sent.
    package var droppedThrough: Int64
    package var isEnded: Bool

    package init(boundary: Int64?, last: Int64, droppedThrough: Int64, isEnded: Bool) {
      self.boundary = boundary
      self.last = last
      self.droppedThrough = droppedThrough
      self.isEnded = isEnded
    }
  }

  package enum Step: Equatable {
    /// Nothing to send now.
    case wait
    /// Send the frames after this sequence.
    case frames(after: Int64)
    /// Send one sync of the state through `sequence`.
    case sync(through: Int64, SyncReason)
    /// Send the reset at `reset` and directly after it a sync of the state through `sequence`.
    case resetThenSync(reset: Int64, through: Int64)
    /// Everything was sent and the stream is over.
    case ended
  }

  /// What comes next. The caller tells with `sent(through:)` or `synced(through:)` what it did.
  package func next(_ facts: LogFacts) -> Step {
    // The end itself is never part of a sync: it has a position of its own.
    let syncable = facts.isEnded ? facts.last - 1 : facts.last
    if cursor.sequence > 0, let boundary = facts.boundary, cursor.sequence >= boundary {
      if facts.droppedThrough >= boundary { return .sync(through: syncable, .recovery) }
      if syncedThrough >= boundary { return .resetThenSync(reset: boundary, through: max(boundary, syncable)) }
      return .frames(after: boundary - 1)
    }
    if cursor.sequence >= facts.last { return facts.isEnded ? .ended : .wait }
    if cursor.sequence < facts.droppedThrough {
      return .sync(through: syncable, hasRead ? .lagged : cursor.sequence == 0 ? .initial : .recovery)
    }
    return .frames(after: cursor.sequence)
  }

  package mutating func sent(through position: Position) {
    cursor = position
    hasRead = true
  }

  package mutating func synced(through position: Position) {
    cursor = position
    syncedThrough = position.sequence
    hasRead = true
  }
}
