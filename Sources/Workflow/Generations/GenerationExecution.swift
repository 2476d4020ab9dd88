import Analytics
import Bus
import Domain
import EventLoop
import Mapping
import Observe
import Primitives
import Store
import StreamLog
import Studio

/// The shell around one generation's machine: reads and compiles the workbook, asks models, writes down what came of it. Belongs to its worker's loop.
final class GenerationExecution: ClaimedExecution {
  private let claimed: ClaimedRun
  private let order: GenerationOrder
  private let context: WorkerContext
  private weak var worker: Worker?
  private let provider: any ModelProvider
  private let publisher: any StreamPublisher
  private let rows: LedgerRows
  private let ledger: LedgerWriter
  /// The ledger's row that came with the claim, until a call takes it.
  private var unusedCall: String?
  private let claimedAt: Timestamp
  private var encoder: NativeEventEncoder
  /// There once its material is.
  private var machine: GenerationMachine?
  private var material: GenerationMaterial?
  private var call: QuestionCall?
  private var isLeaving = false
  /// Asked for before there was a machine.
  private var earlyCancel: CancelledBy?
  private var isFenced = false

  private var run: Run { claimed.run }

  init(_ claimed: ClaimedRun, order: GenerationOrder, call: String, provider: any ModelProvider, worker: Worker) {
    let context = worker.context
    self.claimed = claimed
    self.order = order
    self.context = context
    self.worker = worker
    self.provider = provider
    rows = LedgerRows(run: claimed.run, prices: context.prices)
    ledger = LedgerWriter(context)
    unusedCall = claimed.run.asksProvider ? call : nil
    claimedAt = context.time.now()
    encoder = NativeEventEncoder(claimed.run.descriptor)
    publisher = context.feed.open(claimed.run.descriptor, history: claimed.log.map { $0[...] })
    earlyCancel = claimed.cancelRequested
  }

  func start() {
    context.boundaries.record(
      .entry, .worker, id: run.stream, frontendID: run.frontendID,
      detail: [.run: .text(run.id), .epoch: .integer(run.epoch), .model: .text(run.model)])
    load()
  }

  private func load() {
    guard let generations = context.generations else { return abandon("this worker's store keeps no generations") }
    context.loop.spawn { [order] in
      try await GenerationMaterial.load(order.generation, from: generations)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success(let material): begin(material)
      case .failure(let error) where error.saysRunIsLost: abandon("its generation is gone")
      case .failure(let error): again(error) { $0.load() }
      }
    }
  }

  private func begin(_ material: GenerationMaterial) {
    guard !isFenced else { return abandon("it is another worker's") }
    self.material = material
    let decoder = NativeEventDecoder()
    let known = claimed.earlierCalls.map(\.call)
    let policy = context.policy
    machine = GenerationMachine(
      run: run, order: order, previous: material.previous, log: claimed.log.compactMap { decoder.decode($0[...]) },
      earlierUsage: known.compactMap(\.tokens).reduce(TokenUsage(), +), earlierCost: known.compactMap(\.cost).reduce(Money.zero, +),
      cancelRequested: earlyCancel,
      settings: GenerationMachine.Settings(
        epochs: policy.epochs, delay: { policy.delay(afterAttempt: $0, $1, jitter: Double.random(in: 0..<1)) },
        makeID: { [time = context.time] in
          var random = SystemRandomNumberGenerator()
          return ULID(milliseconds: time.now().milliseconds, using: &random).description
        }),
      now: context.loop.now, clock: context.time.now())
    drive()
  }

  func cancel(by: CancelledBy) {
    if material == nil { earlyCancel = earlyCancel ?? by }
    machine?.cancel(by: by)
    drive()
  }

  func fenced() {
    isFenced = true
    guard machine?.isFinalizing == false else { return }
    machine?.fenced()
    drive()
  }

  func leave() {
    isLeaving = true
    ledger.stop()
    call?.release()
    call = nil
  }

  // MARK: What the machine wants

  private func drive() {
    while !isLeaving, let action = machine?.nextAction() { perform(action) }
  }

  private func perform(_ action: GenerationMachine.Action) {
    switch action {
    case .emit(let event): emit(event)
    case .commit: context.journal.flush()
    case .compile(let answers): compile(answers)
    case .ask(let question, let attempt): ask(question, attempt: attempt)
    case .wait(let milliseconds):
      context.loop.schedule(afterMilliseconds: Int(milliseconds)) { [weak self] in
        guard let self, !isLeaving else { return }
        machine?.retryDue(now: context.loop.now, clock: context.time.now())
        drive()
      }
    case .cancelCall: if let call { call.cancel() } else { callEnded(.cancelled, text: "", tokens: TokenUsage(), cost: .zero) }
    case .finalize(let outcome): finalize(outcome)
    case .abandon: abandon("it is another worker's")
    }
  }

  private func emit(_ event: StreamEvent) {
    let json = encoder.encode(event)
    // The end is in the log already: it was part of the commit.
    if !event.isTerminal { context.journal.append(stream: run.stream, event, json: json) }
    publisher.publish(event, json: json)
    context.boundaries.recordEach(
      .exit, .worker, id: self.run.stream, frontendID: self.run.frontendID, detail: [.seq: .integer(event.position.sequence)])
  }

  private func compile(_ answers: [RuleExpression]) {
    guard case .success(let compiler)? = material?.compiler else {
      if case .failure(let refusal)? = material?.compiler { machine?.refused(refusal, now: context.loop.now, clock: context.time.now()) }
      return
    }
    let dialect = material.flatMap { Dialect(rawValue: $0.generation.dialect) }
    context.loop.spawn { [order] in
      await Task.detached { () -> Result<GenerationDraft, GenerationRefusal> in
        do throws(GenerationRefusal) {
          return .success(SyntaxCheck.checked(try compiler.compile(answers: answers, order: order).draft, dialect: dialect))
        } catch {
          return .failure(error)
        }
      }.value
    } then: { [self] result in
      guard !isLeaving, case .success(let made) = result else { return }
      switch made {
      case .success(let draft): machine?.compiled(draft, now: context.loop.now, clock: context.time.now())
      case .failure(let refusal): machine?.refused(refusal, now: context.loop.now, clock: context.time.now())
      }
      drive()
    }
  }

  // MARK: Questions

  private func ask(_ question: RuleQuestion, attempt: Int) {
    if let first = unusedCall.take() {
      begin(question, attempt: attempt, call: first, startedAt: claimedAt)
      return
    }
    let id = context.makeULID()
    let opened = ProviderCall(
      id: id, run: run.id, stream: run.stream, chat: nil, provider: run.provider, model: run.model, attempt: attempt, startedAt: context.time.now())
    let epoch = run.epoch
    context.loop.spawn { [store = context.store] in
      try await store.openCall(opened, epoch: epoch)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success: begin(question, attempt: attempt, call: id, startedAt: opened.startedAt)
      case .failure(let error) where error.saysRunIsLost:
        machine?.fenced()
        drive()
      case .failure(let error): again(error) { $0.ask(question, attempt: attempt) }
      }
    }
  }

  private func begin(_ question: RuleQuestion, attempt: Int, call id: String, startedAt: Timestamp) {
    let (prices, providerName, model) = (context.prices, run.provider, run.model)
    let metrics = context.providerMetrics[providerName]
    let messages = question.messages
    metrics?.openCalls.add()
    context.boundaries.record(
      .exit, .provider, id: run.stream, frontendID: run.frontendID,
      detail: [.provider: .text(providerName), .model: .text(model), .call: .text(id), .phase: .text("begin")])
    let call = QuestionCall(
      id: id, attempt: attempt, promptBytes: question.instructions.utf8.count + question.question.utf8.count, startedAt: startedAt,
      price: { prices.cost(of: $0, provider: providerName, model: model)?.cost }
    ) { [weak self] end in
      metrics?.openCalls.subtract()
      metrics?.calls[ProviderOutcomeLabel(end.ending)].add()
      guard let self, !isLeaving else { return }
      self.call = nil
      ledger.close(rows.row(of: end.closed, id: id, startedAt: startedAt, endedAt: context.time.now()))
      context.boundaries.record(
        .entry, .provider, id: run.stream, frontendID: run.frontendID,
        detail: [
          .phase: .text("ended"), .outcome: .text(ProviderOutcomeLabel(end.ending).labelValue), .bytes: .integer(Int64(end.text.utf8.count)),
        ])
      callEnded(end.ending, text: end.text, tokens: end.closed.tokens, cost: end.closed.cost)
    }
    self.call = call
    call.start(
      ModelRequest(model: model, messages: messages, options: .object([JSONField]()), run: run.id, traceparent: run.request.traceparent), at: provider
    )
  }

  private func callEnded(_ ending: ModelEnding, text: String, tokens: TokenUsage, cost: Money?) {
    let (now, clock) = (context.loop.now, context.time.now())
    switch ending {
    case .completed: machine?.answered(text, tokens: tokens, cost: cost, now: now, clock: clock)
    case .failed(let failure): machine?.callFailed(failure, tokens: tokens, cost: cost, now: now, clock: clock)
    case .cancelled: machine?.callCancelled(tokens: tokens, cost: cost, now: now, clock: clock)
    }
    drive()
  }

  // MARK: Endings

  private func finalize(_ outcome: GenerationOutcome) {
    context.journal.flush()
    let now = context.time.now()
    var journal = context.journal.unconfirmed(stream: run.stream, epoch: run.epoch)
    let position = outcome.ending.position
    journal.append(stream: run.stream, epoch: position.epoch, sequence: position.sequence, json: encoder.encode(outcome.ending))
    // A call that was never made cost nothing.
    let unused = unusedCall.map { id in
      rows.row(
        of: RunOutcome.ClosedCall(attempt: 1, status: .cancelled, tokens: TokenUsage(), cost: .zero, providerRequestID: nil), id: id,
        startedAt: claimedAt, endedAt: now)
    }
    let version = GenerationVersion(
      number: 0, reason: order.reason, detail: order.prompt, run: run.id, document: outcome.document.text, createdAt: now)
    let finalization = RunFinalization(
      run: run.id, epoch: run.epoch, status: outcome.status, message: nil, reasoning: nil, artifacts: [], call: unused,
      earlierCalls: ledger.unconfirmed, failure: outcome.failure, cancelledBy: outcome.cancelledBy,
      generation: GenerationEnding(generation: order.generation, version: version, usage: run.asksProvider ? outcome.usage : nil),
      lastEvents: journal, now: now)
    commit(finalization, outcome)
  }

  private func commit(_ finalization: RunFinalization, _ outcome: GenerationOutcome) {
    context.loop.spawn { [store = context.store] in
      try await store.finalize(finalization)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success: committed(outcome)
      case .failure(let error) where error.saysRunIsLost:
        machine?.fenced()
        drive()
      case .failure(let error): again(error) { $0.commit(finalization, outcome) }
      }
    }
  }

  private func committed(_ outcome: GenerationOutcome) {
    if let label = RunOutcomeLabel(outcome.status) {
      context.metrics.runs[label].add()
      context.metrics.answerDuration[label].observe(UInt64(max(0, context.time.now().microseconds - run.createdAt.microseconds)) * 1000)
    }
    context.metrics.count(outcome.usage.tokens, cost: outcome.usage.cost)
    context.boundaries.record(
      .exit, .store, id: run.stream, frontendID: run.frontendID,
      detail: [.outcome: .text(outcome.status.rawValue), .tokens: .integer(outcome.usage.tokens.totalTokens)])
    machine?.committed(outcome.ending)
    drive()
    context.boundaries.record(.exit, .worker, id: run.stream, frontendID: run.frontendID, detail: [.outcome: .text(outcome.status.rawValue)])
    worker?.ended(run: run.id, next: nil)
  }

  private func abandon(_ reason: String) {
    context.log.warning(
      "a generation's run is left to others", [.run: .text(run.id), .epoch: .integer(run.epoch), .reason: .text(reason)])
    call?.cancel()
    call = nil
    worker?.ended(run: run.id, next: nil)
  }

  /// The store failed in a way that may pass: the step is tried again, since nothing may be said before it is done.
  private func again(_ error: any Error, _ step: @escaping (GenerationExecution) -> Void) {
    context.log.error("the store failed; the step is tried again", [.run: .text(run.id), .error: .text("\(error)")])
    context.loop.schedule(afterMilliseconds: context.storeRetryMilliseconds) { [weak self] in
      guard let self, !isLeaving else { return }
      step(self)
    }
  }
}
