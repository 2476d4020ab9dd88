import Domain
import EventLoop
import Primitives
import Providers
import TestKit
import Testing
import Transport

/// Answers that go on at the vendor without a listener.
@Suite struct BackgroundResponsesTests {
  private static let text = "Grüße 🙂"
  private static let answer = "fake-text-Gr%C3%BC%C3%9Fe%20%F0%9F%99%82+chars-1"

  private func withBackground(
    timeouts: HTTPClientTimeouts = HTTPClientTimeouts(), _ body: (FakeProviderServer, ProviderBench) async throws -> Void
  ) async throws {
    let server = try FakeProviderServer(requiredKey: "secret")
    defer { server.stop() }
    let profile = ProviderProfile(
      name: "responses", kind: .openaiResponses, baseURL: server.openAIBaseURL, apiKey: "secret", timeouts: timeouts, isBackground: true)
    try await withProviders([profile]) { bench in try await body(server, bench) }
  }

  private static func generations(_ server: FakeProviderServer) -> Int {
    server.requests.count { $0.method == "POST" && $0.target == "/v1/responses" }
  }
  private static func listenings(_ server: FakeProviderServer) -> [String] { server.requests.filter { $0.method == "GET" }.map(\.target) }

  @Test func `it says by what it can be listened to again before it says a word`() async throws {
    try await withBackground { server, bench in
      let heard = await bench.ask("responses", .asking("x", model: Self.answer))
      #expect(heard.ending == .completed && heard.text == Self.text)
      #expect(heard.events.filter { $0 == .attachable(response: "resp_fake1") }.count == 1)
      #expect(heard.events.prefix(3).last == .attachable(response: "resp_fake1"))
      #expect(Self.listenings(server).isEmpty)
    }
  }

  @Test func `a connection cut after any byte is taken up where it was`() async throws {
    try await withBackground { server, bench in
      let whole = await bench.ask("responses", .asking("x", model: Self.answer))
      for length in stride(from: 300, to: 5000, by: 41) {
        server.reset()
        let heard = await bench.ask("responses", .asking("x", model: "\(Self.answer)+cut-once-\(length)"))
        #expect(heard.endings == 1)
        if heard.failure?.code == .providerCut, length < 600, heard.text.isEmpty {
          // Cut before the vendor had named the answer: there is nothing to take up.
          #expect(Self.listenings(server).isEmpty)
          continue
        }
        #expect(heard.ending == .completed, "cut after \(length): \(String(describing: heard.failure))")
        #expect(heard.texts == whole.texts && heard.usage == whole.usage, "cut after \(length)")
        #expect(Self.generations(server) == 1)
      }
    }
  }

  @Test func `over many connections each is asked for what comes behind the last event`() async throws {
    try await withBackground { server, bench in
      let heard = await bench.ask("responses", .asking("x", model: "fake-tokens-60+reason+cut-2500"))
      #expect(heard.ending == .completed, "\(String(describing: heard.failure))")
      #expect(heard.texts.count == 60)
      #expect(Self.generations(server) == 1)
      let numbers = Self.listenings(server).compactMap { Int($0.split(separator: "=").last ?? "") }
      #expect(numbers.count > 3 && numbers == numbers.sorted() && Set(numbers).count == numbers.count)
      #expect(Self.listenings(server).first?.hasPrefix("/v1/responses/resp_fake1?stream=true&starting_after=") == true)
      #expect(heard.events.compactMap { if case .identified(let id) = $0 { id } else { nil } } == ["req_fake1", "resp_fake1"])
    }
  }

  @Test func `silence is taken up, too`() async throws {
    try await withBackground(timeouts: HTTPClientTimeouts(idleMilliseconds: 50)) { server, bench in
      let heard = await bench.ask("responses", .asking("x", model: "\(Self.answer)+stall-6"))
      #expect(heard.ending == .completed && heard.text == Self.text)
      #expect(Self.generations(server) == 1)
    }
  }

  @Test func `a provider that fails for a moment is asked again, one that has forgotten the answer is not`() async throws {
    try await withBackground { server, bench in
      let moment = await bench.ask("responses", .asking("x", model: "\(Self.answer)+cut-once-1500+listen-503-1"))
      #expect(moment.ending == .completed && moment.text == Self.text)
      let gone = await bench.ask("responses", .asking("x", model: "\(Self.answer)+cut-once-1500+listen-404"))
      #expect(gone.failure?.status == 404 && gone.failure?.retryable == false)
      #expect(Self.text.hasPrefix(gone.text))
      #expect(gone.endings == 1)
    }
  }

  @Test func `an answer too old to be streamed is asked for whole until it is there`() async throws {
    try await withBackground { server, bench in
      for model in ["\(Self.answer)+old+cut-once-2500", "\(Self.answer)+old+slow-15+cut-once-2500", "fake-tool+reason+old+cut-once-1800"] {
        let plain = await bench.ask("responses", .asking("x", model: model.split(separator: "+old")[0].description))
        let heard = await bench.ask("responses", .asking("x", model: model))
        #expect(heard.ending == .completed, "\(model): \(String(describing: heard.failure))")
        #expect(heard.text == plain.text && heard.reasoning == plain.reasoning && heard.toolCalls == plain.toolCalls, "\(model)")
        #expect(heard.usage == plain.usage && heard.finishReason == plain.finishReason)
      }
    }
  }

  @Test func `what the vendor says last is no cut`() async throws {
    try await withBackground { server, bench in
      let heard = await bench.ask("responses", .asking("x", model: "\(Self.answer)+error-9"))
      #expect(heard.failure?.code == .providerOverloaded)
      #expect(Self.listenings(server).isEmpty)
    }
  }

  // MARK: Listened to by another

  @Test func `another listener is told everything from the beginning, and nothing is asked for anew`() async throws {
    try await withBackground { server, bench in
      for model in [Self.answer, "fake-reason+tool", "fake-tokens-30+slow-2"] {
        server.reset()
        let first = await bench.ask("responses", .asking("x", model: model))
        var request = ModelRequest.asking("x", model: model)
        request.reattaching = "resp_fake1"
        let second = await bench.ask("responses", request)
        #expect(second.ending == .completed)
        #expect((second.texts, second.reasoning, second.toolCalls) == (first.texts, first.reasoning, first.toolCalls))
        #expect(second.usage == first.usage && second.finishReason == first.finishReason)
        #expect(second.events.first == .attachable(response: "resp_fake1"))
        #expect(Self.generations(server) == 1)
        #expect(Self.listenings(server) == ["/v1/responses/resp_fake1?stream=true&starting_after=0"])
      }
    }
  }

  @Test func `an answer that is unknown is refused, and one that cannot be reached is left to its listener's patience`() async throws {
    try await withBackground { server, bench in
      var request = ModelRequest.asking("x", model: "fake")
      request.reattaching = "a/../b?c=é"
      let unknown = await bench.ask("responses", request)
      #expect(unknown.failure?.status == 404 && unknown.failure?.retryable == false)
      #expect(Self.listenings(server) == ["/v1/responses/a%2F%2E%2E%2Fb%3Fc%3D%C3%A9?stream=true&starting_after=0"])
      _ = await bench.ask("responses", .asking("x", model: "fake-listen-503"))
      request.reattaching = "resp_fake2"
      let before = server.requests.count
      let refused = await bench.ask("responses", request)
      #expect(refused.failure?.status == 503 && refused.failure?.retryable == true)
      #expect(server.requests.count == before + 1)
    }
  }

  // MARK: Cancelled and let go

  /// What the vendor was asked besides the answer, once it was asked something or many turns have passed.
  private func cancels(_ server: FakeProviderServer, _ loop: EventLoop, turns: Int) async -> [String] {
    for _ in 0..<turns {
      let found = server.requests.filter { $0.target.hasSuffix("/cancel") }.map { "\($0.method) \($0.target)" }
      if !found.isEmpty { return found }
      await withCheckedContinuation { continuation in
        loop.execute { loop.schedule(afterMilliseconds: 2) { continuation.resume() } }
      }
    }
    return []
  }

  @Test func `cancelled, an answer is ended at the vendor`() async throws {
    try await withBackground { server, bench in
      let heard = await bench.ask("responses", .asking("x", model: "fake-tokens-1000+slow-2")) { listener in
        listener.onEvent = { if $0.texts.count == 3 { $0.call?.cancel() } }
      }
      #expect(heard.ending == .cancelled && heard.texts.count == 3 && heard.endings == 1)
      #expect(await cancels(server, bench.loop, turns: 2000) == ["POST /v1/responses/resp_fake1/cancel"])
      var request = ModelRequest.asking("x", model: "fake")
      request.reattaching = "resp_fake1"
      // What the vendor had written by then can still be heard, and no end of it.
      #expect(await bench.ask("responses", request).ending != .completed)
    }
  }

  @Test func `cancelled before the vendor has named it, an answer is ended as soon as it has`() async throws {
    try await withBackground { server, bench in
      let ending = try await bench.loop.run {
        let listener = Listener()
        let call = bench.set.value.providers["responses"]!.start(.asking("x", model: "fake-tokens-1000+slow-2"), sink: listener)
        call.cancel()
        return (listener.ending, listener.events.count)
      }
      #expect(ending == (.cancelled, 0))
      #expect(await cancels(server, bench.loop, turns: 2000) == ["POST /v1/responses/resp_fake1/cancel"])
    }
  }

  @Test func `let go, an answer goes on at the vendor for whoever listens next`() async throws {
    try await withBackground { server, bench in
      let heard = await bench.ask("responses", .asking("x", model: "fake-tokens-40+slow-2")) { listener in
        listener.onEvent = { if $0.texts.count == 3 { $0.call?.release() } }
      }
      #expect(heard.ending == .cancelled && heard.texts.count == 3)
      #expect(await cancels(server, bench.loop, turns: 20) == [])
      var request = ModelRequest.asking("x", model: "fake")
      request.reattaching = "resp_fake1"
      let next = await bench.ask("responses", request)
      #expect(next.ending == .completed && next.texts.count == 40)
      #expect(Self.generations(server) == 1)
    }
  }

  @Test func `without background mode nothing is told of listening again, and a cut is a cut`() async throws {
    let server = try FakeProviderServer()
    defer { server.stop() }
    let profile = ProviderProfile(name: "responses", kind: .openaiResponses, baseURL: server.openAIBaseURL)
    try await withProviders([profile]) { bench in
      let heard = await bench.ask("responses", .asking("x", model: "\(Self.answer)+cut-once-2000"))
      #expect(heard.failure?.code == .providerCut)
      #expect(!heard.events.contains { if case .attachable = $0 { true } else { false } })
      #expect(server.requests.count == 1)
    }
  }
}
