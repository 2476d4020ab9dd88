import Domain
import Primitives
import Providers
import TestKit
import Testing
import Transport

@Suite struct AnthropicProviderTests {
  /// What the vendor is asked when the conversation and options are these; the fake refuses what the real one would.
  private func sent(messages: String, options: String = "{}", model: String = "claude-fake") async throws -> (JSONValue, FakeRequest) {
    let server = try FakeProviderServer()
    defer { server.stop() }
    let messages = try JSONReaderForTests.value(messages)
    let options = try JSONReaderForTests.value(options)
    let profile = ProviderProfile(name: "anthropic", kind: .anthropic, baseURL: server.anthropicBaseURL, apiKey: "secret")
    try await withProviders([profile]) { bench in
      let heard = await bench.ask("anthropic", ModelRequest(model: model, messages: messages, options: options, run: "r", traceparent: "00-a-b-01"))
      #expect(heard.ending == .completed, "\(String(describing: heard.failure))")
    }
    let request = try #require(server.requests.first)
    return (try JSONReaderForTests.value(request.body), request)
  }

  @Test func `system texts stand apart, options get Anthropic's names`() async throws {
    let (body, request) = try await sent(
      messages: #"[{"role":"system","content":"A"},{"role":"developer","content":[{"type":"text","text":"B"}]},{"role":"user","content":"hi"}]"#,
      options:
        #"{"temperature":1.5,"top_p":0.9,"stop":["END"," "],"max_completion_tokens":77,"user":"u1","seed":4,"logprobs":true,"n":1,"response_format":{"type":"text"},"top_k":5}"#
    )
    #expect(request.target == "/v1/messages")
    #expect(request.headers["x-api-key"] == "secret")
    #expect(request.headers["anthropic-version"] == "2023-06-01")
    #expect(request.headers["traceparent"] == "00-a-b-01")
    #expect(body["model"] == .string("claude-fake"))
    #expect(body["system"] == .string("A\n\nB"))
    #expect(body["stream"] == .bool(true))
    #expect(body["max_tokens"] == .integer(77))
    #expect(body["temperature"]?.integer == 1)
    #expect(body["top_p"] == .double(0.9))
    #expect(body["stop_sequences"] == .array([.string("END")]))
    #expect(body["metadata"] == .object(["user_id": .string("u1")]))
    #expect(body["top_k"] == .integer(5))
    #expect(
      Set((body.fields ?? []).map(\.key)) == [
        "model", "system", "stream", "max_tokens", "temperature", "top_p", "stop_sequences", "metadata", "top_k", "messages",
      ])
  }

  @Test func `there is always a limit on the answer`() async throws {
    let (body, _) = try await sent(messages: #"[{"role":"user","content":"hi"}]"#)
    #expect(body["max_tokens"] == .integer(8192))
    #expect(body["system"] == nil)
  }

  @Test func `tools, the choice of them, calls and results are translated`() async throws {
    let (body, _) = try await sent(
      messages: """
        [{"role":"user","content":"go"},
         {"role":"assistant","content":null,"tool_calls":[
           {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]},
         {"role":"tool","tool_call_id":"a","content":"one"},{"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"two"}]},
         {"role":"user","content":"and?"}]
        """,
      options: """
        {"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"x":{"type":"integer"}}},"strict":true}},
          {"type":"function","function":{"name":"g"}}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false}
        """)
    let expected = try JSONReaderForTests.value(
      """
      {"messages":[{"role":"user","content":[{"type":"text","text":"go"}]},
        {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"b","name":"g","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"one"},{"type":"tool_result","tool_use_id":"b","content":"two"},
          {"type":"text","text":"and?"}]}],
       "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"x":{"type":"integer"}}}},
         {"name":"g","input_schema":{"type":"object","properties":{}}}],
       "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true}}
      """)
    for key in ["messages", "tools", "tool_choice"] { #expect(body[key] == expected[key]) }
  }

  @Test(
    arguments: [
      (#""auto""#, nil), (#""none""#, #"{"type":"none"}"#), (#""required""#, #"{"type":"any"}"#), ("null", nil),
    ] as [(String, String?)])
  func `the choice of a tool is translated`(_ choice: String, _ expected: String?) async throws {
    let (body, _) = try await sent(
      messages: #"[{"role":"user","content":"hi"}]"#,
      options: "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\(choice)}")
    #expect(body["tool_choice"] == (try expected.map { try JSONReaderForTests.value($0) }))
  }

  @Test func `images and files become blocks`() async throws {
    let (body, _) = try await sent(
      messages: """
        [{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
          {"type":"image_url","image_url":{"url":"https://example.org/a.png"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,BBBB"}},
          {"type":"text","text":"  "}]}]
        """)
    let expected = try JSONReaderForTests.value(
      """
      [{"role":"user","content":[{"type":"text","text":"look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
        {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
        {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"BBBB"}}]}]
      """)
    #expect(body["messages"] == expected)
  }

  @Test(arguments: [
    // A call without a result, at the end and before a question.
    #"[{"role":"user","content":"go"},{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"not json"}}]}]"#,
    #"[{"role":"user","content":"go"},{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"b","content":""},{"role":"user","content":"never mind"}]"#,
    // A result without a call.
    #"[{"role":"user","content":"go"},{"role":"tool","tool_call_id":"zzz","content":"lost"}]"#,
    // Neighbours of one role, blanks, an answer to go on from.
    #"[{"role":"user","content":"a"},{"role":"user","content":" "},{"role":"user","content":"b"},{"role":"assistant","content":"so: \n"}]"#,
  ])
  func `a conversation with holes is still taken`(_ messages: String) async throws {
    let (body, _) = try await sent(messages: messages)
    let roles = (body["messages"]?.array ?? []).map { $0["role"]?.string ?? "" }
    #expect(roles.first == "user")
    for pair in zip(roles, roles.dropFirst()) { #expect(pair.0 != pair.1) }
  }

  @Test(arguments: [
    #"[{"type":"input_audio","input_audio":{"data":"AA","format":"wav"}}]"#, #"[{"type":"file","file":{"file_id":"f1"}}]"#,
    #"[{"type":"image_url","image_url":{"url":"data:image/png,raw"}}]"#, #"[{"text":"no type"}]"#,
  ])
  func `what cannot be carried is refused without asking, and never at once`(_ content: String) async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    let messages = try JSONReaderForTests.value("[{\"role\":\"user\",\"content\":\(content)}]")
    try await withProviders([ProviderProfile(name: "anthropic", kind: .anthropic, baseURL: server.anthropicBaseURL)]) { bench in
      let heard = await bench.ask("anthropic", ModelRequest(model: "claude-fake", messages: messages, options: .null, run: "r"))
      #expect(heard.failure?.code == .providerRefused)
      #expect(heard.failure?.status == 400)
      #expect(heard.failure?.retryable == false)
      #expect(heard.failure?.vendorError?["error"]?["type"] == .string("invalid_request_error"))
      #expect(heard.events.isEmpty)
    }
    #expect(server.requests.isEmpty)
  }
}
