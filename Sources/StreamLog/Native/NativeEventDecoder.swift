import Domain
import Primitives
import Wire

/// Reads native JSON objects back into events: from the durable log after a restart, or from another process.
package struct NativeEventDecoder {
  private let reader = JSONReader()

  package init() {}

  /// - Returns: the event; `nil` when the text is not one of ours (a log that was damaged, or a type of a newer version).
  package func decode(_ json: ArraySlice<UInt8>) -> StreamEvent? {
    try? reader.read(json) { view in
      guard let epoch = Self.number(view["epoch"], from: 1), let sequence = Self.number(view["seq"], from: 1), let body = Self.body(view) else {
        return nil
      }
      return StreamEvent(position: Position(epoch: epoch, sequence: sequence), body: body)
    }
  }

  /// Reads an event that came beside those of other streams. - Returns: `nil` as `decode` does, and when it names no stream.
  package func decodeNamed(_ json: ArraySlice<UInt8>) -> (stream: String, event: StreamEvent)? {
    try? reader.read(json) { view in
      guard let stream = view["stream"]?.string, let epoch = Self.number(view["epoch"], from: 1), let sequence = Self.number(view["seq"], from: 1),
        let body = Self.body(view)
      else { return nil }
      return (stream, StreamEvent(position: Position(epoch: epoch, sequence: sequence), body: body))
    }
  }

  private static func body(_ view: JSONView) -> StreamEvent.Body? {
    guard let type = view["type"]?.string else { return nil }
    func text(_ key: StaticString) -> String { view[key]?.string ?? "" }
    switch type {
    case "text.delta":
      return .textDelta(TextDelta(text("delta"), logprobs: rawText(view["logprobs"])))
    case "reasoning.delta": return .reasoningDelta(text("delta"))
    case "artifact.delta": return entity(view["id"]).map { .artifactDelta(id: $0, text: text("delta")) }
    case "stream.started":
      return .started(
        StreamStarted(run: text("run"), chat: view["chat"]?.string, parent: view["parent"]?.string, model: text("model"), provider: text("provider")))
    case "artifact.started":
      guard let id = entity(view["id"]), let parent = entity(view["parent"]), let kind = ArtifactKind(rawValue: text("kind")) else { return nil }
      return .artifactStarted(
        ArtifactStarted(
          id: id, parent: parent, kind: kind, language: view["language"]?.string, title: view["title"]?.string, inline: view["inline"]?.bool ?? false)
      )
    case "artifact.completed":
      return entity(view["id"]).map { .artifactCompleted(id: $0, bytes: Int(view["bytes"]?.integer ?? 0), sha256: text("sha256")) }
    case "tool.called": return .toolCalled(ToolCall(call: text("call"), name: text("name"), arguments: text("arguments")))
    case "tool.returned":
      return .toolReturned(
        ToolReturn(
          call: text("call"), name: text("name"), succeeded: view["ok"]?.bool ?? false, result: text("result"), milliseconds: view["ms"]?.integer ?? 0
        ))
    case "step.started": return .stepStarted(StepStarted(step: text("step"), node: text("node"), kind: text("kind")))
    case "step.completed":
      return .stepCompleted(
        StepCompleted(
          step: text("step"), node: text("node"), kind: text("kind"), milliseconds: view["ms"]?.integer ?? 0, usage: view["usage"].flatMap(usage),
          result: try? view["result"]?.value()))
    case "progress": return .progress(Progress(stage: text("stage"), message: text("message"), percent: number(view["percent"])))
    case "block.updated": return view["block"].flatMap(block).map { .blockUpdated($0) }
    case "usage": return usage(view).map { .usage($0) }
    case "stream.reset": return number(view["keep"], from: 0).map { .reset(StreamReset(keep: $0, reason: text("reason"))) }
    case "stream.completed":
      return .completed(
        StreamCompleted(
          finishReason: text("finish_reason"), usage: view["usage"].flatMap(usage), milliseconds: view["ms"]?.integer ?? 0,
          timeToFirstTokenMilliseconds: view["time_to_first_token_ms"]?.integer))
    case "stream.failed":
      return .failed(
        StreamFailed(
          code: FailureCode(rawValue: text("code")) ?? .internal, message: text("message"), retryable: view["retryable"]?.bool ?? false,
          partial: view["partial"]?.bool ?? false, providerStatus: view["provider_status"]?.integer.map { Int($0) },
          retryAfterMilliseconds: view["retry_after_ms"]?.integer, providerError: rawText(view["provider_error"])))
    case "stream.cancelled":
      return .cancelled(StreamCancelled(by: CancelledBy(rawValue: text("by")) ?? .user, partial: view["partial"]?.bool ?? false))
    default: return nil
    }
  }

  private static func entity(_ view: JSONView?) -> EntityID? { view?.string.flatMap { EntityID($0) } }

  /// A value as JSON text.
  private static func rawText(_ view: JSONView?) -> String? {
    guard let value = try? view?.value() else { return nil }
    return String(decoding: value.encoded(), as: UTF8.self)
  }

  /// A number that a position may carry, so that arithmetic with it cannot overflow.
  private static func number(_ view: JSONView?, from least: Int64) -> Int64? {
    view?.integer.flatMap { (least...Position.maxNumber).contains($0) ? $0 : nil }
  }

  private static func number(_ view: JSONView?) -> Double {
    switch try? view?.value() {
    case .integer(let value): Double(value)
    case .double(let value): value
    default: 0
    }
  }

  private static func usage(_ view: JSONView) -> UsageReport? {
    guard view.isObject else { return nil }
    func count(_ key: StaticString) -> Int64 { number(view[key], from: 0) ?? 0 }
    let (cacheRead, cacheWrite) = (count("cached_tokens"), count("cache_write_tokens"))
    let tokens = TokenUsage(
      input: max(0, count("prompt_tokens") - cacheRead - cacheWrite), cacheRead: cacheRead, cacheWrite: cacheWrite,
      output: count("completion_tokens"), reasoning: count("reasoning_tokens"), isEstimated: view["estimated"]?.bool ?? false)
    return UsageReport(
      tokens: tokens, cost: view["cost"]?.string.flatMap { Money($0) }, provider: view["provider"]?.string ?? "", model: view["model"]?.string ?? "")
  }

  private static func block(_ view: JSONView) -> GeneratedBlock? {
    guard let name = view["name"]?.string else { return nil }
    return GeneratedBlock(
      name: name, status: view["status"]?.string ?? "", sql: view["sql"]?.string ?? "", order: Int(view["order"]?.integer ?? 0),
      timestamp: view["timestamp"]?.string.flatMap { Timestamp(rfc3339: $0) }, isEdited: view["edited"]?.bool ?? false,
      problem: view["problem"].map { problem in
        BlockProblem(
          code: problem["code"]?.string ?? "", message: problem["message"]?.string ?? "", suggestion: problem["suggestion"]?.string ?? "")
      })
  }
}
