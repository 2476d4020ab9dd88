import Domain
import Primitives
import Store

/// A value that can be a parameter of a statement, in PostgreSQL's binary form, always as data and never as part of its text.
protocol PostgresBindable {
  /// The type's number in `pg_type`, told to the server when a statement is prepared.
  static var typeNumber: UInt32 { get }
  /// Adds the value; `false` for NULL.
  func append(to bytes: inout [UInt8]) -> Bool
}

/// JSON for a column of type JSON, which keeps the text as it is.
struct JSONText: PostgresBindable {
  var text: [UInt8]

  static let typeNumber: UInt32 = 114
  func append(to bytes: inout [UInt8]) -> Bool {
    bytes += text
    return true
  }
}

/// JSON for a column of type JSONB.
struct JSONBText: PostgresBindable {
  var text: String

  static let typeNumber: UInt32 = 3802
  func append(to bytes: inout [UInt8]) -> Bool {
    // The version of the binary form.
    bytes.append(1)
    bytes += text.utf8
    return true
  }
}

extension [UInt8] {
  mutating func append(bigEndian value: some FixedWidthInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}

extension Int64: PostgresBindable {
  static var typeNumber: UInt32 { 20 }
  func append(to bytes: inout [UInt8]) -> Bool {
    bytes.append(bigEndian: self)
    return true
  }
}

extension Int: PostgresBindable {
  static var typeNumber: UInt32 { 20 }
  func append(to bytes: inout [UInt8]) -> Bool { Int64(self).append(to: &bytes) }
}

extension Bool: PostgresBindable {
  static var typeNumber: UInt32 { 16 }
  func append(to bytes: inout [UInt8]) -> Bool {
    bytes.append(self ? 1 : 0)
    return true
  }
}

extension String: PostgresBindable {
  static var typeNumber: UInt32 { 25 }
  func append(to bytes: inout [UInt8]) -> Bool {
    let start = bytes.count
    bytes += utf8
    // PostgreSQL keeps no NUL in a text. Another character of one byte stands for it, so that ranges of the text stay true.
    for index in start..<bytes.count where bytes[index] == 0 { bytes[index] = 0x1A }
    return true
  }
}

extension ArraySlice<UInt8>: PostgresBindable {
  static var typeNumber: UInt32 { 17 }
  func append(to bytes: inout [UInt8]) -> Bool {
    bytes += self
    return true
  }
}

extension Array: PostgresBindable where Element: PostgresArrayElement {
  static var typeNumber: UInt32 { Element.arrayTypeNumber }
  func append(to bytes: inout [UInt8]) -> Bool { Element.append(self, to: &bytes) }
}

/// What an array parameter may hold. Bytes are a case of their own: an array of them is one value.
protocol PostgresArrayElement {
  static var arrayTypeNumber: UInt32 { get }
  static func append(_ elements: [Self], to bytes: inout [UInt8]) -> Bool
}

extension UInt8: PostgresArrayElement {
  static var arrayTypeNumber: UInt32 { 17 }
  static func append(_ elements: [UInt8], to bytes: inout [UInt8]) -> Bool {
    bytes += elements
    return true
  }
}

extension PostgresArrayElement where Self: PostgresBindable {
  /// One dimension, from 1, in the binary form of `array_recv`.
  static func append(_ elements: [Self], to bytes: inout [UInt8]) -> Bool {
    bytes.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
    bytes.append(bigEndian: Int32(1))
    bytes.append(bigEndian: typeNumber)
    guard !elements.isEmpty else { return true }
    bytes.append(bigEndian: Int32(elements.count))
    bytes.append(bigEndian: Int32(1))
    for element in elements {
      let place = bytes.count
      bytes.append(bigEndian: Int32(-1))
      guard element.append(to: &bytes) else { continue }
      let length = UInt32(bytes.count - place - 4)
      for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index)) }
    }
    return true
  }
}

extension Int64: PostgresArrayElement { static var arrayTypeNumber: UInt32 { 1016 } }
extension String: PostgresArrayElement { static var arrayTypeNumber: UInt32 { 1009 } }
extension ArraySlice<UInt8>: PostgresArrayElement { static var arrayTypeNumber: UInt32 { 1001 } }

extension Optional: PostgresBindable where Wrapped: PostgresBindable {
  static var typeNumber: UInt32 { Wrapped.typeNumber }
  func append(to bytes: inout [UInt8]) -> Bool { self?.append(to: &bytes) ?? false }
}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement & PostgresBindable {
  static var arrayTypeNumber: UInt32 { Wrapped.arrayTypeNumber }
}

extension Timestamp: PostgresBindable {
  static var typeNumber: UInt32 { 20 }
  func append(to bytes: inout [UInt8]) -> Bool { microseconds.append(to: &bytes) }
}

extension Money: PostgresBindable {
  static var typeNumber: UInt32 { 20 }
  func append(to bytes: inout [UInt8]) -> Bool { nanodollars.append(to: &bytes) }
}

extension EntityKey: PostgresBindable {
  static var typeNumber: UInt32 { 20 }
  func append(to bytes: inout [UInt8]) -> Bool { value.append(to: &bytes) }
}

extension ChatID: PostgresBindable {
  static var typeNumber: UInt32 { 25 }
  func append(to bytes: inout [UInt8]) -> Bool { text.append(to: &bytes) }
}

extension EntityID: PostgresBindable {
  static var typeNumber: UInt32 { 25 }
  func append(to bytes: inout [UInt8]) -> Bool { description.append(to: &bytes) }
}

extension PostgresBindable where Self: RawRepresentable, RawValue == String {
  static var typeNumber: UInt32 { 25 }
  func append(to bytes: inout [UInt8]) -> Bool { rawValue.append(to: &bytes) }
}

extension ArtifactKind: PostgresBindable {}
extension ArtifactStatus: PostgresBindable {}
extension BoundaryRecord.Component: PostgresBindable {}
extension BoundaryRecord.Marker: PostgresBindable {}
extension CancelledBy: PostgresBindable {}
extension FailureCode: PostgresBindable {}
extension MessageStatus: PostgresBindable {}
extension ProviderCallStatus: PostgresBindable {}
extension RunStatus: PostgresBindable {}
