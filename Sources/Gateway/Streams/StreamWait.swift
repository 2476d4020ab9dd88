import StreamLog
import Synchronization

/// Waits until a stream is in a wanted state. For the control plane: a reader is never served this way.
enum StreamWait {
  /// The stream was given up here: what is waited for is told by another, which the store knows of.
  struct Lost: Error {}

  /// Returns once the condition holds, which is checked when the stream grows. - Throws: `CancellationError`, `Lost`.
  /// - Parameter onlyAtEnd: the condition can only come true when the stream ends, so that nothing needs to be looked at before.
  static func until(_ stream: LiveStream, onlyAtEnd: Bool = false, _ condition: (LiveStream.Facts) -> Bool) async throws {
    let waiter = Waiter(onlyAtEnd: onlyAtEnd)
    stream.register(waiter)
    defer { stream.unregister(waiter) }
    while true {
      let facts = stream.facts
      if condition(facts) { return }
      if facts.isLost { throw Lost() }
      try await waiter.grown()
    }
  }

  private final class Waiter: StreamWaker {
    private enum State {
      case quiet
      case grown
      case waiting(CheckedContinuation<Void, any Error>)
    }

    private let state = Mutex(State.quiet)
    private let onlyAtEnd: Bool

    init(onlyAtEnd: Bool) { self.onlyAtEnd = onlyAtEnd }

    func streamGrew(isEnded: Bool) {
      guard isEnded || !onlyAtEnd else { return }
      wake(nil)
    }

    /// Returns when the stream has grown since the last call.
    func grown() async throws {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
          let isGrown = state.withLock { state in
            if case .grown = state {
              state = .quiet
              return true
            }
            state = .waiting(continuation)
            return false
          }
          if isGrown {
            continuation.resume()
          } else if Task.isCancelled {
            wake(CancellationError())
          }
        }
      } onCancel: {
        wake(CancellationError())
      }
    }

    private func wake(_ error: CancellationError?) {
      let waiting = state.withLock { state -> CheckedContinuation<Void, any Error>? in
        if case .waiting(let continuation) = state {
          state = .quiet
          return continuation
        }
        if error == nil { state = .grown }
        return nil
      }
      if let error { waiting?.resume(throwing: error) } else { waiting?.resume() }
    }
  }
}
