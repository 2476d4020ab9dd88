/// Brings the text of a file to UTF-8: by its byte order mark, else as UTF-8 where it is that, as UTF-16 where every other byte is zero, else as Windows-1252.
enum TextDecoding {
  /// - Throws: `WorkbookError` where it is no text.
  static func utf8(_ bytes: [UInt8], name: String) throws(WorkbookError) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try checked(Array(bytes.dropFirst(3)), name: name) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { throw notText("UTF-32", name) }
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), low: 0, name: name) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), low: 1, name: name) }
    let sample = bytes.prefix(1024)
    if sample.contains(0) {
      let zeros = sample.indices.filter { sample[$0] == 0 }
      if zeros.allSatisfy({ $0 % 2 == 1 }) { return try utf16(bytes[...], low: 0, name: name) }
      if zeros.allSatisfy({ $0 % 2 == 0 }) { return try utf16(bytes[...], low: 1, name: name) }
    }
    return try checked(bytes, name: name)
  }

  private static func checked(_ bytes: [UInt8], name: String) throws(WorkbookError) -> [UInt8] {
    if let zero = bytes.firstIndex(of: 0) { throw notText("a zero byte at offset \(zero)", name) }
    if (try? UTF8Span(validating: bytes.span)) != nil { return bytes }
    return windows1252(bytes)
  }

  private static func notText(_ what: String, _ name: String) -> WorkbookError {
    WorkbookError(.unreadable, found: "\(what) in what should be text", fix: "save it as CSV in UTF-8, or choose an .xlsx or .ods file", place: name)
  }

  /// - Parameter low: the place of a unit's low byte, 0 or 1.
  private static func utf16(_ bytes: ArraySlice<UInt8>, low: Int, name: String) throws(WorkbookError) -> [UInt8] {
    guard bytes.count.isMultiple(of: 2) else { throw notText("half a character of UTF-16 at the end", name) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var high: UInt16?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let unit = UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8
      index += 2
      var scalar = Unicode.Scalar(unit)
      if let first = high {
        guard (0xDC00..<0xE000).contains(unit) else { throw notText("half a surrogate pair of UTF-16", name) }
        scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(unit) - 0xDC00)
        high = nil
      } else if (0xD800..<0xDC00).contains(unit) {
        high = unit
        continue
      }
      guard let scalar, scalar.value != 0 else { throw notText("half a surrogate pair or a zero of UTF-16", name) }
      UTF8.encode(scalar).map { text.append(contentsOf: $0) }
    }
    guard high == nil else { throw notText("half a surrogate pair of UTF-16", name) }
    return text
  }

  /// WHATWG Encoding, index windows-1252, from 0x80 to 0x9F; the rest is Latin-1.
  private static let windowsScalars: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019,
    0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]

  private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      guard byte >= 0x80 else {
        text.append(byte)
        continue
      }
      let value = byte < 0xA0 ? windowsScalars[Int(byte - 0x80)] : UInt32(byte)
      Unicode.Scalar(value).flatMap { UTF8.encode($0) }.map { text.append(contentsOf: $0) }
    }
    return text
  }
}
