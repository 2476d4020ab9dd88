import Domain
import EventLoop
import Primitives
import Providers
import Testing

@Suite struct ScriptedProviderTests {
  private static let profile = ProviderProfile(name: "scripted", kind: .scripted)

  private func ask(_ text: String, model: String = "scripted-fast", continuing: String? = nil) async throws -> Listener {
    var listener: Listener?
    try await withProviders([Self.profile]) { bench in
      listener = await bench.ask("scripted", .asking(text, model: model, continuing: continuing))
    }
    return try #require(listener)
  }

  @Test(arguments: [
    "", "hello", "code", "html", "table", "nested", "long", "reason", "fail", "echo x", "echo reasons why I fail at code", "code run", "decode me",
  ])
  func `every answer says that it is a demonstration, is the same each time and counts its tokens`(_ question: String) async throws {
    let first = try await ask(question)
    let second = try await ask(question)
    #expect(first.text.hasPrefix("This is Throughline's built-in demonstration"))
    #expect(first.events == second.events)
    #expect(first.endings == 1)
    let usage = try #require(first.usage)
    #expect(!usage.isEstimated)
    let thoughts = first.events.count { if case .reasoning = $0 { true } else { false } }
    #expect(usage.output == Int64(first.texts.count + thoughts + first.toolCalls.count))
    #expect(usage.reasoning == Int64(thoughts))
    if question == "fail" {
      #expect(first.failure?.code == .providerCut)
    } else {
      #expect(first.ending == .completed)
      #expect(first.finishReason == "stop")
    }
  }

  @Test func `each keyword shows what it promises`() async throws {
    #expect(try await ask("show me some code").text.contains("```python\n"))
    #expect(try await ask("HTML please").text.contains("```html\n<!doctype html>"))
    #expect(try await ask("a table").text.contains("| --- |"))
    #expect(try await ask("nested").text.contains("````markdown\n"))
    #expect(try await ask("reason about it").reasoning.contains("script"))
    #expect(try await ask("echo Grüße: \"x\"\n 🙂").text.hasSuffix("\n\nGrüße: \"x\"\n 🙂"))
    #expect(try await ask("decode").text.contains("**code** for a block"))
  }

  @Test func `code that is asked to run brings a tool call and its console output`() async throws {
    let listener = try await ask("write code and run it")
    #expect(listener.toolCalls.map(\.name) == ["run_code"])
    let returned = try #require(listener.toolReturns.first)
    #expect(returned.call == listener.toolCalls[0].call)
    #expect(returned.result == "0\n1\n4\n9\n16\n")
    let arguments = try JSONReaderForTests.value(listener.toolCalls[0].arguments)
    let program = try #require(arguments["code"]?.string)
    #expect(listener.text.contains("```python\n\(program)```"))
    #expect(try await ask("code").toolCalls.isEmpty)
  }

  @Test(arguments: [1, 100, 3000])
  func `a long answer has the words that were asked for`(_ words: Int) async throws {
    let text = try await ask("long \(words)").text
    let own = text.split { $0.isWhitespace }.filter { $0.first?.isLetter == true }.count
    let notice = try await ask("echo").text.split { $0.isWhitespace }.count
    // Headings say "Part" before a number.
    #expect(own - notice - (words + 239) / 240 == words)
  }

  @Test(arguments: ["code run", "nested", "reason and html", "hello", "fail"])
  func `an answer goes on from any point where an earlier call was lost`(_ question: String) async throws {
    let whole = try await ask(question)
    let bytes = Array(whole.text.utf8)
    try await withProviders([Self.profile]) { bench in
      for cut in stride(from: 1, through: bytes.count, by: 7) where bytes[..<cut].last! < 0x80 && (cut == bytes.count || bytes[cut] < 0x80) {
        let kept = String(decoding: bytes[..<cut], as: UTF8.self)
        let rest = await bench.ask("scripted", .asking(question, model: "scripted-fast", continuing: kept))
        #expect(kept + rest.text == whole.text, "cut at \(cut)")
        #expect(rest.reasoning.isEmpty)
        #expect(rest.ending == whole.ending)
        if cut == bytes.count { #expect(rest.toolCalls.isEmpty) }
      }
    }
  }

  @Test func `a kept text that is not the script's own is left standing`() async throws {
    let rest = try await ask("table", continuing: "Something else")
    #expect(rest.text.hasPrefix("\n\nThis is Throughline's"))
  }

  @Test func `the model's name sets the pace`() async throws {
    try await withProviders([ProviderProfile(name: "scripted", kind: .scripted, tokenMilliseconds: 1)]) { bench in
      for (model, least) in [("scripted-10", 10.0), ("scripted", 1), ("any-other", 1)] {
        let clock = ContinuousClock()
        let begin = clock.now
        let listener = await bench.ask("scripted", .asking("echo a b c", model: model))
        let tokens = Double(listener.texts.count)
        #expect(begin.duration(to: clock.now) >= .milliseconds(Int(tokens * least) - 2))
      }
    }
  }

  @Test func `a fast answer leaves room for the others on its loop`() async throws {
    try await withProviders([Self.profile]) { bench in
      let counts = try await bench.loop.run {
        let listener = Listener()
        listener.call = bench.set.value.providers["scripted"]!.start(.asking("long 100000", model: "scripted-fast"), sink: listener)
        return LoopBound(listener, on: bench.loop)
      }
      var last = try await bench.loop.run { (events: counts.value.events.count, turns: bench.loop.statistics.turns) }
      for _ in 0..<20 {
        let now = try await bench.loop.run { (events: counts.value.events.count, turns: bench.loop.statistics.turns) }
        #expect(now.events - last.events <= 65 * (now.turns - last.turns))
        last = now
      }
      // On a busy machine it may be over by now; then there is nothing left to cancel.
      try await bench.loop.run { counts.value.call?.cancel() }
    }
  }

  @Test func `a cancelled or paused answer says nothing more`() async throws {
    try await withProviders([Self.profile]) { bench in
      let cancelled = await bench.ask("scripted", .asking("long", model: "scripted-fast")) { listener in
        listener.onEvent = { if $0.texts.count == 5 { $0.call?.cancel() } }
      }
      #expect(cancelled.ending == .cancelled)
      #expect(cancelled.texts.count == 5)
      let loop = bench.loop
      let paused = await bench.ask("scripted", .asking("code run", model: "scripted-fast")) { listener in
        listener.onEvent = { listener in
          listener.call?.pause()
          let count = listener.events.count
          loop.schedule(afterMilliseconds: 0) {
            #expect(listener.events.count == count)
            listener.call?.resume()
          }
        }
      }
      #expect(paused.ending == .completed)
      #expect(paused.texts.joined() == paused.text)
      #expect(paused.toolReturns.count == 1)
    }
  }
}
