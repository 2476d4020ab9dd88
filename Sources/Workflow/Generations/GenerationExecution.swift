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

/// What is done around one generation's machine: reads and compiles the workbook, asks models, writes down what came of it. Belongs to its worker's loop.
final class GenerationExecution: ClaimedExecution {
  private let shell: ExecutionShell
  private let claimed: ClaimedRun
  private let order: GenerationOrder
  private let provider: any ModelProvider
  /// The ledger's row that came with the claim, until a call takes it.
  private var unusedCall: String?
  private let claimedAt: Timestamp
  /// There once its material is.
  private var machine: GenerationMachine?
  private var material: GenerationMaterial?
  private var call: QuestionCall?
  /// A call has ended, and the ledger is being told.
  private var isClosing = false
  /// Asked for before there was a machine.
  private var earlyCancel: CancelledBy?
  private var isFenced = false

  private var run: Run { shell.run }
  private var context: WorkerContext { shell.context }

  init(_ claimed: ClaimedRun, order: GenerationOrder, call: String, provider: any ModelProvider, worker: Worker) {
    shell = ExecutionShell(claimed, id: claimed.run.stream, worker: worker)
    self.claimed = claimed
    self.order = order
    self.provider = provider
    unusedCall = claimed.run.asksProvider ? call : nil
    claimedAt = worker.context.time.now()
    earlyCancel = claimed.cancelRequested
  }

  func start() {
    shell.start()
    guard let generations = context.generations else { return abandon("this worker's store keeps no generations") }
    shell.untilDone({ [order] in try await GenerationMaterial.load(order.generation, from: generations) }) { [self] in
      abandon("its generation is gone")
    } then: { [self] material in
      begin(material)
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
    if machine?.isFinalizing == false { lost() }
  }

  /// The store says that the run is another worker's.
  private func lost() {
    machine?.fenced()
    drive()
  }

  func leave() {
    shell.leave()
    call?.release()
    call = nil
  }

  // MARK: What the machine wants

  private func drive() {
    while !shell.isLeaving, let action = machine?.nextAction() { perform(action) }
  }

  private func perform(_ action: GenerationMachine.Action) {
    switch action {
    case .emit(let event): shell.emit(event)
    case .commit: context.journal.flush()
    case .compile(let answers): compile(answers)
    case .ask(let question, let attempt): ask(question, attempt: attempt)
    case .wait(let milliseconds):
      context.loop.schedule(afterMilliseconds: Int(milliseconds)) { [weak self] in
        guard let self, !shell.isLeaving else { return }
        machine?.retryDue(now: context.loop.now, clock: context.time.now())
        drive()
      }
    case .cancelCall: cancelCall()
    case .finalize(let outcome): finalize(outcome)
    case .abandon: abandon("it is another worker's")
    }
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
      guard !shell.isLeaving, case .success(let made) = result else { return }
      switch made {
      case .success(let draft): machine?.compiled(draft, now: context.loop.now, clock: context.time.now())
      case .failure(let refusal): machine?.refused(refusal, now: context.loop.now, clock: context.time.now())
      }
      drive()
    }
  }

  // MARK: Questions

  private func ask(_ question: RuleQuestion, attempt: Int) {
    if let first = unusedCall.take() { return begin(question, attempt: attempt, call: first, startedAt: claimedAt) }
    let (id, startedAt) = (context.makeULID(), context.time.now())
    shell.openCall(id, attempt: attempt, startedAt: startedAt, lost: lost) { [self] in
      begin(question, attempt: attempt, call: id, startedAt: startedAt)
    }
  }

  private func begin(_ question: RuleQuestion, attempt: Int, call id: String, startedAt: Timestamp) {
    guard machine?.isAsking == true else {
      // Cancelled while its row was written: it was never made.
      return shell.ledger.close(unmade(id, startedAt: startedAt, attempt: attempt))
    }
    let (prices, providerName, model) = (context.prices, run.provider, run.model)
    let metrics = context.providerMetrics[providerName]
    metrics?.openCalls.add()
    shell.record(.exit, .provider, [.provider: .text(providerName), .model: .text(model), .call: .text(id), .phase: .text("begin")])
    let call = QuestionCall(
      id: id, attempt: attempt, promptBytes: question.instructions.utf8.count + question.question.utf8.count, startedAt: startedAt,
      price: { prices.cost(of: $0, provider: providerName, model: model)?.cost }
    ) { [weak self] end in
      metrics?.openCalls.subtract()
      metrics?.calls[ProviderOutcomeLabel(end.ending)].add()
      self?.ended(end, call: id, startedAt: startedAt)
    }
    self.call = call
    let request = ModelRequest(
      model: model, messages: question.messages, options: .object([JSONField]()), run: run.id, traceparent: run.request.traceparent)
    call.start(request, at: provider)
  }

  /// What was answered counts once the ledger has what it cost: who takes the run over either finds both or asks again.
  private func ended(_ end: QuestionCall.End, call id: String, startedAt: Timestamp) {
    guard !shell.isLeaving else { return }
    call = nil
    isClosing = true
    shell.record(
      .entry, .provider,
      [.phase: .text("ended"), .outcome: .text(ProviderOutcomeLabel(end.ending).labelValue), .bytes: .integer(Int64(end.text.utf8.count))])
    shell.ledger.close(shell.rows.row(of: end.closed, id: id, startedAt: startedAt, endedAt: context.time.now())) { [weak self] in
      guard let self else { return }
      isClosing = false
      callEnded(end.ending, text: end.text, tokens: end.closed.tokens, cost: end.closed.cost)
    }
  }

  private func cancelCall() {
    if let call {
      call.cancel()
    } else if !isClosing {
      // It was not made yet.
      callEnded(.cancelled, text: "", tokens: TokenUsage(), cost: .zero)
    }
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

  /// The row of a call that was never made: it cost nothing.
  private func unmade(_ id: String, startedAt: Timestamp, attempt: Int = 1) -> ProviderCall {
    shell.rows.row(
      of: RunOutcome.ClosedCall(attempt: attempt, status: .cancelled, tokens: TokenUsage(), cost: .zero, providerRequestID: nil), id: id,
      startedAt: startedAt, endedAt: context.time.now())
  }

  // MARK: Endings

  private func finalize(_ outcome: GenerationOutcome) {
    let now = context.time.now()
    let version = GenerationVersion(
      number: 0, reason: order.reason, detail: order.prompt, run: run.id, document: outcome.document.text, createdAt: now)
    let finalization = RunFinalization(
      run: run.id, epoch: run.epoch, status: outcome.status, message: nil, reasoning: nil, artifacts: [],
      call: unusedCall.map { unmade($0, startedAt: claimedAt) }, earlierCalls: shell.ledger.unconfirmed, failure: outcome.failure,
      cancelledBy: outcome.cancelledBy,
      generation: GenerationEnding(generation: order.generation, version: version, usage: run.asksProvider ? outcome.usage : nil),
      lastEvents: shell.lastEvents(with: outcome.ending), now: now)
    shell.commit(finalization, lost: lost) { [self] _ in committed(outcome) }
  }

  private func committed(_ outcome: GenerationOutcome) {
    shell.count(outcome.status, outcome.usage)
    machine?.committed(outcome.ending)
    drive()
    shell.record(.exit, .worker, [.outcome: .text(outcome.status.rawValue)])
    shell.over()
  }

  private func abandon(_ reason: String) {
    context.log.warning(
      "a generation's run is left to others", [.run: .text(run.id), .epoch: .integer(run.epoch), .reason: .text(reason)])
    call?.cancel()
    call = nil
    shell.over()
  }
}
