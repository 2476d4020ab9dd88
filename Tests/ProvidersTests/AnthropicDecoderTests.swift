import Domain
import Primitives
import Testing

@testable import Providers

@Suite struct AnthropicDecoderTests {
  private func decoded(_ data: String...) -> Decoded { decode(AnthropicDecoder.self, data.map { "data: \($0)\n\n" }.joined()) }

  @Test(arguments: RecordedStreams.anthropic)
  func `a recorded stream means the same however it is cut`(_ recorded: RecordedStream) {
    let bytes = Array(recorded.stream.utf8)
    let whole = decode(AnthropicDecoder.self, [bytes[...]])
    #expect(whole.text == recorded.text)
    #expect(whole.reasoning == recorded.reasoning)
    #expect(whole.toolCalls == recorded.toolCalls)
    #expect(whole.usage == recorded.usage)
    #expect(whole.finishReason == recorded.finish)
    #expect(whole.failure == nil)
    for split in 0...bytes.count {
      #expect(decode(AnthropicDecoder.self, [bytes[..<split], bytes[split...]]) == whole, "cut at \(split)")
      let part = decode(AnthropicDecoder.self, [bytes[..<split]])
      #expect(part.failure == nil)
      #expect(whole.text.hasPrefix(part.text))
      #expect(whole.toolCalls.starts(with: part.toolCalls))
      #expect(!part.isWhole || part.text == whole.text)
    }
  }

  @Test(arguments: [
    ("end_turn", "stop"), ("stop_sequence", "stop"), ("pause_turn", "stop"), ("max_tokens", "length"), ("model_context_window_exceeded", "length"),
    ("tool_use", "tool_calls"), ("refusal", "content_filter"), ("something_new", "stop"),
  ])
  func `stop reasons are put into OpenAI's words`(_ word: String, _ reason: String) {
    #expect(decoded("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"\(word)\"}}").finishReason == reason)
  }

  @Test(arguments: [
    ("overloaded_error", FailureCode.providerOverloaded, true), ("api_error", .providerOverloaded, true),
    ("rate_limit_error", .providerRateLimited, true),
    ("invalid_request_error", .providerRefused, false), ("authentication_error", .providerRefused, false),
    ("permission_error", .providerRefused, false),
    ("not_found_error", .providerRefused, false), ("request_too_large", .providerRefused, false), ("billing_error", .providerRefused, false),
    ("timeout_error", .providerTimeout, true),
  ])
  func `an error inside the stream fails with its meaning`(_ type: String, _ code: FailureCode, _ retryable: Bool) throws {
    let said = decoded(
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}"#,
      "{\"type\":\"error\",\"error\":{\"type\":\"\(type)\",\"message\":\"m\"}}")
    #expect(said.text == "a")
    let failure = try #require(said.failure)
    #expect(failure.code == code)
    #expect(failure.retryable == retryable)
    #expect(failure.vendorError?["error"]?["type"]?.string == type)
  }

  @Test(arguments: ["", "{", "[]", "null"])
  func `an event that is no object is malformed`(_ data: String) { #expect(decoded(data).failure?.code == .providerMalformed) }

  @Test(arguments: [
    #"{"type":"ping"}"#, #"{"type":"something_new","x":1}"#, "{}",
    #"{"type":"content_block_delta","delta":{"type":"citations_delta","citation":{}}}"#,
    #"{"type":"content_block_start","content_block":{"type":"server_tool_use","id":"x","name":"web_search","input":{}}}"#,
    #"{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{}"}}"#, #"{"type":"content_block_stop","index":0}"#,
  ])
  func `an event that says nothing to us is passed over`(_ data: String) { #expect(decoded(data) == Decoded()) }
}
