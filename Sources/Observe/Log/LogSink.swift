/// Where finished lines go. Called by one thread at a time, with whole lines.
package protocol LogSink: Sendable {
  /// Writes all of it, or gives up.
  /// - Returns: whether all was written.
  func write(_ lines: [UInt8]) -> Bool
}
