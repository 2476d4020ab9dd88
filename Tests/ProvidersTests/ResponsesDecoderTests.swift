import Domain
import Primitives
import Testing
import Wire

@testable import Providers

@Suite struct ResponsesDecoderTests {
  private func decoded(_ data: String...) -> Decoded { decode(ResponsesDecoder.self, data.map { "data: \($0)\n\n" }.joined()) }

  private static func delta(_ text: String, _ number: Int) -> String {
    "{\"type\":\"response.output_text.delta\",\"sequence_number\":\(number),\"delta\":\"\(text)\"}"
  }

  private static let end = #"{"type":"response.completed","response":{"object":"response","status":"completed","output":[]}}"#

  @Test(arguments: RecordedStreams.responses)
  func `a recorded stream means the same however it is cut`(_ recorded: RecordedStream) {
    let bytes = Array(recorded.stream.utf8)
    let whole = decode(ResponsesDecoder.self, [bytes[...]])
    #expect(whole.text == recorded.text)
    #expect(whole.reasoning == recorded.reasoning)
    #expect(whole.toolCalls == recorded.toolCalls)
    #expect(whole.usage == recorded.usage)
    #expect(whole.finishReason == recorded.finish)
    #expect(whole.failure == nil)
    for split in 0...bytes.count {
      #expect(decode(ResponsesDecoder.self, [bytes[..<split], bytes[split...]]) == whole, "cut at \(split)")
    }
  }

  @Test(arguments: RecordedStreams.responses)
  func `what came before a loss is a beginning of the whole`(_ recorded: RecordedStream) {
    let bytes = Array(recorded.stream.utf8)
    let whole = decode(ResponsesDecoder.self, [bytes[...]])
    for length in 0..<bytes.count {
      let part = decode(ResponsesDecoder.self, [bytes[..<length]])
      #expect(part.failure == nil)
      #expect(whole.text.hasPrefix(part.text) && whole.reasoning.hasPrefix(part.reasoning))
      #expect(whole.toolCalls.starts(with: part.toolCalls))
      #expect(!part.isWhole || part.text == whole.text)
    }
  }

  /// Two connections that overlap anywhere: the second tells the events behind some event that the first had, or before it.
  @Test(arguments: RecordedStreams.responses.prefix(3))
  func `over two connections nothing is missing and nothing comes twice`(_ recorded: RecordedStream) {
    let blocks = recorded.stream.replacing(": ping\r\n\r\n", with: "").split(separator: "\n\n").map(String.init)
    let whole = decode(ResponsesDecoder.self, recorded.stream)
    for heard in 1..<blocks.count {
      for begin in 0...heard {
        var decoder = ResponsesDecoder()
        var events = RingBuffer<ModelEvent>()
        for (isSecond, part) in [(false, blocks[..<heard]), (true, blocks[begin...])] {
          if isSecond { decoder.reconnected() }
          var parser = SSEParser()
          parser.feed(Array((part.joined(separator: "\n\n") + "\n\n").utf8)[...])
          while !decoder.sawEnd, let event = try? parser.next() {
            #expect(throws: Never.self) { try decoder.take(event, reader: JSONReader(), into: &events) }
          }
        }
        decoder.finish(into: &events)
        var said = Decoded(isWhole: decoder.isWhole)
        while let event = events.popFirst() { said.events.append(event) }
        #expect(said == whole, "\(heard) events over the first, from event \(begin) over the second")
      }
    }
  }

  @Test func `a second connection that leaves events out has lost them`() {
    var decoder = ResponsesDecoder(listeningAfter: 4)
    decoder.reconnected()
    var events = RingBuffer<ModelEvent>()
    func take(_ data: String) throws {
      var parser = SSEParser()
      parser.feed(Array("data: \(data)\n\n".utf8)[...])
      if let event = try parser.next() { try decoder.take(event, reader: JSONReader(), into: &events) }
    }
    #expect(throws: ModelFailure.self) { try take(Self.delta("a", 6)) }
    #expect(throws: Never.self) { try take(Self.delta("a", 5)) }
    // Within a connection the order of arrival is all that can be had.
    #expect(throws: Never.self) { try take(Self.delta("b", 9)) }
    #expect(decoder.lastSequence == 9)
  }

  @Test func `an event that comes again is passed over`() {
    #expect(decoded(Self.delta("a", 3), Self.delta("a", 3), Self.delta("x", 2), Self.delta("b", 4)).text == "ab")
  }

  @Test func `only an answer in background mode can be listened to again`() {
    func said(_ background: String) -> [ModelEvent] {
      decoded("{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"status\":\"queued\",\"background\":\(background)}}").events
    }
    #expect(said("true") == [.identified(providerRequestID: "r"), .attachable(response: "r")])
    for other in ["false", "null", "1", "\"true\""] { #expect(said(other) == [.identified(providerRequestID: "r")]) }
    let long = String(repeating: "x", count: 513)
    #expect(decoded("{\"type\":\"response.created\",\"response\":{\"id\":\"\(long)\",\"background\":true}}").events.isEmpty)
  }

  @Test func `log probabilities come in the shape of chat completions`() {
    let token = #"{"token":"Hi","logprob":-0.5,"top_logprobs":[]}"#
    let said = decoded("{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\",\"logprobs\":[\(token)]}")
    #expect(said.events == [.text(TextDelta("Hi", logprobs: "{\"content\":[\(token)],\"refusal\":null}"))])
  }

  @Test func `half a character is shown as a missing one, not as the end of the answer`() {
    let said = decoded(#"{"type":"response.output_text.delta","delta":"a\ud83d"}"#, Self.end)
    #expect(said.text == "a\u{FFFD}" && said.failure == nil)
  }

  @Test(arguments: [
    ("max_output_tokens", "length"), ("content_filter", "content_filter"), ("", "length"), ("other", "length"),
  ])
  func `why an answer is not complete is put into the words of chat completions`(_ word: String, _ reason: String) {
    let said = decoded(
      "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"\(word)\"},\"output\":[]}}")
    #expect(said.finishReason == reason)
  }

  @Test(arguments: [
    (#"{"input_tokens":10,"output_tokens":5}"#, TokenUsage(input: 10, output: 5)),
    (
      #"{"input_tokens":10,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2}}"#,
      TokenUsage(input: 3, cacheRead: 4, cacheWrite: 3, output: 5, reasoning: 2)
    ),
    (#"{"input_tokens":3,"input_tokens_details":{"cached_tokens":9},"output_tokens":-5}"#, TokenUsage(cacheRead: 3)),
    (#"{"input_tokens":null,"output_tokens":2,"output_tokens_details":{"reasoning_tokens":7}}"#, TokenUsage(output: 2, reasoning: 2)),
    (#"{"input_tokens":9223372036854775807,"output_tokens":1e300}"#, TokenUsage(input: 1 << 48)),
  ])
  func `figures become disjoint buckets`(_ json: String, _ usage: TokenUsage) {
    #expect(
      decoded("{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[],\"usage\":\(json)}}").usage == usage)
  }

  @Test(arguments: ["", "{", "[]", "3", "null", #"{"type":"#, #"{"type":"response.output_text.delta","delta":"\x"}"#])
  func `an event that is no object is malformed`(_ data: String) {
    #expect(decoded(data).failure?.code == .providerMalformed)
  }

  @Test(arguments: [
    "{}", #"{"type":null}"#, #"{"type":7,"response":[]}"#, #"{"type":"response.output_text.delta"}"#,
    #"{"type":"response.output_text.delta","delta":7}"#,
    #"{"type":"response.output_item.done","item":null}"#, #"{"type":"response.output_item.done","item":{"type":"function_call_output"}}"#,
    #"{"type":"response.completed"}"#, #"{"type":"response.completed","response":null}"#, #"{"type":"response.created","response":{"id":7}}"#,
    #"{"type":"response.some_tool.searching","sequence_number":-1}"#, #"{"type":"response.reasoning_summary_part.added","summary_index":0}"#,
  ])
  func `an event that says nothing is passed over`(_ data: String) {
    #expect(decoded(data) == Decoded())
  }

  @Test(arguments: [
    (#"{"type":"error","code":"server_error","message":"m","param":null,"sequence_number":2}"#, FailureCode.providerOverloaded, true),
    (#"{"type":"error","code":"rate_limit_exceeded","message":"m"}"#, .providerRateLimited, true),
    (#"{"type":"error","error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"m"}}"#, .providerRefused, false),
    (#"{"error":{"message":"m","type":"server_error"}}"#, .providerOverloaded, true),
    (
      #"{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"m"},"output":[]}}"#, .providerOverloaded,
      true
    ),
    (
      #"{"type":"response.failed","response":{"status":"failed","error":{"code":"invalid_prompt","message":"m"},"output":[]}}"#, .providerRefused,
      false
    ),
  ])
  func `an error inside the stream fails with its meaning`(_ data: String, _ code: FailureCode, _ retryable: Bool) throws {
    let said = decoded(Self.delta("a", 1), data)
    #expect(said.text == "a")
    let failure = try #require(said.failure)
    #expect(failure.code == code)
    #expect(failure.retryable == retryable)
    #expect(failure.message == "the provider broke off: m")
  }

  @Test func `an answer that somebody else cancelled is cut`() {
    let said = decoded(Self.delta("a", 1), #"{"type":"response.cancelled","response":{"status":"cancelled","error":null}}"#)
    #expect(said.failure?.code == .providerCut && said.failure?.retryable == true)
  }

  // MARK: Whole answers

  private func whole(_ body: String, after events: String = "") -> Decoded {
    var decoder = ResponsesDecoder()
    var said = RingBuffer<ModelEvent>()
    var decoded = Decoded()
    var parser = SSEParser()
    parser.feed(Array(events.utf8)[...])
    do {
      while let event = try parser.next() { try decoder.take(event, reader: JSONReader(), into: &said) }
      try decoder.takeWhole(Array(body.utf8)[...], reader: JSONReader(), into: &said)
      decoded.isWhole = decoder.isWhole
    } catch {
      decoded.failure = error as? ModelFailure
    }
    while let event = said.popFirst() { decoded.events.append(event) }
    return decoded
  }

  private static let body =
    #"{"object":"response","id":"r","status":"completed","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},{"type":"message","content":[{"type":"output_text","text":"héllo"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}],"usage":{"input_tokens":1,"output_tokens":2}}"#

  @Test func `of a whole answer only what was not said in events is said`() {
    let alone = whole(Self.body)
    #expect((alone.text, alone.reasoning) == ("héllo", "hm"))
    #expect(alone.toolCalls.map(\.call) == ["c"])
    for count in 0...5 {
      let begun = String("héllo".prefix(count))
      let events = count == 0 ? "" : "data: \(Self.delta(begun, 1))\n\n"
      #expect(whole(Self.body, after: events).text == "héllo")
    }
    let call = #"{"type":"response.output_item.done","item":{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}}"#
    #expect(whole(Self.body, after: "data: \(call)\n\n").toolCalls.map(\.call) == ["c"])
  }

  @Test(arguments: ["queued", "in_progress"]) func `an answer that is not there yet says so`(_ status: String) {
    let failure = whole("{\"object\":\"response\",\"id\":\"r\",\"status\":\"\(status)\",\"output\":[]}").failure
    #expect(failure?.code == .providerTimeout && failure?.retryable == true)
  }

  @Test(arguments: ["", "{}", "[]", #"{"object":"response"}"#, #"{"object":"list","data":[]}"#, #"{"object":"response","status":7}"#])
  func `a body that is no answer is malformed`(_ body: String) {
    let said = whole(body)
    #expect(said.failure != nil && !said.isWhole)
  }
}
