extension EventLoop {
  /// The bridge from loop-bound objects to asynchronous ports: runs the operation as a task that prefers this loop, then calls `then` on
  /// the loop. Loop only. `then` is called exactly once, never before this returns, also after a cancellation.
  /// - Returns: the task, for cancelling it.
  @discardableResult
  package func spawn<Value: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Value,
    then: @escaping (Result<Value, any Error>) -> Void
  ) -> Task<Void, Never> {
    let finish = LoopBound(then, on: self)
    return Task(executorPreference: taskExecutor) {
      let result: Result<Value, any Error>
      do {
        result = .success(try await operation())
      } catch {
        result = .failure(error)
      }
      if self.isCurrent {
        finish.value(result)
      } else {
        self.execute { finish.value(result) }
      }
    }
  }

  /// Runs the body on the loop and gives its result to the waiting task. Not after `stop()`.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    if isCurrent { return try body() }
    return try await withCheckedThrowingContinuation { continuation in
      execute { continuation.resume(with: Result(catching: body)) }
    }
  }
}
