/// Reads a server-sent event stream (WHATWG HTML, "Interpreting an event stream"): bytes in, whole events out.
///
///     parser.feed(bytes)
///     while let event = try parser.next() { … }
///
/// Lines end with LF, CR or CRLF, also when a CRLF is split over two feeds. A block that the end of the stream cuts off is discarded by
/// never calling `next` again. An event with one `data` line costs no allocation.
package struct SSEParser: ~Copyable {
  /// The ID of the last block that was read whole; a reader resumes with it.
  package private(set) var lastEventID: [UInt8] = []
  /// The reconnection time that the stream asked for.
  package private(set) var retryMilliseconds: Int64?

  private let maxEventBytes: Int
  private var buffer: [UInt8] = []
  /// First byte of the block that is being read; what stands before it is not needed any more.
  private var blockStart = 0
  /// First byte of the line that is being read.
  private var position = 0
  /// Up to here the line is known to have no end.
  private var scanned = 0
  /// The line before ended with CR: an LF at `position` belongs to it.
  private var followsCarriageReturn = false
  private var atStreamStart = true

  private var name = 0..<0
  private var data: Range<Int>?
  private var joinsLines = false
  private var joined: [UInt8] = []
  private var pendingID: [UInt8] = []

  /// - Parameter maxEventBytes: longest block, as it stands in the stream, that is taken.
  package init(maxEventBytes: Int = 4 << 20) { self.maxEventBytes = maxEventBytes }

  /// Whether bytes of a block are there whose end has not come.
  package var isInsideBlock: Bool { blockStart < buffer.count }

  /// Takes the next bytes of the stream, cut anywhere.
  package mutating func feed(_ bytes: RawSpan) {
    dropReadBytes()
    unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
  }

  /// Takes the next bytes of the stream, cut anywhere.
  package mutating func feed(_ bytes: ArraySlice<UInt8>) {
    dropReadBytes()
    buffer.append(contentsOf: bytes)
  }

  /// The next whole event; `nil` when more bytes are needed.
  package mutating func next() throws(SSEFailure) -> SSEEvent? {
    while let line = nextLine() {
      if line.isEmpty {
        let isTooLarge = line.lowerBound - blockStart > maxEventBytes
        let event = endBlock()
        if isTooLarge { throw .eventTooLarge(limitBytes: maxEventBytes) }
        if let event { return event }
      } else {
        // Judged line by line, also where a comment is about to be forgotten: the verdict must not depend on how the stream is cut.
        guard line.upperBound - blockStart <= maxEventBytes else { throw .eventTooLarge(limitBytes: maxEventBytes) }
        take(line)
      }
    }
    guard buffer.count - blockStart <= maxEventBytes else { throw .eventTooLarge(limitBytes: maxEventBytes) }
    return nil
  }

  // MARK: Lines

  /// The next line without its end; `nil` when its end has not come.
  private mutating func nextLine() -> Range<Int>? {
    if followsCarriageReturn {
      guard position < buffer.count else { return nil }
      followsCarriageReturn = false
      if buffer[position] == UInt8(ascii: "\n") {
        if blockStart == position { blockStart += 1 }
        position += 1
        scanned = position
      }
    }
    guard let end = LineEnd.first(in: buffer, from: scanned) else {
      scanned = buffer.count
      return nil
    }
    followsCarriageReturn = buffer[end] == UInt8(ascii: "\r")
    var start = position
    position = end + 1
    scanned = position
    if atStreamStart {
      atStreamStart = false
      if buffer[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    }
    return start..<end
  }

  private mutating func take(_ line: Range<Int>) {
    let colon = buffer[line].firstIndex(of: UInt8(ascii: ":")) ?? line.upperBound
    if colon == line.lowerBound {
      // A comment; one that stands alone must not let the block grow.
      if data == nil, name.isEmpty { blockStart = position }
      return
    }
    var start = min(colon + 1, line.upperBound)
    if start < line.upperBound, buffer[start] == UInt8(ascii: " ") { start += 1 }
    let value = start..<line.upperBound
    switch colon - line.lowerBound {
    case 4 where isField("data", line.lowerBound): appendData(value)
    case 5 where isField("event", line.lowerBound): name = value.isEmpty ? 0..<0 : value
    case 5 where isField("retry", line.lowerBound): takeRetry(value)
    case 2 where isField("id", line.lowerBound):
      if !buffer[value].contains(0) {
        pendingID.removeAll(keepingCapacity: true)
        pendingID.append(contentsOf: buffer[value])
      }
    default: break
    }
  }

  private func isField(_ field: StaticString, _ start: Int) -> Bool {
    unsafe buffer[start...].starts(with: UnsafeBufferPointer(start: field.utf8Start, count: field.utf8CodeUnitCount))
  }

  private mutating func appendData(_ value: Range<Int>) {
    guard let first = data else {
      data = value
      return
    }
    if !joinsLines {
      joinsLines = true
      joined.removeAll(keepingCapacity: true)
      joined.append(contentsOf: buffer[first])
    }
    joined.append(UInt8(ascii: "\n"))
    joined.append(contentsOf: buffer[value])
  }

  private mutating func takeRetry(_ value: Range<Int>) {
    guard (1...15).contains(value.count) else { return }
    var milliseconds: Int64 = 0
    for digit in buffer[value] {
      guard (0x30...0x39).contains(digit) else { return }
      milliseconds = milliseconds * 10 + Int64(digit - 0x30)
    }
    retryMilliseconds = milliseconds
  }

  // MARK: Blocks

  /// The block ended at a blank line: gives its event, if it had data.
  private mutating func endBlock() -> SSEEvent? {
    defer {
      blockStart = position
      name = 0..<0
      data = nil
      joinsLines = false
    }
    if lastEventID != pendingID { lastEventID = pendingID }
    guard let data else { return nil }
    return SSEEvent(name: buffer[name], data: joinsLines ? joined[...] : buffer[data])
  }

  /// Lets go of the blocks that were read, so that the buffer holds one block at most while it waits.
  private mutating func dropReadBytes() {
    guard blockStart > 0 else { return }
    if blockStart == buffer.count {
      buffer.removeAll(keepingCapacity: true)
    } else {
      buffer.removeSubrange(0..<blockStart)
    }
    if !name.isEmpty { name = (name.lowerBound - blockStart)..<(name.upperBound - blockStart) }
    if let range = data { data = (range.lowerBound - blockStart)..<(range.upperBound - blockStart) }
    position -= blockStart
    scanned -= blockStart
    blockStart = 0
  }
}
