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
  private let shell: ExecutionShell
  private let provider: any ModelProvider
  private let messages: JSONValue
  private let metrics: ProviderMetrics?
  private var machine: RunMachine
  private var call: (any ModelCall)?
  private var callID: String
  private var callStartedAt: Timestamp
  /// From the moment a call is made until it has ended, which may be before the provider has handed it over.
  private var isCallOpen = false
  /// The vendor's ID of an answer that goes on there without a listener.
  private var response: String?
  /// Calls of earlier epochs that nobody had said the end of.
  private let lostCalls: Set<String>
  private var lastContentAt: MonotonicTime?
  private var events = 0
  private var contentBytes = 0

  private var run: Run { shell.run }
  private var context: WorkerContext { shell.context }

  init(_ claimed: ClaimedRun, call: String, provider: any ModelProvider, worker: Worker) {
    let context = worker.context
    shell = ExecutionShell(claimed, id: claimed.run.assistantMessage?.description ?? claimed.run.stream, worker: worker)
    self.provider = provider
    callID = call
    callStartedAt = context.time.now()
    metrics = context.providerMetrics[claimed.run.provider]
    messages = claimed.run.request.messages ?? Conversation.messages(history: claimed.history, attachments: claimed.attachments)
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
    shell.start()
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
    shell.leave()
    call?.release()
    call = nil
  }

  // MARK: The provider's voice

  func received(_ event: ModelEvent) {
    guard !shell.isLeaving else { return }
    let now = context.loop.now
    note(event, now)
    if case .attachable(let response) = event { identify(response) }
    machine.received(event, now: now)
    drive()
  }

  func ended(_ ending: ModelEnding) {
    guard !shell.isLeaving else { return }
    call = nil
    isCallOpen = false
    metrics?.openCalls.subtract()
    metrics?.calls[ProviderOutcomeLabel(ending)].add()
    shell.record(
      .entry, .provider,
      [
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
      shell.record(
        .entry, .provider,
        [.phase: .text("first"), .firstTokenMilliseconds: .integer(waited / 1000)])
    }
    lastContentAt = now
    context.boundaries.recordEach(
      .entry, .provider, id: self.shell.id, frontendID: self.run.frontendID, detail: [.seq: .integer(Int64(self.events))])
  }

  // MARK: What the machine wants

  private func drive() {
    while !shell.isLeaving, let action = machine.nextAction() { perform(action) }
  }

  private func perform(_ action: RunMachine.Action) {
    switch action {
    case .emit(let event): shell.emit(event)
    case .voidArtifacts(let keeping): voidArtifacts(keeping: keeping)
    case .call(let attempt, let continuing, let reattaching): startCall(attempt: attempt, continuing: continuing, reattaching: reattaching)
    case .pauseCall: call?.pause()
    case .resumeCall: call?.resume()
    case .cancelCall: cancelCall()
    case .releaseCall: call?.release()
    case .endResponse(let response): provider.end(response: response)
    case .settle(let calls): for call in calls { shell.ledger.close(shell.rows.priced(call), isCounted: false) }
    case .retry(let closed, let failure, let delay): retry(closed, failure, afterMilliseconds: delay)
    case .allocate(let kind, let parent, let language, let title, let inline):
      allocate(kind, parent: parent, language: language, title: title, inline: inline)
    case .finalize(let outcome): finalize(outcome)
    case .abandon(let closed): abandon(closed)
    }
  }

  private func voidArtifacts(keeping: [EntityID]) {
    guard let message = run.assistantMessage else {
      machine.artifactsVoided()
      return
    }
    shell.untilDone(
      { [store = context.store, run] in try await store.voidArtifacts(of: message, run: run.id, epoch: run.epoch, keeping: keeping) }, lost: lost
    ) { [self] in
      machine.artifactsVoided()
      drive()
    }
  }

  /// The store says that the run is another worker's.
  private func lost() {
    machine.fenced()
    drive()
  }

  private func startCall(attempt: Int, continuing: String?, reattaching: String?) {
    if attempt == 1 {
      beginCall(continuing: continuing, reattaching: reattaching)
      return
    }
    callID = context.makeULID()
    callStartedAt = context.time.now()
    shell.openCall(callID, attempt: attempt, startedAt: callStartedAt, lost: lost) { [self] in
      beginCall(continuing: continuing, reattaching: reattaching)
      drive()
    }
  }

  private func beginCall(continuing: String?, reattaching: String?) {
    // Cancelled, fenced or left while the ledger's row was written.
    guard !shell.isLeaving, machine.wantsCall else { return }
    isCallOpen = true
    metrics?.openCalls.add()
    shell.record(
      .exit, .provider,
      [
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
    let callID = self.callID
    shell.untilDone(
      { [store = context.store, run] in try await store.identifyCall(callID, run: run.id, epoch: run.epoch, providerRequestID: response) },
      isWanted: { [weak self] in self?.callID == callID && self?.isCallOpen == true },
      // The renewal of the lease says so, too.
      lost: {}, then: {})
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
    shell.ledger.close(ledgerRow(closed))
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
      guard !shell.isLeaving else { return }
      switch result {
      case .success(let id):
        context.boundaries.record(
          .relay, .worker, id: id.description, frontendID: run.frontendID, detail: [.kind: .text(kind.rawValue), .id: .text(parent.description)])
        machine.artifactAllocated(id)
      case .failure(let error) where error.saysRunIsLost: machine.fenced()
      case .failure(let error):
        context.log.error("an artifact got no ID and stays text", [.id: .text(shell.id), .error: .text("\(error)")])
        machine.artifactRefused()
      }
      drive()
    }
  }

  // MARK: Endings

  private func finalize(_ outcome: RunOutcome) {
    let finalization = RunRecord.finalization(
      of: outcome, run: run, lastEvents: shell.lastEvents(with: outcome.ending), call: outcome.call.map(ledgerRow),
      earlierCalls: outcome.earlierCalls.map(shell.rows.priced), now: context.time.now())
    shell.commit(finalization, lost: lost) { [self] next in committed(outcome, next: next) }
  }

  private func committed(_ outcome: RunOutcome, next: String?) {
    shell.count(outcome.status, outcome.usage)
    if let call = outcome.call { context.metrics.countClosed(call.tokens, cost: call.cost) }
    for call in outcome.earlierCalls where lostCalls.contains(call.id) { context.metrics.countClosed(call.tokens, cost: call.cost) }
    machine.committed()
    drive()
    shell.record(
      .exit, .worker,
      [.outcome: .text(outcome.status.rawValue), .events: .integer(Int64(events))])
    shell.over(next: next)
  }

  private func abandon(_ closed: RunOutcome.ClosedCall?) {
    let run = self.run
    if let closed { shell.ledger.close(ledgerRow(closed)) }
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
        shell.tell(ending)
      default: context.log.warning("a run is no longer this worker's", [.run: .text(run.id), .epoch: .integer(run.epoch)])
      }
    }
    shell.over()
  }

  private func ledgerRow(_ closed: RunOutcome.ClosedCall) -> ProviderCall {
    shell.rows.row(of: closed, id: callID, startedAt: callStartedAt, endedAt: context.time.now())
  }
}
