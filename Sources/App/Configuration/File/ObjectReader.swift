import Primitives
import Wire

/// Reads one object of the file by its keys, remembering which were asked for, so that any other can be refused with a hint.
struct ObjectReader {
  let file: ConfigurationFile
  /// Where the object stands: `providers[0]`.
  let path: String
  private let fields: [JSONField]
  private var asked: [String] = []

  /// - Throws: `ConfigurationError` with code `wrongValue` when the value is no object.
  init(_ value: JSONValue, path: String, in file: ConfigurationFile) throws(ConfigurationError) {
    guard let fields = value.fields else {
      throw .wrongValue(path, origin: file.origin(path), expected: "an object", found: value.kindName)
    }
    self.file = file
    self.path = path
    self.fields = fields
  }

  /// The value of a key, read by a codec; `nil` when the key is not there.
  mutating func optional<Value>(_ key: String, _ codec: SettingCodec<Value>) throws(ConfigurationError) -> Value? {
    guard let json = value(key) else { return nil }
    if let value = codec.fromJSON(json) { return value }
    throw wrong(key, expected: codec.expected, found: codec.typeName == "secret" ? nil : json)
  }

  /// The same, where the key must be there.
  mutating func required<Value>(_ key: String, _ codec: SettingCodec<Value>) throws(ConfigurationError) -> Value {
    if let value = try optional(key, codec) { return value }
    throw .missingValue(inner(key), origin: file.origin(path), expected: codec.expected)
  }

  /// The value of a key as it stands.
  mutating func value(_ key: String) -> JSONValue? {
    asked.append(key)
    return fields.first { $0.key == key }?.value
  }

  /// Refuses every key that was not asked for.
  func finish() throws(ConfigurationError) {
    for field in fields where !asked.contains(field.key) {
      throw .unknownSetting(inner(field.key), origin: file.origin(inner(field.key)), known: asked.map(inner))
    }
  }

  func wrong(_ key: String, expected: String, found: JSONValue?) -> ConfigurationError {
    .wrongValue(inner(key), origin: file.origin(inner(key)), expected: expected, found: found.map(Self.shown))
  }

  func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// A value as an error shows it.
  static func shown(_ value: JSONValue) -> String {
    switch value {
    case .array, .object: value.kindName
    case .string(let text): ConfigurationError.quoted(text)
    default: String(decoding: value.encoded(), as: UTF8.self)
    }
  }
}
