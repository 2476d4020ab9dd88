/// The identity of an entity of a chat: `{chat}_{sequence}_{kind}`, the sequence six digits from `000001`.
/// It holds no time and no randomness: the same conversation replayed gives the same IDs. IDs of one chat sort by text in sequence order.
package struct EntityID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The last sequence a chat can give.
  package static let maxSequence = 999_999

  package let chat: ChatID
  package let sequence: Int
  package let kind: EntityKind

  package init(chat: ChatID, sequence: Int, kind: EntityKind) {
    precondition((1...Self.maxSequence).contains(sequence), "sequence \(sequence) out of 1...999999")
    self.chat = chat
    self.sequence = sequence
    self.kind = kind
  }

  /// `nil` unless the text has exactly the form of an ID.
  package init?(_ text: some StringProtocol) {
    guard let shape = Shape(text), shape.sequence > 0, let kind = shape.kind else { return nil }
    self.init(chat: shape.chat, sequence: shape.sequence, kind: kind)
  }

  /// What looks like an ID, whether or not one with that number and kind can exist.
  struct Shape {
    let chat: ChatID
    let sequence: Int
    /// `nil` where the two capital letters name no kind.
    let kind: EntityKind?

    init?(_ text: some StringProtocol) {
      let utf8 = Array(text.utf8)
      guard utf8.count == 46, utf8[36] == 0x5F, utf8[43] == 0x5F, utf8[44...].allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
      guard let chat = ChatID(String(decoding: utf8[..<36], as: UTF8.self)) else { return nil }
      var sequence = 0
      for digit in utf8[37..<43] {
        guard (0x30...0x39).contains(digit) else { return nil }
        sequence = sequence * 10 + Int(digit - 0x30)
      }
      self.chat = chat
      self.sequence = sequence
      kind = EntityKind(rawValue: String(decoding: utf8[44...], as: UTF8.self))
    }
  }

  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(46)
    bytes.append(contentsOf: chat.text.utf8)
    bytes.append(0x5F)
    var unit = 100_000
    while unit > 0 {
      bytes.append(0x30 + UInt8(sequence / unit % 10))
      unit /= 10
    }
    bytes.append(0x5F)
    bytes.append(contentsOf: kind.rawValue.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func < (left: EntityID, right: EntityID) -> Bool {
    (left.chat.text, left.sequence, left.kind.rawValue) < (right.chat.text, right.sequence, right.kind.rawValue)
  }
}
