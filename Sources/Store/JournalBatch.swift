/// Events of many live streams on their way to the durable log, in one piece of memory: native JSON objects, one a line.
package struct JournalBatch: Sendable {
  package struct Entry: Sendable {
    package var stream: String
    package var epoch: Int64
    package var firstSequence: Int64
    package var lastSequence: Int64
    /// Where the lines stand in `bytes`; each ends with a line feed.
    package var range: Range<Int>

    package init(stream: String, epoch: Int64, firstSequence: Int64, lastSequence: Int64, range: Range<Int>) {
      self.stream = stream
      self.epoch = epoch
      self.firstSequence = firstSequence
      self.lastSequence = lastSequence
      self.range = range
    }
  }

  package private(set) var entries: [Entry] = []
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }

  /// Adds one event; events of one stream that follow each other share an entry.
  package mutating func append(stream: String, epoch: Int64, sequence: Int64, json: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: json)
    bytes.append(0x0A)
    if let last = entries.last, last.stream == stream, last.epoch == epoch, last.lastSequence + 1 == sequence {
      entries[entries.count - 1].lastSequence = sequence
      entries[entries.count - 1].range = last.range.lowerBound..<bytes.count
    } else {
      entries.append(Entry(stream: stream, epoch: epoch, firstSequence: sequence, lastSequence: sequence, range: start..<bytes.count))
    }
  }

  /// Adds the events that another batch has of one stream's epoch.
  package mutating func append(_ other: JournalBatch, stream: String, epoch: Int64) {
    for entry in other.entries where entry.stream == stream && entry.epoch == epoch {
      let start = bytes.count
      bytes.append(contentsOf: other.bytes[entry.range])
      if let last = entries.last, last.stream == stream, last.epoch == epoch, last.lastSequence + 1 == entry.firstSequence {
        entries[entries.count - 1].lastSequence = entry.lastSequence
        entries[entries.count - 1].range = last.range.lowerBound..<bytes.count
      } else {
        entries.append(
          Entry(stream: stream, epoch: epoch, firstSequence: entry.firstSequence, lastSequence: entry.lastSequence, range: start..<bytes.count))
      }
    }
  }
}
