import Domain
import Primitives
import Testing

@testable import Providers

@Suite struct OpenAIDecoderTests {
  private func decoded(_ data: String...) -> Decoded { decode(OpenAIDecoder.self, data.map { "data: \($0)\n\n" }.joined()) }

  private static let finish = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#

  @Test(arguments: RecordedStreams.openAI)
  func `a recorded stream means the same however it is cut`(_ recorded: RecordedStream) {
    let bytes = Array(recorded.stream.utf8)
    let whole = decode(OpenAIDecoder.self, [bytes[...]])
    #expect(whole.text == recorded.text)
    #expect(whole.reasoning == recorded.reasoning)
    #expect(whole.toolCalls == recorded.toolCalls)
    #expect(whole.usage == recorded.usage)
    #expect(whole.finishReason == recorded.finish)
    #expect(whole.failure == nil)
    for split in 0...bytes.count {
      let halves = decode(OpenAIDecoder.self, [bytes[..<split], bytes[split...]])
      #expect(halves == whole, "cut at \(split)")
    }
  }

  @Test(arguments: RecordedStreams.openAI)
  func `what came before a loss is a beginning of the whole`(_ recorded: RecordedStream) {
    let bytes = Array(recorded.stream.utf8)
    let whole = decode(OpenAIDecoder.self, [bytes[...]])
    for length in 0..<bytes.count {
      let part = decode(OpenAIDecoder.self, [bytes[..<length]])
      #expect(part.failure == nil)
      #expect(whole.text.hasPrefix(part.text))
      // A tool call that is not whole is never given.
      #expect(part.toolCalls.isEmpty || part.toolCalls == whole.toolCalls)
      #expect(!part.isWhole || part.text == whole.text)
    }
  }

  @Test func `the request's ID comes once`() {
    let said = decoded(#"{"id":"a","choices":[]}"#, #"{"id":"a","choices":[]}"#)
    #expect(said.events == [.identified(providerRequestID: "a")])
  }

  @Test func `log probabilities stay with their piece of text, as JSON`() {
    let said = decoded(
      #"{"choices":[{"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}],"refusal":null}}]}"#
    )
    #expect(
      said.events == [
        .text(TextDelta("Hi", logprobs: #"{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}],"refusal":null}"#))
      ])
  }

  @Test func `a refusal is text`() {
    #expect(decoded(#"{"choices":[{"delta":{"content":null,"refusal":"I will not."}}]}"#, Self.finish).text == "I will not.")
  }

  @Test func `content in parts is joined`() {
    #expect(decoded(#"{"choices":[{"delta":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}]}"#).text == "ab")
  }

  @Test func `half a character is shown as a missing one, not as the end of the answer`() {
    let said = decoded(
      #"{"choices":[{"delta":{"content":"a\ud83d"}}]}"#, #"{"choices":[{"delta":{"content":"\ude42b \ud83d\ude42 \\ud83d"}}]}"#, Self.finish)
    #expect(said.text == "a\u{FFFD}\u{FFFD}b 🙂 \\ud83d")
    #expect(said.failure == nil)
  }

  @Test(arguments: [
    ("stop", "stop"), ("length", "length"), ("tool_calls", "tool_calls"), ("content_filter", "content_filter"), ("function_call", "tool_calls"),
    ("eos", "stop"), ("max_tokens", "length"),
  ])
  func `finish reasons are put into OpenAI's words`(_ word: String, _ reason: String) {
    #expect(decoded("{\"choices\":[{\"delta\":{},\"finish_reason\":\"\(word)\"}]}").finishReason == reason)
  }

  @Test func `the end mark alone is an end`() {
    #expect(decoded(#"{"choices":[{"delta":{"content":"a"}}]}"#, "[DONE]").finishReason == "stop")
    #expect(!decoded(#"{"choices":[{"delta":{"content":"a"}}]}"#).isWhole)
  }

  @Test(arguments: [
    (#"{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}"#, TokenUsage(input: 10, output: 5)),
    (#"{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}"#, TokenUsage(input: 6, cacheRead: 4, output: 5)),
    (
      #"{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},"completion_tokens_details":{"reasoning_tokens":2}}"#,
      TokenUsage(input: 3, cacheRead: 4, cacheWrite: 3, output: 5, reasoning: 2)
    ),
    (
      #"{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":2}"#,
      TokenUsage(input: 2, cacheRead: 8, output: 5)
    ),
    (
      #"{"prompt_tokens":10,"completion_tokens":5,"total_tokens":22,"completion_tokens_details":{"reasoning_tokens":7}}"#,
      TokenUsage(input: 10, output: 12, reasoning: 7)
    ),
    (#"{"prompt_tokens":3,"completion_tokens":-5,"prompt_tokens_details":{"cached_tokens":4}}"#, TokenUsage(cacheRead: 3)),
    (#"{"prompt_tokens":3,"completion_tokens":null,"prompt_tokens_details":null}"#, TokenUsage(input: 3)),
  ])
  func `figures become disjoint buckets`(_ json: String, _ usage: TokenUsage) {
    #expect(decoded("{\"choices\":[],\"usage\":\(json)}").usage == usage)
  }

  @Test(arguments: [
    "", "{", "[]", "3", "null", #"{"choices":"#, "\u{FEFF}{}", #"{"choices":[{"delta":{"content":"\x"}}]}"#,
  ])
  func `a chunk that is no object is malformed`(_ data: String) {
    #expect(decoded(data).failure?.code == .providerMalformed)
  }

  @Test(arguments: [
    "{}", #"{"choices":null}"#, #"{"choices":[]}"#, #"{"choices":[{}]}"#, #"{"choices":[{"delta":null}]}"#, #"{"object":"x","error":null}"#,
  ])
  func `a chunk that says nothing is passed over`(_ data: String) {
    #expect(decoded(data) == Decoded())
  }

  @Test(arguments: [
    (#"{"error":{"message":"m","type":"server_error"}}"#, FailureCode.providerOverloaded, true),
    (#"{"error":{"message":"m","type":"rate_limit_error"}}"#, .providerRateLimited, true),
    (#"{"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}}"#, .providerRateLimited, false),
    (#"{"error":{"message":"m","type":"invalid_request_error","code":"context_length_exceeded"}}"#, .providerRefused, false),
    (#"{"error":{"message":"m","type":"None","code":"503"}}"#, .providerOverloaded, true),
    (#"{"error":{"message":"m","code":400}}"#, .providerRefused, false),
    (#"{"error":{"message":"m","code":429}}"#, .providerRateLimited, true),
    (#"{"error":"m"}"#, .providerOverloaded, true),
    (#"{"error":{"message":"m","type":"timeout"}}"#, .providerTimeout, true),
  ])
  func `an error inside the stream fails with its meaning`(_ data: String, _ code: FailureCode, _ retryable: Bool) throws {
    let said = decoded(#"{"choices":[{"delta":{"content":"a"}}]}"#, data)
    #expect(said.text == "a")
    let failure = try #require(said.failure)
    #expect(failure.code == code)
    #expect(failure.retryable == retryable)
    #expect(failure.message == "the provider broke off: m")
    #expect(failure.vendorError?["error"] != nil)
  }

  @Test func `tool calls without an index or an ID are told apart as far as can be`() {
    let said = decoded(
      #"{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"g","arguments":{"x":1}}}]}}]}"#,
      #"{"choices":[{"delta":{"tool_calls":[{"index":7,"function":{"name":"h"}}]}}]}"#, Self.finish)
    #expect(
      said.toolCalls == [
        ToolCall(call: "a", name: "f", arguments: "{}"), ToolCall(call: "b", name: "g", arguments: #"{"x":1}"#),
        ToolCall(call: "call_7", name: "h", arguments: "{}"),
      ])
  }
}
