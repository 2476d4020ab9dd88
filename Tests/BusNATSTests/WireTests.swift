import Bus
import Domain
import Testing
import Wire

@testable import BusNATS

@Suite struct NATSWireTests {
  @Test(arguments: [
    ("plain-name_1", "plain-name_1"), ("a.b", "a%2Eb"), ("a b", "a%20b"), ("*", "%2A"), (">", "%3E"), ("", "%"), ("%", "%25"), ("ä", "%C3%A4"),
  ])
  func `a name is one token of a subject`(name: String, token: String) {
    #expect(Subject.token(name) == token)
    #expect(Subject.stream(name) == "tl.stream.\(token)")
  }

  @Test func `one that is called all does not hear what is meant for all`() {
    #expect(Subject.pod("all") != Subject.everyPod)
    #expect(Subject.control("all") != Subject.everyWorker)
    #expect(Subject.event(category: "workflow", type: "run.done") == "tl.events.workflow.run%2Edone")
  }

  @Test func `work and control are read as they are written, and nothing else is`() {
    let reader = JSONReader()
    let item = WorkItem(run: "r", workflow: "w \"x\"")
    #expect(WorkItem(json: item.json, reader: reader) == item)
    for message in [ControlMessage.cancel(run: "r", by: .limit), .listen(stream: "s", pod: "p"), .drain] {
      #expect(ControlMessage(json: message.json, reader: reader) == message)
    }
    for text in [
      "", "{}", "[]", "{\"v\":2,\"type\":\"drain\"}", "{\"v\":1,\"type\":\"other\"}", "{\"v\":1,\"type\":\"cancel\",\"run\":\"r\",\"by\":\"x\"}",
    ] {
      #expect(ControlMessage(json: Array(text.utf8), reader: reader) == nil)
      #expect(WorkItem(json: Array(text.utf8), reader: reader) == nil)
    }
  }

  @Test func `a domain event carries its version`() {
    func versioned(_ text: String) -> String {
      String(decoding: DomainEventMessage(id: 1, category: "c", type: "t", json: Array(text.utf8)).versioned, as: UTF8.self)
    }
    #expect(versioned("{\"a\":1}") == "{\"v\":1,\"a\":1}")
    #expect(versioned("{ }") == "{\"v\":1 }")
    #expect(versioned("{\"v\":1,\"a\":1}") == "{\"v\":1,\"a\":1}")
  }

  @Test func `lines are cut between lines, and one that is too long is left out`() {
    let lines = Array("aa\nbbb\ncccccccccc\nd\ne\n".utf8)
    let (pieces, leftOut) = LinePieces.cut(lines, maxBytes: 7)
    #expect(pieces.map { String(decoding: $0.lines, as: UTF8.self) } == ["aa\nbbb\n", "d\ne\n"])
    #expect(pieces.map(\.before) == [0, 3])
    #expect(leftOut == 1)
    #expect(LinePieces.cut(lines, maxBytes: 100).pieces == [.init(lines: lines, before: 0)])
  }

  @Test func `an offer tells how often it was made`() {
    #expect(OfferAddress(reply: "$JS.ACK.TL_WORK.workers.3.17.20.1700000000000.0")?.delivered == 3)
    #expect(OfferAddress(reply: "$JS.ACK.hub.account.TL_WORK.workers.4.17.20.1700000000000.0.token")?.delivered == 4)
    #expect(OfferAddress(reply: "_INBOX.x") == nil)
  }
}
