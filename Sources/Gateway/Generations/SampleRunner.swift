import EventLoop
import Mapping
import SampleRun
import Synchronization

/// Runs samples beside everything else: each in a thread of its own, which its database may block for as long as a run may take, and few at once.
package final class SampleRunner: Sendable {
  private struct State {
    var running = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private static let mostAtOnce = 2

  private let database: any SampleDatabase
  private let state = Mutex(State())

  package init(on database: any SampleDatabase) { self.database = database }

  /// What `SampleRun.run` gives. Waits for its turn.
  func run(_ plan: Plan, samples: [MappingDocument.SampleTable]) async -> SampleReport {
    await enter()
    defer { leave() }
    return await withCheckedContinuation { continuation in
      let code = DetachedThread.start(name: "samples") { [database] in
        continuation.resume(returning: SampleRun.run(plan, samples: samples, on: database))
      }
      guard code != 0 else { return }
      let failure = SampleFailure(
        code: .unavailable, found: "the system gives no thread to run them in (\(code))", fix: "try again when the machine is less busy")
      continuation.resume(returning: SampleReport(notRun: plan, failure))
    }
  }

  private func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.running == Self.mostAtOnce else {
          state.running += 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Who waits longest takes the place.
  private func leave() {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.running -= 1
      return nil
    }
    next?.resume()
  }
}
