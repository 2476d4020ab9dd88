/// An opaque paging cursor: which list, and the positions after which the next page begins.
package struct PageCursor {
  /// Lists have their own cursors, so that one of another list is refused instead of meaning something else.
  package enum List: String {
    case chats, messages, ledger, boundaries, users, keys, workbooks, generations
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  package let list: List
  package let positions: [Int64]

  package init(_ list: List, _ positions: Int64...) {
    self.list = list
    self.positions = positions
  }

  /// - Throws: `badCursor` for one that was not made for this list.
  package init?(_ text: String?, list: List, count: Int) throws(StoreError) {
    guard let text else { return nil }
    guard let bytes = Self.decoded(text) else { throw .foreignCursor }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
    let positions = parts.dropFirst().compactMap { Int64($0) }
    guard parts.count == count + 1, parts[0] == list.rawValue, positions.count == count else { throw .foreignCursor }
    self.list = list
    self.positions = positions
    // Whatever is spelled in another way was not made here.
    guard self.text == text else { throw .foreignCursor }
  }

  package var text: String {
    let plain = Array(([list.rawValue] + positions.map { String($0) }).joined(separator: " ").utf8)
    var digits: [UInt8] = []
    for start in stride(from: 0, to: plain.count, by: 3) {
      let group = plain[start..<min(start + 3, plain.count)]
      var word: UInt32 = 0
      for offset in 0..<3 { word = word << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0) }
      for digit in 0...group.count { digits.append(Self.alphabet[Int(word >> UInt32(18 - 6 * digit)) & 63]) }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Base64url without padding (RFC 4648 §5).
  private static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var word: UInt32 = 0
    var bits = 0
    guard text.utf8.count <= 256 else { return nil }
    for character in text.utf8 {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      word = (word << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
      }
    }
    return bytes
  }
}
