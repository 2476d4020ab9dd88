import Domain

/// What carries work, events and control between gateways and workers. In one process it is a direct call.
///
/// Work that is published is delivered at least once to one worker; what a run's worker publishes reaches every gateway that listens to that stream,
/// perhaps late, twice or in another order: `(epoch, sequence)` decides.
package protocol Bus: Sendable {
  /// Hands a run to a worker.
  func publishWork(run: String)
  /// Tells the worker that has this run (and nobody else does anything) to cancel it.
  func publishCancel(run: String, by: CancelledBy)
  /// Subscribes a worker to work and control.
  func subscribeWorker(_ worker: any BusWorker)
}

/// A worker's ear. Called on any thread.
package protocol BusWorker: Sendable {
  /// Takes a run, or leaves it to another (`false`).
  func offered(run: String) -> Bool
  func cancelled(run: String, by: CancelledBy)
}
