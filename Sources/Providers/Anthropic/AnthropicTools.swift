import Primitives

/// Tools and the choice of them, from OpenAI's shape into Anthropic's.
enum AnthropicTools {
  static func tools(_ value: JSONValue?) -> [JSONValue] {
    (value?.array ?? []).compactMap { tool in
      // A tool without a function is one of Anthropic's own, already in its shape.
      guard let function = tool["function"] else { return tool["name"] == nil ? nil : tool }
      guard let name = function["name"] else { return nil }
      var fields = [JSONField("name", name)]
      if let description = function["description"], !description.isNull { fields.append(JSONField("description", description)) }
      let parameters = function["parameters"].flatMap { $0.fields == nil ? nil : $0 }
      fields.append(JSONField("input_schema", parameters ?? .object(["type": .string("object"), "properties": .object([JSONField]())])))
      return .object(fields)
    }
  }

  /// `nil` where the vendor's default says the same.
  static func choice(_ value: JSONValue?, parallel: Bool) -> JSONValue? {
    let type: JSONValue
    switch value {
    case .string("none"): return .object(["type": .string("none")])
    case .string("required"): type = .object(["type": .string("any")])
    case .object: type = value?["function"]?["name"].map { .object(["type": .string("tool"), "name": $0]) } ?? .object(["type": .string("auto")])
    default:
      if parallel { return nil }
      type = .object(["type": .string("auto")])
    }
    return parallel ? type : type.setting("disable_parallel_tool_use", to: .bool(true))
  }
}
