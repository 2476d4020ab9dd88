import Bus
import Synchronization

/// Keeps what was answered to an offer.
package final class NotedDelivery: WorkDelivery {
  package enum Answer: Equatable, Sendable { case finished, progress, declined }

  package let run: String
  package let attempt = 1
  private let given = Mutex<[Answer]>([])
  package var answers: [Answer] { given.withLock { $0 } }

  package init(_ run: String) { self.run = run }

  package func finish() { given.withLock { $0.append(.finished) } }
  package func progress() { given.withLock { $0.append(.progress) } }
  package func decline() { given.withLock { $0.append(.declined) } }
}
