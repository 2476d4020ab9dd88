/// The life of one HTTP connection: which input counts when, what a deadline, the peer's end and a shutdown mean. Decides, does nothing.
struct ConnectionStateMachine: ~Copyable {
  enum Phase: Equatable {
    /// Nothing of a request has arrived.
    case idle
    /// A part of a head has arrived.
    case head
    /// The head was accepted, the body is arriving.
    case body
    /// The service is at work.
    case handling
    /// An answer of known size is on its way.
    case answering
    /// A source writes the answer's body.
    case streaming
    case webSocket
    /// An answer is on its way after which no input has a meaning.
    case lastAnswer
    /// Everything is written; waiting for the peer's end, so that a reset does not destroy the answer.
    case lingering
    case closed
  }

  private(set) var phase = Phase.idle
  private var requestKeepsAlive = true
  private(set) var isDraining = false
  private var peerHasEnded = false
  /// The connection is among those that write at the end of a turn.
  private var isDirty = false
  /// The system has not taken an earlier write yet.
  private(set) var isWritePending = false

  /// Whether another request may follow the present one.
  var keepsAlive: Bool { requestKeepsAlive && !isDraining && !peerHasEnded && phase != .lastAnswer }

  /// Input may now begin or continue a request.
  var isReading: Bool { phase == .idle || phase == .head || phase == .body }

  // MARK: Input

  enum InputAction: Equatable {
    case parse
    /// Keep it for the next request.
    case hold
    case webSocket
    case discard
  }

  func inputArrived() -> InputAction {
    switch phase {
    case .idle, .head, .body: .parse
    case .handling, .answering, .streaming: .hold
    case .webSocket: .webSocket
    case .lastAnswer, .lingering, .closed: .discard
    }
  }

  mutating func headStarted() {
    if phase == .idle { phase = .head }
  }

  mutating func headAccepted(keepsAlive: Bool) {
    requestKeepsAlive = keepsAlive
    phase = .body
  }

  mutating func requestCompleted() {
    if phase == .body { phase = .handling }
  }

  /// The input has no meaning from here on, or nobody wants it: the next answer is the last.
  mutating func inputRefused() {
    if phase != .closed { phase = .lastAnswer }
  }

  // MARK: Output

  enum AnswerKind {
    case fixed
    /// - Parameter untilClose: the body's end is the connection's end.
    case stream(untilClose: Bool)
    case webSocket
  }

  mutating func answerBegan(_ kind: AnswerKind) {
    guard phase == .handling else { return }
    switch kind {
    case .fixed: phase = .answering
    case .stream(let untilClose):
      if untilClose { requestKeepsAlive = false }
      phase = .streaming
    case .webSocket:
      requestKeepsAlive = false
      phase = .webSocket
    }
  }

  enum DrainedAction: Equatable {
    case nextRequest
    /// Shut the sending side and wait for the peer's end.
    case linger
    case close
  }

  /// The whole answer has been handed to the system.
  mutating func answerWritten() -> DrainedAction {
    if phase == .answering || phase == .streaming, keepsAlive {
      phase = .idle
      return .nextRequest
    }
    guard phase != .closed, !peerHasEnded else { return .close }
    phase = .lingering
    return .linger
  }

  // MARK: Turns to write

  enum BytesAction: Equatable {
    /// Its turn comes anyway, or never.
    case none
    /// Let it write at the turn's end, before those that stream.
    case writeAmongAnswers
    /// Let it write at the turn's end, as perhaps one of very many that have the same to say.
    case writeAmongStreams
  }

  /// There are bytes to be written.
  mutating func bytesCame() -> BytesAction {
    // A pending write ends in a turn anyway.
    guard !isDirty, !isWritePending, phase != .closed else { return .none }
    isDirty = true
    return phase == .streaming || phase == .webSocket ? .writeAmongStreams : .writeAmongAnswers
  }

  /// Its turn has come. - Returns: whether it writes.
  mutating func turnCame() -> Bool {
    isDirty = false
    return !isWritePending && phase != .closed
  }

  /// It has had its share of this turn and goes on in the next.
  mutating func shareWasUsed() { isDirty = true }

  /// The system took a part of what was written; the rest is under way.
  mutating func writeBecamePending() { isWritePending = true }

  mutating func pendingWriteEnded() { isWritePending = false }

  // MARK: Ends

  enum PeerEndAction: Equatable {
    /// Nobody reads what is under way.
    case close
    /// The peer may still read: finish the answer, then close.
    case finishWriting
  }

  /// The peer has closed its sending side.
  mutating func peerEnded() -> PeerEndAction {
    peerHasEnded = true
    switch phase {
    case .answering, .lastAnswer: return .finishWriting
    // A stream's reader that closes its side has left: half-open readers of an endless body do not exist in practice.
    case .idle, .head, .body, .handling, .streaming, .webSocket, .lingering, .closed: return .close
    }
  }

  enum DeadlineAction: Equatable {
    case none
    case close
    /// Answer 408.
    case refuse
    case breakSilence
    case checkWebSocket
  }

  /// The deadline of the present phase has passed.
  func deadlineReached() -> DeadlineAction {
    switch phase {
    case .idle, .lingering: .close
    case .head, .body: .refuse
    case .handling, .answering, .lastAnswer, .closed: .none
    case .streaming: .breakSilence
    case .webSocket: .checkWebSocket
    }
  }

  enum DrainAction: Equatable {
    case none
    case close
    case drainSource
    case drainWebSocket
  }

  /// The server is shutting down.
  mutating func drain() -> DrainAction {
    isDraining = true
    switch phase {
    case .idle: return .close
    case .streaming: return .drainSource
    case .webSocket: return .drainWebSocket
    case .head, .body, .handling, .answering, .lastAnswer, .lingering, .closed: return .none
    }
  }

  mutating func closed() { phase = .closed }
}
