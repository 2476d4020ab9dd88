/// An API key as its owner has it: `tl_<prefix>_<secret>`. The prefix finds the key's record and is no secret; the whole text is what is hashed.
package struct KeyText: Sendable, Equatable, CustomStringConvertible {
  /// 12 characters: 60 bits.
  package let prefix: String
  /// The whole text; only ever shown to the one who made the key.
  package let text: String

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let prefixCharacters = 12
  /// 200 bits.
  private static let secretCharacters = 40

  /// A new key.
  /// - Parameter prefix: of the key whose secret is replaced; `nil` makes a new one.
  package init(prefix: String? = nil, using random: inout some RandomNumberGenerator) {
    let prefix = prefix ?? Self.letters(Self.prefixCharacters, using: &random)
    self.prefix = prefix
    text = "tl_\(prefix)_\(Self.letters(Self.secretCharacters, using: &random))"
  }

  /// Reads what a client sent; `nil` unless it has exactly the form of a key.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 3 + Self.prefixCharacters + 1 + Self.secretCharacters, bytes.starts(with: Array("tl_".utf8)),
      bytes[3 + Self.prefixCharacters] == UInt8(ascii: "_")
    else { return nil }
    let prefix = bytes[3..<(3 + Self.prefixCharacters)]
    let secret = bytes[(4 + Self.prefixCharacters)...]
    guard prefix.allSatisfy({ Self.alphabet.contains($0) }), secret.allSatisfy({ Self.alphabet.contains($0) }) else { return nil }
    self.prefix = String(decoding: prefix, as: UTF8.self)
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a credential means to be a key, well-formed or not.
  package static func isMeant(by text: some StringProtocol) -> Bool { text.hasPrefix("tl_") }

  /// Safe in a log.
  package var description: String { "tl_\(prefix)_…" }

  private static func letters(_ count: Int, using random: inout some RandomNumberGenerator) -> String {
    String(decoding: (0..<count).map { _ in alphabet[Int(random.next() & 31)] }, as: UTF8.self)
  }
}
