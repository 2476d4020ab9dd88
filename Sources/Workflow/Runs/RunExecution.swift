import Analytics
import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog

/// The shell around one run's machine: does what the machine says and tells it what happened. Belongs to its worker's loop.
final class RunExecution: ModelSink, ClaimedExecution {
  private let run: Run
  private let context: WorkerContext
  private weak var worker: Worker?
  private let provider: any ModelProvider
  private let publisher: any StreamPublisher
  private let messages: JSONValue
  private let metrics: ProviderMetrics?
  private var encoder: NativeEventEncoder
  private var machine: RunMachine
  private var call: (any ModelCall)?
  private var callID: String
  private var callStartedAt: Timestamp
  private let ledger: LedgerRows
  private let closedRows: LedgerWriter
  /// From the moment a call is made until it has ended, which may be before the provider has handed it over.
  private var isCallOpen = false
  private var isLeaving = false
  /// The vendor's ID of an answer that goes on there without a listener.
  private var response: String?
  /// Calls of earlier epochs that nobody had said the end of.
  private let lostCalls: Set<String>
  private var lastContentAt: MonotonicTime?
  private var events = 0
  private var contentBytes = 0

  private var id: String { run.assistantMessage?.description ?? run.stream }

  init(_ claimed: ClaimedRun, call: String, provider: any ModelProvider, worker: Worker) {
    let context = worker.context
    run = claimed.run
    self.context = context
    self.worker = worker
    self.provider = provider
    ledger = LedgerRows(run: claimed.run, prices: context.prices)
    closedRows = LedgerWriter(context)
    callID = call
    callStartedAt = context.time.now()
    metrics = context.providerMetrics[claimed.run.provider]
    messages = claimed.run.request.messages ?? Conversation.messages(history: claimed.history, attachments: claimed.attachments)
    encoder = NativeEventEncoder(claimed.run.descriptor)
    publisher = context.feed.open(claimed.run.descriptor, history: claimed.log.map { $0[...] })
    lostCalls = Set(claimed.earlierCalls.filter(\.isLost).map(\.call.id))
    let decoder = NativeEventDecoder()
    let prices = context.prices
    let (providerName, model) = (claimed.run.provider, claimed.run.model)
    machine = RunMachine(
      run: claimed.run, log: claimed.log.compactMap { decoder.decode($0[...]) }, earlier: claimed.earlierCalls,
      canContinue: provider.canContinue && provider.takeOverPolicy != .restart,
      canReattach: provider.canReattach && provider.takeOverPolicy == .reattach, cancelRequested: claimed.cancelRequested,
      promptBytes: Conversation.textBytes(of: messages), policy: context.policy,
      price: { prices.cost(of: $0, provider: providerName, model: model)?.cost }, now: context.loop.now)
  }

  func start() {
    context.boundaries.record(
      .entry, .worker, id: id, frontendID: run.frontendID, detail: [.run: .text(run.id), .epoch: .integer(run.epoch), .model: .text(run.model)])
    drive()
  }

  func cancel(by: CancelledBy) {
    machine.cancel(by: by)
    drive()
  }

  /// The lease is another's. A commit that is under way is told so by the store itself.
  func fenced() {
    guard !machine.isFinalizing else { return }
    machine.fenced()
    drive()
  }

  /// The process stops: nothing more is heard or said, so that the run can be taken over.
  func leave() {
    isLeaving = true
    closedRows.stop()
    call?.release()
    call = nil
  }

  // MARK: The provider's voice

  func received(_ event: ModelEvent) {
    guard !isLeaving else { return }
    let now = context.loop.now
    note(event, now)
    if case .attachable(let response) = event { identify(response) }
    machine.received(event, now: now)
    drive()
  }

  func ended(_ ending: ModelEnding) {
    guard !isLeaving else { return }
    call = nil
    isCallOpen = false
    metrics?.openCalls.subtract()
    metrics?.calls[ProviderOutcomeLabel(ending)].add()
    context.boundaries.record(
      .entry, .provider, id: id, frontendID: run.frontendID,
      detail: [
        .phase: .text("ended"), .outcome: .text(ProviderOutcomeLabel(ending).labelValue), .events: .integer(Int64(events)),
        .bytes: .integer(Int64(contentBytes)),
      ])
    machine.jitter = Double.random(in: 0..<1)
    machine.ended(ending, now: context.loop.now)
    drive()
  }

  private func note(_ event: ModelEvent, _ now: MonotonicTime) {
    switch event {
    case .text(let delta): contentBytes += delta.text.utf8.count
    case .reasoning(let text): contentBytes += text.utf8.count
    case .toolCall, .toolReturn: break
    case .identified, .attachable, .usage, .finished: return
    }
    events += 1
    if let last = lastContentAt {
      metrics?.tokenGap.observe(from: last, to: now)
    } else {
      let waited = max(0, context.time.now().microseconds - run.createdAt.microseconds)
      metrics?.timeToFirstToken.observe(UInt64(waited) * 1000)
      context.boundaries.record(
        .entry, .provider, id: id, frontendID: run.frontendID,
        detail: [.phase: .text("first"), .firstTokenMilliseconds: .integer(waited / 1000)])
    }
    lastContentAt = now
    context.boundaries.recordEach(.entry, .provider, id: self.id, frontendID: self.run.frontendID, detail: [.seq: .integer(Int64(self.events))])
  }

  // MARK: What the machine wants

  private func drive() {
    while !isLeaving, let action = machine.nextAction() { perform(action) }
  }

  private func perform(_ action: RunMachine.Action) {
    switch action {
    case .emit(let event): emit(event)
    case .voidArtifacts(let keeping): voidArtifacts(keeping: keeping)
    case .call(let attempt, let continuing, let reattaching): startCall(attempt: attempt, continuing: continuing, reattaching: reattaching)
    case .pauseCall: call?.pause()
    case .resumeCall: call?.resume()
    case .cancelCall: cancelCall()
    case .releaseCall: call?.release()
    case .endResponse(let response): provider.end(response: response)
    case .settle(let calls): for call in calls { closedRows.close(ledger.priced(call), isCounted: false) }
    case .retry(let closed, let failure, let delay): retry(closed, failure, afterMilliseconds: delay)
    case .allocate(let kind, let parent, let language, let title, let inline):
      allocate(kind, parent: parent, language: language, title: title, inline: inline)
    case .finalize(let outcome): finalize(outcome)
    case .abandon(let closed): abandon(closed)
    }
  }

  private func emit(_ event: StreamEvent) {
    let json = encoder.encode(event)
    // The end is in the log already: it was part of the commit.
    if !event.isTerminal { context.journal.append(stream: run.stream, event, json: json) }
    publisher.publish(event, json: json)
    context.boundaries.recordEach(.exit, .worker, id: self.id, frontendID: self.run.frontendID, detail: [.seq: .integer(event.position.sequence)])
  }

  private func voidArtifacts(keeping: [EntityID]) {
    guard let message = run.assistantMessage else {
      machine.artifactsVoided()
      return
    }
    let run = self.run
    context.loop.spawn { [store = context.store] in
      try await store.voidArtifacts(of: message, run: run.id, epoch: run.epoch, keeping: keeping)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success: machine.artifactsVoided()
      case .failure(let error) where error.saysRunIsLost: machine.fenced()
      case .failure(let error): again(error) { $0.voidArtifacts(keeping: keeping) }
      }
      drive()
    }
  }

  private func startCall(attempt: Int, continuing: String?, reattaching: String?) {
    if attempt == 1 {
      beginCall(continuing: continuing, reattaching: reattaching)
      return
    }
    callID = context.makeULID()
    callStartedAt = context.time.now()
    let opened = ProviderCall(
      id: callID, run: run.id, stream: run.stream, chat: run.chat, provider: run.provider, model: run.model, attempt: attempt,
      startedAt: callStartedAt)
    let epoch = run.epoch
    context.loop.spawn { [store = context.store] in
      try await store.openCall(opened, epoch: epoch)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success: beginCall(continuing: continuing, reattaching: reattaching)
      case .failure(let error) where error.saysRunIsLost: machine.fenced()
      case .failure(let error): again(error) { $0.startCall(attempt: attempt, continuing: continuing, reattaching: reattaching) }
      }
      drive()
    }
  }

  private func beginCall(continuing: String?, reattaching: String?) {
    // Cancelled, fenced or left while the ledger's row was written.
    guard !isLeaving, machine.wantsCall else { return }
    isCallOpen = true
    metrics?.openCalls.add()
    context.boundaries.record(
      .exit, .provider, id: id, frontendID: run.frontendID,
      detail: [
        .provider: .text(run.provider), .model: .text(run.model), .call: .text(callID),
        .phase: .text(reattaching != nil ? "reattach" : continuing != nil ? "continue" : "begin"),
      ])
    let request = ModelRequest(
      model: run.model, messages: messages, options: run.request.options, continuing: continuing, reattaching: reattaching, run: run.id,
      traceparent: run.request.traceparent)
    let started = provider.start(request, sink: self)
    guard isCallOpen else { return }
    call = started
    // Cancelled from within, before there was anything to cancel.
    if !machine.wantsCall { started.cancel() }
  }

  /// Keeps durably by which ID the answer can be listened to again. Text does not wait for it: what a worker says and is lost over before that
  /// is asked for anew.
  private func identify(_ response: String) {
    self.response = response
    let (run, callID) = (self.run, self.callID)
    context.loop.spawn { [store = context.store] in
      try await store.identifyCall(callID, run: run.id, epoch: run.epoch, providerRequestID: response)
    } then: { [self] result in
      // Fenced: the renewal of the lease says so, too.
      guard case .failure(let error) = result, !error.saysRunIsLost, self.callID == callID, isCallOpen else { return }
      again(error) { $0.identify(response) }
    }
  }

  private func cancelCall() {
    if let call {
      call.cancel()
    } else {
      // The call was not made yet, or is over: there is nobody else to say so.
      machine.ended(.cancelled, now: context.loop.now)
    }
  }

  private func retry(_ closed: RunOutcome.ClosedCall, _ failure: ModelFailure, afterMilliseconds delay: Int64) {
    metrics?.retries.add()
    context.log.warning(
      "a provider call failed and is tried again",
      [
        .run: .text(run.id), .provider: .text(run.provider), .attempt: .integer(Int64(closed.attempt)), .code: .text(failure.code.rawValue),
        .detail: .text(failure.message), .durationMilliseconds: .integer(delay),
      ])
    closedRows.close(ledgerRow(closed))
    context.loop.schedule(afterMilliseconds: Int(delay)) { [weak self] in
      self?.machine.retryDue()
      self?.drive()
    }
  }

  private func allocate(_ kind: ArtifactKind, parent: EntityID, language: String?, title: String?, inline: Bool) {
    guard let message = run.assistantMessage else {
      machine.artifactRefused()
      return
    }
    let beginning = ArtifactBeginning(
      run: run.id, epoch: run.epoch, kind: kind, parent: parent, message: message, language: language, title: title, inline: inline,
      now: context.time.now())
    context.loop.spawn { [store = context.store] in
      try await store.beginArtifact(beginning)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success(let id):
        context.boundaries.record(
          .relay, .worker, id: id.description, frontendID: run.frontendID, detail: [.kind: .text(kind.rawValue), .id: .text(parent.description)])
        machine.artifactAllocated(id)
      case .failure(let error) where error.saysRunIsLost: machine.fenced()
      case .failure(let error):
        context.log.error("an artifact got no ID and stays text", [.id: .text(self.id), .error: .text("\(error)")])
        machine.artifactRefused()
      }
      drive()
    }
  }

  // MARK: Endings

  private func finalize(_ outcome: RunOutcome) {
    context.journal.flush()
    let finalization = RunRecord.finalization(
      of: outcome, run: run, journal: context.journal.unconfirmed(stream: run.stream, epoch: run.epoch), ending: encoder.encode(outcome.ending),
      call: outcome.call.map(ledgerRow), earlierCalls: outcome.earlierCalls.map(ledger.priced), now: context.time.now())
    commit(finalization, outcome)
  }

  private func commit(_ finalization: RunFinalization, _ outcome: RunOutcome) {
    context.loop.spawn { [store = context.store] in
      try await store.finalize(finalization)
    } then: { [self] result in
      guard !isLeaving else { return }
      switch result {
      case .success(let finalized): committed(outcome, next: finalized.nextRun)
      case .failure(let error) where error.saysRunIsLost:
        machine.fenced()
        drive()
      case .failure(let error): again(error) { $0.commit(finalization, outcome) }
      }
    }
  }

  private func committed(_ outcome: RunOutcome, next: String?) {
    if let label = RunOutcomeLabel(outcome.status) {
      context.metrics.runs[label].add()
      context.metrics.answerDuration[label].observe(UInt64(max(0, context.time.now().microseconds - run.createdAt.microseconds)) * 1000)
    }
    context.metrics.count(outcome.usage.tokens, cost: outcome.usage.cost)
    if let call = outcome.call { context.metrics.countClosed(call.tokens, cost: call.cost) }
    for call in outcome.earlierCalls where lostCalls.contains(call.id) { context.metrics.countClosed(call.tokens, cost: call.cost) }
    if outcome.usage.cost == nil {
      context.log.warning(
        "the price of an answer is unknown: its cost is null; add the model to the price list",
        [.run: .text(run.id), .provider: .text(run.provider), .model: .text(run.model)])
    }
    context.boundaries.record(
      .exit, .store, id: id, frontendID: run.frontendID,
      detail: [.outcome: .text(outcome.status.rawValue), .tokens: .integer(outcome.usage.tokens.totalTokens)])
    machine.committed()
    drive()
    context.boundaries.record(
      .exit, .worker, id: id, frontendID: run.frontendID, detail: [.outcome: .text(outcome.status.rawValue), .events: .integer(Int64(events))])
    worker?.ended(run: run.id, next: next)
  }

  private func abandon(_ closed: RunOutcome.ClosedCall?) {
    let run = self.run
    if let closed { closedRows.close(ledgerRow(closed)) }
    let position = Position(epoch: run.epoch, sequence: machine.state.last.sequence + 1)
    context.loop.spawn { [store = context.store] in
      try await store.run(run.id)
    } then: { [self] result in
      switch result {
      case .success(nil):
        // Nobody else will tell its readers.
        context.log.info("a run is gone with its chat", [.run: .text(run.id), .epoch: .integer(run.epoch)])
        if let response { provider.end(response: response) }
        let ending = StreamEvent(position: position, body: .cancelled(StreamCancelled(by: .user, partial: false)))
        publisher.publish(ending, json: encoder.encode(ending))
      default: context.log.warning("a run is no longer this worker's", [.run: .text(run.id), .epoch: .integer(run.epoch)])
      }
    }
    worker?.ended(run: run.id, next: nil)
  }

  /// The store failed in a way that may pass: the step is tried again, since nothing may be said before it is done.
  private func again(_ error: any Error, _ step: @escaping (RunExecution) -> Void) {
    context.log.error("the store failed; the step is tried again", [.run: .text(run.id), .error: .text("\(error)")])
    context.loop.schedule(afterMilliseconds: context.storeRetryMilliseconds) { [weak self] in
      guard let self, !isLeaving else { return }
      step(self)
    }
  }

  private func ledgerRow(_ closed: RunOutcome.ClosedCall) -> ProviderCall {
    ledger.row(of: closed, id: callID, startedAt: callStartedAt, endedAt: context.time.now())
  }
}
