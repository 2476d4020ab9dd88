import Domain
import Primitives
import Providers
import TestKit
import Testing
import Transport

@Suite struct OpenAIProviderTests {
  @Test func `a request carries the conversation, the options and the run, and asks for a stream with figures`() async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    let profile = ProviderProfile(
      name: "openai", kind: .openai, baseURL: server.openAIBaseURL + "/", apiKey: "secret",
      headers: [HTTPClientHeader("X-Team", "search"), HTTPClientHeader("accept", "text/event-stream")])
    let messages = try JSONReaderForTests.value(
      #"[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"é\n"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}]"#
    )
    let options = try JSONReaderForTests.value(
      #"{"temperature":0.5,"tools":[{"type":"function","function":{"name":"f"}}],"stream":false,"stream_options":{"include_usage":false,"include_obfuscation":false},"model":"other","seed":9223372036854775807}"#
    )
    try await withProviders([profile]) { bench in
      let request = ModelRequest(
        model: "fake", messages: messages, options: options, run: "01JD0000000000000000000000",
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
      #expect(await bench.ask("openai", request).ending == .completed)
    }
    let seen = try #require(server.requests.first)
    #expect(seen.method == "POST")
    #expect(seen.target == "/v1/chat/completions")
    #expect(seen.headers["authorization"] == "Bearer secret")
    #expect(seen.headers["content-type"] == "application/json")
    #expect(seen.headers["x-client-request-id"] == "01JD0000000000000000000000")
    #expect(seen.headers["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    #expect(seen.headers["x-team"] == "search")
    #expect(seen.headers["accept"] == "text/event-stream")
    let body = try JSONReaderForTests.value(seen.body)
    #expect(body["model"] == .string("fake"))
    #expect(body["messages"] == messages)
    #expect(body["stream"] == .bool(true))
    #expect(body["stream_options"] == .object(["include_usage": .bool(true), "include_obfuscation": .bool(false)]))
    #expect(body["temperature"] == .double(0.5))
    #expect(body["seed"] == .integer(.max))
    #expect(body.fields?.count == 7)
  }

  @Test func `without a key there is no authorization`() async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([ProviderProfile(name: "local", kind: .openai, baseURL: server.openAIBaseURL)]) { bench in
      #expect(await bench.ask("local", .asking("x", model: "fake")).ending == .completed)
    }
    #expect(server.requests.first?.headers["authorization"] == nil)
  }

  @Test(arguments: [
    (
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\"}}",
      FailureCode.providerRefused
    ),
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Sign in</html>", .providerCut),
    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":", .providerMalformed),
    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[]}", .providerMalformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .providerCut),
    ("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html>nginx</html>", .providerOverloaded),
    ("HTTP/1.1 429 Too Many Requests\r\n\r\n{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}", .providerRateLimited),
    ("SSH-2.0\r\n", .providerMalformed),
  ])
  func `an answer that is none fails with its meaning`(_ answer: String, _ code: FailureCode) async throws {
    let server = try BlockingSocketServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
    }
    defer { server.stop() }
    try await withProviders([ProviderProfile(name: "odd", kind: .openai, baseURL: "http://127.0.0.1:\(server.port)/v1")]) { bench in
      let heard = await bench.ask("odd", .asking("x", model: "fake"))
      #expect(heard.failure?.code == code, "\(String(describing: heard.failure))")
      if answer.contains("insufficient_quota") { #expect(heard.failure?.retryable == false) }
      if answer.contains("nginx") { #expect(heard.failure?.vendorError == nil) }
    }
  }

  @Test(arguments: ["", "Content-Type: text/plain\r\n"])
  func `a stream without its type is still a stream`(_ header: String) async throws {
    let server = try BlockingSocketServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\n\(header)\r\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n")
    }
    defer { server.stop() }
    try await withProviders([ProviderProfile(name: "odd", kind: .openai, baseURL: "http://127.0.0.1:\(server.port)/v1")]) { bench in
      let heard = await bench.ask("odd", .asking("x", model: "fake"))
      #expect(heard.ending == .completed)
      #expect(heard.text == "a")
    }
  }
}
