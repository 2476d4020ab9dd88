import Synchronization

/// Tells the readers of a session on this pod that its list of streams changed. The list itself stands in the store.
package final class SessionHub: Sendable {
  private let listeners = Mutex<[String: [UInt64: @Sendable () -> Void]]>([:])
  private let nextToken = Atomic<UInt64>(1)

  package init() {}

  /// - Returns: a token for `unsubscribe`.
  func subscribe(_ session: String, _ changed: @escaping @Sendable () -> Void) -> UInt64 {
    let token = nextToken.wrappingAdd(1, ordering: .relaxed).oldValue
    listeners.withLock { $0[session, default: [:]][token] = changed }
    return token
  }

  func unsubscribe(_ session: String, _ token: UInt64) {
    listeners.withLock { listeners in
      listeners[session]?[token] = nil
      if listeners[session]?.isEmpty == true { listeners[session] = nil }
    }
  }

  package func changed(_ session: String) {
    let due = listeners.withLock { $0[session].map { Array($0.values) } ?? [] }
    for listener in due { listener() }
  }
}
