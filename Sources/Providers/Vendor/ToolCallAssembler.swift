import Domain
import Wire

/// Puts tool calls together from their fragments, by index.
struct ToolCallAssembler {
  private struct Partial {
    var index: Int64
    var id = ""
    var name = ""
    var arguments = ""
  }

  private var partials: [Partial] = []

  /// Takes one element of `delta.tool_calls`. A server that repeats ID and name on every fragment says nothing new with them; one that
  /// gives no index begins a new call with each new ID.
  mutating func add(_ fragment: JSONView) {
    let id = fragment["id"]?.string ?? ""
    let at = position(index: fragment["index"]?.integer, id: id)
    if !id.isEmpty { partials[at].id = id }
    if let function = fragment["function"] { add(function, at: at) }
  }

  /// Takes a `delta.function_call`, the older form: one call, without an ID.
  mutating func add(function: JSONView) { add(function, at: position(index: 0, id: "")) }

  private mutating func add(_ function: JSONView, at: Int) {
    if let name = function["name"]?.string, !name.isEmpty { partials[at].name = name }
    if let arguments = function["arguments"] {
      if let text = arguments.string {
        partials[at].arguments += text
      } else if arguments.isObject, let value = try? arguments.value() {
        partials[at].arguments += String(decoding: value.encoded(), as: UTF8.self)
      }
    }
  }

  private mutating func position(index: Int64?, id: String) -> Int {
    let known =
      index.map { index in partials.lastIndex { $0.index == index } }
      ?? (id.isEmpty ? partials.indices.last : partials.lastIndex { $0.id == id })
    if let known { return known }
    partials.append(Partial(index: index ?? Int64(partials.count)))
    return partials.count - 1
  }

  /// The calls, whole now, in the order in which they began. A call that got no ID gets one from its place, so that its result can name it.
  mutating func take() -> [ToolCall] {
    defer { partials = [] }
    return partials.map { partial in
      ToolCall(
        call: partial.id.isEmpty ? "call_\(partial.index)" : partial.id, name: partial.name,
        arguments: partial.arguments.isEmpty ? "{}" : partial.arguments)
    }
  }
}
