import Domain
import Primitives
import StreamLog
import Workflow

let testChat = ChatID("a0d6fa98-fc40-4f38-912a-0f6c25c96dcd")!
let testQuestion = EntityID(chat: testChat, sequence: 1, kind: .userMessage)
let testAnswer = EntityID(chat: testChat, sequence: 2, kind: .assistantMessage)

func testRun(epoch: Int64 = 1, id: String = "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", withMessage: Bool = true) -> Run {
  Run(
    id: id, stream: withMessage ? testAnswer.description : id, chat: testChat, userMessage: testQuestion,
    assistantMessage: withMessage ? testAnswer : nil,
    frontendID: "q-1", session: nil, requestedModel: "m", provider: "p", model: "m", status: .running, epoch: epoch,
    createdAt: Timestamp(milliseconds: 1_795_000_000_000), request: RunRequest())
}

/// A nano-dollar a token.
let testPrice: @Sendable (TokenUsage) -> Money? = { Money(nanodollars: $0.totalTokens) }

/// A machine under test with what it wanted so far, in words.
final class MachineBench {
  private var machine: RunMachine
  private var nextSequence: Int
  private(set) var wants: [String] = []
  private(set) var events: [StreamEvent] = []
  private(set) var outcome: RunOutcome?
  private(set) var abandoned: [RunOutcome.ClosedCall?] = []
  private(set) var retries: [RunOutcome.ClosedCall] = []
  /// Rows of earlier epochs that got their figures.
  private(set) var settled: [ProviderCall] = []
  var now = MonotonicTime(nanoseconds: 1_000_000_000)

  init(
    epoch: Int64 = 1, log: [StreamEvent] = [], earlier: [EarlierCall]? = nil, canContinue: Bool = false, canReattach: Bool = false,
    cancelRequested: CancelledBy? = nil, promptBytes: Int = 40,
    policy: RetryPolicy = RetryPolicy(), withMessage: Bool = true, nextSequence: Int = 3,
    price: @escaping @Sendable (TokenUsage) -> Money? = testPrice
  ) {
    self.nextSequence = nextSequence
    machine = RunMachine(
      run: testRun(epoch: epoch, withMessage: withMessage), log: log, earlier: earlier ?? (1..<epoch).map { lostCall(epoch: $0) },
      canContinue: canContinue, canReattach: canReattach, cancelRequested: cancelRequested, promptBytes: promptBytes, policy: policy, price: price,
      now: now)
    drain()
  }

  /// What was wanted since the last look.
  func take() -> [String] {
    defer { wants = [] }
    return wants
  }

  /// The same without pauses of the call, whose place among the events means nothing.
  func takeWords() -> [String] { take().filter { $0 != "pause" && $0 != "resume" } }

  var wantsCall: Bool { machine.wantsCall }
  var isFinalizing: Bool { machine.isFinalizing }

  @discardableResult func received(_ event: ModelEvent) -> Self { step { $0.received(event, now: now) } }
  @discardableResult func text(_ text: String, logprobs: String? = nil) -> Self { received(.text(TextDelta(text, logprobs: logprobs))) }
  @discardableResult func ended(_ ending: ModelEnding = .completed) -> Self { step { $0.ended(ending, now: now) } }
  @discardableResult func failed(
    _ code: FailureCode = .providerCut, retryable: Bool = true, retryAfter: Int64? = nil, jitter: Double = 1
  ) -> Self {
    step { machine in
      machine.jitter = jitter
      machine.ended(.failed(ModelFailure(code: code, message: "m", status: 500, retryable: retryable, retryAfterMilliseconds: retryAfter)), now: now)
    }
  }
  @discardableResult func cancel(_ by: CancelledBy = .user) -> Self { step { $0.cancel(by: by) } }
  @discardableResult func retryDue() -> Self { step { $0.retryDue() } }
  @discardableResult func voided() -> Self { step { $0.artifactsVoided() } }
  @discardableResult func committed() -> Self { step { $0.committed() } }
  @discardableResult func fenced() -> Self { step { $0.fenced() } }
  @discardableResult func refused() -> Self { step { $0.artifactRefused() } }
  @discardableResult func allocated(_ kind: EntityKind = .code) -> Self {
    let id = EntityID(chat: testChat, sequence: nextSequence, kind: kind)
    nextSequence += 1
    return step { $0.artifactAllocated(id) }
  }
  @discardableResult func pass(milliseconds: Int64) -> Self {
    now = now.adding(milliseconds: milliseconds)
    return self
  }

  private func step(_ body: (inout RunMachine) -> Void) -> Self {
    body(&machine)
    drain()
    return self
  }

  private func drain() {
    while let action = machine.nextAction() {
      switch action {
      case .emit(let event): events.append(event)
      case .finalize(let outcome): self.outcome = outcome
      case .abandon(let call): abandoned.append(call)
      case .retry(let call, _, _): retries.append(call)
      case .settle(let calls):
        settled += calls
        continue
      default: break
      }
      wants.append(Self.words(action))
    }
  }

  private static func words(_ action: RunMachine.Action) -> String {
    switch action {
    case .emit(let event): "\(event.position) \(words(event.body))"
    case .voidArtifacts(let keeping): "void but [\(keeping.map(short).joined(separator: " "))]"
    case .call(let attempt, let continuing, let reattaching):
      "call \(attempt)" + (continuing.map { " from \($0.debugDescription)" } ?? "") + (reattaching.map { " to \($0)" } ?? "")
    case .pauseCall: "pause"
    case .resumeCall: "resume"
    case .cancelCall: "cancel call"
    case .releaseCall: "release call"
    case .endResponse(let response): "end \(response)"
    case .settle(let calls): "settle \(calls.count)"
    case .retry(let call, _, let delay): "retry after \(call.attempt) in \(delay)"
    case .allocate(let kind, let parent, let language, let title, let inline):
      "allocate \(kind) under \(short(parent)) \(language ?? "-") \(title ?? "-")\(inline ? " inline" : "")"
    case .finalize(let outcome): "finalize \(outcome.status)"
    case .abandon: "abandon"
    }
  }

  private static func words(_ body: StreamEvent.Body) -> String {
    switch body {
    case .started: "started"
    case .textDelta(let delta): "text \(delta.text.debugDescription)" + (delta.logprobs.map { " \($0)" } ?? "")
    case .reasoningDelta(let text): "reasoning \(text.debugDescription)"
    case .artifactStarted(let started): "artifact \(short(started.id)) of \(short(started.parent)) begins"
    case .artifactDelta(let id, let text): "artifact \(short(id)) \(text.debugDescription)"
    case .artifactCompleted(let id, let bytes, _): "artifact \(short(id)) ends, \(bytes) bytes"
    case .toolCalled(let call): "tool \(call.call) called"
    case .toolReturned(let returned): "tool \(returned.call) returned"
    case .usage(let usage):
      "usage \(usage.tokens.promptTokens)+\(usage.tokens.output)\(usage.tokens.isEstimated ? " estimated" : "") \(usage.cost?.description ?? "unpriced")"
    case .reset(let reset): "reset keep \(reset.keep)"
    case .completed(let completed): "completed \(completed.finishReason)"
    case .failed(let failed): "failed \(failed.code.rawValue)\(failed.partial ? " partial" : "")"
    case .cancelled(let cancelled): "cancelled \(cancelled.by)\(cancelled.partial ? " partial" : "")"
    case .stepStarted, .stepCompleted, .progress, .blockUpdated: "\(body.typeName)"
    }
  }

  private static func short(_ id: EntityID) -> String { "\(id.kind.rawValue)\(id.sequence)" }
}

/// A call whose worker was lost. - Parameter response: the vendor's ID, where the worker lived to write it down.
func lostCall(epoch: Int64, attempt: Int = 1, response: String? = nil) -> EarlierCall {
  EarlierCall(
    call: ProviderCall(
      id: "call-\(epoch)-\(attempt)", run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", stream: testAnswer.description, chat: testChat, provider: "p", model: "m",
      attempt: attempt, status: .failed, startedAt: Timestamp(milliseconds: 1_795_000_000_000), providerRequestID: response),
    epoch: epoch)
}

/// A log of events, one body a sequence, for a machine that takes over. - Parameter epochs: how many bodies each epoch wrote, from the first; all by epoch 1 without.
func eventLog(_ bodies: [StreamEvent.Body], epoch: Int64 = 1) -> [StreamEvent] {
  bodies.enumerated().map { StreamEvent(position: Position(epoch: epoch, sequence: Int64($0.offset + 1)), body: $0.element) }
}

extension StreamEvent.Body {
  static let begun = StreamEvent.Body.started(
    StreamStarted(run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat: testChat.text, parent: testQuestion.description, model: "m", provider: "p"))

  static func said(_ text: String) -> StreamEvent.Body { .textDelta(TextDelta(text)) }

  static func opened(_ sequence: Int, language: String? = nil) -> StreamEvent.Body {
    .artifactStarted(
      ArtifactStarted(
        id: EntityID(chat: testChat, sequence: sequence, kind: .code), parent: testAnswer, kind: .code, language: language, title: nil, inline: true))
  }

  static func closed(_ sequence: Int) -> StreamEvent.Body {
    .artifactCompleted(id: EntityID(chat: testChat, sequence: sequence, kind: .code), bytes: 1, sha256: "00")
  }

  static func used(_ input: Int64, _ output: Int64) -> StreamEvent.Body {
    .usage(UsageReport(tokens: TokenUsage(input: input, output: output), cost: Money(nanodollars: 7), provider: "p", model: "m"))
  }
}
