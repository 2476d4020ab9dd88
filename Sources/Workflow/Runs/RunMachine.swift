import Domain
import Primitives
import StreamLog
import Wire

/// The life of one run in one worker: from the claim over calls, retries, artifacts and cancels to what is to be committed.
///
/// Pure: inputs are methods, what the shell must do comes out of `nextAction()` until it gives `nil`. Numbers every event of its epoch.
package struct RunMachine: ~Copyable {
  package enum Action {
    /// Publish this event and put it into the durable log.
    case emit(StreamEvent)
    /// Make every artifact of earlier epochs void but these; answer with `artifactsVoided()`.
    case voidArtifacts(keeping: [EntityID])
    /// Call the provider; `continuing` is text of this answer that stands.
    case call(attempt: Int, continuing: String?)
    case pauseCall
    case resumeCall
    case cancelCall
    /// Write the failed attempt down and wait before the next; answer with `retryDue()`.
    case retry(RunOutcome.ClosedCall, failure: ModelFailure, afterMilliseconds: Int64)
    /// Allocate an artifact's ID; answer with `artifactAllocated` or `artifactRefused`.
    case allocate(kind: ArtifactKind, parent: EntityID, language: String?, title: String?, inline: Bool)
    /// Commit; answer with `committed()`.
    case finalize(RunOutcome)
    /// Another worker has the run: say nothing more.
    case abandon
  }

  private enum Phase {
    case voiding
    case calling(attempt: Int)
    case waitingToRetry(attempt: Int)
    case finalizing(StreamEvent)
    case over
  }

  /// Work that waits while an artifact's ID is allocated.
  private enum Pending {
    case text([UInt8], logprobs: String?)
    case opened(FenceInfo)
    case closed
    case detached(kind: ArtifactKind, language: String?, title: String?, content: [UInt8])
    case emit(StreamEvent.Body)
    case ended(ModelEnding)
  }

  private let run: Run
  private let policy: RetryPolicy
  private let price: @Sendable (TokenUsage) -> Money?
  private let promptBytes: Int
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
  private var cancelBy: CancelledBy?
  private var continuing: String?
  private var usage: TokenUsage?
  private var bookedUsage = TokenUsage()
  private var bookedCost: Money? = .zero
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
    self.price = price
    self.promptBytes = promptBytes
    startedAt = now
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
    let whole = StreamState(folding: log)
    let hasStarted = log.contains { if case .started = $0.body { true } else { false } }
    let isGivenUp = run.epoch > policy.epochs
    let goesOn =
      hasStarted && canContinue && !whole.text.isEmpty && whole.toolCalls.isEmpty && whole.reasoning.isEmpty
      && whole.last.sequence == log.last?.position.sequence
    var keep: Int64 = 0
    if isGivenUp || goesOn || cancelBy != nil {
      keep = log.last?.position.sequence ?? 0
    } else if hasStarted, case .started = log.first?.body {
      keep = 1
    }
    let kept = log.filter { $0.position.sequence <= keep }
    state = StreamState(folding: kept)
    nextSequence = keep + 1
    emit(.reset(StreamReset(keep: keep)))
    if !state.text.isEmpty {
      continuing = String(decoding: state.text, as: UTF8.self)
      scanner.feed(state.text) { _ in }
      if scanner.isInside { openInline = state.artifacts.last { $0.started.inline && $0.end == nil }?.started.id }
    }
    phase = .voiding
    actions.append(.voidArtifacts(keeping: state.artifacts.map(\.started.id)))
  }

  /// The artifacts of earlier epochs are void.
  package mutating func artifactsVoided() {
    guard case .voiding = phase else { return }
    guard run.epoch <= policy.epochs else {
      fail(
        ModelFailure(
          code: .runLost, message: "the run was lost \(run.epoch - 1) times and is given up; what was produced is kept", retryable: true), call: nil)
      return
    }
    begin()
  }

  private mutating func begin() {
    if state.last.sequence == 0 || state.status == .queued {
      emit(
        .started(
          StreamStarted(
            run: run.id, chat: run.chat?.text, parent: run.userMessage?.description, model: run.model, provider: run.provider)))
    }
    if let by = cancelBy {
      phase = .calling(attempt: 0)
      finish(.cancelled, cancelledBy: by, call: nil)
      return
    }
    phase = .calling(attempt: 1)
    actions.append(.call(attempt: 1, continuing: continuing))
  }

  // MARK: The provider speaks

  package mutating func received(_ event: ModelEvent, now: MonotonicTime) {
    guard case .calling = phase else { return }
    switch event {
    case .identified(let id): providerRequestID = id
    case .usage(let tokens): usage = tokens
    case .finished(let reason): finishReason = reason
    case .text(let delta):
      noteContent(now)
      if pending.isEmpty, !isAllocating, scanner.passes(delta.text) {
        if !delta.text.isEmpty || delta.logprobs != nil { emit(.textDelta(delta)) }
        return
      }
      var logprobs = delta.logprobs
      var pieces: [FenceScanner.Piece] = []
      scanner.feed(delta.text.utf8) { pieces.append($0) }
      for piece in pieces {
        append(piece, logprobs: logprobs)
        if case .text = piece { logprobs = nil }
      }
    case .reasoning(let text):
      noteContent(now)
      append(.emit(.reasoningDelta(text)))
    case .toolCall(let call):
      noteContent(now)
      append(.emit(.toolCalled(call)))
    case .toolReturn(let returned, let isConsole):
      noteContent(now)
      append(.emit(.toolReturned(returned)))
      if isConsole { appendConsole(returned) }
    }
    work()
  }

  package mutating func ended(_ ending: ModelEnding, now: MonotonicTime) {
    guard case .calling(let attempt) = phase else { return }
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

  private mutating func noteContent(_ now: MonotonicTime) {
    hasNewContent = true
    if firstTokenAt == nil { firstTokenAt = now }
  }

  private mutating func append(_ piece: FenceScanner.Piece, logprobs: String?) {
    switch piece {
    case .text(let bytes): append(.text(bytes, logprobs: logprobs))
    case .opened(let info): append(.opened(info))
    case .closed: append(.closed)
    }
  }

  private mutating func append(_ work: Pending) { pending.append(work) }

  /// Console output belongs under the code that made it: the answer's last code artifact, or one made of the call's arguments.
  private mutating func appendConsole(_ returned: ToolReturn) {
    append(.detached(kind: .output, language: nil, title: returned.name, content: Array(returned.result.utf8)))
  }

  // MARK: Artifacts

  package mutating func artifactAllocated(_ id: EntityID) {
    guard isAllocating, var started = allocating else { return }
    isAllocating = false
    allocating = nil
    started.id = id
    emit(.artifactStarted(started))
    if let content = allocatingContent.take() {
      emit(.artifactDelta(id: id, text: String(decoding: content, as: UTF8.self)))
      emit(.artifactCompleted(id: id, bytes: content.count, sha256: SHA256.hex(content[...])))
    } else {
      openInline = id
    }
    actions.append(.resumeCall)
    work()
  }

  /// No ID can be had: the text goes on without the artifact.
  package mutating func artifactRefused() {
    guard isAllocating else { return }
    isAllocating = false
    allocating = nil
    allocatingContent = nil
    actions.append(.resumeCall)
    work()
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
      case .detached(let kind, let language, let title, let content):
        guard let message = run.assistantMessage else { break }
        if kind == .output {
          guard let code = state.artifacts.last(where: { $0.started.kind == .code }) else {
            // No code to put the output under: make it from what the tool was given, then come back.
            let source = state.toolCalls.last?.arguments ?? ""
            putBack(.detached(kind: kind, language: language, title: title, content: content))
            allocate(.code, parent: message, language: nil, title: state.toolCalls.last?.name, content: Array(source.utf8))
            break
          }
          allocate(kind, parent: code.started.id, language: language, title: title, content: content)
        } else {
          allocate(kind, parent: message, language: language, title: title, content: content)
        }
      case .emit(let body): emit(body)
      case .ended(let ending): conclude(ending)
      }
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
    phase = .calling(attempt: attempt + 1)
    actions.append(.call(attempt: attempt + 1, continuing: continuing))
  }

  package mutating func committed() {
    guard case .finalizing(let ending) = phase else { return }
    phase = .over
    actions.append(.emit(ending))
  }

  /// The lease is another worker's, or the chat is gone.
  package mutating func fenced() {
    if case .over = phase { return }
    phase = .over
    actions.append(.cancelCall)
    actions.append(.abandon)
  }

  private mutating func retryOrFail(_ failure: ModelFailure, attempt: Int) {
    let closed = closedCall(attempt: attempt, status: .failed)
    if let delay = policy.delay(afterAttempt: attempt, failure, jitter: jitter) {
      book(closed)
      phase = .waitingToRetry(attempt: attempt)
      actions.append(.retry(closed, failure: failure, afterMilliseconds: delay))
    } else {
      fail(failure, call: closed)
    }
  }

  private mutating func book(_ closed: RunOutcome.ClosedCall) {
    bookedUsage = bookedUsage + closed.tokens
    if let cost = closed.cost, let booked = bookedCost { bookedCost = booked + cost } else { bookedCost = nil }
    usage = nil
    providerRequestID = nil
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
    if let call { book(call) }
    let report = UsageReport(tokens: bookedUsage, cost: bookedCost, provider: run.provider, model: run.model)
    let end = endedAt ?? startedAt
    let milliseconds = end.milliseconds(since: startedAt)
    let firstToken = firstTokenAt.map { $0.milliseconds(since: startedAt) }
    let reason = finishReason ?? (state.toolCalls.isEmpty ? "stop" : "tool_calls")
    let body: StreamEvent.Body
    if let failure {
      if bookedUsage.totalTokens > 0 { emit(.usage(report)) }
      body = .failed(failure)
    } else if let cancelledBy {
      if bookedUsage.totalTokens > 0 { emit(.usage(report)) }
      body = .cancelled(StreamCancelled(by: cancelledBy, partial: state.hasContent))
    } else {
      emit(.usage(report))
      body = .completed(
        StreamCompleted(finishReason: reason, usage: report, milliseconds: milliseconds, timeToFirstTokenMilliseconds: firstToken))
    }
    let ending = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    phase = .finalizing(ending)
    actions.append(
      .finalize(
        RunOutcome(
          status: status, state: state, finishReason: status == .completed ? reason : nil, usage: report, failure: failure, cancelledBy: cancelledBy,
          call: call, milliseconds: milliseconds, timeToFirstTokenMilliseconds: firstToken, ending: ending)))
  }

  /// What the call used: as the provider counted, else estimated from what it was given and gave; nothing when it never answered.
  private func closedCall(attempt: Int, status: ProviderCallStatus) -> RunOutcome.ClosedCall {
    var tokens = usage ?? TokenUsage()
    let produced = Int64(state.text.count + state.reasoning.count + state.toolCalls.reduce(0) { $0 + $1.arguments.utf8.count })
    if usage == nil, hasNewContent {
      tokens = TokenUsage(
        input: TokenEstimate.tokens(bytes: promptBytes), output: TokenEstimate.tokens(bytes: Int(produced)), isEstimated: true)
    } else if status != .completed, hasNewContent, tokens.output < TokenEstimate.tokens(bytes: Int(produced)) {
      // Cut before the provider could count the output: the input is known, the output is not.
      tokens.output = TokenEstimate.tokens(bytes: Int(produced))
      tokens.isEstimated = true
    }
    let cost: Money? = tokens.totalTokens == 0 ? .zero : price(tokens)
    return RunOutcome.ClosedCall(attempt: attempt, status: status, tokens: tokens, cost: cost, providerRequestID: providerRequestID)
  }

  private mutating func emit(_ body: StreamEvent.Body) {
    let event = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    nextSequence += 1
    state.apply(event)
    actions.append(.emit(event))
  }
}
