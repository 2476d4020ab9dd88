import Domain
import Primitives
import Synchronization

/// A stream in memory: its effective log encoded once per wire form, its state, and who is to be woken when it grows.
///
/// One worker's events come in (in any order, perhaps twice); any number of readers on any thread take what they have not had.
/// Every method is a short critical section; nothing is called back inside it but wakers.
package final class LiveStream: Sendable {
  package let descriptor: StreamDescriptor
  private let core: Mutex<LiveStreamCore>

  /// - Parameters:
  ///   - history: the effective log so far, oldest first, each as its native JSON; empty for a stream that begins.
  ///   - memoryLimitBytes: how much of the log is kept; older events are then only in the state.
  package init(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>] = [], memoryLimitBytes: Int = 8 << 20) {
    self.descriptor = descriptor
    var core = LiveStreamCore(descriptor, memoryLimitBytes: memoryLimitBytes)
    let decoder = NativeEventDecoder()
    for json in history {
      guard let event = decoder.decode(json) else { continue }
      core.closeGap(before: event)
      core.append(event, json: json)
    }
    self.core = Mutex(core)
  }

  /// A stream of which only the end is known: its log is no longer kept.
  package init(_ descriptor: StreamDescriptor, state: StreamState, end: StreamEvent) {
    self.descriptor = descriptor
    self.core = Mutex(LiveStreamCore(descriptor, state: state, end: end))
  }

  /// What became of an event that came in.
  package enum Reception: Sendable, Equatable { case appended, held, duplicate, stale, beyondWindow }

  /// Takes an event from the bus. - Parameter json: the same event as native JSON.
  @discardableResult
  package func receive(_ event: StreamEvent, json: ArraySlice<UInt8>, now: MonotonicTime) -> Reception {
    core.withLock { $0.receive(event, json: json, now: now) }
  }

  /// What to do about a hole in what came in.
  package func checkHole(now: MonotonicTime) -> ReorderBuffer<StreamEvent>.HoleAction {
    core.withLock { $0.checkHole(now: now) }
  }

  /// Whether something that came in waits for what is missing before it.
  package var hasHole: Bool { core.withLock { $0.hasHole } }

  package var isEnded: Bool { core.withLock { $0.isEnded } }

  /// What is missing cannot be had: readers are ended without an end of the stream, so that they come again and are served from the store.
  package func abandon() { core.withLock { $0.abandon() } }

  /// A worker of this process publishes from now on, or no more.
  package func publisherCame() { core.withLock { $0.publishers += 1 } }
  package func publisherLeft() { core.withLock { $0.publishers -= 1 } }

  // MARK: Reading

  package enum CursorAnswer: Sendable, Equatable {
    case readable
    /// Beyond the current epoch's end, or of an epoch not reached.
    case unknownPosition
    /// At the end of an ended stream.
    case atEnd
  }

  /// Whether a reader may begin after this position.
  package func answer(to cursor: Position) -> CursorAnswer {
    core.withLock { core in
      if cursor.epoch > core.epochs.current || (cursor.epoch == core.epochs.current && cursor.sequence > core.last.sequence) {
        return .unknownPosition
      }
      return core.isEnded && cursor == core.last ? .atEnd : .readable
    }
  }

  /// The position after which a reader goes on that has had this many frames of a form; `nil` when the stream has not so many, no longer knows,
  /// or was taken over before: frames that the count stands for may be void, and the count alone does not tell.
  package func position(afterFrames count: Int, of form: FormKey, encoder: @escaping @Sendable () -> any FormEncoder) -> Position? {
    core.withLock { core in
      let index = core.formIndex(form, encoder)
      guard let sequence = core.forms[index].log.sequence(ofFrameNumber: count) else { return nil }
      return sequence == 0 ? Position(epoch: 0, sequence: 0) : Position(epoch: core.epochs.epoch(of: sequence), sequence: sequence)
    }
  }

  package enum ReadResult: Sendable, Equatable {
    /// The reader has everything that there is now.
    case upToDate
    /// There is more; ask again when these bytes are gone.
    case more
    /// Nothing comes after these bytes.
    case ended
  }

  package struct ReadOutcome: Sendable, Equatable {
    package var result: ReadResult
    package var sync: SyncReason?
  }

  /// Appends to `slices` what the reader has not had, at most about `limit` bytes, and moves the reader on.
  package func read(_ reader: inout StreamReader, form index: Int, limit: Int, into slices: inout ContiguousArray<BlockSlice>) -> ReadOutcome {
    core.withLock { $0.read(&reader, form: index, limit: limit, into: &slices) }
  }

  /// Registers a reader's interest in a form, so that it is encoded from now on.
  /// - Returns: the form's index for `read`.
  package func open(_ form: FormKey, waker: (any StreamWaker)?, encoder: @escaping @Sendable () -> any FormEncoder) -> Int {
    core.withLock { core in
      if let waker { core.add(waker) }
      core.readers += 1
      return core.formIndex(form, encoder)
    }
  }

  /// Has somebody woken who is no reader.
  package func register(_ waker: any StreamWaker) { core.withLock { $0.add(waker) } }
  package func unregister(_ waker: any StreamWaker) { core.withLock { core in core.wakers.removeAll { $0 === waker } } }

  /// The reader is gone. - Parameter waker: to be woken no more, when it was this thread's last reader.
  package func close(waker: (any StreamWaker)?) {
    core.withLock { core in
      core.readerLeft()
      if let waker { core.wakers.removeAll { $0 === waker } }
    }
  }

  // MARK: Facts

  /// How events came in at this pod, where that was not once and in order.
  package struct DeliveryCounts: Sendable, Equatable {
    /// Came early and were held.
    package var reordered = 0
    package var duplicates = 0
    /// Of an epoch that is over.
    package var fenced = 0
    /// Times something was missing for so long that it was asked for again.
    package var holes = 0

    package init() {}
  }

  package var delivery: DeliveryCounts { core.withLock { $0.delivery } }

  package struct Facts: Sendable {
    package var last: Position
    package var status: StreamState.Status
    package var isEnded: Bool
    /// Whether anything was produced.
    package var hasContent: Bool
    package var readers: Int
    /// Whether somebody, a reader or another, is woken when it grows.
    package var isAwaited: Bool
    /// Whether a worker of this process publishes to it.
    package var isPublishedHere: Bool
    /// Whether it was given up here: nothing is read of it any more, and the store is to be asked.
    package var isLost: Bool
    package var retainedBytes: Int
  }

  package var facts: Facts {
    core.withLock { core in
      Facts(
        last: core.last, status: core.status, isEnded: core.isEnded, hasContent: core.state.hasContent, readers: core.readers,
        isAwaited: !core.wakers.isEmpty, isPublishedHere: core.publishers > 0, isLost: core.isLost,
        retainedBytes: core.retainedBytes)
    }
  }

  /// What was produced so far; the event that ended the stream is not part of it.
  package var state: StreamState { core.withLock { $0.state } }

  /// The event that ended the stream.
  package var ending: StreamEvent? { core.withLock { $0.ending } }

  package func trim(toBytes bytes: Int) { core.withLock { $0.trim(toBytes: bytes) } }
}

/// Somebody with readers on one thread: woken when a stream of theirs has grown. Called on the appender's thread under the stream's lock, so it may only
/// take note; until it has read again it need not be told twice.
package protocol StreamWaker: AnyObject, Sendable {
  /// - Parameter isEnded: the event that ends the stream was among what came, or the stream was given up.
  func streamGrew(isEnded: Bool)
}
