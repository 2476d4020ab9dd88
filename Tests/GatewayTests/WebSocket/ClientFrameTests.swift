import Domain
import Primitives
import Store
import Testing

@testable import Gateway

@Suite struct ClientFrameTests {
  private let other = ChatID("00000000-0000-4000-8000-000000000000")!

  private func read(_ text: String) -> ClientFrame { ClientFrame(Array(text.utf8), settings: settings) { other } }

  private func code(_ text: String) -> String? {
    if case .failure(let problem) = read(text).body { problem.code } else { nil }
  }

  @Test func `a subscription names a stream and a place in it`() throws {
    guard case .subscribe(let stream, let after) = try read(#"{"type":"subscribe","stream":"\#(answerID)","after":"1-17"}"#).body.get() else {
      return #expect(Bool(false))
    }
    #expect(stream == answerID.description && after == "1-17")
    guard case .subscribe(_, nil) = try read(#"{"type":"subscribe","stream":"gen_1","after":null}"#).body.get() else { return #expect(Bool(false)) }
  }

  @Test func `a message is what a POST to chat is`() throws {
    let text = #"{"type":"message","chat":"\#(chat)","content":"Hi","frontend_id":"f","model":"m","session":"s"}"#
    guard case .message(let submission) = try read(text).body.get() else { return #expect(Bool(false)) }
    #expect(submission.chat == .existingOrCreated(chat) && submission.content == "Hi" && submission.frontendID == "f" && submission.session == "s")
    guard case .message(let fresh) = try read(#"{"type":"message","content":"Hi"}"#).body.get() else { return #expect(Bool(false)) }
    #expect(fresh.chat == .created(other))
  }

  @Test(arguments: [
    (#""a""#, JSONValue.string("a")), ("7", .integer(7)), ("1.5", .double(1.5)), ("18446744073709551615", .unsigned(.max)), (#""""#, .string("")),
  ])
  func `a ref comes back as it was`(sent: String, expected: JSONValue) throws {
    for text in [#"{"type":"ping","ref":\#(sent)}"#, #"{"type":"nothing","ref":\#(sent)}"#, #"{"type":"message","content":"\u0000","ref":\#(sent)}"#]
    {
      let frame = read(text)
      #expect(frame.ref == expected)
      #expect(try parsed(FrameAnswer.ok(frame.ref))["ref"] == expected)
    }
  }

  @Test(arguments: [
    ("", "json.malformed"), ("{", "json.malformed"), (#"{"type":"ping","type":"ping"}"#, "json.malformed"), ("[]", "body.invalid"),
    ("null", "body.invalid"),
    ("{}", "body.invalid"), (#"{"type":7}"#, "body.invalid"), (#"{"type":"ping","ref":{}}"#, "body.invalid"),
    (#"{"type":"ping","ref":true}"#, "body.invalid"),
    (#"{"type":"ping","more":1}"#, "body.invalid"), (#"{"type":"no such"}"#, "frame.unknown_type"), (#"{"type":"subscribe"}"#, "body.invalid"),
    (#"{"type":"subscribe","stream":"nonsense"}"#, "body.invalid"), (#"{"type":"subscribe","stream":"gen_1","after":7}"#, "body.invalid"),
    (#"{"type":"subscribe","stream":"gen_1","channel":"c"}"#, "body.invalid"), (#"{"type":"message"}"#, "body.invalid"),
    (#"{"type":"message","content":"a","unknown":1}"#, "body.invalid"), (#"{"type":"message","content":"a","chat":"c"}"#, "body.invalid"),
    (#"{"type":"message","content":"a","session":"no session"}"#, "body.invalid"), (#"{"type":"message","content":"a\u0000b"}"#, "body.invalid"),
    (#"{"type":"cancel","stream":7}"#, "body.invalid"), (#"{"type":"auth"}"#, "body.invalid"),
    (#"{"type":"subscribe","channel":"c"}"#, "channel.unavailable"), (#"{"type":"unsubscribe","channel":"c"}"#, "channel.unavailable"),
    (#"{"type":"publish","channel":"c","message_type":"m","data":{}}"#, "channel.unavailable"),
    (#"{"type":"presence","channel":"c"}"#, "channel.unavailable"), (#"{"type":"history","channel":"c"}"#, "channel.unavailable"),
  ])
  func `a bad frame is refused by name`(text: String, expected: String) {
    #expect(code(text) == expected)
  }

  @Test func `an error says where, and what comes next`() throws {
    guard case .failure(let problem) = read(#"{"type":"message","content":7,"ref":1}"#).body else { return #expect(Bool(false)) }
    let answer = try parsed(FrameAnswer.error(.integer(1), problem))
    #expect(answer["type"] == .string("error") && answer["ref"] == .integer(1) && answer["code"] == .string("body.invalid"))
    #expect(answer["errors"]?.array?.first?["pointer"] == .string("/content"))
    let conflict = Problem(409, "id.conflict", "d", members: [JSONField("next_sequence", .integer(5))])
    #expect(try parsed(FrameAnswer.error(nil, conflict))["next_sequence"] == .integer(5))
  }
}
