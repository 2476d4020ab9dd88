import Primitives
import Synchronization

/// The cache of one process: so many bytes, and when they are used up what was not asked for longest goes first.
package final class LocalCache: Cache {
  private let time: any TimeSource
  private let entries: Mutex<RecentlyUsed>

  /// - Parameter capacityBytes: of values and names, with a little for each entry.
  package init(capacityBytes: Int, time: any TimeSource) {
    self.time = time
    entries = Mutex(RecentlyUsed(capacityBytes: capacityBytes))
  }

  package func value(for key: String) async -> [UInt8]? {
    let now = time.monotonic()
    return entries.withLock { $0.value(for: key, now: now) }
  }

  package func keep(_ value: [UInt8], for key: String, milliseconds: Int64) async {
    let until = time.monotonic().adding(milliseconds: milliseconds)
    entries.withLock { $0.keep(value, for: key, until: until) }
  }

  /// What it holds at present.
  package var bytes: Int { entries.withLock { $0.bytes } }
}
