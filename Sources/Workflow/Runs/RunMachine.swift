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
    /// Call the provider; `continuing` is text of this answer that stands.
    indirect case call(attempt: Int, continuing: String?)
    case pauseCall
    case resumeCall
    case cancelCall
    /// Write the failed attempt down and wait before the next; answer with `retryDue()`.
    indirect case retry(RunOutcome.ClosedCall, failure: ModelFailure, afterMilliseconds: Int64)
    /// Allocate an artifact's ID; answer with `artifactAllocated` or `artifactRefused`.
    indirect case allocate(kind: ArtifactKind, parent: EntityID, language: String?, title: String?, inline: Bool)
    /// Commit; answer with `committed()`.
    indirect case finalize(RunOutcome)
    /// Another worker has the run, or nobody: say nothing more, and write down what the open call used.
    indirect case abandon(RunOutcome.ClosedCall?)
  }

  private enum Phase {
    case voiding
    case calling(attempt: Int)
    case waitingToRetry(attempt: Int)
    case finalizing(StreamEvent, RunOutcome.ClosedCall?)
    case over
  }

  /// Work that waits while an artifact's ID is allocated.
  private enum Pending {
    case text([UInt8], logprobs: String?)
    case opened(FenceInfo)
    case closed
    /// What a call's tool printed. `isCodeRefused`: an artifact for the code that printed it could not be had.
    case console(call: String, name: String, content: [UInt8], isCodeRefused: Bool)
    case emit(StreamEvent.Body)
    case ended(ModelEnding)
  }

  private let run: Run
  private let policy: RetryPolicy
  private let startedAt: MonotonicTime

  private var phase = Phase.over
  private var scanner = FenceScanner()
  private(set) var state: StreamState
  private var nextSequence: Int64
  private var actions = RingBuffer<Action>(capacity: 4)
  private var pending = RingBuffer<Pending>(capacity: 4)
  private var isAllocating = false
  /// What is being allocated: an artifact inside the text, or one with content of its own.
  private var allocating: ArtifactStarted?
  private var allocatingContent: [UInt8]?
  private var openInline: EntityID?
  /// Code artifacts that were made of a tool call's arguments, by call.
  private var codeOfCalls: [String: EntityID] = [:]
  private var allocatingCodeOf: String?
  private var hasStarted = false
  private var cancelBy: CancelledBy?
  private var continuing: String?
  private var usage: RunUsage
  /// The provider said its last word: what it says after that counts for nothing, also while the end waits for an artifact's ID.
  private var isCallOver = false
  private var finishReason: String?
  private var providerRequestID: String?
  private var firstTokenAt: MonotonicTime?
  private var endedAt: MonotonicTime?
  private var hasNewContent = false
  /// Set by the shell before an ending is told: the random part of the next wait, 0 to 1.
  package var jitter = 0.0

  /// - Parameters:
  ///   - run: as claimed, with the epoch of this claim.
  ///   - log: the effective events of earlier epochs that are durable.
  ///   - canContinue: whether the provider can go on from a text.
  ///   - promptBytes: size of what is asked, for an estimate when the provider does not count.
  package init(
    run: Run, log: [StreamEvent], canContinue: Bool, cancelRequested: CancelledBy?, promptBytes: Int, policy: RetryPolicy,
    price: @escaping @Sendable (TokenUsage) -> Money?, now: MonotonicTime
  ) {
    self.run = run
    self.policy = policy
    startedAt = now
    usage = RunUsage(promptBytes: promptBytes, price: price)
    state = StreamState()
    nextSequence = 1
    cancelBy = cancelRequested
    takeOver(log, canContinue: canContinue)
  }

  package mutating func nextAction() -> Action? { actions.popFirst() }

  // MARK: Beginning

  private mutating func takeOver(_ log: [StreamEvent], canContinue: Bool) {
    guard run.epoch > 1 else {
      begin()
      return
    }
    let before = TakeOver(log, plan: run.epoch > policy.epochs || cancelBy != nil ? .end : canContinue ? .goOn : .beginAgain)
    state = before.state
    nextSequence = before.keep + 1
    hasStarted = before.keep > 0 && state.status != .queued
    usage.inherit(before.usage, producedBytes: before.producedBytes)
    emit(.reset(StreamReset(keep: before.keep)))
    openInline = state.artifacts.last { $0.started.inline && $0.end == nil }?.started.id
    if let text = before.continuing {
      continuing = text
      scanner.feed(text.utf8) { _ in }
      if let opened = before.opened { pending.append(.opened(opened)) }
    }
    phase = .voiding
    actions.append(.voidArtifacts(keeping: state.artifacts.map(\.started.id)))
  }

  /// The artifacts of earlier epochs are void.
  package mutating func artifactsVoided() {
    guard case .voiding = phase else { return }
    begin()
  }

  private mutating func begin() {
    if !hasStarted {
      emit(
        .started(
          StreamStarted(
            run: run.id, chat: run.chat?.text, parent: run.userMessage?.description, model: run.model, provider: run.provider)))
    }
    if let by = cancelBy {
      finish(.cancelled, cancelledBy: by, call: closedCall(attempt: 1, status: .cancelled))
    } else if run.epoch > policy.epochs {
      fail(
        ModelFailure(
          code: .runLost, message: "the run was lost \(run.epoch - 1) times and is given up; what was produced is kept", retryable: true),
        call: closedCall(attempt: 1, status: .failed))
    } else {
      call(attempt: 1)
    }
  }

  private mutating func call(attempt: Int) {
    phase = .calling(attempt: attempt)
    isCallOver = false
    finishReason = nil
    providerRequestID = nil
    usage.beginCall(continuedBytes: continuing?.utf8.count ?? 0)
    actions.append(.call(attempt: attempt, continuing: continuing))
  }

  /// Whether a call is wanted: asked for, and not cancelled since.
  package var wantsCall: Bool {
    if case .calling = phase { cancelBy == nil } else { false }
  }

  /// Whether the outcome is decided and on its way into the store.
  package var isFinalizing: Bool {
    if case .finalizing = phase { true } else { false }
  }

  // MARK: The provider speaks

  package mutating func received(_ event: ModelEvent, now: MonotonicTime) {
    guard case .calling = phase, !isCallOver else { return }
    switch event {
    case .identified(let id): providerRequestID = id
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
    guard case .calling(let attempt) = phase, !isCallOver else { return }
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

  private mutating func work() {
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

  private mutating func closeInline() {
    guard let id = openInline.take(), let artifact = state.artifacts.last(where: { $0.started.id == id }), let start = artifact.start else { return }
    let content = state.text[start...]
    emit(.artifactCompleted(id: id, bytes: content.count, sha256: SHA256.hex(content)))
  }

  // MARK: Endings

  /// Somebody wants the run to stop. What was produced is kept and what was used is booked.
  package mutating func cancel(by: CancelledBy) {
    guard cancelBy == nil else { return }
    switch phase {
    case .finalizing, .over: return
    case .voiding: cancelBy = by
    case .calling:
      cancelBy = by
      actions.append(.cancelCall)
    case .waitingToRetry:
      cancelBy = by
      finish(.cancelled, cancelledBy: by, call: nil)
    }
  }

  package mutating func retryDue() {
    guard case .waitingToRetry(let attempt) = phase else { return }
    call(attempt: attempt + 1)
  }

  package mutating func committed() {
    guard case .finalizing(let ending, _) = phase else { return }
    phase = .over
    actions.append(.emit(ending))
  }

  /// The lease is another worker's, or the chat is gone.
  package mutating func fenced() {
    let call: RunOutcome.ClosedCall?
    switch phase {
    case .over: return
    case .voiding: call = closedCall(attempt: 1, status: .cancelled)
    case .calling(let attempt): call = closedCall(attempt: attempt, status: .cancelled)
    case .waitingToRetry: call = nil
    case .finalizing(_, let last): call = last
    }
    phase = .over
    pending.removeAll()
    actions.append(.cancelCall)
    actions.append(.abandon(call))
  }

  private mutating func retryOrFail(_ failure: ModelFailure, attempt: Int) {
    let closed = closedCall(attempt: attempt, status: .failed)
    if let delay = policy.delay(afterAttempt: attempt, failure, jitter: jitter) {
      usage.book(closed.tokens, cost: closed.cost)
      phase = .waitingToRetry(attempt: attempt)
      actions.append(.retry(closed, failure: failure, afterMilliseconds: delay))
    } else {
      fail(failure, call: closed)
    }
  }

  private mutating func conclude(_ ending: ModelEnding) {
    guard case .calling(let attempt) = phase else { return }
    switch ending {
    case .completed:
      finish(.completed, call: closedCall(attempt: attempt, status: .completed))
    case .cancelled:
      finish(.cancelled, cancelledBy: cancelBy ?? .operator, call: closedCall(attempt: attempt, status: .cancelled))
    case .failed(let failure):
      if let by = cancelBy {
        finish(.cancelled, cancelledBy: by, call: closedCall(attempt: attempt, status: .cancelled))
      } else {
        fail(failure, call: closedCall(attempt: attempt, status: .failed))
      }
    }
  }

  private mutating func fail(_ failure: ModelFailure, call: RunOutcome.ClosedCall?) {
    let failed = StreamFailed(
      code: failure.code, message: failure.message, retryable: failure.retryable, partial: state.hasContent, providerStatus: failure.status,
      retryAfterMilliseconds: failure.retryAfterMilliseconds,
      providerError: failure.vendorError.map { String(decoding: $0.encoded(), as: UTF8.self) })
    finish(.failed, failure: failed, call: call)
  }

  private mutating func finish(
    _ status: RunStatus, failure: StreamFailed? = nil, cancelledBy: CancelledBy? = nil, call: RunOutcome.ClosedCall?
  ) {
    closeInline()
    if let call { usage.book(call.tokens, cost: call.cost) }
    let report = UsageReport(tokens: usage.tokens, cost: usage.cost, provider: run.provider, model: run.model)
    let end = endedAt ?? startedAt
    let milliseconds = end.milliseconds(since: startedAt)
    let firstToken = firstTokenAt.map { $0.milliseconds(since: startedAt) }
    let reason = finishReason ?? (state.toolCalls.isEmpty ? "stop" : "tool_calls")
    let body: StreamEvent.Body
    if let failure {
      if usage.tokens.totalTokens > 0 { emit(.usage(report)) }
      body = .failed(failure)
    } else if let cancelledBy {
      if usage.tokens.totalTokens > 0 { emit(.usage(report)) }
      body = .cancelled(StreamCancelled(by: cancelledBy, partial: state.hasContent))
    } else {
      emit(.usage(report))
      body = .completed(
        StreamCompleted(finishReason: reason, usage: report, milliseconds: milliseconds, timeToFirstTokenMilliseconds: firstToken))
    }
    let ending = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    phase = .finalizing(ending, call)
    actions.append(
      .finalize(
        RunOutcome(
          status: status, state: state, finishReason: status == .completed ? reason : nil, usage: report, failure: failure, cancelledBy: cancelledBy,
          call: call, milliseconds: milliseconds, timeToFirstTokenMilliseconds: firstToken, ending: ending)))
  }

  private func closedCall(attempt: Int, status: ProviderCallStatus) -> RunOutcome.ClosedCall {
    let used = usage.call(endedAs: status)
    return RunOutcome.ClosedCall(attempt: attempt, status: status, tokens: used.tokens, cost: used.cost, providerRequestID: providerRequestID)
  }

  private mutating func emit(_ body: StreamEvent.Body) {
    let event = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    nextSequence += 1
    state.apply(event)
    actions.append(.emit(event))
  }
}
