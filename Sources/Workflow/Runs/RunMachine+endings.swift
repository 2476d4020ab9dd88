import Domain
import Primitives
import StreamLog
import Wire

// How a run ends: cancelled, fenced, retried or over.
extension RunMachine {
  /// Somebody wants the run to stop. What was produced is kept and what was used is booked.
  package mutating func cancel(by: CancelledBy) {
    guard cancelBy == nil else { return }
    switch phase {
    case .finalizing, .over: return
    case .voiding(attached: nil): cancelBy = by
    case .calling, .reattaching, .voiding(attached: _?):
      cancelBy = by
      if attachment?.ending == nil { actions.append(.cancelCall) }
    case .waitingToRetry:
      cancelBy = by
      if attachment == nil { finish(.cancelled, cancelledBy: by, call: nil) } else { stopListening() }
    }
  }

  package mutating func retryDue() {
    guard case .waitingToRetry(let attempt) = phase else { return }
    if attachment == nil { call(attempt: attempt + 1) } else { listenAgain(after: attempt) }
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
    case .voiding, .calling, .reattaching, .waitingToRetry: call = openAttempt.map { closedCall(attempt: $0, status: .cancelled) }
    case .finalizing(_, let last): call = last
    }
    phase = .over
    pending.removeAll()
    actions.append(.releaseCall)
    actions.append(.abandon(call))
  }

  mutating func retryOrFail(_ failure: ModelFailure, attempt: Int) {
    let closed = closedCall(attempt: attempt, status: .failed)
    if let delay = policy.delay(afterAttempt: attempt - triesBefore, failure, jitter: jitter) {
      usage.book(closed.tokens, cost: closed.cost)
      waitToRetry(closed, failure, afterMilliseconds: delay)
    } else {
      fail(failure, call: closed)
    }
  }

  mutating func waitToRetry(_ closed: RunOutcome.ClosedCall, _ failure: ModelFailure, afterMilliseconds delay: Int64) {
    openAttempt = nil
    if attachment == nil { endAttachable() }
    phase = .waitingToRetry(attempt: closed.attempt)
    actions.append(.retry(closed, failure: failure, afterMilliseconds: delay))
  }

  /// The answer of a call that failed may go on at the provider, where nobody wants it any more.
  private mutating func endAttachable() {
    if let response = attachable { actions.append(.endResponse(response)) }
    attachable = nil
  }

  mutating func conclude(_ ending: ModelEnding) {
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

  mutating func fail(_ failure: ModelFailure, call: RunOutcome.ClosedCall?) {
    let failed = StreamFailed(
      code: failure.code, message: failure.message, retryable: failure.retryable, partial: state.hasContent, providerStatus: failure.status,
      retryAfterMilliseconds: failure.retryAfterMilliseconds,
      providerError: failure.vendorError.map { String(decoding: $0.encoded(), as: UTF8.self) })
    finish(.failed, failure: failed, call: call)
  }

  mutating func finish(
    _ status: RunStatus, failure: StreamFailed? = nil, cancelledBy: CancelledBy? = nil, call: RunOutcome.ClosedCall?
  ) {
    closeInline()
    if let call { usage.book(call.tokens, cost: call.cost) }
    if failure != nil, attachment == nil { endAttachable() }
    settleAttachment(as: cancelledBy != nil ? .cancelled : failure != nil ? .failed : .completed)
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
          call: call, earlierCalls: earlier.known, milliseconds: milliseconds, timeToFirstTokenMilliseconds: firstToken, ending: ending)))
  }
}
