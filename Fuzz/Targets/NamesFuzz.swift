import Domain
import Primitives

/// Names, positions, times and amounts: what is read is written as it was, or at least means the same when it is read again.
enum NamesFuzz {
  static func complaint(_ input: [UInt8]) -> String? {
    let text = String(decoding: input, as: UTF8.self)
    func differs(_ name: String, _ written: String?) -> String? {
      guard let written, !written.utf8.elementsEqual(text.utf8) else { return nil }
      return "\(name) \(text.debugDescription) is written \(written.debugDescription)"
    }
    if let found = differs("chat", ChatID(text)?.description) ?? differs("entity", EntityID(text)?.description) { return found }
    if let found = differs("run", ULID(text)?.description) ?? differs("position", Position(text)?.description) { return found }
    if let found = differs("base 64", Base64.decode(text).map { Base64.encode($0) }) { return found }
    if let found = differs("base 64 for addresses", Base64.decodeURL(text).map { Base64.encodeURL($0) }) { return found }
    if let id = EntityID(text), FrontendIdentity(text, chat: id.chat, kind: id.kind, nextSequence: id.sequence) != .canonical(id) {
      return "not canonical"
    }
    if ClientName.isStream(text), !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x2F }) {
      return "a stream's name \(text.debugDescription)"
    }
    if let amount = Money(text), Money(amount.description) != amount { return "the amount \(amount)" }
    if let time = Timestamp(rfc3339: text), (0...253_402_300_799_000).contains(time.milliseconds) {
      let again = Timestamp(rfc3339: time.rfc3339)
      if again?.milliseconds != time.milliseconds { return "the time \(time.rfc3339) of \(text.debugDescription)" }
    }
    return bytes(input)
  }

  /// Every value is read back from its own text.
  private static func bytes(_ input: [UInt8]) -> String? {
    if Base64.decode(Base64.encode(input)) != input || Base64.decodeURL(Base64.encodeURL(input)) != input { return "base 64 of \(input)" }
    let words = (0..<3).map { word in input.dropFirst(word * 8).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    var random = Given(words: words)
    let run = ULID(milliseconds: Int64(truncatingIfNeeded: words[0]), using: &random)
    let chat = ChatID(using: &random)
    let sequence = Int(words[1] % UInt64(EntityID.maxSequence)) + 1
    let entity = EntityID(chat: chat, sequence: sequence, kind: EntityKind.allCases[Int(words[2] % UInt64(EntityKind.allCases.count))])
    let position = Position(epoch: Int64(words[0] % (1 << 53)) + 1, sequence: Int64(words[1] % (1 << 53)) + 1)
    let amount = Money(nanodollars: Int64(truncatingIfNeeded: words[2]))
    let time = Timestamp(milliseconds: Int64(words[2] % 253_402_300_800_000))
    if ULID(run.description) != run || ChatID(chat.text) != chat || EntityID(entity.description) != entity { return "\(run), \(chat) or \(entity)" }
    if Position(position.description) != position { return "\(position)" }
    if amount.nanodollars != .min, Money(amount.description) != amount { return "\(amount)" }
    return Timestamp(rfc3339: time.rfc3339) == time ? nil : time.rfc3339
  }

  /// Randomness that the input decides.
  private struct Given: RandomNumberGenerator {
    var words: [UInt64]

    mutating func next() -> UInt64 {
      guard let word = words.popLast() else { return 0x9E37_79B9_7F4A_7C15 }
      return word
    }
  }
}
