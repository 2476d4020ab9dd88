import Domain

/// What a worker does for a run that it has claimed, whatever the run produces. Belongs to its worker's loop.
protocol ClaimedExecution: AnyObject {
  func start()
  func cancel(by: CancelledBy)
  /// The lease is another's. A commit that is under way is told so by the store itself.
  func fenced()
  /// The process stops: nothing more is heard or said, so that the run can be taken over.
  func leave()
}
