import Store
import Synchronization

/// Counts the operations under way, so that a store closes after the last of them and takes no new one.
final class OperationGate: Sendable {
  private struct State {
    var underWay = 0
    var isClosed = false
    var closing: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// - Throws: `failed` when the store is closed.
  func enter() throws(StoreError) {
    let isOpen = state.withLock { state in
      if !state.isClosed { state.underWay += 1 }
      return !state.isClosed
    }
    guard isOpen else { throw .closed }
  }

  func leave() {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.underWay -= 1
      guard state.underWay == 0 else { return nil }
      defer { state.closing = nil }
      return state.closing
    }
    waiter?.resume()
  }

  /// Lets nobody in any more and waits for those inside. - Returns: `false` for whoever comes second.
  func close() async -> Bool {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard isFirst else { return false }
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if state.underWay > 0 { state.closing = continuation }
        return state.underWay == 0
      }
      if isEmpty { continuation.resume() }
    }
    return true
  }
}
