import Domain
import Primitives
import Providers
import TestKit
import Testing

@Suite struct FakeProviderTests {
  @Test func `words are joined, with or without their prefix`() throws {
    let behaviour = try #require(FakeBehaviour(model: "claude-fake-tokens-200+fake-slow-20+nousage+text-a%2Bb%20c+status-500-2"))
    #expect(behaviour.tokens == 200)
    #expect(behaviour.slowMilliseconds == 20)
    #expect(behaviour.omitsUsage)
    #expect(behaviour.text == "a+b c")
    #expect(behaviour.status == 500)
    #expect(behaviour.statusTimes == 2)
    #expect(FakeBehaviour(model: "fake+429-2")?.statusTimes == 2)
    #expect(FakeBehaviour(model: "gpt-4.1-mini") == FakeBehaviour(model: "fake"))
  }

  @Test(arguments: ["fake-nonsense", "fake-tokens", "fake-slow-x", "fake-text-%ZZ", "fake-split-0", "fake+"])
  func `a word that is not known is an unknown model`(_ model: String) {
    #expect((FakeBehaviour(model: model) == nil) == (model != "fake+"))
  }

  @Test(arguments: Vendor.allCases, [("fake-429-2", 2), ("fake-status-503-1", 1), ("fake-cut-once-200", 1)])
  func `what goes wrong so many times goes well afterwards, for each kind of request`(_ vendor: Vendor, _ row: (model: String, times: Int))
    async throws
  {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      for question in ["one", "two"] {
        for _ in 0..<row.times { #expect(await bench.ask(vendor.rawValue, .asking(question, model: row.model)).failure?.retryable == true) }
        for _ in 0..<2 { #expect(await bench.ask(vendor.rawValue, .asking(question, model: row.model)).ending == .completed) }
      }
      server.reset()
      #expect(server.requests.isEmpty)
      #expect(await bench.ask(vendor.rawValue, .asking("one", model: row.model)).failure != nil)
    }
  }

  @Test(arguments: Vendor.allCases)
  func `it says what it is asked to say`(_ vendor: Vendor) async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      #expect(await bench.ask(vendor.rawValue, .asking("Grüße", model: "fake-echo")).text == "Grüße")
      let counted = await bench.ask(vendor.rawValue, .asking("x", model: "fake-tokens-200"))
      #expect(counted.texts.count == 200)
      #expect(counted.usage?.output == 200)
      let tool = #"{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}"#
      let messages = try JSONReaderForTests.value(
        "[{\"role\":\"user\",\"content\":\"x\"},\(tool),{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"42\"}]")
      let answered = await bench.ask(vendor.rawValue, ModelRequest(model: "fake-tool", messages: messages, options: .null, run: "r"))
      // Anthropic's results are text too, but stand as a plain string in their block.
      #expect(answered.text == "The tool said: 42")
    }
  }

  @Test(arguments: Vendor.allCases)
  func `a wrong key is not let in`(_ vendor: Vendor) async throws {
    let server = try FakeProviderServer(requiredKey: "other")
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      #expect(await bench.ask(vendor.rawValue, .asking("x", model: "fake")).failure?.status == 401)
    }
  }
}
