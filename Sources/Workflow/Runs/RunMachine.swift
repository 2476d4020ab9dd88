import Domain
import Primitives
import StreamLog
import Wire

/// The life of one run in one worker: from the claim over calls, retries, artifacts and cancels to what is to be committed.
///
/// Pure: inputs are methods, what the shell must do comes out of `nextAction()` until it gives `nil`. Numbers every event of its epoch.
package struct RunMachine: ~Copyable {
  /// Boxed is what comes a few times a run.
  package enum Action {
    /// Publish this event and put it into the durable log.
    case emit(StreamEvent)
    /// Make every artifact of earlier epochs void but these; answer with `artifactsVoided()`.
    indirect case voidArtifacts(keeping: [EntityID])
    /// Call the provider; `continuing` is text of this answer that stands, `reattaching` the provider's ID of an answer to listen to again.
    indirect case call(attempt: Int, continuing: String?, reattaching: String?)
    case pauseCall
    case resumeCall
    case cancelCall
    /// Let go of the call without ending the answer at the provider: somebody else listens to it.
    case releaseCall
    /// Nobody will listen to this answer of the provider's again.
    indirect case endResponse(String)
    /// Write down what calls of earlier epochs used, as far as that is known.
    indirect case settle([ProviderCall])
    /// Write the failed attempt down and wait before the next; answer with `retryDue()`.
    indirect case retry(RunOutcome.ClosedCall, failure: ModelFailure, afterMilliseconds: Int64)
    /// Allocate an artifact's ID; answer with `artifactAllocated` or `artifactRefused`.
    indirect case allocate(kind: ArtifactKind, parent: EntityID, language: String?, title: String?, inline: Bool)
    /// Commit; answer with `committed()`.
    indirect case finalize(RunOutcome)
    /// Another worker has the run, or nobody: say nothing more, and write down what the open call used.
    indirect case abandon(RunOutcome.ClosedCall?)
  }

  enum Phase {
    /// A lost answer is listened to again, and was not heard to be the same yet.
    case reattaching(attempt: Int)
    /// Artifacts are made void. `attached`: the attempt that listens to a lost answer, and waits meanwhile.
    case voiding(attached: Int?)
    case calling(attempt: Int)
    case waitingToRetry(attempt: Int)
    case finalizing(StreamEvent, RunOutcome.ClosedCall?)
    case over
  }

  /// Work that waits while an artifact's ID is allocated.
  enum Pending {
    case text([UInt8], logprobs: String?)
    case opened(FenceInfo)
    case closed
    /// What a call's tool printed. `isCodeRefused`: an artifact for the code that printed it could not be had.
    case console(call: String, name: String, content: [UInt8], isCodeRefused: Bool)
    case emit(StreamEvent.Body)
    case ended(ModelEnding)
  }

  let run: Run
  let policy: RetryPolicy
  let startedAt: MonotonicTime

  var phase = Phase.over
  var scanner = FenceScanner()
  var state: StreamState
  var nextSequence: Int64
  var actions = RingBuffer<Action>(capacity: 4)
  var pending = RingBuffer<Pending>(capacity: 4)
  private var isAllocating = false
  /// What is being allocated: an artifact inside the text, or one with content of its own.
  private var allocating: ArtifactStarted?
  private var allocatingContent: [UInt8]?
  var openInline: EntityID?
  /// Code artifacts that were made of a tool call's arguments, by call.
  private var codeOfCalls: [String: EntityID] = [:]
  private var allocatingCodeOf: String?
  var hasStarted = false
  var cancelBy: CancelledBy?
  var continuing: String?
  var usage: RunUsage
  var earlier: EarlierCalls
  /// What the answer is listened to again by, and how far that is.
  var attachment: RunAttachment?
  /// The attempt whose row is open in the ledger; a claim opens the first.
  var openAttempt: Int? = 1
  /// Attempts that went into listening to a lost answer, which are not counted when another one is asked for.
  var triesBefore = 0
  /// The provider said its last word: what it says after that counts for nothing, also while the end waits for an artifact's ID.
  var isCallOver = false
  var finishReason: String?
  var providerRequestID: String?
  /// The provider's ID of an answer that goes on there when the call fails.
  var attachable: String?
  var firstTokenAt: MonotonicTime?
  var endedAt: MonotonicTime?
  var hasNewContent = false
  /// Set by the shell before an ending is told: the random part of the next wait, 0 to 1.
  package var jitter = 0.0

  /// - Parameters:
  ///   - run: as claimed, with the epoch of this claim.
  ///   - log: the effective events of earlier epochs that are durable.
  ///   - earlier: the ledger's rows of earlier epochs, in order.
  ///   - canContinue: whether the provider can go on from a text.
  ///   - canReattach: whether the provider tells an answer again to which nobody listened any more.
  ///   - promptBytes: size of what is asked, for an estimate when the provider does not count.
  package init(
    run: Run, log: [StreamEvent], earlier: [EarlierCall] = [], canContinue: Bool, canReattach: Bool = false, cancelRequested: CancelledBy?,
    promptBytes: Int, policy: RetryPolicy, price: @escaping @Sendable (TokenUsage) -> Money?, now: MonotonicTime
  ) {
    self.run = run
    self.policy = policy
    startedAt = now
    usage = RunUsage(promptBytes: promptBytes, price: price)
    self.earlier = EarlierCalls(earlier)
    state = StreamState()
    nextSequence = 1
    cancelBy = cancelRequested
    if run.epoch > 1 { takeOver(log, canContinue: canContinue, canReattach: canReattach) } else { begin(attempt: 1) }
  }

  package mutating func nextAction() -> Action? { actions.popFirst() }

  // MARK: Beginning

  mutating func begin(attempt: Int) {
    start()
    if let by = cancelBy {
      finish(.cancelled, cancelledBy: by, call: openAttempt.map { closedCall(attempt: $0, status: .cancelled) })
    } else if run.epoch > policy.epochs {
      fail(
        ModelFailure(
          code: .runLost,
          message: "the run was lost \(run.epoch == 2 ? "once" : "\(run.epoch - 1) times") and is given up; what was produced is kept",
          retryable: true),
        call: openAttempt.map { closedCall(attempt: $0, status: .failed) })
    } else {
      call(attempt: attempt)
    }
  }

  mutating func start() {
    guard !hasStarted else { return }
    hasStarted = true
    emit(
      .started(
        StreamStarted(run: run.id, chat: run.chat?.text, parent: run.userMessage?.description, model: run.model, provider: run.provider)))
  }

  mutating func call(attempt: Int) {
    phase = .calling(attempt: attempt)
    beginCall(attempt: attempt, continuing: continuing)
    actions.append(.call(attempt: attempt, continuing: continuing, reattaching: nil))
  }

  mutating func beginCall(attempt: Int, continuing: String?) {
    openAttempt = attempt
    isCallOver = false
    finishReason = nil
    providerRequestID = nil
    attachable = nil
    usage.beginCall(continuedBytes: continuing?.utf8.count ?? 0)
  }

  /// Whether a call is wanted: asked for, and not cancelled since.
  package var wantsCall: Bool {
    switch phase {
    case .calling, .reattaching, .voiding(attached: _?): cancelBy == nil
    default: false
    }
  }

  /// Whether the outcome is decided and on its way into the store.
  package var isFinalizing: Bool {
    if case .finalizing = phase { true } else { false }
  }

  // MARK: The provider speaks

  package mutating func received(_ event: ModelEvent, now: MonotonicTime) {
    guard case .calling = phase, !isCallOver else { return heardAgain(event, now) }
    switch event {
    case .identified(let id): providerRequestID = id
    case .attachable(let id): (providerRequestID, attachable) = (id, id)
    case .usage(let tokens): usage.count(tokens)
    case .finished(let reason):
      finishReason = reason
      usage.finished()
    case .text(let delta): received(delta, now)
    case .reasoning(let text):
      guard !text.isEmpty else { return }
      noteContent(now, bytes: text.utf8.count)
      pending.append(.emit(.reasoningDelta(text)))
      work()
    case .toolCall(let call):
      noteContent(now, bytes: call.arguments.utf8.count)
      pending.append(.emit(.toolCalled(call)))
      work()
    case .toolReturn(let returned, let isConsole):
      noteContent(now, bytes: 0)
      pending.append(.emit(.toolReturned(returned)))
      if isConsole {
        pending.append(.console(call: returned.call, name: returned.name, content: Array(returned.result.utf8), isCodeRefused: false))
      }
      work()
    }
  }

  private mutating func received(_ delta: TextDelta, _ now: MonotonicTime) {
    // Some vendors begin with an empty piece: that is no token yet.
    guard !delta.text.isEmpty || delta.logprobs != nil else { return }
    noteContent(now, bytes: delta.text.utf8.count)
    if pending.isEmpty, !isAllocating, scanner.passes(delta.text) {
      emit(.textDelta(delta))
      return
    }
    var logprobs = delta.logprobs
    var pieces: [FenceScanner.Piece] = []
    scanner.feed(delta.text.utf8) { pieces.append($0) }
    for piece in pieces {
      append(piece, logprobs: logprobs)
      if case .text = piece { logprobs = nil }
    }
    // All of it is held back: its log probabilities go ahead, so that none are lost.
    if logprobs != nil { pending.append(.text([], logprobs: logprobs)) }
    work()
  }

  package mutating func ended(_ ending: ModelEnding, now: MonotonicTime) {
    guard case .calling(let attempt) = phase, !isCallOver else { return endedAgain(ending, now) }
    isCallOver = true
    endedAt = now
    if case .failed(let failure) = ending, !hasNewContent, cancelBy == nil {
      retryOrFail(failure, attempt: attempt)
      return
    }
    var pieces: [FenceScanner.Piece] = []
    scanner.finish { pieces.append($0) }
    for piece in pieces { append(piece, logprobs: nil) }
    pending.append(.ended(ending))
    work()
  }

  private mutating func noteContent(_ now: MonotonicTime, bytes: Int) {
    hasNewContent = true
    usage.produced(bytes)
    if firstTokenAt == nil { firstTokenAt = now }
  }

  private mutating func append(_ piece: FenceScanner.Piece, logprobs: String?) {
    switch piece {
    case .text(let bytes): pending.append(.text(bytes, logprobs: logprobs))
    case .opened(let info): pending.append(.opened(info))
    case .closed: pending.append(.closed)
    }
  }

  // MARK: Artifacts

  package mutating func artifactAllocated(_ id: EntityID) {
    guard case .calling = phase, isAllocating, var started = allocating else { return }
    let content = allocatingContent
    if let call = allocatingCodeOf { codeOfCalls[call] = id }
    endAllocation()
    started.id = id
    emit(.artifactStarted(started))
    if let content {
      emit(.artifactDelta(id: id, text: String(decoding: content, as: UTF8.self)))
      emit(.artifactCompleted(id: id, bytes: content.count, sha256: SHA256.hex(content[...])))
    } else {
      openInline = id
    }
    work()
  }

  /// No ID can be had: the text goes on without the artifact.
  package mutating func artifactRefused() {
    guard case .calling = phase, isAllocating else { return }
    if allocatingCodeOf != nil, case .console(let call, let name, let content, _)? = pending.popFirst() {
      putBack(.console(call: call, name: name, content: content, isCodeRefused: true))
    }
    endAllocation()
    work()
  }

  private mutating func endAllocation() {
    isAllocating = false
    allocating = nil
    allocatingContent = nil
    allocatingCodeOf = nil
    actions.append(.resumeCall)
  }

  private mutating func allocate(_ kind: ArtifactKind, parent: EntityID, language: String?, title: String?, content: [UInt8]?) {
    isAllocating = true
    // The ID is filled in when it is allocated; until then the parent's stands in.
    allocating = ArtifactStarted(id: parent, parent: parent, kind: kind, language: language, title: title, inline: content == nil)
    allocatingContent = content
    actions.append(.pauseCall)
    actions.append(.allocate(kind: kind, parent: parent, language: language, title: title, inline: content == nil))
  }

  mutating func work() {
    while !isAllocating, let work = pending.popFirst() {
      switch work {
      case .text(let bytes, let logprobs):
        emit(.textDelta(TextDelta(String(decoding: bytes, as: UTF8.self), logprobs: logprobs)))
      case .opened(let info):
        guard let message = run.assistantMessage else { break }
        allocate(info.kind, parent: message, language: info.language, title: info.title, content: nil)
      case .closed: closeInline()
      case .console(let call, let name, let content, let isCodeRefused):
        allocateConsole(call: call, name: name, content: content, isCodeRefused: isCodeRefused)
      case .emit(let body): emit(body)
      case .ended(let ending): conclude(ending)
      }
    }
  }

  /// Console output belongs under the code that made it: the answer's last code, else an artifact made of what the tool was given.
  private mutating func allocateConsole(call: String, name: String, content: [UInt8], isCodeRefused: Bool) {
    guard let message = run.assistantMessage else { return }
    let written = state.artifacts.last { $0.started.kind == .code && $0.started.inline }?.started.id
    if let code = written ?? codeOfCalls[call] {
      allocate(.output, parent: code, language: nil, title: name, content: content)
    } else if !isCodeRefused {
      putBack(.console(call: call, name: name, content: content, isCodeRefused: false))
      allocatingCodeOf = call
      let source = state.toolCalls.last { $0.call == call }?.arguments ?? ""
      allocate(.code, parent: message, language: nil, title: name, content: Array(source.utf8))
    }
  }

  private mutating func putBack(_ work: Pending) {
    var rest = RingBuffer<Pending>(capacity: pending.count + 1)
    rest.append(work)
    while let next = pending.popFirst() { rest.append(next) }
    pending = rest
  }

  mutating func closeInline() {
    guard let id = openInline.take(), let artifact = state.artifacts.last(where: { $0.started.id == id }), let start = artifact.start else { return }
    let content = state.text[start...]
    emit(.artifactCompleted(id: id, bytes: content.count, sha256: SHA256.hex(content)))
  }

  /// The row of an attempt that only listened again costs nothing: its answer's figures stand at the call that asked for it.
  func closedCall(attempt: Int, status: ProviderCallStatus) -> RunOutcome.ClosedCall {
    if let attachment {
      return RunOutcome.ClosedCall(
        attempt: attempt, status: status, tokens: TokenUsage(), cost: .zero, providerRequestID: attachment.response)
    }
    let used = usage.call(endedAs: status)
    return RunOutcome.ClosedCall(attempt: attempt, status: status, tokens: used.tokens, cost: used.cost, providerRequestID: providerRequestID)
  }

  mutating func emit(_ body: StreamEvent.Body) {
    let event = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    nextSequence += 1
    state.apply(event)
    actions.append(.emit(event))
  }
}
