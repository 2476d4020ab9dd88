/// An actor lives on a loop by returning it from `unownedExecutor`; callbacks on the loop then enter it with `assumeIsolated`.
extension EventLoop: SerialExecutor {
  package func enqueue(_ job: consuming ExecutorJob) { queue.submit(.isolated(UnownedJob(job))) }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  package func checkIsolated() { preconditionCurrent() }

  package func isIsolatingCurrentContext() -> Bool? { isCurrent }
}
