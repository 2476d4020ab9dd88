import Domain
import Primitives
import StreamLog

/// Names and events that the suites share.
enum Fixture {
  static let chat = ChatID("a0d6fa98-fc40-4f38-912a-0f6c25c96dcd")!
  static let answer = EntityID(chat: chat, sequence: 2, kind: .assistantMessage)
  static let code = EntityID(chat: chat, sequence: 3, kind: .code)
  static let output = EntityID(chat: chat, sequence: 4, kind: .output)
  static let run = "01JD2ZK7V3Q8W5R1T0X9Y6B4CE"
  static let descriptor = StreamDescriptor(name: answer.description, entity: answer, frontendID: "q-1", run: run, chat: chat)
  static let usage = UsageReport(
    tokens: TokenUsage(input: 7, cacheRead: 2, cacheWrite: 1, output: 14, reasoning: 5, isEstimated: true), cost: Money("0.000305"),
    provider: "openai",
    model: "gpt-example")

  static func at(_ epoch: Int64, _ sequence: Int64) -> Position { Position(epoch: epoch, sequence: sequence) }

  static func event(_ epoch: Int64, _ sequence: Int64, _ body: StreamEvent.Body) -> StreamEvent {
    StreamEvent(position: at(epoch, sequence), body: body)
  }

  static let started = StreamEvent.Body.started(
    StreamStarted(
      run: run, chat: chat.text, parent: EntityID(chat: chat, sequence: 1, kind: .userMessage).description, model: "gpt-example", provider: "openai"))

  static func text(_ text: String) -> StreamEvent.Body { .textDelta(TextDelta(text)) }

  static func reset(_ keep: Int64) -> StreamEvent.Body { .reset(StreamReset(keep: keep)) }

  static let completed = StreamEvent.Body.completed(
    StreamCompleted(finishReason: "stop", usage: usage, milliseconds: 412, timeToFirstTokenMilliseconds: 87))

  /// One body of every type, with the optional parts there and not there.
  static let everyBody: [StreamEvent.Body] = [
    started, .started(StreamStarted(run: run, chat: nil, parent: nil, model: "", provider: "")), text("Hel"), text(""),
    text("quote \" backslash \\ newline \n NUL \0 del \u{7F} \u{2028} \u{1F600} e\u{301}"),
    .textDelta(TextDelta("a", logprobs: #"{"content":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]}]}"#)),
    .reasoningDelta("because \u{e9}"),
    .artifactStarted(ArtifactStarted(id: code, parent: answer, kind: .code, language: "swift", title: "a \"title\"", inline: true)),
    .artifactStarted(ArtifactStarted(id: output, parent: code, kind: .output, language: nil, title: nil, inline: false)),
    .artifactDelta(id: output, text: "line\r\n\t"), .artifactCompleted(id: code, bytes: 12, sha256: String(repeating: "ab", count: 32)),
    .toolCalled(ToolCall(call: "call_1", name: "run", arguments: #"{"source":"print(1)\n"}"#)),
    .toolReturned(ToolReturn(call: "call_1", name: "run", succeeded: true, result: "1\n", milliseconds: 12)),
    .toolReturned(ToolReturn(call: "call_2", name: "run", succeeded: false, result: "", milliseconds: 0)),
    .stepStarted(StepStarted(step: "01ARZ3NDEKTSV4RRFFQ69G5FAV", node: "plan", kind: "model")),
    .stepCompleted(StepCompleted(step: "01ARZ3NDEKTSV4RRFFQ69G5FAV", node: "plan", kind: "model", milliseconds: 5, usage: usage)),
    .stepCompleted(StepCompleted(step: "01ARZ3NDEKTSV4RRFFQ69G5FAV", node: "plan", kind: "model", milliseconds: 5, usage: nil)),
    .progress(Progress(stage: "parse", message: "half", percent: 50)), .progress(Progress(stage: "parse", message: "odd", percent: 33.25)),
    .blockUpdated(
      GeneratedBlock(name: "cte_1", status: "done", sql: "SELECT\n1", order: 3, timestamp: Timestamp(rfc3339: "2026-11-20T21:05:36.123Z")!)),
    .usage(usage), .usage(UsageReport(tokens: TokenUsage(input: 1, output: 2), cost: nil, provider: "p", model: "m")), reset(0), reset(41), completed,
    .completed(StreamCompleted(finishReason: "length", usage: nil, milliseconds: 0, timeToFirstTokenMilliseconds: nil)),
    .failed(StreamFailed(code: .providerCut, message: "cut after 3 bytes", retryable: true, partial: true)),
    .failed(
      StreamFailed(
        code: .providerRefused, message: "no", retryable: false, partial: false, providerStatus: 400, retryAfterMilliseconds: 1500,
        providerError: #"{"error":{"message":"no","code":null}}"#)),
    .failed(StreamFailed(code: .internal, message: "", retryable: false, partial: false)),
    .cancelled(StreamCancelled(by: .disconnect, partial: true)),
    .cancelled(StreamCancelled(by: .operator, partial: false)),
  ]
}

extension LiveStream {
  /// Takes an event whose native JSON is written here.
  @discardableResult
  func receive(_ event: StreamEvent, now: MonotonicTime = MonotonicTime(nanoseconds: 0)) -> Reception {
    var encoder = NativeEventEncoder(descriptor)
    return receive(event, json: encoder.encode(event), now: now)
  }

  /// Everything that a reader is given by one pull.
  func pull(_ reader: inout StreamReader, form: Int, limit: Int = .max) -> (bytes: [UInt8], outcome: ReadOutcome) {
    var slices: ContiguousArray<BlockSlice> = []
    let outcome = read(&reader, form: form, limit: limit, into: &slices)
    return (slices.flatMap(\.bytes), outcome)
  }
}

extension BlockSlice {
  var bytes: [UInt8] { block.withUnsafeBytes(range) { Array($0) } }
}

extension FormKey {
  static let nativeChunked = FormKey(NativeFormEncoder.name, .chunked)
  static let nativeBare = FormKey(NativeFormEncoder.name, .bare)
  static let nativeWebSocket = FormKey(NativeFormEncoder.name, .webSocket)
}

func json(_ text: some Sequence<UInt8>) -> String { String(decoding: Array(text), as: UTF8.self) }
