import Domain

/// Where an entity's row lies: its chat's number and its sequence in one integer, so that a chat's rows are one range.
package struct EntityKey: Hashable, Sendable {
  /// 999,999 fits twenty bits.
  private static let sequenceBits: Int64 = 20

  package let value: Int64

  package init(value: Int64) { self.value = value }
  package init(chat number: Int64, sequence: Int) { value = number << Self.sequenceBits | Int64(sequence) }

  package var sequence: Int { Int(value & ((1 << Self.sequenceBits) - 1)) }
  package var chatNumber: Int64 { value >> Self.sequenceBits }

  /// Every key that an entity of this chat can have.
  package static func all(inChat number: Int64) -> ClosedRange<EntityKey> {
    EntityKey(chat: number, sequence: 0)...EntityKey(chat: number, sequence: EntityID.maxSequence)
  }
}

extension EntityKey: Comparable {
  package static func < (left: EntityKey, right: EntityKey) -> Bool { left.value < right.value }
}
