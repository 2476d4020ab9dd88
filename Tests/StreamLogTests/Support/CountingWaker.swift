import StreamLog
import Synchronization

/// Counts how often it is woken, and how often for the last time.
final class CountingWaker: StreamWaker {
  private let counts = Mutex((wakes: 0, lasts: 0))
  var wakes: Int { counts.withLock { $0.wakes } }
  var lasts: Int { counts.withLock { $0.lasts } }

  func streamGrew(isEnded: Bool) {
    counts.withLock {
      $0.wakes += 1
      if isEnded { $0.lasts += 1 }
    }
  }
}
