import CJSON
import Primitives

/// A place in a parsed document, valid only inside `JSONReader.read`. Looking up costs a walk over the object's keys and allocates nothing.
@safe
package struct JSONView {
  private let node: UnsafePointer<cjson_node>

  @unsafe init(_ node: UnsafePointer<cjson_node>) { unsafe self.node = node }

  private var kind: UInt32 { unsafe node.pointee.kind }

  package var isNull: Bool { kind == CJSON_NULL.rawValue }
  package var isObject: Bool { kind == CJSON_OBJECT.rawValue }
  package var isArray: Bool { kind == CJSON_ARRAY.rawValue }

  package var string: String? {
    guard kind == CJSON_STRING.rawValue else { return nil }
    return unsafe String(decoding: bytes(), as: UTF8.self)
  }

  package var bool: Bool? {
    switch kind {
    case CJSON_TRUE.rawValue: true
    case CJSON_FALSE.rawValue: false
    default: nil
    }
  }

  package var integer: Int64? {
    switch kind {
    case CJSON_INT.rawValue: unsafe node.pointee.value.integer
    case CJSON_DOUBLE.rawValue: Int64(exactly: unsafe node.pointee.value.number)
    default: nil
    }
  }

  /// Elements of an array or fields of an object; 0 for anything else.
  package var count: Int { isArray || isObject ? unsafe node.pointee.count : 0 }

  /// The value of an object's key; `nil` where this is no object or has no such key.
  package subscript(key: StaticString) -> JSONView? {
    guard isObject else { return nil }
    var at = unsafe node + 1
    for _ in 0..<count {
      let value = unsafe at + 1
      if unsafe Self.equal(at, key) { return unsafe JSONView(value) }
      unsafe at = unsafe value + Int(value.pointee.span)
    }
    return nil
  }

  /// The element of an array; `nil` where this is no array or is shorter.
  package subscript(index: Int) -> JSONView? {
    guard isArray, index >= 0, index < count else { return nil }
    var at = unsafe node + 1
    for _ in 0..<index { unsafe at = unsafe at + Int(at.pointee.span) }
    return unsafe JSONView(at)
  }

  /// Calls `body` for each element of an array in order; for nothing else.
  package func forEachElement(_ body: (JSONView) throws -> Void) rethrows {
    guard isArray else { return }
    var at = unsafe node + 1
    for _ in 0..<count {
      try body(unsafe JSONView(at))
      unsafe at = unsafe at + Int(at.pointee.span)
    }
  }

  /// Whether this is a string with exactly these bytes.
  package func equals(_ text: StaticString) -> Bool {
    unsafe kind == CJSON_STRING.rawValue && Self.equal(node, text)
  }

  /// The tree below this place.
  /// - Throws: `JSONFailure.duplicateKey`.
  package func value(pointer: String = "") throws -> JSONValue {
    switch kind {
    case CJSON_NULL.rawValue: return .null
    case CJSON_TRUE.rawValue: return .bool(true)
    case CJSON_FALSE.rawValue: return .bool(false)
    case CJSON_INT.rawValue: return .integer(unsafe node.pointee.value.integer)
    case CJSON_UINT.rawValue: return .unsigned(unsafe node.pointee.value.unsigned_integer)
    case CJSON_DOUBLE.rawValue: return .double(unsafe node.pointee.value.number)
    case CJSON_STRING.rawValue: return .string(unsafe String(decoding: bytes(), as: UTF8.self))
    case CJSON_ARRAY.rawValue:
      var elements: [JSONValue] = []
      elements.reserveCapacity(count)
      try forEachElement { try elements.append($0.value(pointer: "\(pointer)/\(elements.count)")) }
      return .array(elements)
    default:
      var fields: [JSONField] = []
      fields.reserveCapacity(count)
      var seen: Set<ExactKey> = []
      var at = unsafe node + 1
      for _ in 0..<count {
        let key = unsafe String(decoding: JSONView(at).bytes(), as: UTF8.self)
        guard seen.insert(ExactKey(text: key)).inserted else { throw JSONFailure.duplicateKey(key, pointer: pointer) }
        let value = unsafe JSONView(at + 1)
        fields.append(JSONField(key, try value.value(pointer: "\(pointer)/\(JSONPointer.escaped(key))")))
        unsafe at = unsafe value.node + Int(value.node.pointee.span)
      }
      return .object(fields)
    }
  }

  @unsafe private func bytes() -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: node.pointee.value.text, count: node.pointee.count)
  }

  @unsafe private static func equal(_ node: UnsafePointer<cjson_node>, _ text: StaticString) -> Bool {
    guard unsafe node.pointee.count == text.utf8CodeUnitCount else { return false }
    return unsafe UnsafeRawBufferPointer(start: node.pointee.value.text, count: text.utf8CodeUnitCount)
      .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

/// A key as JSON compares it, code point by code point (RFC 8259 §8.3); `String` takes two spellings of the same character for equal.
private struct ExactKey: Hashable {
  let text: String

  static func == (left: ExactKey, right: ExactKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

/// JSON Pointer (RFC 6901).
package enum JSONPointer {
  /// A key as a reference token.
  package static func escaped(_ key: String) -> String {
    var token = ""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": token += "~0"
      case "/": token += "~1"
      default: token.unicodeScalars.append(scalar)
      }
    }
    return token
  }
}
