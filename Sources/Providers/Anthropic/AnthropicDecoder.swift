import Domain
import Primitives
import Wire

/// Reads the events of a Messages stream. They are told apart by the `type` inside their data, which says the same as the event's name.
struct AnthropicDecoder: VendorDecoder {
  static let requestIDHeader = "request-id"

  private(set) var sawEnd = false
  private var stopReason: String?
  private var usage = TokenUsage()
  private var tool: ToolCall?

  var isWhole: Bool { sawEnd || stopReason != nil }

  mutating func take(_ event: SSEEvent, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    var failure: ModelFailure?
    do {
      try VendorJSON.read(event.data, reader) { root in
        if root.isObject { failure = take(root, into: &events) } else { failure = ModelFailure(malformed: "an event that is no object") }
      }
    } catch {
      failure = ModelFailure(malformed: "\(error)")
    }
    if let failure { throw failure }
  }

  private mutating func take(_ root: JSONView, into events: inout RingBuffer<ModelEvent>) -> ModelFailure? {
    guard let type = root["type"] else { return root["error"] == nil ? nil : Self.failure(root) }
    if type.equals("content_block_delta") {
      if let delta = root["delta"] { take(delta: delta, into: &events) }
    } else if type.equals("content_block_start") {
      if let block = root["content_block"] { begin(block, into: &events) }
    } else if type.equals("content_block_stop") {
      endTool(into: &events)
    } else if type.equals("message_start") {
      if let id = root["message"]?["id"]?.string { events.append(.identified(providerRequestID: id)) }
      count(root["message"]?["usage"], into: &events)
    } else if type.equals("message_delta") {
      if let reason = root["delta"]?["stop_reason"]?.string { stopReason = reason }
      count(root["usage"], into: &events)
    } else if type.equals("message_stop") {
      sawEnd = true
    } else if type.equals("error") {
      return Self.failure(root)
    }
    return nil
  }

  mutating func takeWhole(_ body: ArraySlice<UInt8>, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    var failure: ModelFailure?
    do {
      try VendorJSON.read(body, reader) { root in
        if root["type"]?.equals("message") != true {
          failure = root["error"] == nil ? ModelFailure(malformed: "a body that is no message") : Self.failure(root)
          return
        }
        if let id = root["id"]?.string { events.append(.identified(providerRequestID: id)) }
        root["content"]?.forEachElement { block in
          begin(block, into: &events)
          endTool(into: &events)
        }
        count(root["usage"], into: &events)
        stopReason = root["stop_reason"]?.string
      }
    } catch {
      failure = ModelFailure(malformed: "\(error)")
    }
    if let failure { throw failure }
    guard isWhole else { throw ModelFailure(malformed: "the message has no stop_reason") }
  }

  mutating func finish(into events: inout RingBuffer<ModelEvent>) {
    let reason =
      switch stopReason {
      case "max_tokens", "model_context_window_exceeded": "length"
      case "tool_use": "tool_calls"
      case "refusal": "content_filter"
      default: "stop"
      }
    events.append(.finished(reason: reason))
  }

  // MARK: Content

  private mutating func begin(_ block: JSONView, into events: inout RingBuffer<ModelEvent>) {
    guard let type = block["type"] else { return }
    if type.equals("tool_use") {
      var arguments = ""
      if let input = block["input"], input.isObject, input.count > 0, let value = try? input.value() {
        arguments = String(decoding: value.encoded(), as: UTF8.self)
      }
      tool = ToolCall(call: block["id"]?.string ?? "", name: block["name"]?.string ?? "", arguments: arguments)
    } else if type.equals("text") {
      if let text = block["text"]?.string, !text.isEmpty { events.append(.text(TextDelta(text))) }
    } else if type.equals("thinking") {
      if let text = block["thinking"]?.string, !text.isEmpty { events.append(.reasoning(text)) }
    }
  }

  private mutating func take(delta: JSONView, into events: inout RingBuffer<ModelEvent>) {
    if let text = delta["text"]?.string {
      if !text.isEmpty { events.append(.text(TextDelta(text))) }
    } else if let part = delta["partial_json"]?.string {
      tool?.arguments += part
    } else if let thought = delta["thinking"]?.string, !thought.isEmpty {
      events.append(.reasoning(thought))
    }
  }

  private mutating func endTool(into events: inout RingBuffer<ModelEvent>) {
    guard var call = tool.take() else { return }
    if call.arguments.isEmpty { call.arguments = "{}" }
    events.append(.toolCall(call))
  }

  // MARK: Figures and errors

  /// Each report has the figures so far, and may leave some out. Input is without what the cache gave or took: already disjoint.
  private mutating func count(_ view: JSONView?, into events: inout RingBuffer<ModelEvent>) {
    guard let view, view["input_tokens"] != nil || view["output_tokens"] != nil else { return }
    func figure(_ key: StaticString, _ old: Int64) -> Int64 { view[key]?.integer.map { min(max(0, $0), 1 << 48) } ?? old }
    usage.input = figure("input_tokens", usage.input)
    usage.cacheRead = figure("cache_read_input_tokens", usage.cacheRead)
    usage.cacheWrite = figure("cache_creation_input_tokens", usage.cacheWrite)
    usage.output = figure("output_tokens", usage.output)
    if let thinking = view["output_tokens_details"]?["thinking_tokens"]?.integer { usage.reasoning = min(max(0, thinking), usage.output) }
    events.append(.usage(usage))
  }

  private static func failure(_ root: JSONView) -> ModelFailure {
    ModelFailure(inStream: (try? root.value()) ?? .null)
  }
}
