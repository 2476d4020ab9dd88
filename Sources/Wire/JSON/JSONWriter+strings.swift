import Primitives

extension JSONWriter {
  /// Appends a JSON string (RFC 8259 §7) with its quotes.
  package static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    let wasContiguous: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe appendEscaped($0, to: &bytes) }
    if wasContiguous == nil {
      let copy = Array(text.utf8)
      unsafe copy.withUnsafeBufferPointer { unsafe appendEscaped($0, to: &bytes) }
    }
    bytes.append(0x22)
  }

  /// The same for UTF-8 that is known to be valid.
  package static func appendQuoted(utf8: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(0x22)
    unsafe utf8.withUnsafeBufferPointer { unsafe appendEscaped($0, to: &bytes) }
    bytes.append(0x22)
  }

  private static func appendEscaped(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var clean = 0
    var index = 0
    while true {
      unsafe index = endOfPlain(source, from: index)
      if clean < index { unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[clean..<index])) }
      guard index < source.count else { return }
      unsafe appendEscape(of: source[index], to: &bytes)
      index += 1
      clean = index
    }
  }

  /// The first byte at or after `start` that must be escaped, or the end.
  private static func endOfPlain(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(source)
    // Eight bytes a step; a step with a byte to be escaped is gone through byte by byte, so a false hit behind a true one does no harm.
    while index + 8 <= raw.count {
      let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if hasByteToEscape(word) { break }
      index += 8
    }
    while index < source.count, unsafe !mustBeEscaped(source[index]) { index += 1 }
    return index
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F }

  private static func hasByteToEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let control = (word &- ones &* 0x20) & ~word
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let delete = word ^ (ones &* 0x7F)
    let found = control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((delete &- ones) & ~delete)
    return found & (ones &* 0x80) != 0
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(0x6E)
    case 0x0D: bytes.append(0x72)
    case 0x09: bytes.append(0x74)
    case 0x08: bytes.append(0x62)
    case 0x0C: bytes.append(0x66)
    default:
      bytes.append(literal: "u00")
      bytes.append(hexDigit(byte >> 4))
      bytes.append(hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
