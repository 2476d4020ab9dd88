import Domain
import Primitives
import StreamLog

// A run whose worker was lost: what stands, and whether the lost answer is listened to again, gone on from, or asked for anew.
//
// Readers are told what is void only when it is known what stands: with the first words of an answer that is listened to again, which may turn out
// to be gone or another one.
extension RunMachine {
  mutating func takeOver(_ log: [StreamEvent], canContinue: Bool, canReattach: Bool) {
    let response = earlier.lostResponse
    let mustEnd = run.epoch > policy.epochs || cancelBy != nil
    let fallback = canContinue ? TakeOver.Plan.goOn : .beginAgain
    if !mustEnd, canReattach, let response {
      let before = TakeOver(log, plan: .reattach)
      if before.isAsPlanned {
        attachment = RunAttachment(response: response, fallback: fallback, lost: log, standing: before.state)
        listen(attempt: 1)
        return
      }
    }
    stand(on: TakeOver(log, plan: mustEnd ? .end : fallback), log)
    if let response { actions.append(.endResponse(response)) }
  }

  /// The artifacts of earlier epochs are void.
  package mutating func artifactsVoided() {
    guard case .voiding(let attached) = phase else { return }
    guard let attempt = attached else { return begin(attempt: triesBefore + 1) }
    actions.append(.resumeCall)
    start()
    phase = .calling(attempt: attempt)
    tellHeld()
  }

  // MARK: Listening again

  /// A failed attempt to listen is over: listens once more, or goes on without.
  mutating func listenAgain(after attempt: Int) {
    guard var listening = attachment.take() else { return }
    if listening.isGivenUp {
      triesBefore = attempt
      goOn(without: listening, plan: listening.fallback)
    } else {
      listening.beginAgain(state)
      attachment = listening
      listen(attempt: attempt + 1)
    }
  }

  private mutating func listen(attempt: Int) {
    guard let attachment else { return }
    phase = .reattaching(attempt: attempt)
    beginCall(attempt: attempt, continuing: nil)
    providerRequestID = attachment.response
    // What stands is paid for with the answer.
    if attachment.lost == nil { countStanding() }
    actions.append(.call(attempt: attempt, continuing: nil, reattaching: attachment.response))
  }

  mutating func heardAgain(_ event: ModelEvent, _ now: MonotonicTime) {
    switch phase {
    case .voiding(attached: _?): attachment?.hold(event, at: now)
    case .reattaching(let attempt):
      guard !isCallOver, cancelBy == nil, var listening = attachment.take() else { return }
      let isSame = listening.hear(event, at: now)
      let isWhole = listening.repeated.isOver
      attachment = listening
      if !isSame {
        isCallOver = true
        actions.append(.cancelCall)
        giveUpListening(attempt, Self.differentAnswer)
      } else if isWhole {
        attached(attempt)
      }
    default: return
    }
  }

  mutating func endedAgain(_ ending: ModelEnding, _ now: MonotonicTime) {
    switch phase {
    case .voiding(attached: _?): attachment?.hold(ending, at: now)
    case .reattaching(let attempt):
      guard !isCallOver else { return }
      isCallOver = true
      endedAt = now
      switch ending {
      case .failed(let failure) where cancelBy == nil:
        if let delay = policy.delay(afterAttempt: attempt - triesBefore, failure, jitter: jitter) {
          waitToRetry(closedCall(attempt: attempt, status: .failed), failure, afterMilliseconds: delay)
        } else {
          giveUpListening(attempt, failure)
        }
      case .completed where cancelBy == nil: giveUpListening(attempt, Self.differentAnswer)
      default:
        cancelBy = cancelBy ?? .operator
        stopListening()
      }
    default: return
    }
  }

  /// The run is cancelled before it was heard again what stands.
  mutating func stopListening() {
    guard let listening = attachment.take() else { return }
    if listening.lost == nil {
      attachment = listening
      finish(.cancelled, cancelledBy: cancelBy, call: openAttempt.map { closedCall(attempt: $0, status: .cancelled) })
    } else {
      goOn(without: listening, plan: .end)
    }
  }

  /// What stands was heard again: what comes now is new.
  private mutating func attached(_ attempt: Int) {
    guard let log = attachment?.lost.take() else {
      phase = .calling(attempt: attempt)
      tellHeld()
      return
    }
    actions.append(.pauseCall)
    stand(on: TakeOver(log, plan: .reattach), log, attached: attempt)
    countStanding()
  }

  private mutating func giveUpListening(_ attempt: Int, _ failure: ModelFailure) {
    let closed = closedCall(attempt: attempt, status: .failed)
    guard attachment?.lost != nil else { return fail(failure, call: closed) }
    attachment?.isGivenUp = true
    waitToRetry(closed, failure, afterMilliseconds: 0)
  }

  private mutating func goOn(without listening: RunAttachment, plan: TakeOver.Plan) {
    guard let log = listening.lost else { return }
    stand(on: TakeOver(log, plan: plan), log)
    // A call that was cancelled ended the answer with it.
    if openAttempt == nil { actions.append(.endResponse(listening.response)) }
  }

  private mutating func tellHeld() {
    guard let held = attachment?.release(), let now = attachment?.heardAt else { return }
    var events = held.events
    while let event = events.popFirst() { received(event, now: now) }
    if let ending = held.ending { ended(ending, now: now) }
  }

  private static var differentAnswer: ModelFailure {
    ModelFailure(
      code: .providerMalformed, message: "the provider was asked for an answer that goes on there and told another one", retryable: false)
  }

  // MARK: What stands

  /// Tells the readers what stands, books what it cost, and makes the rest void. - Parameter attached: the attempt that listens to the lost answer.
  private mutating func stand(on before: TakeOver, _ log: [StreamEvent], attached: Int? = nil) {
    state = before.state
    nextSequence = before.keep + 1
    hasStarted = before.keep > 0 && state.status != .queued
    bookEarlier(by: log)
    emit(.reset(StreamReset(keep: before.keep)))
    openInline = state.artifacts.last { $0.started.inline && $0.end == nil }?.started.id
    continuing = before.continuing
    if attached != nil || continuing != nil {
      scanner.feed(state.text) { _ in }
      if let opened = before.opened { pending.append(.opened(opened)) }
    }
    phase = .voiding(attached: attached)
    actions.append(.voidArtifacts(keeping: state.artifacts.map(\.started.id)))
  }

  /// Books the calls of earlier epochs, all but the answer that is listened to: its figures are still to come.
  private mutating func bookEarlier(by log: [StreamEvent]) {
    let response = attachment?.response
    let settled = earlier.settle(by: TakeOver.unbroken(log), except: response, usage: usage)
    for call in earlier.known where response == nil || call.providerRequestID != response {
      usage.book(call.tokens ?? TokenUsage(), cost: call.cost)
    }
    if !settled.isEmpty { actions.append(.settle(settled)) }
  }

  /// What stands was given by the answer that is listened to.
  private mutating func countStanding() {
    let bytes = state.text.count + state.reasoning.count + state.toolCalls.reduce(0) { $0 + $1.arguments.utf8.count }
    if bytes > 0 { usage.produced(bytes) }
  }

  /// The answer that was listened to again has ended with the run: books it, once.
  mutating func settleAttachment(as status: ProviderCallStatus) {
    guard let listening = attachment.take() else { return }
    let used = usage.call(endedAs: status)
    usage.book(used.tokens, cost: used.cost)
    _ = earlier.settle(response: listening.response, status: status, tokens: used.tokens, cost: used.cost)
    if status == .failed || openAttempt == nil { actions.append(.endResponse(listening.response)) }
  }
}
