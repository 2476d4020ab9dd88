/// Events as the log keeps them: native JSON, one a line, of consecutive sequences.
package enum EventLines {
  /// Adds those of the lines whose sequence is wanted, without their line feeds.
  /// - Parameters:
  ///   - first: the sequence of the first line.
  ///   - limit: how many `events` may become.
  package static func append(
    _ lines: UnsafeRawBufferPointer, from first: Int64, wanted: ClosedRange<Int64>, limit: Int, to events: inout [[UInt8]]
  ) {
    var sequence = first
    var start = 0
    while start < lines.count, sequence <= wanted.upperBound, events.count < limit {
      let end = unsafe lines[start...].firstIndex(of: 0x0A) ?? lines.count
      if sequence >= wanted.lowerBound { unsafe events.append(Array(lines[start..<end])) }
      sequence += 1
      start = end + 1
    }
  }
}
