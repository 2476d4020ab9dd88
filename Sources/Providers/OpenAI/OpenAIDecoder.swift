import Domain
import Primitives
import Wire

/// Reads chat completion chunks. Takes them as real servers write them: usage on the last chunk or on one without choices, tool IDs and
/// names repeated on every fragment, reasoning under two names, an error object in place of a chunk, no `[DONE]`.
package struct OpenAIDecoder: VendorDecoder {
  package static let requestIDHeader = "x-request-id"

  package private(set) var sawEnd = false
  private var isIdentified = false
  private var finishReason: String?
  private var tools = ToolCallAssembler()

  package init() {}

  package var isWhole: Bool { sawEnd || finishReason != nil }

  package mutating func take(_ event: SSEEvent, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    if event.dataEquals("[DONE]") {
      sawEnd = true
      return
    }
    try read(event.data, reader: reader, into: &events)
  }

  package mutating func takeWhole(_ body: ArraySlice<UInt8>, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    try read(body, reader: reader, into: &events)
    guard isWhole else { throw ModelFailure(malformed: "the answer has no finished choice") }
  }

  package mutating func finish(into events: inout RingBuffer<ModelEvent>) {
    for call in tools.take() { events.append(.toolCall(call)) }
    events.append(.finished(reason: finishReason ?? "stop"))
  }

  private mutating func read(_ json: ArraySlice<UInt8>, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    var failure: ModelFailure?
    do {
      try VendorJSON.read(json, reader) { root in
        if let error = root["error"], !error.isNull {
          failure = ModelFailure(inStream: .object(["error": try error.value()]))
        } else if root.isObject {
          read(root, into: &events)
        } else {
          failure = ModelFailure(malformed: "a chunk that is no object")
        }
      }
    } catch {
      failure = ModelFailure(malformed: "\(error)")
    }
    if let failure { throw failure }
  }

  private mutating func read(_ root: JSONView, into events: inout RingBuffer<ModelEvent>) {
    if !isIdentified, let id = root["id"]?.string, !id.isEmpty {
      isIdentified = true
      events.append(.identified(providerRequestID: id))
    }
    if let choice = root["choices"]?[0] {
      if let delta = choice["delta"] ?? choice["message"] { read(delta, of: choice, into: &events) }
      if let reason = choice["finish_reason"]?.string, !reason.isEmpty { finishReason = Self.finishReason(reason) }
    }
    if let usage = root["usage"], usage.isObject { events.append(.usage(Self.usage(usage))) }
  }

  private mutating func read(_ delta: JSONView, of choice: JSONView, into events: inout RingBuffer<ModelEvent>) {
    if let thought = (delta["reasoning_content"] ?? delta["reasoning"])?.string, !thought.isEmpty { events.append(.reasoning(thought)) }
    var logprobs = choice["logprobs"].flatMap { $0.isNull ? nil : $0 }
    if let content = delta["content"] {
      if content.isArray {
        content.forEachElement { part in if let text = part["text"]?.string, !text.isEmpty { events.append(.text(TextDelta(text))) } }
      } else if let text = content.string, !text.isEmpty || logprobs != nil {
        events.append(.text(TextDelta(text, logprobs: logprobs.flatMap(Self.encoded))))
        logprobs = nil
      }
    }
    if let refusal = delta["refusal"]?.string, !refusal.isEmpty { events.append(.text(TextDelta(refusal, logprobs: logprobs.flatMap(Self.encoded)))) }
    delta["tool_calls"]?.forEachElement { tools.add($0) }
    if let call = delta["function_call"], call.isObject { tools.add(function: call) }
  }

  private static func encoded(_ view: JSONView) -> String? {
    (try? view.value()).map { String(decoding: $0.encoded(), as: UTF8.self) }
  }

  /// OpenAI's words; what other servers say in their place is put into them.
  private static func finishReason(_ word: String) -> String {
    switch word {
    case "stop", "length", "tool_calls", "content_filter": word
    case "function_call", "tool_use": "tool_calls"
    case "max_tokens", "model_length": "length"
    case "safety", "refusal": "content_filter"
    default: "stop"
    }
  }

  /// OpenAI counts cached tokens into the prompt and reasoning into the completion; both are told apart here.
  private static func usage(_ usage: JSONView) -> TokenUsage {
    let prompt = count(usage["prompt_tokens"])
    let details = usage["prompt_tokens_details"]
    let cacheRead = min(prompt, max(count(details?["cached_tokens"]), count(usage["prompt_cache_hit_tokens"])))
    let cacheWrite = min(prompt - cacheRead, count(details?["cache_write_tokens"]))
    let completion = count(usage["completion_tokens"])
    let reasoning = count(usage["completion_tokens_details"]?["reasoning_tokens"])
    // Some servers leave reasoning out of the completion; then only the total has all three.
    let isApart = reasoning > 0 && count(usage["total_tokens"]) == prompt + completion + reasoning
    let output = isApart ? completion + reasoning : completion
    return TokenUsage(
      input: prompt - cacheRead - cacheWrite, cacheRead: cacheRead, cacheWrite: cacheWrite, output: output, reasoning: min(reasoning, output))
  }

  private static func count(_ view: JSONView?) -> Int64 { min(max(0, view?.integer ?? 0), 1 << 48) }
}
