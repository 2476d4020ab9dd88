import Primitives

/// Tools and the choice of them, from chat completions' shape, where they stand in an object of their own, into that of Responses.
enum ResponsesTools {
  static func tools(_ value: JSONValue?) -> [JSONValue] { (value?.array ?? []).map(flat) }

  static func choice(_ value: JSONValue) -> JSONValue {
    guard value["allowed_tools"] != nil else { return flat(value) }
    let choice = flat(value)
    return choice.setting("tools", to: .array((choice["tools"]?.array ?? []).map(flat)))
  }

  /// `{"type": "x", "x": {…}}` becomes `{"type": "x", …}`; what has no such object is of the vendor's own shape.
  private static func flat(_ value: JSONValue) -> JSONValue {
    guard let type = value["type"]?.string, let inner = value[type]?.fields else { return value }
    return .object([JSONField("type", .string(type))] + inner)
  }
}
