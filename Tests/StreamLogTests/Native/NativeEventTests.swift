import Domain
import Glibc
import Primitives
import StreamLog
import Testing
import Wire

@Suite struct NativeEventTests {
  private static let prefix = #""stream":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","epoch":3,"seq":41,"#
  private static let identity = #""id":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","frontend_id":"q-1","#

  private func encoded(_ body: StreamEvent.Body, _ descriptor: StreamDescriptor = Fixture.descriptor) -> String {
    var encoder = NativeEventEncoder(descriptor)
    return json(encoder.encode(Fixture.event(3, 41, body)))
  }

  @Test(
    arguments: [
      (Fixture.text("Hel"), #"text.delta"#, #""delta":"Hel"}"#), (Fixture.text("\"\\\n\u{1}\u{e9}"), "text.delta", #""delta":"\"\\\n\u0001é"}"#),
      (
        Fixture.started, "stream.started",
        #""run":"01JD2ZK7V3Q8W5R1T0X9Y6B4CE","chat":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd","parent":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000001_UM","#
          + #""model":"gpt-example","provider":"openai"}"#
      ), (Fixture.reset(7), "stream.reset", #""keep":7,"reason":"takeover"}"#),
      (
        .progress(Progress(stage: "parse", message: "m", percent: 12.5)), "progress", #""stage":"parse","message":"m","percent":12.5}"#
      ), (.cancelled(StreamCancelled(by: .limit, partial: true)), "stream.cancelled", #""by":"limit","partial":true}"#),
      (
        .failed(StreamFailed(code: .runLost, message: "m", retryable: true, partial: false)), "stream.failed",
        #""code":"run.lost","message":"m","retryable":true,"partial":false}"#
      ),
      (
        Fixture.completed, "stream.completed",
        #""finish_reason":"stop","usage":{"prompt_tokens":10,"completion_tokens":14,"total_tokens":24,"cached_tokens":2,"cache_write_tokens":1,"#
          + #""reasoning_tokens":5,"cost":"0.000305","estimated":true,"provider":"openai","model":"gpt-example"},"ms":412,"time_to_first_token_ms":87}"#
      ),
      (
        .completed(StreamCompleted(finishReason: "stop", usage: nil, milliseconds: 1, timeToFirstTokenMilliseconds: nil)), "stream.completed",
        #""finish_reason":"stop","usage":null,"ms":1,"time_to_first_token_ms":null}"#
      ),
      (
        .usage(UsageReport(tokens: TokenUsage(input: 1, output: 2), cost: nil, provider: "p", model: "m")), "usage",
        #""prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":null,"provider":"p","model":"m"}"#
      ),
    ] as [(StreamEvent.Body, String, String)])
  func `an event is written with the keys in the contract's order`(_ body: StreamEvent.Body, _ type: String, _ rest: String) {
    #expect(encoded(body) == #"{"v":1,"type":"\#(type)","# + Self.prefix + Self.identity + rest)
  }

  @Test func `an artifact's event carries the artifact's own ID`() {
    let id = #""id":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000003_AC","frontend_id":"q-1","#
    let started = StreamEvent.Body.artifactStarted(
      ArtifactStarted(id: Fixture.code, parent: Fixture.answer, kind: .code, language: nil, title: nil, inline: true))
    #expect(
      encoded(started) == #"{"v":1,"type":"artifact.started","# + Self.prefix + id
        + #""parent":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","kind":"code","language":null,"inline":true}"#)
    #expect(encoded(.artifactDelta(id: Fixture.code, text: "x")) == #"{"v":1,"type":"artifact.delta","# + Self.prefix + id + #""delta":"x"}"#)
    #expect(
      encoded(.artifactCompleted(id: Fixture.code, bytes: 4, sha256: "ff")) == #"{"v":1,"type":"artifact.completed","# + Self.prefix + id
        + #""bytes":4,"sha256":"ff"}"#)
  }

  @Test func `a stream without an entity or an echo leaves both out`() {
    let bare = StreamDescriptor(name: "gen_1", entity: nil, frontendID: nil, run: Fixture.run, chat: nil)
    #expect(encoded(Fixture.text("x"), bare) == #"{"v":1,"type":"text.delta","stream":"gen_1","epoch":3,"seq":41,"delta":"x"}"#)
  }

  @Test func `what a client calls itself is echoed verbatim, escaped`() {
    let odd = StreamDescriptor(name: "gen_1", entity: nil, frontendID: "a\"\n\\\u{1F600}", run: Fixture.run, chat: nil)
    #expect(encoded(Fixture.text("x"), odd).contains("\"frontend_id\":\"a\\\"\\n\\\\\u{1F600}\","))
  }

  @Test func `the golden stream is what the encoder writes`() throws {
    let path = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined() + "/Schemas/golden/native/short-answer.sse"
    let golden = try #require(contents(ofFile: path))
    var written = Array("retry: 1000\n".utf8)
    let form = NativeFormEncoder(framing: .bare)
    let decoder = NativeEventDecoder()
    var encoder = NativeEventEncoder(Fixture.descriptor)
    for line in golden.split(separator: 0x0A) where line.starts(with: "data: ".utf8) {
      let event = try #require(decoder.decode(line.dropFirst(6)))
      var frames = FrameBuffer()
      form.encode(event, json: encoder.encode(event), into: &frames)
      written += frames.bytes
    }
    #expect(json(written) == json(golden))
  }

  private func contents(ofFile path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return bytes
  }

  @Test func `one encoder writes event after event, each whole`() {
    var one = NativeEventEncoder(Fixture.descriptor)
    for (index, body) in Fixture.everyBody.enumerated() {
      let event = Fixture.event(1, Int64(index + 1), body)
      var fresh = NativeEventEncoder(Fixture.descriptor)
      #expect(json(one.encode(event)) == json(fresh.encode(event)))
    }
  }

  @Test(arguments: Fixture.everyBody)
  func `every event reads back as it was written, on one line`(_ body: StreamEvent.Body) throws {
    let event = Fixture.event(2, 9_007_199_254_740_991, body)
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let bytes = Array(encoder.encode(event))
    #expect(!bytes.contains(0x0A) && !bytes.contains(0x0D))
    #expect(NativeEventDecoder().decode(bytes[...]) == event)
    let tree = try JSONReader().value(bytes[...])
    #expect(tree["v"] == .integer(1))
    #expect(tree["type"]?.string == "\(body.typeName)")
    #expect(tree["stream"]?.string == Fixture.descriptor.name)
    #expect(tree["frontend_id"] == .string("q-1"))
  }

  @Test func `a vendor's log probabilities that came on several lines leave on one`() {
    let event = Fixture.event(1, 1, .textDelta(TextDelta("a", logprobs: "{\n\"content\":\r\n[]}")))
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let bytes = Array(encoder.encode(event))
    #expect(!bytes.contains(0x0A) && !bytes.contains(0x0D))
    #expect(NativeEventDecoder().decode(bytes[...])?.body == .textDelta(TextDelta("a", logprobs: #"{"content":[]}"#)))
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{}", #"{"type":"text.delta","epoch":1}"#, #"{"type":"text.delta","seq":1}"#, #"{"epoch":1,"seq":1}"#,
    #"{"type":"text.unknown","epoch":1,"seq":1}"#, #"{"type":1,"epoch":1,"seq":1}"#, #"{"type":"text.delta","epoch":"1","seq":1}"#,
    #"{"type":"artifact.started","epoch":1,"seq":1,"id":"x"}"#, #"{"type":"artifact.delta","epoch":1,"seq":1,"delta":"x"}"#,
    #"{"type":"artifact.completed","epoch":1,"seq":1,"id":7}"#, #"{"type":"block.updated","epoch":1,"seq":1,"block":{}}"#,
    #"{"type":"block.updated","epoch":1,"seq":1}"#, #"{"type":"text.delta","epoch":0,"seq":1}"#, #"{"type":"text.delta","epoch":1,"seq":0}"#,
    #"{"type":"text.delta","epoch":1,"seq":9223372036854775807}"#, #"{"type":"text.delta","epoch":-1,"seq":1}"#,
    #"{"type":"stream.reset","epoch":2,"seq":1}"#, #"{"type":"stream.reset","epoch":2,"seq":1,"keep":-1}"#,
  ])
  func `what is none of our events reads as nothing`(_ text: String) {
    #expect(NativeEventDecoder().decode(Array(text.utf8)[...]) == nil)
  }

  @Test func `counts that no answer has cannot overflow what is computed with them`() throws {
    let text =
      #"{"type":"usage","epoch":1,"seq":1,"prompt_tokens":9223372036854775807,"cached_tokens":-9,"cache_write_tokens":9007199254740992,"#
      + #""completion_tokens":9007199254740993,"cost":null}"#
    let event = try #require(NativeEventDecoder().decode(Array(text.utf8)[...]))
    guard case .usage(let report) = event.body else {
      Issue.record("no usage")
      return
    }
    #expect(report.tokens == TokenUsage(input: 0, cacheRead: 0, cacheWrite: 9_007_199_254_740_992, output: 0))
    #expect(report.tokens.totalTokens == 9_007_199_254_740_992)
  }

  @Test(arguments: 0..<UInt64(6))
  func `a damaged event reads as nothing or as an event, and one that reads can be written`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let decoder = NativeEventDecoder()
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let originals = Fixture.everyBody.map { body in Array(encoder.encode(Fixture.event(1, 5, body))) }
    var read = 0
    for round in 0..<3000 {
      var bytes = originals[round % originals.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] = Array(#"0123456789-.eE"{}[]:,nul"#.utf8).randomElement(using: &random)!
        case 2: bytes.insert(Array("9-\"{}[]".utf8).randomElement(using: &random)!, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...5, using: &random)))
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      guard let event = decoder.decode(bytes[...]) else { continue }
      read += 1
      let written = Array(encoder.encode(event))
      let again = try #require(decoder.decode(written[...]), "seed \(seed), round \(round): \(json(bytes))")
      #expect(json(encoder.encode(again)) == json(written), "seed \(seed), round \(round)")
    }
    #expect(read > 0)
  }

  @Test func `an event that came beside those of others is read with the name of its stream`() {
    for body in Fixture.everyBody {
      let text = encoded(body)
      let named = NativeEventDecoder().decodeNamed(Array(text.utf8)[...])
      #expect(named?.stream == Fixture.descriptor.name && named?.event == NativeEventDecoder().decode(Array(text.utf8)[...]), "\(text)")
      #expect(named?.event.position == Fixture.at(3, 41))
    }
  }

  @Test(
    arguments: [
      "{}", "x", #"{"v":1,"type":"text.delta","epoch":1,"seq":1,"delta":"a"}"#,
      #"{"v":1,"type":"text.delta","stream":7,"epoch":1,"seq":1,"delta":"a"}"#,
      #"{"v":1,"type":"text.delta","stream":"gen_a","epoch":0,"seq":1,"delta":"a"}"#,
      #"{"v":1,"type":"text.delta","stream":"gen_a","epoch":1,"delta":"a"}"#,
      #"{"v":1,"type":"of a newer version","stream":"gen_a","epoch":1,"seq":1}"#,
    ]) func `what names no stream, or is no event, is none`(_ text: String)
  {
    #expect(NativeEventDecoder().decodeNamed(Array(text.utf8)[...]) == nil)
  }
}
