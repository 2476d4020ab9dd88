import Domain
import Primitives
import Synchronization

/// The streams that this process has in memory: the live ones, and ended ones for as long as there is room, since the store has those too.
package final class StreamDirectory: Sendable {
  private struct Entry {
    let stream: LiveStream
    var lastUsed: MonotonicTime
  }

  private let entries = Mutex<[String: Entry]>([:])
  private let memoryBudgetBytes: Int
  private let endedBudgetBytes: Int
  private let endedLingerNanoseconds: UInt64
  private let streamLimitBytes: Int

  /// - Parameters:
  ///   - memoryBudgetBytes: for the logs of all streams together.
  ///   - endedBudgetBytes: of that, for ended streams without readers; by default all of it.
  ///   - endedLingerMilliseconds: how long an ended stream without readers stays although there is room.
  package init(memoryBudgetBytes: Int, endedBudgetBytes: Int? = nil, endedLingerMilliseconds: Int64) {
    self.memoryBudgetBytes = memoryBudgetBytes
    self.endedBudgetBytes = endedBudgetBytes ?? memoryBudgetBytes
    endedLingerNanoseconds = UInt64(max(0, endedLingerMilliseconds)) * 1_000_000
    streamLimitBytes = max(1 << 16, memoryBudgetBytes / 8)
  }

  package func find(_ name: String, now: MonotonicTime) -> LiveStream? {
    entries.withLock { entries in
      guard let index = entries.index(forKey: name) else { return nil }
      entries.values[index].lastUsed = now
      return entries.values[index].stream
    }
  }

  /// The stream of this name, made with what the store knows of it when it is not in memory. Of two makers the first wins.
  package func findOrAdd(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>] = [], now: MonotonicTime) -> LiveStream {
    if let known = find(descriptor.name, now: now) { return known }
    return add(LiveStream(descriptor, history: history, memoryLimitBytes: streamLimitBytes), now: now)
  }

  package func add(_ stream: LiveStream, now: MonotonicTime) -> LiveStream {
    entries.withLock { entries in
      if let known = entries[stream.descriptor.name] { return known.stream }
      entries[stream.descriptor.name] = Entry(stream: stream, lastUsed: now)
      return stream
    }
  }

  package func remove(_ name: String) {
    entries.withLock { _ = $0.removeValue(forKey: name) }
  }

  /// Lets go of this stream, unless another has taken its place.
  package func remove(_ stream: LiveStream) {
    entries.withLock { entries in
      if entries[stream.descriptor.name]?.stream === stream { entries[stream.descriptor.name] = nil }
    }
  }

  /// Lets go of live streams that nobody here reads, awaits or publishes: other pods have them, and the store has. A stream that was found a moment ago may
  /// be about to be read.
  /// - Returns: their names.
  package func releaseUnread(now: MonotonicTime, unusedMilliseconds: Int64) -> [String] {
    let unread = entries.withLock { $0 }.filter { _, entry in
      let facts = entry.stream.facts
      return !facts.isEnded && facts.readers == 0 && !facts.isAwaited && !facts.isPublishedHere
        && now.milliseconds(since: entry.lastUsed) > unusedMilliseconds
    }
    return entries.withLock { entries in
      var released: [String] = []
      for (name, seen) in unread where entries[name]?.lastUsed == seen.lastUsed {
        entries[name] = nil
        released.append(name)
      }
      return released
    }
  }

  package var all: [LiveStream] { entries.withLock { $0.values.map(\.stream) } }

  package struct Census: Sendable, Equatable {
    package var live = 0
    package var ended = 0
    package var retainedBytes = 0
    /// Ended streams that were let go.
    package var released = 0
  }

  /// Lets go of ended streams that nobody reads, the longest unused first, and trims live ones when that is not enough.
  @discardableResult
  package func upkeep(now: MonotonicTime) -> Census {
    var census = Census()
    var candidates: [(name: String, lastUsed: MonotonicTime, bytes: Int)] = []
    var endedBytes = 0
    let entries = entries.withLock { $0 }
    for (name, entry) in entries {
      let facts = entry.stream.facts
      census.retainedBytes += facts.retainedBytes
      if facts.isEnded {
        census.ended += 1
        guard facts.readers == 0 else { continue }
        candidates.append((name, entry.lastUsed, facts.retainedBytes))
        endedBytes += facts.retainedBytes
      } else {
        census.live += 1
      }
    }
    for candidate in candidates.sorted(by: { $0.lastUsed < $1.lastUsed }) {
      // Another loop's clock reading may be ahead of this one's.
      let isOld = now > candidate.lastUsed && now.nanoseconds - candidate.lastUsed.nanoseconds > endedLingerNanoseconds
      guard census.retainedBytes > memoryBudgetBytes || endedBytes > endedBudgetBytes || isOld else { break }
      remove(candidate.name)
      census.retainedBytes -= candidate.bytes
      endedBytes -= candidate.bytes
      census.released += 1
      census.ended -= 1
    }
    if census.retainedBytes > memoryBudgetBytes { trim(entries.values.map(\.stream), &census) }
    return census
  }

  /// Trims live streams, the largest first, until all fit.
  private func trim(_ streams: [LiveStream], _ census: inout Census) {
    let live = streams.lazy.map { (stream: $0, facts: $0.facts) }.filter { !$0.facts.isEnded }
    for (stream, facts) in live.sorted(by: { $0.facts.retainedBytes > $1.facts.retainedBytes }) where census.retainedBytes > memoryBudgetBytes {
      stream.trim(toBytes: facts.retainedBytes / 2)
      census.retainedBytes -= facts.retainedBytes - stream.facts.retainedBytes
    }
  }
}
