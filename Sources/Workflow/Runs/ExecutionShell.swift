import Analytics
import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog

/// What the execution of every claimed run has, whatever the run produces: its voice, its ledger, and steps of the store that are tried again until they are done.
/// The machine that decides is its owner's. Belongs to its worker's loop.
final class ExecutionShell {
  let run: Run
  let context: WorkerContext
  let rows: LedgerRows
  let ledger: LedgerWriter
  /// What boundary records are kept under.
  let id: String
  private weak var worker: Worker?
  private let publisher: any StreamPublisher
  private var encoder: NativeEventEncoder
  /// Nothing more is heard or said.
  private(set) var isLeaving = false

  /// - Parameter id: of what the run produces.
  init(_ claimed: ClaimedRun, id: String, worker: Worker) {
    let context = worker.context
    run = claimed.run
    self.context = context
    self.id = id
    self.worker = worker
    rows = LedgerRows(run: claimed.run, prices: context.prices)
    ledger = LedgerWriter(context)
    encoder = NativeEventEncoder(claimed.run.descriptor)
    publisher = context.feed.open(claimed.run.descriptor, history: claimed.log.map { $0[...] }, traceparent: claimed.run.request.traceparent)
  }

  func start() {
    record(.entry, .worker, [.run: .text(run.id), .epoch: .integer(run.epoch), .model: .text(run.model)])
  }

  /// The process stops: the run can be taken over.
  func leave() {
    isLeaving = true
    ledger.stop()
  }

  func record(_ marker: BoundaryRecord.Marker, _ component: BoundaryRecord.Component, _ detail: LogFields) {
    context.boundaries.record(marker, component, id: id, frontendID: run.frontendID, detail: detail)
  }

  // MARK: Voice

  func emit(_ event: StreamEvent) {
    let json = encoder.encode(event)
    // The end is in the log already: it was part of the commit.
    if !event.isTerminal { context.journal.append(stream: run.stream, event, json: json) }
    publisher.publish(event, json: json)
    context.boundaries.recordEach(.exit, .worker, id: self.id, frontendID: self.run.frontendID, detail: [.seq: .integer(event.position.sequence)])
  }

  /// Tells readers the end of a run that is nobody's any more: no commit has it.
  func tell(_ ending: StreamEvent) { publisher.publish(ending, json: encoder.encode(ending)) }

  // MARK: The store

  /// Does a step of the store. Where it fails in a way that may pass it is tried again, since nothing may be said before it is done.
  /// - Parameters:
  ///   - lost: the run is over, gone, or another worker's.
  ///   - isWanted: whether it is still to be tried again.
  func untilDone<Value: Sendable>(
    _ step: @escaping @Sendable () async throws -> Value, isWanted: @escaping () -> Bool = { true }, lost: @escaping () -> Void,
    then: @escaping (Value) -> Void
  ) {
    context.loop.spawn(step) { [self] (result: Result<Value, any Error>) in
      guard !isLeaving else { return }
      switch result {
      case .success(let value): then(value)
      case .failure(let error) where error.saysRunIsLost: lost()
      case .failure(let error):
        guard isWanted() else { return }
        context.log.error("the store failed; the step is tried again", [.run: .text(run.id), .error: .text("\(error)")])
        context.loop.schedule(afterMilliseconds: context.storeRetryMilliseconds) { [weak self] in
          guard let self, !isLeaving, isWanted() else { return }
          untilDone(step, isWanted: isWanted, lost: lost, then: then)
        }
      }
    }
  }

  /// Opens the ledger's row of a call before it is made.
  func openCall(_ id: String, attempt: Int, startedAt: Timestamp, lost: @escaping () -> Void, then: @escaping () -> Void) {
    let opened = ProviderCall(
      id: id, run: run.id, stream: run.stream, chat: run.chat, provider: run.provider, model: run.model, attempt: attempt, startedAt: startedAt)
    let epoch = run.epoch
    untilDone({ [store = context.store] in try await store.openCall(opened, epoch: epoch) }, lost: lost, then: then)
  }

  /// Writes down the end of the run, durably. - Parameter then: given the run that waits behind this one, if one does.
  func commit(_ finalization: RunFinalization, lost: @escaping () -> Void, then: @escaping (String?) -> Void) {
    untilDone({ [store = context.store] in try await store.finalize(finalization) }, lost: lost) { then($0.nextRun) }
  }

  /// The stream's events that the store may not have, its end with them.
  func lastEvents(with ending: StreamEvent) -> JournalBatch {
    context.journal.flush()
    var journal = context.journal.unconfirmed(stream: run.stream, epoch: run.epoch)
    journal.append(stream: run.stream, epoch: ending.position.epoch, sequence: ending.position.sequence, json: encoder.encode(ending))
    return journal
  }

  // MARK: The end

  /// Counts a run whose end is written.
  func count(_ status: RunStatus, _ usage: UsageReport) {
    if let label = RunOutcomeLabel(status) {
      context.metrics.runs[label].add()
      context.metrics.answerDuration[label].observe(UInt64(max(0, context.time.now().microseconds - run.createdAt.microseconds)) * 1000)
    }
    context.metrics.count(usage.tokens, cost: usage.cost)
    if usage.cost == nil {
      context.log.warning(
        "the price of an answer is unknown: its cost is null; add the model to the price list",
        [.run: .text(run.id), .provider: .text(run.provider), .model: .text(run.model)])
    }
    record(.exit, .store, [.outcome: .text(status.rawValue), .tokens: .integer(usage.tokens.totalTokens)])
  }

  /// The worker need not know this run any longer. - Parameter next: the run that waited behind it.
  func over(next: String? = nil) { worker?.ended(run: run.id, next: next) }
}
