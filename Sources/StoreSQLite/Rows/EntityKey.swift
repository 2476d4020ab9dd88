import Domain

/// Where an entity's row lies: its chat's number and its sequence in one integer, so that a chat's rows are one range.
struct EntityKey: Hashable, SQLiteBindable {
  /// 999,999 fits twenty bits.
  private static let sequenceBits: Int64 = 20

  let value: Int64

  init(value: Int64) { self.value = value }
  init(chat number: Int64, sequence: Int) { value = number << Self.sequenceBits | Int64(sequence) }

  var sequence: Int { Int(value & ((1 << Self.sequenceBits) - 1)) }
  var chatNumber: Int64 { value >> Self.sequenceBits }

  /// Every key that an entity of this chat can have.
  static func all(inChat number: Int64) -> ClosedRange<EntityKey> {
    EntityKey(chat: number, sequence: 0)...EntityKey(chat: number, sequence: EntityID.maxSequence)
  }

  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { value.bind(to: statement, at: index) }
}

extension EntityKey: Comparable {
  static func < (left: EntityKey, right: EntityKey) -> Bool { left.value < right.value }
}
