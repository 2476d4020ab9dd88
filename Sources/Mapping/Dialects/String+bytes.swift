extension String {
  /// Every occurrence of an ASCII text replaced, byte by byte. Swift's own search goes by what people see as one character, and would pass over a quote that
  /// a combining mark follows; engines do not.
  func replacingBytes(_ pattern: String, with replacement: String) -> String {
    let wanted = Array(pattern.utf8)
    let bytes = Array(utf8)
    guard !wanted.isEmpty, bytes.contains(wanted[0]) else { return self }
    var written: [UInt8] = []
    written.reserveCapacity(bytes.count + 8)
    var position = 0
    while position < bytes.count {
      if bytes[position] == wanted[0], bytes[position...].starts(with: wanted) {
        written += replacement.utf8
        position += wanted.count
      } else {
        written.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: written, as: UTF8.self)
  }
}
