import Domain
import EventLoop
import Primitives
import Providers
import TestKit
import Testing
import Transport

/// All protocols, asked by the same words: what a fake provider does must mean the same from each.
enum Vendor: String, CaseIterable, Sendable {
  case openai, anthropic, responses

  private var kind: ProviderProfile.Kind {
    switch self {
    case .openai: .openai
    case .anthropic: .anthropic
    case .responses: .openaiResponses
    }
  }

  func profile(_ server: FakeProviderServer, timeouts: HTTPClientTimeouts = HTTPClientTimeouts()) -> ProviderProfile {
    profile(baseURL: self == .anthropic ? server.anthropicBaseURL : server.openAIBaseURL, timeouts: timeouts)
  }

  func profile(baseURL: String, timeouts: HTTPClientTimeouts = HTTPClientTimeouts()) -> ProviderProfile {
    ProviderProfile(name: rawValue, kind: kind, baseURL: baseURL, apiKey: "secret", timeouts: timeouts)
  }
}

@Suite struct VendorProviderTests {
  /// Asks a fresh fake provider through an adapter.
  private func ask(
    _ vendor: Vendor, _ model: String, timeouts: HTTPClientTimeouts = HTTPClientTimeouts(), prepare: @escaping @Sendable (Listener) -> Void = { _ in }
  ) async throws -> Listener {
    let server = try FakeProviderServer(requiredKey: "secret")
    defer { server.stop() }
    var listener: Listener?
    try await withProviders([vendor.profile(server, timeouts: timeouts)]) { bench in
      listener = await bench.ask(vendor.rawValue, .asking("hello", model: model), prepare: prepare)
    }
    let heard = try #require(listener)
    #expect(heard.endings == 1)
    return heard
  }

  private static let standard = "Here is a small program:\n\n```python\nfor n in range(3):\n    print(n)\n```\n\nIt prints 0, 1 and 2.\n"

  @Test(arguments: Vendor.allCases, ["fake", "fake-split-1", "fake-crlf", "fake-json", "fake-nodone", "fake-reason", "fake-slow-1", "fake-chars-1"])
  func `an answer comes whole however it is said`(_ vendor: Vendor, _ model: String) async throws {
    let heard = try await ask(vendor, model)
    #expect(heard.ending == .completed)
    #expect(heard.text == Self.standard)
    #expect(heard.finishReason == "stop")
    #expect(heard.requestID == "req_fake1")
    let tokens = Int64(model == "fake-chars-1" ? 95 : 24)
    let thoughts: Int64 = model == "fake-reason" ? 3 : 0
    #expect(heard.usage == TokenUsage(input: 7, output: tokens + thoughts, reasoning: thoughts))
    #expect(heard.reasoning == (thoughts > 0 ? "First, I think. Then I speak." : ""))
  }

  @Test(arguments: Vendor.allCases, ["fake-tool", "fake-tool+tool-repeat", "fake-tool+json", "fake-tool+split-3"])
  func `a tool call comes when it is whole`(_ vendor: Vendor, _ model: String) async throws {
    let heard = try await ask(vendor, model)
    #expect(heard.ending == .completed)
    let id = vendor == .anthropic ? "toolu_fake_1" : "call_fake_1"
    #expect(heard.toolCalls == [ToolCall(call: id, name: "run_code", arguments: #"{"code":"print(1)"}"#)])
    #expect(heard.finishReason == "tool_calls")
  }

  @Test(arguments: Vendor.allCases)
  func `figures are told apart, and missing ones stay missing`(_ vendor: Vendor) async throws {
    #expect(try await ask(vendor, "fake-cached-5").usage == TokenUsage(input: 2, cacheRead: 5, output: 24))
    #expect(try await ask(vendor, "fake-nousage").usage == nil)
    #expect(try await ask(vendor, "fake-finish-length").finishReason == "length")
    #expect(try await ask(vendor, "fake-finish-filter").finishReason == "content_filter")
  }

  @Test(
    arguments: Vendor.allCases,
    [
      ("fake-noend", FailureCode.providerCut, true), ("fake-malformed-4", .providerMalformed, true), ("fake-error-4", .providerOverloaded, true),
      ("fake-overloaded", .providerOverloaded, true), ("fake-cut-700", .providerCut, true), ("fake-reset-700", .providerCut, true),
      ("fake-json+cut-50", .providerCut, true), ("fake-status-400", .providerRefused, false), ("fake-status-401", .providerRefused, false),
      ("fake-status-403", .providerRefused, false), ("fake-status-404", .providerRefused, false), ("fake-nonsense", .providerRefused, false),
      ("fake-status-302", .providerRefused, false), ("fake-status-408", .providerTimeout, true), ("fake-status-504", .providerTimeout, true),
      ("fake-429", .providerRateLimited, true), ("fake-status-500", .providerOverloaded, true), ("fake-status-501", .providerRefused, false),
      ("fake-status-503", .providerOverloaded, true), ("fake-status-529", .providerOverloaded, true), ("fake-cut-0", .providerCut, true),
    ])
  func `each failure has its code`(_ vendor: Vendor, _ row: (model: String, code: FailureCode, retryable: Bool)) async throws {
    let heard = try await ask(vendor, row.model)
    let failure = try #require(heard.failure)
    #expect(failure.code == row.code)
    #expect(failure.retryable == row.retryable)
    #expect(Self.standard.hasPrefix(heard.text))
    #expect(heard.finishReason == nil)
    if row.model.hasPrefix("fake-status-") {
      let status = try #require(Int(row.model.dropFirst("fake-status-".count)))
      #expect(failure.status == status)
      #expect(failure.vendorError?["error"]?["message"] == .string("fake status \(status)"))
      #expect(failure.message == "\(vendor.rawValue) answered \(status): fake status \(status)")
      #expect(failure.retryAfterMilliseconds == 0)
    }
  }

  @Test(arguments: Vendor.allCases)
  func `silence is a timeout, at the beginning and later`(_ vendor: Vendor) async throws {
    let hang = try await ask(vendor, "fake-hang", timeouts: HTTPClientTimeouts(firstByteMilliseconds: 50))
    #expect(hang.failure?.code == .providerTimeout)
    let stall = try await ask(vendor, "fake-stall-6", timeouts: HTTPClientTimeouts(idleMilliseconds: 50))
    #expect(stall.failure?.code == .providerTimeout)
    #expect(stall.failure?.retryable == true)
    #expect(!stall.text.isEmpty && Self.standard.hasPrefix(stall.text))
  }

  @Test(arguments: Vendor.allCases)
  func `nobody there and nowhere to go are told apart`(_ vendor: Vendor) async throws {
    let nobody = try ClosedPort()
    var profile = vendor.profile(baseURL: "http://127.0.0.1:\(nobody.number)")
    try await withProviders([profile]) { bench in
      let heard = await bench.ask(vendor.rawValue, .asking("x", model: "fake"))
      #expect(heard.failure?.code == .providerOverloaded)
    }
    withExtendedLifetime(nobody) {}
    profile.baseURL = "not a url"
    try await withProviders([profile]) { bench in
      let heard = await bench.ask(vendor.rawValue, .asking("x", model: "fake"))
      #expect(heard.failure?.retryable == (heard.failure?.code == .providerOverloaded))
    }
  }

  @Test(arguments: Vendor.allCases, [("after-7", 7000), ("after-0.5", 500), ("after-Fri, 01 Jan 2100 00:00:00 GMT", 1), ("after-soon", nil)])
  func `how long to wait is read in every form`(_ vendor: Vendor, _ row: (word: String, milliseconds: Int64?)) async throws {
    let heard = try await ask(vendor, "fake-429+" + row.word.replacing(" ", with: "%20"))
    let wait = heard.failure?.retryAfterMilliseconds
    if row.milliseconds == 1 { #expect(wait ?? 0 > 1_000_000) } else { #expect(wait == row.milliseconds) }
  }

  @Test(arguments: Vendor.allCases)
  func `an answer cut after any byte is a beginning and a cut, and only a whole one completes`(_ vendor: Vendor) async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      let whole = await bench.ask(vendor.rawValue, .asking("x", model: "fake-text-h%C3%A9%F0%9F%99%82"))
      #expect(whole.text == "hé🙂")
      var completed = 0
      // Responses tell the answer several times over.
      for length in 0..<(vendor == .responses ? 4200 : 1600) {
        let heard = await bench.ask(vendor.rawValue, .asking("x", model: "fake-text-h%C3%A9%F0%9F%99%82+cut-\(length)"))
        #expect(heard.endings == 1)
        #expect(whole.text.hasPrefix(heard.text))
        if heard.ending == .completed {
          completed += 1
          #expect(heard.text == whole.text)
          #expect(heard.finishReason == "stop")
        } else {
          #expect(heard.failure?.code == .providerCut, "cut after \(length)")
          #expect(heard.failure?.retryable == true)
          // Once an answer is whole it stays so, however much more comes.
          #expect(completed == 0, "cut after \(length)")
        }
      }
      #expect(completed > 0)
    }
  }

  @Test(arguments: Vendor.allCases)
  func `a cancelled call says nothing more and lets go of its connection`(_ vendor: Vendor) async throws {
    let heard = try await ask(vendor, "fake-tokens-1000") { listener in listener.onEvent = { if $0.texts.count == 10 { $0.call?.cancel() } } }
    #expect(heard.ending == .cancelled)
    #expect(heard.texts.count == 10)
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      let ending = try await bench.loop.run {
        let listener = Listener()
        let call = bench.set.value.providers[vendor.rawValue]!.start(.asking("x", model: "fake"), sink: listener)
        call.cancel()
        call.cancel()
        return (listener.ending, listener.endings)
      }
      #expect(ending == (.cancelled, 1))
    }
  }

  @Test(arguments: Vendor.allCases)
  func `a paused call says nothing until it is resumed, and loses nothing`(_ vendor: Vendor) async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      let loop = bench.loop
      for model in ["fake-tokens-40", "fake-tool+reason", "fake-json"] {
        let plain = await bench.ask(vendor.rawValue, .asking("x", model: model))
        let paused = await bench.ask(vendor.rawValue, .asking("x", model: model)) { listener in
          listener.onEvent = { listener in
            listener.call?.pause()
            let count = listener.events.count
            loop.schedule(afterMilliseconds: 1) {
              #expect(listener.events.count == count)
              #expect(listener.ending == nil)
              listener.call?.resume()
            }
          }
        }
        #expect(paused.ending == .completed)
        #expect(paused.events.dropFirst(2) == plain.events.dropFirst(2))
      }
    }
  }

  @Test(arguments: Vendor.allCases)
  func `connections are used again`(_ vendor: Vendor) async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    try await withProviders([vendor.profile(server)]) { bench in
      for _ in 0..<50 { #expect(await bench.ask(vendor.rawValue, .asking("x", model: "fake")).ending == .completed) }
    }
    #expect(server.requests.count == 50)
  }
}
