import Store

/// The durable log of one stream as plainly as it can be said: what was written, and which of it stands.
package struct LogModel {
  package struct Event: Equatable, Sendable {
    package var epoch: Int64
    package var sequence: Int64
    package var text: String

    package var json: [UInt8] { Array(text.utf8) }
  }

  private var written: [Event] = []
  package private(set) var epoch: Int64 = 0

  package init() {}

  /// Another worker has the stream now.
  package mutating func takeOver() { epoch += 1 }

  /// The next `count` events of the present epoch.
  package mutating func write(_ count: Int, stream: String) -> [Event] {
    let first = (effective.last?.sequence ?? 0) + 1
    let events = (0..<Int64(count)).map { Self.event(stream, epoch: epoch, sequence: first + $0) }
    written += events
    return events
  }

  /// What a worker that lost the stream would still write: nothing of it may stand.
  package func stale(_ count: Int, stream: String) -> [Event] {
    let first = (effective.last?.sequence ?? 0) + 1
    return (0..<Int64(count)).map { Self.event(stream, epoch: epoch - 1, sequence: first + $0) }
  }

  /// The present epoch begins again behind `keep`.
  package mutating func rewind(to keep: Int64, stream: String) -> [Event] {
    let events = [Self.event(stream, epoch: epoch, sequence: keep + 1)]
    written += events
    return events
  }

  /// What a reader gets, by the rule itself: an event stands unless a higher epoch began at or before its sequence.
  package var effective: [Event] {
    written.filter { event in
      !written.contains { $0.epoch > event.epoch && $0.sequence <= event.sequence }
    }.sorted { $0.sequence < $1.sequence }
  }

  private static func event(_ stream: String, epoch: Int64, sequence: Int64) -> Event {
    Event(epoch: epoch, sequence: sequence, text: "{\"stream\":\"\(stream)\",\"epoch\":\(epoch),\"seq\":\(sequence)}")
  }
}

extension JournalBatch {
  package mutating func append(_ events: [LogModel.Event], stream: String) {
    for event in events { append(stream: stream, epoch: event.epoch, sequence: event.sequence, json: event.json) }
  }
}
