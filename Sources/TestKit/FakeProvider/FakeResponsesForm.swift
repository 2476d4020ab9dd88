import Primitives
import Wire

/// An answer as OpenAI's Responses write it.
struct FakeResponsesForm {
  let answer: FakeAnswer
  let behaviour: FakeBehaviour
  let id: String
  let model: String
  let isBackground: Bool
  let isStored: Bool

  /// The `data` of each event; its `type` is the event's name, and its place its number.
  var events: [JSONValue] {
    var events = [event("response.created", JSONField("response", response(isBackground ? "queued" : "in_progress", output: [])))]
    if isBackground { events.append(event("response.queued", JSONField("response", response("queued", output: [])))) }
    events.append(event("response.in_progress", JSONField("response", response("in_progress", output: []))))
    var output: [JSONValue] = []
    if !answer.reasoning.isEmpty {
      add(item: reasoning(answer.reasoning.joined()), begun: reasoning(nil), at: output.count, to: &events) { place in
        [event("response.reasoning_summary_part.added", place + [JSONField("summary_index", .integer(0)), JSONField("part", summary(""))])]
          + answer.reasoning.map {
            event("response.reasoning_summary_text.delta", place + [JSONField("summary_index", .integer(0)), JSONField("delta", .string($0))])
          } + [event("response.reasoning_summary_part.done", place + [JSONField("summary_index", .integer(0))])]
      }
      output.append(reasoning(answer.reasoning.joined()))
    }
    if let tool = answer.tool {
      add(item: call(tool.arguments.joined()), begun: call(""), at: output.count, to: &events) { place in
        tool.arguments.map { event("response.function_call_arguments.delta", place + [JSONField("delta", .string($0))]) }
          + [
            event(
              "response.function_call_arguments.done",
              place + [JSONField("name", .string(tool.name)), JSONField("arguments", .string(tool.arguments.joined()))])
          ]
      }
      output.append(call(tool.arguments.joined()))
    }
    if !answer.tokens.isEmpty {
      add(item: message(answer.text), begun: message(nil), at: output.count, to: &events) { place in
        let place = place + [JSONField("content_index", .integer(0))]
        return [event("response.content_part.added", place + [JSONField("part", part(""))])]
          + answer.tokens.map {
            event("response.output_text.delta", place + [JSONField("delta", .string($0)), JSONField("logprobs", .array([]))])
          } + [
            event("response.output_text.done", place + [JSONField("text", .string(answer.text))]),
            event("response.content_part.done", place + [JSONField("part", part(answer.text))]),
          ]
      }
      output.append(message(answer.text))
    }
    if !behaviour.omitsEnd { events.append(event("response.\(status)", JSONField("response", response(status, output: output)))) }
    return events.enumerated().map { $0.element.setting("sequence_number", to: .integer(Int64($0.offset))) }
  }

  /// The answer as it is when it has ended, or was cancelled, or before.
  func whole(_ status: String? = nil) -> JSONValue {
    var output: [JSONValue] = []
    if !answer.reasoning.isEmpty { output.append(reasoning(answer.reasoning.joined())) }
    if let tool = answer.tool { output.append(call(tool.arguments.joined())) }
    if !answer.tokens.isEmpty { output.append(message(answer.text)) }
    return response(status ?? self.status, output: status == nil ? output : [])
  }

  /// What stands in the stream in place of an event when the provider fails in mid-answer.
  func inStreamError(_ number: Int) -> JSONValue {
    event(
      "error", JSONField("code", .string(behaviour.isOverloaded ? "overloaded" : "server_error")),
      JSONField("message", .string("The server had an error.")), JSONField("param", .null), JSONField("sequence_number", .integer(Int64(number))))
  }

  private var status: String { answer.finish == "length" || answer.finish == "content_filter" ? "incomplete" : "completed" }

  private func add(
    item: JSONValue, begun: JSONValue, at index: Int, to events: inout [JSONValue], _ content: ([JSONField]) -> [JSONValue]
  ) {
    let place = JSONField("output_index", .integer(Int64(index)))
    events.append(event("response.output_item.added", place, JSONField("item", begun)))
    events += content([JSONField("item_id", item["id"] ?? .null), place])
    events.append(event("response.output_item.done", place, JSONField("item", item)))
  }

  private func response(_ status: String, output: [JSONValue]) -> JSONValue {
    let hasEnded = status == "completed" || status == "incomplete"
    let reason = answer.finish == "length" ? "max_output_tokens" : "content_filter"
    return .object([
      "id": .string(id), "object": .string("response"), "created_at": .integer(1_700_000_000), "status": .string(status),
      "background": .bool(isBackground), "store": .bool(isStored), "error": .null,
      "incomplete_details": status == "incomplete" ? .object(["reason": .string(reason)]) : .null, "model": .string(model),
      "output": .array(output), "parallel_tool_calls": .bool(true), "tools": .array([]), "usage": hasEnded && !behaviour.omitsUsage ? usage : .null,
    ])
  }

  private var usage: JSONValue {
    .object([
      "input_tokens": .integer(Int64(answer.prompt)), "input_tokens_details": .object(["cached_tokens": .integer(Int64(answer.cached))]),
      "output_tokens": .integer(Int64(answer.completion)),
      "output_tokens_details": .object(["reasoning_tokens": .integer(Int64(answer.reasoning.count))]),
      "total_tokens": .integer(Int64(answer.prompt + answer.completion)),
    ])
  }

  private func message(_ text: String?) -> JSONValue {
    .object([
      "id": .string("msg_fake"), "type": .string("message"), "status": .string(text == nil ? "in_progress" : "completed"),
      "role": .string("assistant"), "content": .array(text.map { [part($0)] } ?? []),
    ])
  }

  private func part(_ text: String) -> JSONValue {
    .object(["type": .string("output_text"), "text": .string(text), "annotations": .array([]), "logprobs": .array([])])
  }

  private func reasoning(_ text: String?) -> JSONValue {
    .object(["id": .string("rs_fake"), "type": .string("reasoning"), "summary": .array(text.map { [summary($0)] } ?? [])])
  }

  private func summary(_ text: String) -> JSONValue { .object(["type": .string("summary_text"), "text": .string(text)]) }

  private func call(_ arguments: String) -> JSONValue {
    .object([
      "id": .string("fc_fake"), "type": .string("function_call"), "status": .string(arguments.isEmpty ? "in_progress" : "completed"),
      "call_id": .string("call_fake_1"), "name": .string(answer.tool?.name ?? ""), "arguments": .string(arguments),
    ])
  }

  private func event(_ type: String, _ fields: JSONField...) -> JSONValue { event(type, fields) }

  private func event(_ type: String, _ fields: [JSONField]) -> JSONValue { .object([JSONField("type", .string(type))] + fields) }
}
