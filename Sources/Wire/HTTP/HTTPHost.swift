/// The Host header's value: a name or an address, and perhaps a port (RFC 3986 section 3.2).
package enum HTTPHost {
  /// Whether it could be a host and port; user information is refused.
  static func isValid(_ text: ArraySlice<UInt8>) -> Bool {
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
      // Unreserved, sub-delimiters, percent, colon and the brackets of IPv6.
      case 0x2D, 0x2E, 0x5F, 0x7E, 0x21, 0x24, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x3B, 0x3D, 0x25, 0x3A, 0x5B, 0x5D: continue
      default: return false
      }
    }
    return true
  }

  /// The name alone, in lower case, without port and without the brackets of IPv6: what a list of allowed hosts is compared with.
  package static func name(of text: String) -> String {
    let text = text.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[text.index(after: text.startIndex)..<end]) }
    guard let colon = text.lastIndex(of: ":") else { return text }
    return String(text[..<colon])
  }
}
