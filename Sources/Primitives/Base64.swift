/// Base 64 (RFC 4648 §4) and its URL-safe form without padding (§5).
package enum Base64 {
  package static func encode(_ bytes: some Collection<UInt8>) -> String { encode(bytes, standard, padded: true) }
  package static func encodeURL(_ bytes: some Collection<UInt8>) -> String { encode(bytes, urlSafe, padded: false) }

  /// Reads the standard form, with its padding; `nil` for anything else.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let utf8 = Array(text.utf8)
    guard utf8.count % 4 == 0 else { return nil }
    let padding = utf8.suffix(2).reversed().prefix { $0 == 0x3D }.count
    return decode(utf8.dropLast(padding), standard)
  }

  /// Reads the URL-safe form without padding; `nil` for anything else.
  package static func decodeURL(_ text: some StringProtocol) -> [UInt8]? { decode(Array(text.utf8)[...], urlSafe) }

  private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlSafe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static func encode(_ bytes: some Collection<UInt8>, _ alphabet: [UInt8], padded: Bool) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8) | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[Int((bits >> UInt32(count)) & 63)])
      }
    }
    if count > 0 { text.append(alphabet[Int((bits << UInt32(6 - count)) & 63)]) }
    if padded { while text.count % 4 != 0 { text.append(0x3D) } }
    return String(decoding: text, as: UTF8.self)
  }

  private static func decode(_ text: ArraySlice<UInt8>, _ alphabet: [UInt8]) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let value = values[Int(byte)]
      guard value != 255 else { return nil }
      bits = (bits << 6) | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bits & ((1 << UInt32(count)) - 1) == 0 ? bytes : nil
  }
}
