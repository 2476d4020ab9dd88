import Primitives

/// Writes JSON text into a byte buffer that its owner reuses. Commas are placed by the writer; keys and values must alternate
/// as JSON wants it. Raw fragments let a caller keep parts encoded that never change.
package struct JSONWriter {
  package private(set) var bytes: [UInt8]
  private var needsComma = false

  package init(capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Empties the buffer and keeps its memory.
  package mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  package mutating func beginObject() {
    separate()
    bytes.append(0x7B)
    needsComma = false
  }

  package mutating func endObject() {
    bytes.append(0x7D)
    needsComma = true
  }

  package mutating func beginArray() {
    separate()
    bytes.append(0x5B)
    needsComma = false
  }

  package mutating func endArray() {
    bytes.append(0x5D)
    needsComma = true
  }

  /// A key that needs no escaping, as all of our own do.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(0x22)
    bytes.append(literal: name)
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  /// A key that comes from outside.
  package mutating func key(escaping name: String) {
    separate()
    Self.appendQuoted(name, to: &bytes)
    bytes.append(0x3A)
    needsComma = false
  }

  package mutating func string(_ text: String) {
    separate()
    Self.appendQuoted(text, to: &bytes)
    needsComma = true
  }

  /// A string that needs no escaping, known when the program is built.
  package mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(0x22)
    bytes.append(literal: text)
    bytes.append(0x22)
    needsComma = true
  }

  // A generic function of this module is not specialized in others and costs hundreds of nanoseconds there: the usual types have a way of their own.

  /// A string given as UTF-8 that is known to be valid.
  package mutating func string(utf8: some Collection<UInt8>) { string(utf8: Array(utf8)) }

  /// A string given as UTF-8 that is known to be valid.
  package mutating func string(utf8: [UInt8]) {
    separate()
    Self.appendQuoted(utf8: utf8, to: &bytes)
    needsComma = true
  }

  package mutating func integer(_ value: some BinaryInteger) {
    if let value = Int64(exactly: value) {
      integer(value)
    } else {
      raw("\(value)".utf8)
    }
  }

  package mutating func integer(_ value: Int) { integer(Int64(value)) }

  package mutating func integer(_ value: Int64) {
    separate()
    Self.appendDecimal(value, to: &bytes)
    needsComma = true
  }

  /// A finite number; anything else has no JSON form and becomes `null`.
  package mutating func double(_ value: Double) {
    separate()
    bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    needsComma = true
  }

  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(literal: value ? "true" : "false")
    needsComma = true
  }

  package mutating func null() {
    separate()
    bytes.append(literal: "null")
    needsComma = true
  }

  /// JSON text made elsewhere: one value.
  package mutating func raw(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// Bytes that stand outside the writer's own bookkeeping, such as a prefix that ends after a colon or a frame around the document.
  package mutating func fragment(_ part: some Sequence<UInt8>, continues: Bool) { fragment(Array(part), continues: continues) }

  /// Bytes that stand outside the writer's own bookkeeping, such as a prefix that ends after a colon or a frame around the document.
  package mutating func fragment(_ part: [UInt8], continues: Bool) {
    bytes.append(contentsOf: part)
    needsComma = continues
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .unsigned(let value): integer(value)
    case .double(let value): double(value)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let fields):
      beginObject()
      for field in fields {
        key(escaping: field.key)
        self.value(field.value)
      }
      endObject()
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
  }

  /// Appends the decimal digits of an integer without making a string.
  package static func appendDecimal(_ value: Int64, to bytes: inout [UInt8]) {
    var magnitude = value.magnitude
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = 20
    repeat {
      first -= 1
      digits[first] = 0x30 + UInt8(truncatingIfNeeded: magnitude % 10)
      magnitude /= 10
    } while magnitude > 0
    if value < 0 {
      first -= 1
      digits[first] = 0x2D
    }
    unsafe digits.span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[first...])) }
  }
}

extension JSONValue {
  /// The document as compact JSON text in UTF-8.
  package func encoded() -> [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }
}
