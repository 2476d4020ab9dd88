import Glibc

/// Finds where a line of an event stream ends.
enum LineEnd {
  /// How far is looked for an LF before a CR is looked for: a stream whose lines end with CR alone must not be gone through again for each.
  private static let window = 1024

  /// The index of the first CR or LF at or after `start`.
  static func first(in bytes: [UInt8], from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { bytes in
      var at = start
      while at < bytes.count {
        let end = min(at + window, bytes.count)
        let lineFeed = unsafe first(0x0A, in: bytes, at..<end)
        if let found = unsafe first(0x0D, in: bytes, at..<(lineFeed ?? end)) ?? lineFeed { return found }
        at = end
      }
      return nil
    }
  }

  private static func first(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    guard let base = bytes.baseAddress, let found = unsafe memchr(base + range.lowerBound, CInt(byte), range.count) else { return nil }
    return unsafe UnsafeRawPointer(found) - base
  }
}
