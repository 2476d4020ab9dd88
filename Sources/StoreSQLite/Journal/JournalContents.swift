/// The table of contents of a journal row's payload, as stored beside it: for each entry the run's number, epoch, first sequence, how many
/// sequences follow it, and its bytes, each as a variable-length integer of seven bits a byte, low bits first.
enum JournalContents {
  struct Entry: Equatable {
    /// 0 for lines that belong to nobody any more.
    var run: Int64
    var epoch: Int64
    var firstSequence: Int64
    var lastSequence: Int64
    var bytes: Int
  }

  static func append(_ entry: Entry, to encoded: inout [UInt8]) {
    append(UInt64(entry.run), to: &encoded)
    append(UInt64(entry.epoch), to: &encoded)
    append(UInt64(entry.firstSequence), to: &encoded)
    append(UInt64(entry.lastSequence - entry.firstSequence), to: &encoded)
    append(UInt64(entry.bytes), to: &encoded)
  }

  /// Calls `body` for each entry with where its lines begin in the payload.
  /// - Returns: `false` when the bytes are no table of contents; `body` was called for what could be read.
  static func forEach(in encoded: UnsafeRawBufferPointer, _ body: (Entry, _ offset: Int) -> Void) -> Bool {
    var at = 0
    var offset = 0
    func next() -> Int64? {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while at < encoded.count, shift < 63 {
        let byte = encoded[at]
        at += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte & 0x80 == 0 { return Int64(bitPattern: value) }
        shift += 7
      }
      return nil
    }
    while at < encoded.count {
      guard let run = next(), let epoch = next(), let first = next(), let more = next(), let bytes = next() else { return false }
      body(Entry(run: run, epoch: epoch, firstSequence: first, lastSequence: first + more, bytes: Int(bytes)), offset)
      offset += Int(bytes)
    }
    return true
  }

  private static func append(_ value: UInt64, to encoded: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      encoded.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    encoded.append(UInt8(rest))
  }
}
