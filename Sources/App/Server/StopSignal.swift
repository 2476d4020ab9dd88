import EventLoop
import Glibc
import Synchronization

/// Waits for SIGTERM or SIGINT. A second one ends the process at once: whoever sends it does not want to wait for the grace.
final class StopSignal: Sendable {
  private enum State {
    case running
    case waited(CheckedContinuation<String, Never>)
    case stopped(String)
  }

  private let state = Mutex(State.running)

  func watch(on loop: EventLoop) async throws {
    try await loop.run { [self] in
      for (number, name) in [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")] {
        _ = try SignalWatcher(signal: number, on: loop) { self.received(name) }
      }
    }
  }

  /// - Returns: the signal's name.
  func wait() async -> String {
    await withCheckedContinuation { continuation in
      let early = state.withLock { state -> String? in
        if case .stopped(let name) = state { return name }
        state = .waited(continuation)
        return nil
      }
      if let early { continuation.resume(returning: early) }
    }
  }

  private func received(_ name: String) {
    let waiting = state.withLock { state -> CheckedContinuation<String, Never>? in
      defer { state = .stopped(name) }
      switch state {
      case .running: return nil
      case .waited(let continuation): return continuation
      case .stopped: _exit(0)
      }
    }
    waiting?.resume(returning: name)
  }
}
