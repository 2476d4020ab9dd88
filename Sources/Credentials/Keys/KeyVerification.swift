import Primitives
import Synchronization

/// Finds out whether a key is the one whose hash is kept. Argon2 runs on the global pool, one at a time, so that a flood of wrong keys takes one processor and
/// 19 MiB at most.
package final class KeyVerification: Sendable {
  private struct State {
    var known = VerifiedKeys()
    var waiting = 0
  }

  private actor Bench {
    func matches(_ secret: String, _ encodedHashes: [String]) -> String? { encodedHashes.first { SecretHash.matches(secret, $0) } }
  }

  private static let maxWaiting = 64

  private let state = Mutex(State())
  private let bench = Bench()
  private let time: any TimeSource

  package enum Outcome: Sendable, Equatable {
    /// - Parameter isFresh: it was computed now, and not remembered.
    case right(isFresh: Bool)
    case wrong
    /// So many wait for theirs that nobody knows when this one's turn comes.
    case busy
  }

  package init(time: any TimeSource) { self.time = time }

  /// - Parameter encodedHashes: any of which will do: that of the secret, and that of the one before it while both are taken.
  package func verify(_ key: KeyText, encodedHashes: [String]) async -> Outcome {
    let now = time.monotonic()
    let answer = state.withLock { state -> Outcome? in
      if state.known.knows(key, encodedHashes: encodedHashes, now: now) { return .right(isFresh: false) }
      guard state.waiting < Self.maxWaiting else { return .busy }
      state.waiting += 1
      return nil
    }
    if let answer { return answer }
    // A detached task leaves the loop that the caller's task prefers.
    let match = await Task.detached { [bench] in await bench.matches(key.text, encodedHashes) }.value
    let then = time.monotonic()
    state.withLock { state in
      state.waiting -= 1
      if let match { state.known.verified(key, encodedHash: match, now: then) }
    }
    return match == nil ? .wrong : .right(isFresh: true)
  }
}
