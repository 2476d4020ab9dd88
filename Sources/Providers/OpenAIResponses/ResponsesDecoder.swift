import Domain
import Primitives
import Wire

/// Reads the events of OpenAI's Responses, over one connection or several: an event that came before is passed over, by its number.
struct ResponsesDecoder: VendorDecoder {
  static let requestIDHeader = "x-request-id"

  /// The answer is whole.
  private(set) var sawEnd = false
  /// The vendor said its last word, be it of a failure: there is nothing more to listen to.
  private(set) var isOver = false
  /// The whole answer was asked for, and is not there yet.
  private(set) var isPending = false
  /// The number of the last event that came.
  private(set) var lastSequence: Int64?
  private var mustFollow = false
  private var isIdentified = false
  private var incompleteReason: String?
  private var textBytes = 0
  private var reasoningBytes = 0
  private var calls: [String] = []

  /// What is longer is no ID that could be kept.
  private static let longestIDBytes = 512

  init() {}

  /// For an answer that is listened to behind that event.
  init(listeningAfter sequence: Int64) { lastSequence = sequence }

  var isWhole: Bool { sawEnd }

  /// A new connection: what comes must follow what came.
  mutating func reconnected() {
    mustFollow = true
    isPending = false
  }

  mutating func take(_ event: SSEEvent, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    // Not part of this protocol, but some servers that speak it write the end mark of chat completions.
    if event.dataEquals("[DONE]") { return }
    try read(event.data, reader) { (decoder, root) in
      root.isObject ? decoder.take(root, into: &events) : ModelFailure(malformed: "an event that is no object")
    }
  }

  mutating func takeWhole(_ body: ArraySlice<UInt8>, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure) {
    try read(body, reader) { (decoder, root) in
      guard root["object"]?.equals("response") == true else {
        return root["error"] == nil ? ModelFailure(malformed: "a body that is no response") : Self.failure(root)
      }
      return decoder.take(response: root, isSaid: false, into: &events)
    }
    guard isWhole else { throw ModelFailure(malformed: "the response has no status of an end") }
  }

  mutating func finish(into events: inout RingBuffer<ModelEvent>) {
    let reason =
      switch incompleteReason {
      case "content_filter": "content_filter"
      case .some: "length"
      case nil: calls.isEmpty ? "stop" : "tool_calls"
      }
    events.append(.finished(reason: reason))
  }

  private mutating func read(
    _ json: ArraySlice<UInt8>, _ reader: JSONReader, _ body: (inout ResponsesDecoder, JSONView) -> ModelFailure?
  ) throws(ModelFailure) {
    var failure: ModelFailure?
    do {
      try VendorJSON.read(json, reader) { root in failure = body(&self, root) }
    } catch {
      failure = ModelFailure(malformed: "\(error)")
    }
    if let failure { throw failure }
  }

  // MARK: Events

  private mutating func take(_ root: JSONView, into events: inout RingBuffer<ModelEvent>) -> ModelFailure? {
    if let number = root["sequence_number"]?.integer {
      if let last = lastSequence {
        if number <= last { return nil }
        if mustFollow, number > last + 1 {
          return ModelFailure(malformed: "event \(number) where event \(last + 1) of an answer was to come")
        }
      }
      lastSequence = number
      mustFollow = false
    }
    guard let type = root["type"] else { return root["error"] == nil ? nil : Self.failure(root) }
    if type.equals("response.output_text.delta") || type.equals("response.refusal.delta") {
      if let text = root["delta"]?.string { say(text, logprobs: root["logprobs"], into: &events) }
    } else if type.equals("response.reasoning_summary_text.delta") || type.equals("response.reasoning_text.delta") {
      if let text = root["delta"]?.string { think(text, into: &events) }
    } else if type.equals("response.reasoning_summary_part.added") {
      if let index = root["summary_index"]?.integer, index > 0 { think(Self.betweenParts, into: &events) }
    } else if type.equals("response.output_item.done") {
      if let item = root["item"] { call(item, into: &events) }
    } else if type.equals("error") {
      isOver = true
      return Self.failure(root)
    } else if let response = root["response"] {
      return take(response: response, isSaid: true, into: &events)
    }
    return nil
  }

  /// The answer as a whole, as it stands with its events or alone.
  /// - Parameter isSaid: its content came in events before.
  private mutating func take(response: JSONView, isSaid: Bool, into events: inout RingBuffer<ModelEvent>) -> ModelFailure? {
    identify(response, into: &events)
    guard let status = response["status"] else { return nil }
    if status.equals("completed") || status.equals("incomplete") {
      incompleteReason = status.equals("incomplete") ? response["incomplete_details"]?["reason"]?.string ?? "" : nil
      complete(response, isSaid: isSaid, into: &events)
      count(response["usage"], into: &events)
      (sawEnd, isOver) = (true, true)
    } else if status.equals("failed") || status.equals("cancelled") {
      count(response["usage"], into: &events)
      isOver = true
      guard let error = response["error"], !error.isNull else {
        return ModelFailure(
          code: .providerCut, message: "the provider ended its answer as \(status.string ?? "") before it was whole", retryable: true)
      }
      return Self.failure(response)
    } else if !isSaid {
      isPending = true
      return ModelFailure(code: .providerTimeout, message: "the provider's answer is not there yet", retryable: true)
    }
    return nil
  }

  private mutating func identify(_ response: JSONView, into events: inout RingBuffer<ModelEvent>) {
    guard !isIdentified, let id = response["id"]?.string, !id.isEmpty, id.utf8.count <= Self.longestIDBytes else { return }
    isIdentified = true
    events.append(.identified(providerRequestID: id))
    if response["background"]?.bool == true { events.append(.attachable(response: id)) }
  }

  // MARK: Content

  private static var betweenParts: String { "\n\n" }

  private mutating func say(_ text: String, logprobs: JSONView?, into events: inout RingBuffer<ModelEvent>) {
    let logprobs = logprobs.flatMap { $0.isArray && $0.count > 0 ? try? $0.value() : nil }
    guard !text.isEmpty || logprobs != nil else { return }
    textBytes += text.utf8.count
    // In the shape in which chat completions give them.
    let shaped = logprobs.map { JSONValue.object(["content": $0, "refusal": .null]) }
    events.append(.text(TextDelta(text, logprobs: shaped.map { String(decoding: $0.encoded(), as: UTF8.self) })))
  }

  private mutating func think(_ text: String, into events: inout RingBuffer<ModelEvent>) {
    guard !text.isEmpty else { return }
    reasoningBytes += text.utf8.count
    events.append(.reasoning(text))
  }

  private mutating func call(_ item: JSONView, into events: inout RingBuffer<ModelEvent>) {
    guard let type = item["type"], type.equals("function_call") || type.equals("custom_tool_call") else { return }
    let id = item["call_id"]?.string ?? item["id"]?.string ?? "call_\(calls.count)"
    guard !calls.contains(id) else { return }
    calls.append(id)
    let arguments = (item["arguments"] ?? item["input"])?.string ?? ""
    events.append(.toolCall(ToolCall(call: id, name: item["name"]?.string ?? "", arguments: arguments.isEmpty ? "{}" : arguments)))
  }

  /// Says what of a whole answer was not said in events. - Parameter isSaid: what came in events is trusted, and only what is missing altogether is taken.
  private mutating func complete(_ response: JSONView, isSaid: Bool, into events: inout RingBuffer<ModelEvent>) {
    var text = ""
    var reasoning = ""
    response["output"]?.forEachElement { item in
      call(item, into: &events)
      item["content"]?.forEachElement { part in
        if item["type"]?.equals("reasoning") == true {
          reasoning += part["text"]?.string ?? ""
        } else {
          text += (part["text"] ?? part["refusal"])?.string ?? ""
        }
      }
      var isFirst = true
      item["summary"]?.forEachElement { part in
        reasoning += (isFirst ? "" : Self.betweenParts) + (part["text"]?.string ?? "")
        isFirst = false
      }
    }
    if !isSaid || reasoningBytes == 0 { think(Self.rest(of: reasoning, behind: reasoningBytes), into: &events) }
    if !isSaid || textBytes == 0 { say(Self.rest(of: text, behind: textBytes), logprobs: nil, into: &events) }
  }

  private static func rest(of text: String, behind bytes: Int) -> String { String(decoding: text.utf8.dropFirst(bytes), as: UTF8.self) }

  // MARK: Figures and errors

  /// OpenAI counts cached tokens into the input and reasoning into the output; both are told apart here.
  private func count(_ usage: JSONView?, into events: inout RingBuffer<ModelEvent>) {
    guard let usage, usage.isObject else { return }
    func figure(_ view: JSONView?) -> Int64 { min(max(0, view?.integer ?? 0), 1 << 48) }
    let input = figure(usage["input_tokens"])
    let details = usage["input_tokens_details"]
    let cacheRead = min(input, figure(details?["cached_tokens"]))
    let cacheWrite = min(input - cacheRead, figure(details?["cache_write_tokens"]))
    let output = figure(usage["output_tokens"])
    events.append(
      .usage(
        TokenUsage(
          input: input - cacheRead - cacheWrite, cacheRead: cacheRead, cacheWrite: cacheWrite, output: output,
          reasoning: min(output, figure(usage["output_tokens_details"]?["reasoning_tokens"])))))
  }

  private static func failure(_ root: JSONView) -> ModelFailure { ModelFailure(inStream: (try? root.value()) ?? .null) }
}
