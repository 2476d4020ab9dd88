import Domain
import Primitives
import Testing

@testable import Gateway

struct OpenAIRequestTests {
  private func read(_ body: String, passesUnknown: Bool = false) throws(Problem) -> OpenAIRequest {
    try OpenAIRequest(body: Array(body.utf8), maxDepth: 64, passesUnknown: { _ in passesUnknown }, traceparent: "00-a")
  }

  private func refusal(_ fields: String, passesUnknown: Bool = false) -> Problem? {
    do {
      _ = try read(#"{"model":"m","messages":[{"role":"user","content":"q"}],\#(fields)}"#, passesUnknown: passesUnknown)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what the vendor documents passes as it came`() throws {
    let request = try read(
      #"""
      {"model":"gpt-x","stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"n":1,"temperature":0.5,
       "messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:x"}},
       {"type":"text","text":"b"}]},{"role":"assistant","content":null,"tool_calls":[]},{"role":"tool","content":"t","tool_call_id":"c"}],
       "tools":[{"type":"function"}],"stop":["x"],"modalities":["text"],"seed":null,"audio":null,"best_of":null}
      """#)
    #expect(request.model == "gpt-x")
    #expect(request.isStreaming)
    #expect(request.question == "a\nb")
    #expect(request.request.includesUsage)
    #expect(request.request.traceparent == "00-a")
    #expect(request.request.messages?.array?.count == 4)
    #expect(request.request.options.fields?.map(\.key) == ["temperature", "tools", "stop", "seed"])
  }

  @Test func `neither streaming nor usage is assumed`() throws {
    for fields in [#""n":null"#, #""stream":null,"stream_options":null"#, #""stream":false"#] {
      let request = try read(#"{"model":"m","messages":[{"role":"user","content":"q"}],\#(fields)}"#)
      #expect(!request.isStreaming && !request.request.includesUsage)
    }
    let request = try read(#"{"model":"m","messages":[{"role":"user","content":"q"}],"stream":true,"stream_options":{}}"#)
    #expect(request.isStreaming && !request.request.includesUsage)
  }

  @Test func `without a user's message the last one is the question`() throws {
    #expect(try read(#"{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#).question == "a")
    #expect(try read(#"{"model":"m","messages":[{"role":"system","content":"a"},{"role":"developer","content":"b"}]}"#).question == "b")
    #expect(try read(#"{"model":"m","messages":[{"role":"assistant"}]}"#).question == "")
  }

  @Test(
    arguments: [
      (#""n":2"#, "unsupported_parameter", "/n"), (#""n":"1""#, "unsupported_parameter", "/n"),
      (#""best_of":1"#, "unsupported_parameter", "/best_of"),
      (#""audio":{}"#, "unsupported_parameter", "/audio"), (#""suffix":"x""#, "unsupported_parameter", "/suffix"),
      (#""echo":true"#, "unsupported_parameter", "/echo"), (#""modalities":["text","audio"]"#, "unsupported_parameter", "/modalities"),
      (#""top_k":1"#, "unsupported_parameter", "/top_k"), (#""top_k":null"#, "unsupported_parameter", "/top_k"),
      (#""stream":"yes""#, "invalid_value", "/stream"), (#""stream_options":{}"#, "invalid_value", "/stream_options"),
      (#""stream":true,"stream_options":[]"#, "invalid_value", "/stream_options"),
      (#""stream":true,"stream_options":{"include_usage":"yes"}"#, "invalid_value", "/stream_options/include_usage"),
      (#""stream":true,"stream_options":{"usage":true}"#, "unsupported_parameter", "/stream_options/usage"),
    ] as [(String, String, String)])
  func `what cannot be answered is refused by its name`(_ fields: String, _ code: String, _ pointer: String) {
    let problem = refusal(fields)
    #expect(problem?.status == 400 && problem?.code == code)
    #expect(problem?.errors.map(\.pointer) == [pointer])
    let name = pointer.dropFirst().replacing("/", with: ".")
    #expect(problem?.detail.hasPrefix(name) == true)
  }

  @Test func `unknown fields pass to a provider that takes them, what one stream cannot answer never does`() throws {
    #expect(refusal(#""top_k":1"#, passesUnknown: true) == nil)
    #expect(refusal(#""best_of":2"#, passesUnknown: true)?.code == "unsupported_parameter")
    #expect(refusal(#""n":2"#, passesUnknown: true)?.code == "unsupported_parameter")
    let request = try read(#"{"model":"m","messages":[{"role":"user","content":"q"}],"top_k":1}"#, passesUnknown: true)
    #expect(request.request.options == .object(["top_k": .integer(1)]))
  }

  @Test(
    arguments: [
      (#"[]"#, "/"), (#"{"messages":[{"role":"user","content":"q"}]}"#, "/model"), (#"{"model":"","messages":[]}"#, "/model"),
      (#"{"model":1,"messages":[]}"#, "/model"), (#"{"model":"m"}"#, "/messages"), (#"{"model":"m","messages":[]}"#, "/messages"),
      (#"{"model":"m","messages":{}}"#, "/messages"), (#"{"model":"m","messages":["x"]}"#, "/messages/0"),
      (#"{"model":"m","messages":[{"content":"x"}]}"#, "/messages/0/role"),
      (#"{"model":"m","messages":[{"role":"wizard","content":"x"}]}"#, "/messages/0/role"),
      (#"{"model":"m","messages":[{"role":"user"}]}"#, "/messages/0/content"),
      (#"{"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":1}]}"#, "/messages/1/content"),
    ] as [(String, String)])
  func `what is wrong is told by its place`(_ body: String, _ pointer: String) {
    do {
      _ = try read(body)
      Issue.record("expected a refusal")
    } catch {
      #expect(error.status == 400 && error.code == "invalid_value")
      #expect(error.errors.map(\.pointer) == [pointer])
    }
  }
}
