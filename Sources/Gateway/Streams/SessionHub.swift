import Synchronization

/// Tells the readers of a session on this pod that its list of streams changed, and other pods that have readers of it. The list itself stands in the store.
package final class SessionHub: Sendable {
  private let listeners = Mutex<[String: [UInt64: @Sendable () -> Void]]>([:])
  private let nextToken = Atomic<UInt64>(1)
  private let link: PodLink?

  /// - Parameter link: the tie to other pods; `nil` where there are none.
  package init(link: PodLink? = nil) { self.link = link }

  /// - Returns: a token for `unsubscribe`.
  func subscribe(_ session: String, _ changed: @escaping @Sendable () -> Void) -> UInt64 {
    let token = nextToken.wrappingAdd(1, ordering: .relaxed).oldValue
    let isFirst = listeners.withLock { listeners in
      listeners[session, default: [:]][token] = changed
      return listeners[session]?.count == 1
    }
    if isFirst, let link {
      Task {
        await link.follow(session: session)
        // Its last reader may have gone meanwhile, when there was nothing to leave yet.
        let isRead = listeners.withLock { listeners in
          if listeners[session] == nil { link.leave(session: session) }
          return listeners[session] != nil
        }
        // What changed before anybody knew of this pod.
        if isRead { changedHere(session) }
      }
    }
    return token
  }

  func unsubscribe(_ session: String, _ token: UInt64) {
    listeners.withLock { listeners in
      listeners[session]?[token] = nil
      guard listeners[session]?.isEmpty == true else { return }
      listeners[session] = nil
      // Before the next reader can follow it again.
      link?.leave(session: session)
    }
  }

  package func changed(_ session: String) {
    changedHere(session)
    if let link { Task { await link.sessionChanged(session) } }
  }

  /// As `changed`, said by another pod.
  func changedHere(_ session: String) {
    let due = listeners.withLock { $0[session].map { Array($0.values) } ?? [] }
    for listener in due { listener() }
  }
}
