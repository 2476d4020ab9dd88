/// A JSON document as a tree, for the control plane: request bodies, configuration, stored options.
/// Objects keep the order of their keys, so that what passes through leaves as it came.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// An integer above `Int64.max`.
  case unsigned(UInt64)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([JSONField])

  package static func object(_ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(fields.map { JSONField($0.key, $0.value) })
  }

  /// The value of an object's key; `nil` where this is no object or has no such key.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.key == key }?.value
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value as an integer; a double without a fraction counts (`3.0` is 3).
  package var integer: Int64? {
    switch self {
    case .integer(let value): value
    case .double(let value): Int64(exactly: value)
    default: nil
    }
  }

  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var fields: [JSONField]? {
    if case .object(let fields) = self { fields } else { nil }
  }

  package var isNull: Bool { self == .null }

  /// What this is, in the words of an error message.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .unsigned, .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The same object with one key set (in its old place when it was there); other values stay as they are.
  package func setting(_ key: String, to value: JSONValue?) -> JSONValue {
    guard case .object(var fields) = self else { return self }
    if let at = fields.firstIndex(where: { $0.key == key }) {
      if let value { fields[at].value = value } else { fields.remove(at: at) }
    } else if let value {
      fields.append(JSONField(key, value))
    }
    return .object(fields)
  }
}

/// One member of a JSON object.
package struct JSONField: Sendable, Equatable {
  package let key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}
