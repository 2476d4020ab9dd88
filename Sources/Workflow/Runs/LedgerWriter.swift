import Domain
import EventLoop
import Observe
import Store

/// Writes down how a run's calls ended, however often that takes: the ledger has no row that stays open. What the store does not know (its chat is gone, or
/// the row was never opened) needs no end. Belongs to its worker's loop.
final class LedgerWriter {
  private let context: WorkerContext
  /// Rows of which the store has not said that it has them.
  private(set) var unconfirmed: [ProviderCall] = []
  private var isStopped = false

  init(_ context: WorkerContext) { self.context = context }

  /// Nothing more is written: whoever takes the run over closes what is open.
  func stop() { isStopped = true }

  /// - Parameters:
  ///   - isCounted: its figures are part of the server's, too.
  ///   - then: the ledger has it.
  func close(_ row: ProviderCall, isCounted: Bool = true, then: @escaping () -> Void = {}) {
    if isCounted { context.metrics.countClosed(row.tokens, cost: row.cost) }
    unconfirmed.removeAll { $0.id == row.id }
    unconfirmed.append(row)
    write(row, then)
  }

  private func write(_ row: ProviderCall, _ then: @escaping () -> Void) {
    let context = self.context
    context.loop.spawn { [store = context.store] in
      try await store.closeCall(row)
    } then: { [self] result in
      guard case .failure(let error) = result, (error as? StoreError)?.code != .notFound else {
        unconfirmed.removeAll { $0.id == row.id }
        if !isStopped { then() }
        return
      }
      context.log.error("a ledger row could not be closed; it is tried again", [.call: .text(row.id), .error: .text("\(error)")])
      context.loop.schedule(afterMilliseconds: context.storeRetryMilliseconds) { [self] in
        if !isStopped { write(row, then) }
      }
    }
  }
}

extension Error {
  /// The run is over, gone, or another worker's.
  var saysRunIsLost: Bool {
    switch (self as? StoreError)?.code {
    case .fenced, .notFound: true
    default: false
    }
  }
}
