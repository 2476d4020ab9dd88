import Domain
import Primitives

/// A row of a database's answer. Columns are taken in the order of the SELECT, each once.
package protocol StoredRow: ~Copyable {
  mutating func skip(_ count: Int)
  /// 0 for NULL.
  mutating func integer() -> Int64
  mutating func optionalInteger() -> Int64?
  /// The empty string for NULL.
  mutating func text() -> String
  mutating func optionalText() -> String?
  /// The bytes of a text or of bytes; empty for NULL.
  mutating func bytes() -> [UInt8]
  mutating func optionalBytes() -> [UInt8]?
}

extension StoredRow where Self: ~Copyable {
  package mutating func int() -> Int { Int(integer()) }
  package mutating func optionalInt() -> Int? { optionalInteger().map { Int($0) } }
  package mutating func bool() -> Bool { integer() != 0 }
  package mutating func timestamp() -> Timestamp { Timestamp(microseconds: integer()) }
  package mutating func optionalTimestamp() -> Timestamp? { optionalInteger().map { Timestamp(microseconds: $0) } }
  package mutating func money() -> Money { Money(nanodollars: integer()) }
  package mutating func optionalMoney() -> Money? { optionalInteger().map { Money(nanodollars: $0) } }
  package mutating func chatID() -> ChatID? { ChatID(text()) }
}
