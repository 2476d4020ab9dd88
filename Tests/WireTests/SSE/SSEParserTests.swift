import Testing
import Wire

/// What a stream said, in a form that can be compared.
private struct Heard: Equatable, CustomStringConvertible {
  var name = ""
  var data: String
  var id = ""
  init(_ data: String, name: String = "", id: String = "") {
    self.data = data
    self.name = name
    self.id = id
  }
  var description: String { "(\(name)|\(data.debugDescription)|\(id))" }
}

private struct Case: Sendable, CustomTestStringConvertible {
  let title: String
  let stream: [UInt8]
  let heard: [String]
  let names: [String]
  let ids: [String]
  var retry: Int64?

  init(_ title: String, _ stream: String, _ heard: [Heard], retry: Int64? = nil) {
    self.init(title, Array(stream.utf8), heard, retry: retry)
  }

  init(_ title: String, _ stream: [UInt8], _ heard: [Heard], retry: Int64? = nil) {
    self.title = title
    self.stream = stream
    self.heard = heard.map(\.data)
    names = heard.map(\.name)
    ids = heard.map(\.id)
    self.retry = retry
  }

  var expected: [Heard] { heard.indices.map { Heard(heard[$0], name: names[$0], id: ids[$0]) } }
  var testDescription: String { title }
}

private let cases: [Case] = [
  Case("one event", "data: hello\n\n", [Heard("hello")]),
  Case("only one leading space goes", "data:  two\n\ndata:none\n\n", [Heard(" two"), Heard("none")]),
  Case("CR ends lines", "data: a\rdata: b\r\rdata: c\r\r", [Heard("a\nb"), Heard("c")]),
  Case("CRLF ends lines", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", [Heard("a\nb"), Heard("c")]),
  Case("mixed line ends", "data: a\r\n\ndata: b\n\rdata: c\r\r\n", [Heard("a"), Heard("b"), Heard("c")]),
  Case("many data lines", "data: a\ndata:\ndata\ndata: d\n\n", [Heard("a\n\n\nd")]),
  Case("data of nothing", "data\n\ndata\ndata\n\ndata:\n", [Heard(""), Heard("\n")]),
  Case("comments", ": hi\n\n:\ndata: a\n: inside\n\n: end\n", [Heard("a")]),
  Case("no data, no event", "event: ping\n\nid: 3\n\ndata: a\n\n", [Heard("a", id: "3")]),
  Case("names do not last", "event: add\ndata: a\n\ndata: b\n\nevent:\ndata: c\n\n", [Heard("a", name: "add"), Heard("b"), Heard("c")]),
  Case("the last name counts", "event: a\nevent: b\ndata: x\n\n", [Heard("x", name: "b")]),
  Case("IDs last", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", [Heard("a", id: "1"), Heard("b", id: "1"), Heard("c")]),
  Case("an ID with NUL is ignored", "id: 1\ndata: a\n\nid: 2\u{0}2\ndata: b\n\n", [Heard("a", id: "1"), Heard("b", id: "1")]),
  Case("retry", "retry: 1500\ndata: a\n\nretry: 1x\nretry:\nretry: -1\n\n", [Heard("a")], retry: 1500),
  Case("a retry beyond reason is ignored", "retry: 99999999999999999999\n\n", []),
  Case("unknown fields", "foo: bar\nDATA: x\ndata : y\n data: z\ndata: a\nevents: e\n\n", [Heard("a")]),
  Case("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("data: a\n\ndata: b\n\n".utf8), [Heard("a"), Heard("b")]),
  Case("a second byte order mark is no mark", [0xEF, 0xBB, 0xBF] + Array("data: a\n\n\u{FEFF}data: b\n\n".utf8), [Heard("a")]),
  Case("a byte order mark before a blank line", [0xEF, 0xBB, 0xBF] + Array("\ndata: a\n\n".utf8), [Heard("a")]),
  Case("a block that is cut", "data: a\n\ndata: b\n", [Heard("a")]),
  Case("a line that is cut", "data: a\n\ndata: b", [Heard("a")]),
  Case("text of several bytes a character", "data: Grüße 你好 🙂\n\n", [Heard("Grüße 你好 🙂")]),
  Case("colons in values", "data: a:b: c\nid: x:1\n\n", [Heard("a:b: c", id: "x:1")]),
  Case("blank lines alone", "\n\n\r\n\r\r", []),
  Case(
    "a long line", "data: " + String(repeating: "0123456789abcdef", count: 20) + "\n\n", [Heard(String(repeating: "0123456789abcdef", count: 20))]),
  Case("nothing", "", []),
]

private func hear(_ parts: [ArraySlice<UInt8>]) throws -> (heard: [Heard], retry: Int64?) {
  var parser = SSEParser()
  var heard: [Heard] = []
  for part in parts {
    parser.feed(part)
    while let event = try parser.next() {
      heard.append(
        Heard(
          String(decoding: event.data, as: UTF8.self), name: String(decoding: event.name, as: UTF8.self),
          id: String(decoding: parser.lastEventID, as: UTF8.self)))
    }
  }
  return (heard, parser.retryMilliseconds)
}

@Suite struct SSEParserTests {
  @Test(arguments: cases)
  private func `a stream is heard the same however it is cut`(_ row: Case) throws {
    let whole = try hear([row.stream[...]])
    #expect(whole.heard == row.expected)
    #expect(whole.retry == row.retry)
    for split in 0...row.stream.count {
      let halves = try hear([row.stream[..<split], row.stream[split...]])
      #expect(halves.heard == row.expected, "cut at \(split)")
      #expect(halves.retry == row.retry, "cut at \(split)")
    }
    let bytes = try hear(row.stream.indices.map { row.stream[$0...$0] })
    #expect(bytes.heard == row.expected)
  }

  @Test(arguments: cases.filter { $0.stream.count < 60 })
  private func `three parts are heard like one`(_ row: Case) throws {
    for first in 0...row.stream.count {
      for second in first...row.stream.count {
        let heard = try hear([row.stream[..<first], row.stream[first..<second], row.stream[second...]]).heard
        #expect(heard == row.expected, "cut at \(first) and \(second)")
      }
    }
  }

  @Test func `an event is given as soon as its blank line ends, without waiting for the other half of a CRLF`() throws {
    var parser = SSEParser()
    parser.feed(Array("data: a\r\n\r".utf8)[...])
    let event = try parser.next()
    #expect(event?.dataEquals("a") == true)
    parser.feed(Array("\ndata: b\r\n\r\n".utf8)[...])
    let second = try parser.next()
    #expect(second?.dataEquals("b") == true)
    let none = try parser.next()
    #expect(none == nil)
  }

  @Test func `an event of the limit's size passes, one byte more fails, however it is cut`() throws {
    func size(_ bytes: [UInt8], limit: Int, cut: Int) throws -> Int {
      var parser = SSEParser(maxEventBytes: limit)
      var events = 0
      for part in [bytes[..<cut], bytes[cut...]] {
        parser.feed(part)
        while try parser.next() != nil { events += 1 }
      }
      return events
    }
    let bytes = Array("data: 1\n\nevent: x\ndata: 12345\n\n".utf8)
    for cut in 0...bytes.count {
      #expect(try size(bytes, limit: 21, cut: cut) == 2)
      #expect(throws: SSEFailure.eventTooLarge(limitBytes: 20)) { try size(bytes, limit: 20, cut: cut) }
    }
  }

  @Test func `a line without end fails at the limit`() {
    #expect(throws: SSEFailure.eventTooLarge(limitBytes: 100)) {
      var parser = SSEParser(maxEventBytes: 100)
      for _ in 0..<200 {
        parser.feed([0x61])
        while try parser.next() != nil {}
      }
    }
  }

  @Test func `a comment beyond the limit fails however it is cut, one of its size passes`() throws {
    func read(_ bytes: [UInt8], cut: Int) throws -> Bool {
      var parser = SSEParser(maxEventBytes: 20)
      var heard = false
      for part in [bytes[..<cut], bytes[cut...]] {
        parser.feed(part)
        while let event = try parser.next() { heard = event.dataEquals("a") }
      }
      return heard
    }
    let passes = Array((":" + String(repeating: "x", count: 19) + "\ndata: a\n\n").utf8)
    let fails = Array((":" + String(repeating: "x", count: 20) + "\ndata: a\n\n").utf8)
    for cut in 0...passes.count { #expect(try read(passes, cut: cut)) }
    for cut in 0...fails.count { #expect(throws: SSEFailure.eventTooLarge(limitBytes: 20)) { try read(fails, cut: cut) } }
  }

  @Test func `comments without end cost nothing`() throws {
    var parser = SSEParser(maxEventBytes: 100)
    for _ in 0..<1000 {
      parser.feed(Array(": keep-alive\n".utf8)[...])
      let event = try parser.next()
      #expect(event == nil)
    }
    let inside = parser.isInsideBlock
    #expect(!inside)
  }

  @Test func `an event outlives the next feed when somebody keeps it`() throws {
    var parser = SSEParser()
    parser.feed(Array("event: n\ndata: kept\n\n".utf8)[...])
    let kept = try parser.next()
    parser.feed(Array("event: m\ndata: other\n\n".utf8)[...])
    let other = try parser.next()
    #expect(kept?.dataEquals("kept") == true)
    #expect(kept?.isNamed("n") == true)
    #expect(other?.dataEquals("other") == true)
  }
}
