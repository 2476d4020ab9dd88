import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import Studio

/// Takes runs on one loop: claims them, executes them, keeps their leases. Belongs to its loop.
package final class Worker {
  let context: WorkerContext
  private var executions: [String: any ClaimedExecution] = [:]
  /// Runs whose claim is under way; a cancel that arrives meanwhile is in the store and comes with the claim.
  private var claiming: Set<String> = []
  /// The offers that stand behind runs that are claimed or executed here.
  /// One run may have several: the same work comes again when its answer was late, and twice when two had reason to hand it on.
  private var deliveries: [String: [any WorkDelivery]] = [:]
  private var isDraining = false
  private var hasLeft = false
  private var isReleasing = false
  private var whenIdle: (() -> Void)?

  private static let mostDeliveries = 16

  package init(_ context: WorkerContext) {
    self.context = context
    context.loop.schedule(afterMilliseconds: Int(context.leaseMilliseconds / 3), repeating: Int(context.leaseMilliseconds / 3)) { [weak self] in
      self?.renewLeases()
    }
    context.loop.schedule(afterMilliseconds: 250, repeating: 250) { [weak self] in self?.context.journal.flush() }
  }

  package var openRuns: Int { executions.count + claiming.count }

  /// Tries to claim a run and begins it.
  package func offered(_ delivery: any WorkDelivery) {
    guard !isDraining else { return delivery.decline() }
    deliveries[delivery.run, default: []].append(delivery)
    if deliveries[delivery.run, default: []].count > Self.mostDeliveries { deliveries[delivery.run]?.removeFirst() }
    claim(delivery.run)
  }

  private func claim(_ run: String) {
    guard !isDraining, executions[run] == nil, claiming.insert(run).inserted else { return }
    let context = self.context
    let claim = RunClaim(
      run: run, worker: context.name, leaseMilliseconds: context.leaseMilliseconds, now: context.time.now(), call: context.makeULID())
    context.loop.spawn { [store = context.store] in
      try await store.claim(claim)
    } then: { [weak self] result in
      guard let self else { return }
      claiming.remove(run)
      switch result {
      // Claimed too late: the lease lapses like those of the runs that were left.
      case .success(.claimed) where hasLeft: break
      case .success(.claimed(let claimed)): begin(claimed, call: claim.call)
      // Whoever holds it answers for it, and the run before it hands it out.
      case .success(.notItsTurn), .success(.held), .success(.finished): finish(run)
      // Gone with its chat.
      case .failure(let error as StoreError) where error.code == .notFound: finish(run)
      case .failure(let error):
        context.log.error("a run could not be claimed", [.run: .text(run), .error: .text("\(error)")])
        if isDraining { decline(run) } else { retryLater(run) }
      }
      tellIfIdle()
    }
  }

  /// - Parameter mayClaim: this worker takes the run when nobody executes it: the cancel stands in the store, and a claim is allowed out of
  ///   turn for it. One that is claimed elsewhere is held, so that asking costs a look only.
  package func cancelled(run: String, by: CancelledBy, mayClaim: Bool) {
    if let execution = executions[run] {
      execution.cancel(by: by)
    } else if mayClaim {
      claim(run)
    }
  }

  package func listen(stream: String, pod: String) { context.feed.listen(stream: stream, pod: pod) }

  /// Takes nothing new; runs that are under way go on. - Parameter whenIdle: called once none is left.
  package func drain(whenIdle: @escaping () -> Void) {
    isDraining = true
    self.whenIdle = whenIdle
    // Those whose claim failed and is not tried again now: another worker is to have them.
    for run in Array(deliveries.keys) where executions[run] == nil && !claiming.contains(run) { decline(run) }
    tellIfIdle()
  }

  /// Ends here without ending the runs: their leases lapse and another worker, or the next start, takes them over.
  package func abandonAll() {
    hasLeft = true
    context.journal.flush()
    for execution in executions.values {
      execution.leave()
      context.metrics.openRuns.subtract()
    }
    release(Array(executions.keys))
    executions.removeAll()
    for run in Array(deliveries.keys) { decline(run) }
    tellIfIdle()
  }

  /// Gives leases back, so that nobody waits for them to lapse.
  private func release(_ runs: [String]) {
    guard !runs.isEmpty else { return }
    isReleasing = true
    let now = context.time.now()
    context.loop.spawn { [store = context.store, name = context.name] in
      try await store.renewLeases(worker: name, runs: runs, leaseMilliseconds: 0, now: now)
    } then: { [weak self] _ in
      self?.isReleasing = false
      self?.tellIfIdle()
    }
  }

  private func finish(_ run: String) { for delivery in deliveries.removeValue(forKey: run) ?? [] { delivery.finish() } }

  private func decline(_ run: String) { for delivery in deliveries.removeValue(forKey: run) ?? [] { delivery.decline() } }

  private func begin(_ claimed: ClaimedRun, call: String) {
    let run = claimed.run
    context.boundaries.record(.entry, .bus, id: run.stream, frontendID: run.frontendID, detail: [.run: .text(run.id), .epoch: .integer(run.epoch)])
    if run.asksProvider, context.providers[run.provider] == nil {
      context.log.error("a run names a provider that is not configured", [.run: .text(run.id), .provider: .text(run.provider)])
    }
    let provider = context.providers[run.provider] ?? MissingProvider(name: run.provider)
    let execution: any ClaimedExecution
    if let order = GenerationOrder(run) {
      execution = GenerationExecution(claimed, order: order, call: call, provider: provider, worker: self)
    } else {
      execution = RunExecution(claimed, call: call, provider: provider, worker: self)
    }
    executions[run.id] = execution
    context.metrics.openRuns.add()
    if run.epoch > 1 { context.metrics.takeOvers.add() }
    execution.start()
  }

  /// A run ended here. - Parameter next: the run of the same chat whose turn it is now.
  func ended(run: String, next: String?) {
    if executions.removeValue(forKey: run) != nil { context.metrics.openRuns.subtract() }
    finish(run)
    if let next { context.bus.publish(work: WorkItem(run: next)) }
    tellIfIdle()
  }

  private func retryLater(_ run: String) {
    context.loop.schedule(afterMilliseconds: context.storeRetryMilliseconds) { [weak self] in self?.claim(run) }
  }

  private func renewLeases() {
    for delivery in deliveries.values.joined() { delivery.progress() }
    guard !executions.isEmpty else { return }
    let context = self.context
    let runs = Array(executions.keys)
    let now = context.time.now()
    context.loop.spawn { [store = context.store, name = context.name, leaseMilliseconds = context.leaseMilliseconds] in
      try await store.renewLeases(worker: name, runs: runs, leaseMilliseconds: leaseMilliseconds, now: now)
    } then: { [weak self] result in
      switch result {
      case .success(let lost): for run in lost { self?.executions[run]?.fenced() }
      case .failure(let error): context.log.warning("leases could not be renewed", [.error: .text("\(error)")])
      }
    }
  }

  private func tellIfIdle() {
    guard isDraining, executions.isEmpty, claiming.isEmpty, !isReleasing, let tell = whenIdle.take() else { return }
    tell()
  }
}

/// Stands in for a provider that the configuration no longer has: every call is refused with what to do.
private final class MissingProvider: ModelProvider {
  let name: String
  let canContinue = false

  init(name: String) { self.name = name }

  private final class Call: ModelCall {
    func cancel() {}
    func pause() {}
    func resume() {}
  }

  func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall {
    sink.ended(
      .failed(
        ModelFailure(
          code: .providerRefused, message: "provider \(name) is not configured; configure it or name another model", status: 404, retryable: false)))
    return Call()
  }
}
