import Domain
import Primitives
import StreamLog
import Testing

@testable import Gateway

struct OpenAIObjectsTests {
  private func completion(_ bodies: [StreamEvent.Body], reason: String = "stop") throws -> JSONValue {
    let events = bodies.enumerated().map { StreamEvent(position: Position(epoch: 1, sequence: Int64($0.offset + 1)), body: $0.element) }
    let usage = UsageReport(tokens: TokenUsage(input: 1, output: 2), cost: nil, provider: "p", model: "m")
    let completed = StreamCompleted(finishReason: reason, usage: usage, milliseconds: 1, timeToFirstTokenMilliseconds: nil)
    return try parsed(OpenAIObjects.completion(StreamState(folding: events), completed, run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", model: "m"))
  }

  @Test func `an answer in one piece has the vendor's shape`() throws {
    let answer = try completion([.reasoningDelta("hm"), .textDelta(TextDelta("Hel")), .textDelta(TextDelta("lo"))])
    #expect(answer["id"] == .string("chatcmpl-01JD2ZK7V3Q8W5R1T0X9Y6B4CE"))
    #expect(answer["object"] == .string("chat.completion"))
    #expect(answer["created"]?.integer ?? 0 > 1_700_000_000)
    let choice = answer["choices"]?.array?.first
    #expect(choice?["index"] == .integer(0))
    #expect(choice?["finish_reason"] == .string("stop"))
    #expect(choice?["logprobs"] == .null)
    #expect(
      choice?["message"]
        == .object([
          "role": .string("assistant"), "content": .string("Hello"), "refusal": .null, "reasoning_content": .string("hm"),
        ]))
    #expect(answer["usage"]?["total_tokens"] == .integer(3))
  }

  @Test func `one that only calls tools has no content`() throws {
    let answer = try completion([.toolCalled(ToolCall(call: "c", name: "f", arguments: "{}"))], reason: "tool_calls")
    let message = answer["choices"]?.array?.first?["message"]
    #expect(message?["content"] == .null)
    #expect(
      message?["tool_calls"]
        == .array([
          .object([
            "id": .string("c"), "type": .string("function"), "function": .object(["name": .string("f"), "arguments": .string("{}")]),
          ])
        ]))
  }

  @Test func `log probabilities are put together again`() throws {
    let answer = try completion([
      .textDelta(TextDelta("a", logprobs: #"{"content":[{"token":"a"}]}"#)), .textDelta(TextDelta("", logprobs: #"{"content":[{"token":"b"}]}"#)),
      .textDelta(TextDelta("b")), .textDelta(TextDelta("c", logprobs: "null")),
    ])
    #expect(
      answer["choices"]?.array?.first?["logprobs"]
        == .object(["content": .array([.object(["token": .string("a")]), .object(["token": .string("b")])]), "refusal": .null]))
  }
}
