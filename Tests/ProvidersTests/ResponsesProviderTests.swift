import Domain
import EventLoop
import Primitives
import Providers
import TestKit
import Testing
import Transport

@Suite struct ResponsesProviderTests {
  private func body(
    _ messages: String, _ options: String = "{}", isBackground: Bool = false
  ) async throws -> JSONValue {
    let server = try FakeProviderServer()
    defer { server.stop() }
    let request = ModelRequest(
      model: "fake", messages: try JSONReaderForTests.value(messages), options: try JSONReaderForTests.value(options),
      run: "01JD0000000000000000000000", traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    try await withProviders([profile(server, isBackground: isBackground)]) { bench in
      let heard = await bench.ask("responses", request)
      #expect(heard.ending == .completed, "\(String(describing: heard.failure))")
    }
    let seen = try #require(server.requests.first)
    #expect((seen.method, seen.target) == ("POST", "/v1/responses"))
    #expect(seen.headers["authorization"] == "Bearer secret")
    #expect(seen.headers["x-client-request-id"] == "01JD0000000000000000000000")
    #expect(seen.headers["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    return try JSONReaderForTests.value(seen.body)
  }

  private func profile(_ server: FakeProviderServer, isBackground: Bool) -> ProviderProfile {
    ProviderProfile(
      name: "responses", kind: .openaiResponses, baseURL: server.openAIBaseURL + "/", apiKey: "secret", isBackground: isBackground)
  }

  @Test func `a conversation becomes items, with pictures, files, calls and their results`() async throws {
    let body = try await body(
      #"""
      [{"role":"system","content":"Be brief."},
       {"role":"user","content":[{"type":"text","text":"é"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}},
         {"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}}]},
       {"role":"assistant","content":"I look.","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
         {"id":"b","type":"custom","custom":{"name":"g","input":"ls"}}]},
       {"role":"tool","tool_call_id":"a","content":"42"},
       {"role":"tool","tool_call_id":"z","content":"stray"},
       {"role":"assistant","content":null,"refusal":"No."},
       {"role":"user","content":""},
       {"role":"user","content":"and?"}]
      """#)
    let expected = try JSONReaderForTests.value(
      #"""
      [{"type":"message","role":"system","content":"Be brief."},
       {"type":"message","role":"user","content":[{"type":"input_text","text":"é"},{"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"auto"},
         {"type":"input_image","image_url":"https://x/y.png","detail":"low"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}]},
       {"type":"message","role":"assistant","content":"I look."},
       {"type":"function_call","call_id":"a","name":"f","arguments":"{}"},{"type":"custom_tool_call","call_id":"b","name":"g","input":"ls"},
       {"type":"function_call_output","call_id":"a","output":"42"},
       {"type":"message","role":"user","content":"stray"},
       {"type":"custom_tool_call_output","call_id":"b","output":"The tool gave no result."},
       {"type":"message","role":"assistant","content":"No."},
       {"type":"message","role":"user","content":"and?"}]
      """#)
    #expect(body["input"] == expected)
    #expect(body["store"] == .bool(false))
    #expect(body["stream"] == .bool(true))
    #expect(body.fields?.count == 4)
  }

  @Test func `options are put into the words of Responses, and those without a counterpart are left out`() async throws {
    let body = try await body(
      #"[{"role":"user","content":"x"}]"#,
      #"""
      {"max_completion_tokens":99,"reasoning_effort":"low","reasoning":{"summary":"auto"},"verbosity":"low","temperature":0.5,"seed":1,"stop":["x"],
       "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
       "tools":[{"type":"function","function":{"name":"f","parameters":{}}},{"type":"web_search"}],
       "tool_choice":{"type":"function","function":{"name":"f"}},"logprobs":true,"top_logprobs":2,"user":"u","store":true,
       "stream_options":{"include_usage":true,"include_obfuscation":false},"parallel_tool_calls":false,"model":"other","input":"other"}
      """#)
    #expect(body["model"] == .string("fake"))
    #expect(body["max_output_tokens"] == .integer(99))
    #expect(body["reasoning"] == .object(["summary": .string("auto"), "effort": .string("low")]))
    #expect(
      body["text"]
        == (try JSONReaderForTests.value(
          #"{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true},"verbosity":"low"}"#)))
    #expect(
      body["tools"] == (try JSONReaderForTests.value(#"[{"type":"function","name":"f","parameters":{}},{"type":"web_search"}]"#)))
    #expect(body["tool_choice"] == .object(["type": .string("function"), "name": .string("f")]))
    #expect(body["include"] == .array([.string("message.output_text.logprobs")]))
    #expect(body["top_logprobs"] == .integer(2))
    #expect(body["stream_options"] == .object(["include_obfuscation": .bool(false)]))
    #expect(body["store"] == .bool(true))
    for left in ["seed", "stop", "messages", "logprobs", "verbosity", "response_format", "background"] { #expect(body[left] == nil) }
    let allowed = try await self.body(
      #"[{"role":"user","content":"x"}]"#,
      #"{"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"f"}}]}},"response_format":{"type":"json_object"}}"#
    )
    #expect(
      allowed["tool_choice"]
        == (try JSONReaderForTests.value(#"{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]}"#)))
    #expect(allowed["text"] == .object(["format": .object(["type": .string("json_object")])]))
  }

  @Test func `an answer in background mode is kept by the vendor, whatever the options say`() async throws {
    let body = try await body(#"[{"role":"user","content":"x"}]"#, #"{"store":false,"background":false}"#, isBackground: true)
    #expect(body["store"] == .bool(true))
    #expect(body["background"] == .bool(true))
  }

  @Test(arguments: [
    #"[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA=="}}]}]"#, #"[{"role":"user","content":[{"type":"image_url"}]}]"#,
    #"[{"role":"user","content":[{"type":"file"}]}]"#, #"[{"role":"user","content":[{}]}]"#,
  ])
  func `what Responses cannot carry is refused before it is asked`(_ messages: String) async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([profile(server, isBackground: false)]) { bench in
      let request = ModelRequest(model: "fake", messages: try JSONReaderForTests.value(messages), options: .null, run: "r")
      let heard = await bench.ask("responses", request)
      #expect(heard.failure?.code == .providerRefused && heard.failure?.status == 400)
    }
    #expect(server.requests.isEmpty)
  }
}
