/// Finds where a line of an event stream ends.
enum LineEnd {
  /// The index of the first CR or LF at or after `start`.
  static func first(in bytes: [UInt8], from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { bytes in
      var at = start
      // Eight bytes a step: a zero byte in the word with the sought one folded out is the only kind that borrows into its top bit
      // without having had it (the exact place is found byte by byte below, so a false hit behind a true one does no harm).
      while at + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        if hasZeroByte(word ^ 0x0A0A_0A0A_0A0A_0A0A) || hasZeroByte(word ^ 0x0D0D_0D0D_0D0D_0D0D) { break }
        at += 8
      }
      while at < bytes.count {
        let byte = unsafe bytes[at]
        if byte == 0x0A || byte == 0x0D { return at }
        at += 1
      }
      return nil
    }
  }

  private static func hasZeroByte(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
