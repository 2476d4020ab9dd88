import Domain
import Primitives
import Store
import Testing

@testable import Gateway

@Suite struct LMCFrameTests {
  private func read(_ text: String) -> LMCFrame { LMCFrame(Array(text.utf8), chat: chat, settings: settings) }

  private func submission(_ text: String) throws -> MessageSubmission {
    let body = try read(text).body.get()
    guard case .message(let submission) = body else {
      Issue.record("no message: \(body)")
      throw CancellationError()
    }
    return submission
  }

  @Test func `a message names its content, its echo and its model`() throws {
    let message = try submission(#"{"role":"user","type":"message","content":"Hi","frontend_id":"f","model":"m","workflow":"chat"}"#)
    #expect(message.content == "Hi" && message.frontendID == "f" && message.model == "m" && message.chat == .existingOrCreated(chat))
  }

  @Test func `what such clients send along is let pass`() throws {
    let message = try submission(
      #"{"role":"user","type":"message","content":"Hi","id":"x_1","timestamp":1730850000000,"start":true,"end":true,"format":null,"recipient":"assistant"}"#
    )
    #expect(message.content == "Hi" && message.frontendID == nil)
  }

  @Test(arguments: [
    ("{", "json.malformed"), ("", "json.malformed"), ("[]", "body.invalid"), (#"{"role":"user"}"#, "body.invalid"),
    (#"{"role":"assistant","type":"message","content":"x"}"#, "body.invalid"), (#"{"role":"user","type":"image","content":"x"}"#, "body.invalid"),
    (#"{"role":"user","type":"message"}"#, "body.invalid"), (#"{"role":"user","type":"message","content":7}"#, "body.invalid"),
    (#"{"role":"user","type":"message","content":"x","other":1}"#, "body.invalid"), (#"{"role":"user","start":"yes"}"#, "body.invalid"),
    (#"{"role":"user","type":"command","content":"go"}"#, "body.invalid"), (#"{"role":"user","role":"user"}"#, "json.malformed"),
  ])
  func `what is wrong is refused`(text: String, code: String) {
    #expect(throws: (any Error).self) { try read(text).body.get() }
    if case .failure(let problem) = read(text).body { #expect(problem.code == code) }
  }

  @Test func `a refusal knows the echo`() {
    #expect(read(#"{"role":"user","type":"nothing","content":"x","frontend_id":"f"}"#).frontendID == "f")
    #expect(read(#"{"role":"user","type":"message","content":"\u0000","frontend_id":"f"}"#).frontendID == "f")
  }

  @Test func `start, end and stop are frames without content`() throws {
    guard case .start = try read(#"{"role":"user","start":true}"#).body.get() else { return #expect(Bool(false)) }
    guard case .end = try read(#"{"role":"user","type":"message","end":true}"#).body.get() else { return #expect(Bool(false)) }
    guard case .stop = try read(#"{"role":"user","type":"command","content":"stop"}"#).body.get() else { return #expect(Bool(false)) }
  }

  @Test func `parts between start and end are one message`() throws {
    var composition = LMCComposition()
    var first = MessageSubmission(chat: .existingOrCreated(chat), content: "a")
    first.frontendID = "f"
    #expect(try composition.add(first)?.content == "a")
    composition.start()
    #expect(try composition.add(first) == nil)
    #expect(try composition.add(MessageSubmission(chat: .existingOrCreated(chat), content: "b")) == nil)
    let end = composition.end()
    let whole = try #require(end)
    #expect(whole.content == "a\nb" && whole.frontendID == "f")
    #expect(composition.end() == nil)
  }

  @Test func `parts that are too long together are refused and forgotten`() throws {
    var composition = LMCComposition()
    let half = MessageSubmission(chat: .existingOrCreated(chat), content: String(repeating: "x", count: 600_000))
    composition.start()
    _ = try composition.add(half)
    #expect(throws: Problem.self) { try composition.add(half) }
    #expect(composition.end() == nil)
  }
}
