import Domain
import Primitives
import StreamLog
import Wire

/// A stream as OpenAI's `chat.completion.chunk` objects (WIRE-FORMATS: chat completions). Each frame also carries the position as SSE `id`, so that a caller
/// that lost its connection can go on.
///
/// The finish chunk has the position of `stream.completed`; where a usage chunk was asked for it has that of `usage`, and the usage chunk that of
/// `stream.completed`, so that every frame has a position of its own.
package final class OpenAIFormEncoder: FormEncoder {
  private let framing: FormKey.Framing
  private let includesUsage: Bool
  /// `{"id":…,"object":…,"created":…,"model":…,"choices":` once the run is known.
  private var prefix: [UInt8] = []
  /// The same up to the first member of a delta, and what ends a chunk that has nothing to say but its delta.
  private var opening: [UInt8] = []
  private let closing: [UInt8]
  private var writer = JSONWriter()
  private var toolCalls = 0
  private var usage: (position: Position, report: UsageReport)?

  /// The key under which readers share what an instance wrote.
  package static func form(includesUsage: Bool, framing: FormKey.Framing) -> FormKey { FormKey(includesUsage ? "openai+usage" : "openai", framing) }

  package init(framing: FormKey.Framing, includesUsage: Bool) {
    self.framing = framing
    self.includesUsage = includesUsage
    closing = Array(#"},"logprobs":null,"finish_reason":null}]\#(includesUsage ? #","usage":null"# : "")}"#.utf8)
  }

  package var canReplace: Bool { false }
  package var trailer: [UInt8] { framing.trailer }

  package func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    switch event.body {
    case .started(let started):
      begin(started)
      chunk(event.position, &frames) { writer in
        writer.key("role")
        writer.literal("assistant")
        writer.key("content")
        writer.literal("")
        writer.key("refusal")
        writer.null()
      }
    case .textDelta(let delta):
      chunk(event.position, logprobs: delta.logprobs, &frames) { writer in
        writer.key("content")
        writer.string(delta.text)
      }
    case .reasoningDelta(let text):
      chunk(event.position, &frames) { writer in
        writer.key("reasoning_content")
        writer.string(text)
      }
    case .toolCalled(let call):
      let index = toolCalls
      toolCalls += 1
      chunk(event.position, &frames) { writer in
        writer.key("tool_calls")
        writer.beginArray()
        writer.beginObject()
        writer.field("index", index)
        OpenAIObjects.writeMembers(of: call, to: &writer)
        writer.endObject()
        writer.endArray()
      }
    case .usage(let report): usage = (event.position, report)
    case .completed(let completed): finish(completed, at: event.position, &frames)
    case .failed(let failed):
      error(OpenAIErrors.object(failed), &frames.bytes)
      frames.endFrame(sequence: event.position.sequence)
    case .cancelled(let cancelled):
      error(
        OpenAIErrors.object(message: "the run was cancelled (\(cancelled.by.rawValue))", type: "stream_error", code: "stream.cancelled"),
        &frames.bytes)
      frames.endFrame(sequence: event.position.sequence)
    case .artifactStarted, .artifactDelta, .artifactCompleted, .toolReturned, .stepStarted, .stepCompleted, .progress, .blockUpdated, .reset: break
    }
  }

  package func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? { nil }

  package func encodeUnrecoverable(code: StaticString) -> [UInt8] {
    var bytes: [UInt8] = []
    error(
      OpenAIErrors.object(
        message: "what you have of this answer is void or cannot be continued; read the stream again from its start", type: "stream_error",
        code: "\(code)"),
      &bytes)
    return bytes
  }

  private func begin(_ started: StreamStarted) {
    writer.reset()
    writer.beginObject()
    OpenAIObjects.writeHead(run: started.run, object: "chat.completion.chunk", model: started.model, to: &writer)
    writer.key("choices")
    prefix = writer.bytes
    opening = prefix + Array(#"[{"index":0,"delta":{"#.utf8)
  }

  private func chunk(
    _ position: Position, logprobs: String? = nil, finishReason: String? = nil, _ frames: inout FrameBuffer, _ delta: (inout JSONWriter) -> Void
  ) {
    writer.reset()
    writer.fragment(opening, continues: false)
    delta(&writer)
    if logprobs == nil, finishReason == nil {
      writer.fragment(closing, continues: true)
    } else {
      close(logprobs: logprobs, finishReason: finishReason)
    }
    frame(position, &frames.bytes)
    frames.endFrame(sequence: position.sequence)
  }

  private func close(logprobs: String?, finishReason: String?) {
    writer.endObject()
    writer.key("logprobs")
    if let logprobs { writer.raw(logprobs.utf8) } else { writer.null() }
    writer.field("finish_reason", finishReason)
    writer.endObject()
    writer.endArray()
    if includesUsage {
      writer.key("usage")
      writer.null()
    }
    writer.endObject()
  }

  private func finish(_ completed: StreamCompleted, at position: Position, _ frames: inout FrameBuffer) {
    guard includesUsage, let usage else {
      chunk(position, finishReason: completed.finishReason, &frames) { _ in }
      frames.extendLast { done(&$0) }
      return
    }
    chunk(usage.position, finishReason: completed.finishReason, &frames) { _ in }
    writer.reset()
    writer.fragment(prefix, continues: false)
    writer.beginArray()
    writer.endArray()
    writer.key("usage")
    OpenAIObjects.write(usage.report.tokens, to: &writer)
    writer.endObject()
    frame(position, &frames.bytes)
    done(&frames.bytes)
    frames.endFrame(sequence: position.sequence)
  }

  private func frame(_ position: Position, _ bytes: inout [UInt8]) {
    let start = framing.open(&bytes)
    appendServerSentEvent(position: position, type: nil, data: writer.bytes[...], to: &bytes)
    framing.close(start, &bytes)
  }

  private func done(_ bytes: inout [UInt8]) {
    let start = framing.open(&bytes)
    bytes.append(contentsOf: "data: [DONE]\n\n".utf8)
    framing.close(start, &bytes)
  }

  private func error(_ object: [UInt8], _ bytes: inout [UInt8]) {
    let start = framing.open(&bytes)
    appendServerSentEvent(position: nil, type: nil, data: object[...], to: &bytes)
    framing.close(start, &bytes)
  }
}
