import Domain
import Primitives
import Testing

@testable import Gateway

struct SessionCursorTests {
  private func read(_ plain: String) -> SessionCursor? { SessionCursor(Base64.encodeURL(Array(plain.utf8))) }

  @Test func `a new one has had nothing`() {
    let cursor = SessionCursor()
    #expect(cursor.position(of: 1) == Position(epoch: 0, sequence: 0))
    #expect(SessionCursor(cursor.text) == cursor)
  }

  @Test func `it knows where to go on in each stream, and comes back whole`() {
    var cursor = SessionCursor()
    for ordinal in 1...4 as ClosedRange<Int64> { cursor.began(ordinal) }
    cursor.moved(2, to: Position(epoch: 3, sequence: 17))
    cursor.finished(1)
    cursor.finished(4)
    for cursor in [cursor, SessionCursor(cursor.text)!] {
      #expect(cursor.position(of: 1) == nil)
      #expect(cursor.position(of: 2) == Position(epoch: 3, sequence: 17))
      #expect(cursor.position(of: 3) == Position(epoch: 0, sequence: 0))
      #expect(cursor.position(of: 4) == nil)
      #expect(cursor.position(of: 5) == Position(epoch: 0, sequence: 0))
    }
    #expect(cursor.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }

  @Test func `beginning again what was begun changes nothing`() {
    var cursor = SessionCursor()
    cursor.began(1)
    cursor.moved(1, to: Position(epoch: 1, sequence: 2))
    let before = cursor
    cursor.began(1)
    #expect(cursor == before)
  }

  @Test func `hundreds of open streams fit into a header`() {
    var cursor = SessionCursor()
    for ordinal in 1...400 as ClosedRange<Int64> {
      cursor.began(ordinal)
      cursor.moved(ordinal, to: Position(epoch: 12, sequence: 123_456))
    }
    #expect(SessionCursor(cursor.text) == cursor)
    #expect(cursor.text.utf8.count < 12 << 10)
  }

  @Test func `its own form is read`() {
    #expect(read("s1.0;") == SessionCursor())
    #expect(read("s1.3;2:1-7,3:0")?.position(of: 2) == Position(epoch: 1, sequence: 7))
  }

  @Test(arguments: [
    "", "s1.0", "s1.;", "s2.0;", "s1.-1;", "s1.01;", "s1.x;", "s1.0;;", "s1.0;1", "s1.0;1:", "s1.0;:1-1", "s1.0;0:1-1", "s1.0;1:1-0", "s1.0;1:1",
    "s1.0;x:0", "s1.0;1:1-1:2", "s1.2;1:0,", "s1.2;,1:0", "s1.2;1::0", "s1.2;2:0,1:0", "s1.1;1:0,1:0", "s1.1;1:0:", "s1.9223372036854775808;",
    "s1.0;1:9007199254740993-1",
  ])
  func `nothing else is`(_ plain: String) {
    #expect(read(plain) == nil)
  }

  @Test func `nor is what is not encoded so, or too long`() {
    #expect(SessionCursor("1-17") == nil)
    #expect(SessionCursor("=") == nil)
    #expect(SessionCursor("") == nil)
    #expect(read("s1.0;" + String(repeating: "1:0,", count: 4000)) == nil)
  }

  @Test func `a changed cursor is refused or is what it says`() {
    var cursor = SessionCursor()
    for ordinal in 1...3 as ClosedRange<Int64> { cursor.began(ordinal) }
    cursor.moved(2, to: Position(epoch: 3, sequence: 17))
    let text = Array(cursor.text.utf8)
    for index in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[index] = byte
        for spelling in [changed, Array(changed[...index]), Array(changed[..<index]) + Array(text[index...])] {
          let spelling = String(decoding: spelling, as: UTF8.self)
          if let read = SessionCursor(spelling) { #expect(read.text == spelling) }
        }
      }
    }
  }
}
