import Domain
import Primitives
import StreamLog
import Testing
import Wire

@testable import Gateway

struct OpenAIFormEncoderTests {
  /// One event of what was written.
  private struct Frame: Equatable {
    var id: String?
    var data: String
    var json: JSONValue { (try? parsed(data.utf8)) ?? .null }
    var delta: JSONValue? { json["choices"]?.array?.first?["delta"] }
    var finishReason: String? { json["choices"]?.array?.first?["finish_reason"]?.string }
  }

  private struct Written {
    var text = ""
    var ends: [Int64] = []
    var frames: [Frame] {
      text.split(separator: "\n\n").map { block in
        let lines = block.split(separator: "\n")
        return Frame(
          id: lines.first { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) },
          data: String(lines.first { $0.hasPrefix("data: ") }?.dropFirst(6) ?? ""))
      }
    }
    var ids: [String?] { frames.map(\.id) }
  }

  private func write(_ bodies: [StreamEvent.Body], usage: Bool = false, epoch: Int64 = 1) -> Written {
    let encoder = OpenAIFormEncoder(framing: .bare, includesUsage: usage)
    var native = NativeEventEncoder(descriptor())
    var written = Written()
    for (index, body) in bodies.enumerated() {
      let event = StreamEvent(position: Position(epoch: epoch, sequence: Int64(index + 1)), body: body)
      var frames = FrameBuffer()
      encoder.encode(event, json: native.encode(event), into: &frames)
      written.text += String(decoding: frames.bytes, as: UTF8.self)
      written.ends += frames.ends.map(\.sequence)
    }
    return written
  }

  private static let started = StreamEvent.Body.started(
    StreamStarted(run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat: nil, parent: nil, model: "gpt-example", provider: "openai"))
  private static let report = UsageReport(
    tokens: TokenUsage(input: 5, cacheRead: 3, cacheWrite: 1, output: 14, reasoning: 2), cost: nil, provider: "openai", model: "gpt-example")
  private static let completed = StreamEvent.Body.completed(
    StreamCompleted(finishReason: "stop", usage: report, milliseconds: 1, timeToFirstTokenMilliseconds: nil))

  // MARK: Golden

  private func goldenEvents() throws -> [(event: StreamEvent, json: [UInt8])] {
    let decoder = NativeEventDecoder()
    return try repositoryFile("Schemas/golden/native/short-answer.sse").split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { line in
      let json = Array(line.dropFirst(6).utf8)
      return (try #require(decoder.decode(json[...])), json)
    }
  }

  @Test(arguments: [false, true]) func `the golden stream is written byte by byte`(_ usage: Bool) throws {
    let encoder = OpenAIFormEncoder(framing: .bare, includesUsage: usage)
    var frames = FrameBuffer()
    for (event, json) in try goldenEvents() { encoder.encode(event, json: json[...], into: &frames) }
    #expect(String(decoding: frames.bytes, as: UTF8.self) == (try repositoryFile("Schemas/golden/openai/short-answer\(usage ? "-usage" : "").sse")))
  }

  // MARK: Frames and positions

  @Test func `the role comes first, with the position of the beginning`() {
    let frames = write([Self.started]).frames
    #expect(frames.count == 1)
    #expect(frames[0].id == "1-1")
    #expect(frames[0].delta == .object(["role": .string("assistant"), "content": .string(""), "refusal": .null]))
    #expect(frames[0].finishReason == nil)
    let json = frames[0].json
    #expect(json["id"] == .string("chatcmpl-01JD2ZK7V3Q8W5R1T0X9Y6B4CE"))
    #expect(json["object"] == .string("chat.completion.chunk"))
    // The time in the run's ULID.
    #expect(json["created"] == .integer(1_732_045_807))
    #expect(json["model"] == .string("gpt-example"))
    #expect(json["usage"] == nil)
  }

  @Test func `without a usage chunk the end has the position of the completion`() {
    let written = write([Self.started, .textDelta(TextDelta("a")), .usage(Self.report), Self.completed])
    #expect(written.ids == ["1-1", "1-2", "1-4", nil])
    #expect(written.ends == [1, 2, 4])
    #expect(written.frames[1].delta == .object(["content": .string("a")]))
    #expect(written.frames[2].delta == .object([JSONField]()))
    #expect(written.frames[2].finishReason == "stop")
    #expect(written.frames[3].data == "[DONE]")
    #expect(!written.text.contains("usage"))
  }

  @Test func `with one the end has the position of the usage, and the usage chunk that of the completion`() {
    let written = write([Self.started, .textDelta(TextDelta("a")), .usage(Self.report), Self.completed], usage: true)
    #expect(written.ids == ["1-1", "1-2", "1-3", "1-4", nil])
    #expect(written.ends == [1, 2, 3, 4])
    #expect(written.frames[..<3].allSatisfy { $0.json["usage"] == .null })
    #expect(written.frames[2].finishReason == "stop")
    let usage = written.frames[3].json
    #expect(usage["choices"] == .array([]))
    #expect(usage["usage"]?["prompt_tokens"] == .integer(9))
    #expect(usage["usage"]?["completion_tokens"] == .integer(14))
    #expect(usage["usage"]?["total_tokens"] == .integer(23))
    #expect(usage["usage"]?["prompt_tokens_details"]?["cached_tokens"] == .integer(3))
    #expect(usage["usage"]?["completion_tokens_details"]?["reasoning_tokens"] == .integer(2))
    #expect(written.frames[4].data == "[DONE]")
  }

  @Test func `every frame has the same head, and positions rise`() {
    let written = write(
      [
        Self.started, .reasoningDelta("r"), .textDelta(TextDelta("a")), .toolCalled(ToolCall(call: "c", name: "n", arguments: "")),
        .usage(Self.report), Self.completed,
      ],
      usage: true, epoch: 3)
    let chunks = written.frames.dropLast()
    #expect(Set(chunks.map { "\($0.json["id"]!)\($0.json["created"]!)\($0.json["model"]!)" }).count == 1)
    #expect(chunks.map(\.id) == ["3-1", "3-2", "3-3", "3-4", "3-5", "3-6"])
  }

  @Test func `reasoning, tool calls and log probabilities keep the vendor's shape`() {
    let written = write([
      Self.started, .reasoningDelta("hm"), .textDelta(TextDelta("a", logprobs: #"{"content":[{"token":"a"}]}"#)),
      .toolCalled(ToolCall(call: "c1", name: "f", arguments: #"{"x":"\n"}"#)), .toolCalled(ToolCall(call: "c2", name: "g", arguments: "")),
    ])
    #expect(written.frames[1].delta == .object(["reasoning_content": .string("hm")]))
    #expect(written.frames[1].json["choices"]?.array?.first?["logprobs"] == .null)
    #expect(written.frames[2].json["choices"]?.array?.first?["logprobs"] == .object(["content": .array([.object(["token": .string("a")])])]))
    func call(_ index: Int64, _ id: String, _ name: String, _ arguments: String) -> JSONValue {
      .object([
        "tool_calls": .array([
          .object([
            "index": .integer(index), "id": .string(id), "type": .string("function"),
            "function": .object(["name": .string(name), "arguments": .string(arguments)]),
          ])
        ])
      ])
    }
    #expect(written.frames[3].delta == call(0, "c1", "f", #"{"x":"\n"}"#))
    #expect(written.frames[4].delta == call(1, "c2", "g", ""))
  }

  @Test func `what the vendor has no chunk for makes none`() {
    let artifact = entity(3, .code)
    let written = write([
      Self.started,
      .artifactStarted(ArtifactStarted(id: artifact, parent: answerID, kind: .code, language: nil, title: nil, inline: true)),
      .artifactDelta(id: artifact, text: "x"), .artifactCompleted(id: artifact, bytes: 1, sha256: ""),
      .toolReturned(ToolReturn(call: "c", name: "n", succeeded: true, result: "", milliseconds: 1)), .reset(StreamReset(keep: 5)),
      .progress(Progress(stage: "s", message: "m", percent: 1)),
    ])
    #expect(written.ids == ["1-1"])
  }

  // MARK: Bad endings

  @Test func `a failure is an error in the stream, without a position of its own and without DONE`() {
    let written = write([
      Self.started, .textDelta(TextDelta("a")), .failed(StreamFailed(code: .providerCut, message: "cut", retryable: true, partial: true)),
    ])
    #expect(written.ids == ["1-1", "1-2", nil])
    #expect(written.ends == [1, 2, 3])
    #expect(written.frames[2].json["error"]?["code"] == .string("provider.cut"))
    #expect(!written.text.contains("[DONE]"))
  }

  @Test func `a failure tells the vendor's own error`() {
    let failed = StreamFailed(
      code: .providerRefused, message: "m", retryable: false, partial: false, providerStatus: 400, providerError: #"{"error":{"message":"no"}}"#)
    #expect(write([Self.started, .failed(failed)]).frames[1].json["error"] == .object(["message": .string("no")]))
  }

  @Test func `a cancel is an error that says who`() {
    let frame = write([Self.started, .cancelled(StreamCancelled(by: .limit, partial: true))]).frames[1]
    #expect(frame.id == nil)
    #expect(frame.json["error"]?["code"] == .string("stream.cancelled"))
    #expect(frame.json["error"]?["message"]?.string?.contains("limit") == true)
  }

  @Test func `text that is void cannot be replaced, and its reader is told`() {
    let encoder = OpenAIFormEncoder(framing: .bare, includesUsage: false)
    #expect(!encoder.canReplace)
    #expect(encoder.encodeSync(at: Position(epoch: 1, sequence: 1), json: []) == nil)
    let text = String(decoding: encoder.encodeUnrecoverable(code: "stream.reset"), as: UTF8.self)
    #expect(text.hasPrefix("data: {\"error\":") && text.contains("\"stream.reset\"") && text.hasSuffix("\n\n"))
  }

  // MARK: Counting frames

  private func stream(_ bodies: [StreamEvent.Body]) -> LiveStream {
    let stream = LiveStream(descriptor())
    var native = NativeEventEncoder(descriptor())
    for (index, body) in bodies.enumerated() {
      let event = StreamEvent(position: Position(epoch: 1, sequence: Int64(index + 1)), body: body)
      stream.receive(event, json: native.encode(event), now: MonotonicTime(nanoseconds: 1))
    }
    return stream
  }

  @Test(arguments: [false, true]) func `after any number of frames a caller gets the rest, and all together the whole`(_ usage: Bool) {
    let stream = stream([
      Self.started, .textDelta(TextDelta("```\n")),
      .artifactStarted(ArtifactStarted(id: entity(3, .code), parent: answerID, kind: .code, language: nil, title: nil, inline: true)),
      .textDelta(TextDelta("x")), .usage(Self.report), Self.completed,
    ])
    let form = OpenAIFormEncoder.form(includesUsage: usage, framing: .bare)
    func read(_ reader: StreamReader) -> [String] {
      var reader = reader
      var slices: ContiguousArray<BlockSlice> = []
      let index = stream.open(form, waker: nil) { OpenAIFormEncoder(framing: .bare, includesUsage: usage) }
      _ = stream.read(&reader, form: index, limit: 1 << 20, into: &slices)
      stream.close(waker: nil)
      return text(of: slices).split(separator: "\n\n").map(String.init)
    }
    let whole = read(StreamReader())
    let frames = whole.count - 1
    #expect(frames == (usage ? 5 : 4))
    for count in 0...frames {
      let position = stream.position(afterFrames: count, of: form) { OpenAIFormEncoder(framing: .bare, includesUsage: usage) }
      guard let position else {
        Issue.record("no position after \(count) frames")
        continue
      }
      let rest = position.sequence == 0 ? read(StreamReader()) : stream.answer(to: position) == .atEnd ? [] : read(StreamReader(after: position))
      // The last frame and DONE have one position: who had it had both.
      #expect(Array(whole.prefix(count)) + rest == (count == frames ? whole.dropLast() : whole))
      if count > 0 { #expect(whole[count - 1].hasPrefix("id: \(position)\n")) }
    }
    #expect(stream.position(afterFrames: frames + 1, of: form) { OpenAIFormEncoder(framing: .bare, includesUsage: usage) } == nil)
  }
}

func text(of slices: ContiguousArray<BlockSlice>) -> String {
  var bytes: [UInt8] = []
  for slice in slices { slice.block.withUnsafeBytes(slice.range) { bytes.append(contentsOf: $0) } }
  return String(decoding: bytes, as: UTF8.self)
}
