import Testing
import TestKit
import Workflow

struct FenceScannerTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let found: [Found]

    init(_ name: String, _ text: String, _ found: [Found]) {
      self.name = name
      self.text = text
      self.found = found
    }

    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row("no fence", "a\nb", [.text("a\nb")]),
    Row("nothing", "", []),
    Row("a fence", "a\n```py\nx\n```\nb", [.text("a\n```py\n"), .opened("py"), .text("x\n"), .closed, .text("```\nb")]),
    Row("at the very start", "```\nx\n```\n", [.text("```\n"), .opened(nil), .text("x\n"), .closed, .text("```\n")]),
    Row("empty content", "```\n```\n", [.text("```\n"), .opened(nil), .closed, .text("```\n")]),
    Row("content of empty lines", "```\n\n\n```\n", [.text("```\n"), .opened(nil), .text("\n\n"), .closed, .text("```\n")]),
    Row(
      "one directly after the other", "```a\n1\n```\n```b\n2\n```\n",
      [.text("```a\n"), .opened("a"), .text("1\n"), .closed, .text("```\n```b\n"), .opened("b"), .text("2\n"), .closed, .text("```\n")]),
    Row("tildes", "~~~py\nx\n~~~\n", [.text("~~~py\n"), .opened("py"), .text("x\n"), .closed, .text("~~~\n")]),
    Row("tildes hold backticks", "~~~\n```\n~~~\n", [.text("~~~\n"), .opened(nil), .text("```\n"), .closed, .text("~~~\n")]),
    Row("backticks hold tildes", "```\n~~~\n```\n", [.text("```\n"), .opened(nil), .text("~~~\n"), .closed, .text("```\n")]),
    Row("two are no fence", "``\nx\n``\n", [.text("``\nx\n``\n")]),
    Row("two do not close", "```\n``\n```\n", [.text("```\n"), .opened(nil), .text("``\n"), .closed, .text("```\n")]),
    Row("longer closes", "```\nx\n`````\n", [.text("```\n"), .opened(nil), .text("x\n"), .closed, .text("`````\n")]),
    Row("shorter does not", "````\n```\nx\n````\n", [.text("````\n"), .opened(nil), .text("```\nx\n"), .closed, .text("````\n")]),
    Row(
      "a longer one holds whole fences", "````md\n```py\nx\n```\n````\n",
      [.text("````md\n"), .opened("md"), .text("```py\nx\n```\n"), .closed, .text("````\n")]),
    Row("three spaces open", "   ```\nx\n```\n", [.text("   ```\n"), .opened(nil), .text("x\n"), .closed, .text("```\n")]),
    Row("four do not", "    ```\nx\n", [.text("    ```\nx\n")]),
    Row("a tab does not", "\t```\nx\n", [.text("\t```\nx\n")]),
    Row("three spaces close", "```\nx\n   ```\n", [.text("```\n"), .opened(nil), .text("x\n"), .closed, .text("   ```\n")]),
    Row("four do not close", "```\nx\n    ```\n", [.text("```\n"), .opened(nil), .text("x\n    ```\n"), .closed]),
    Row("blanks after the close", "```\nx\n``` \t \ny", [.text("```\n"), .opened(nil), .text("x\n"), .closed, .text("``` \t \ny")]),
    Row("words after it do not close", "```\nx\n``` y\n", [.text("```\n"), .opened(nil), .text("x\n``` y\n"), .closed]),
    Row("spaces within it do not", "```\nx\n`` `\n", [.text("```\n"), .opened(nil), .text("x\n`` `\n"), .closed]),
    Row("a backtick in the info", "``` a`b\nx\n", [.text("``` a`b\nx\n")]),
    Row("inline code on a line of its own", "```x```\ny\n", [.text("```x```\ny\n")]),
    Row("backticks in the info of tildes", "~~~ a`b~\nx\n", [.text("~~~ a`b~\n"), .opened("a`b~"), .text("x\n"), .closed]),
    Row("in the middle of a line", "a ```\nx\n", [.text("a ```\nx\n")]),
    Row("a paragraph before it", "a\n```\nx\n```\nb", [.text("a\n```\n"), .opened(nil), .text("x\n"), .closed, .text("```\nb")]),
    Row("CR LF", "```py\r\nx\r\n```\r\ny", [.text("```py\r\n"), .opened("py"), .text("x\r\n"), .closed, .text("```\r\ny")]),
    Row("never closed", "```py\nx\ny", [.text("```py\n"), .opened("py"), .text("x\ny"), .closed]),
    Row("never closed, nothing in it", "```py\n", [.text("```py\n"), .opened("py"), .closed]),
    Row("an opening line that never ends", "a\n```py", [.text("a\n```py")]),
    Row("closed at the end without a line feed", "```\nx\n```", [.text("```\n"), .opened(nil), .text("x\n"), .closed, .text("```")]),
    Row("half a close at the end", "```\nx\n``", [.text("```\n"), .opened(nil), .text("x\n``"), .closed]),
    Row("blanks at the end", "```\nx\n  ", [.text("```\n"), .opened(nil), .text("x\n  "), .closed]),
  ]

  @Test(arguments: rows) func `fences are found as CommonMark wants them`(_ row: Row) {
    #expect(scan(row.text) == row.found)
    #expect(foundInWhole(row.text) == row.found)
  }

  @Test(arguments: rows.map(\.text) + sampleAnswers) func `the same is found however an answer is cut`(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = scan(text)
    #expect(whole == foundInWhole(text))
    #expect(merged(pieces(bytes.map { [$0] })) == whole)
    for first in 0...bytes.count {
      #expect(merged(pieces([Array(bytes[..<first]), Array(bytes[first...])])) == whole, "cut at \(first)")
    }
  }

  @Test(arguments: ["", "```\n", "~~~~x\n", "a\n````"])
  func `every short text of what fences are made of is found as by the book, whole and byte by byte`(_ start: String) {
    let parts = Array("`~ \na".utf8)
    for number in 0..<15_625 {
      // Six digits to the base of five.
      let bytes = Array(start.utf8) + (0..<6).map { parts[number / [1, 5, 25, 125, 625, 3125][$0] % 5] }
      let expected = foundInWhole(String(decoding: bytes, as: UTF8.self))
      if merged(pieces([bytes])) != expected || merged(pieces(bytes.map { [$0] })) != expected {
        Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }

  @Test(arguments: sampleAnswers.filter { $0.utf8.count < 70 }) func `two cuts change nothing either`(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = scan(text)
    for first in bytes.indices {
      for second in first..<bytes.count
      where merged(pieces([Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])])) != whole {
        Issue.record("cut at \(first) and \(second)")
      }
    }
  }

  @Test func `random texts of what fences are made of are found as by the book`() {
    var random = SplitMix(state: 1)
    let parts = ["`", "``", "```", "````", "~~~", "~", " ", "   ", "\t", "\n", "\r\n", "a", "py", "é"]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...24, using: &random)).map { _ in parts.randomElement(using: &random)! }.joined()
      let bytes = Array(text.utf8)
      var cut: [[UInt8]] = []
      var at = 0
      while at < bytes.count {
        let next = min(bytes.count, at + Int.random(in: 1...5, using: &random))
        cut.append(Array(bytes[at..<next]))
        at = next
      }
      #expect(merged(pieces(cut)) == foundInWhole(text), "\(text.debugDescription)")
    }
  }

  @Test(arguments: sampleAnswers) func `the text comes out whole and cut at whole characters`(_ text: String) {
    // As the machine feeds it: pieces of text, never half a character.
    var scanner = FenceScanner()
    var all: [UInt8] = []
    func take(_ piece: FenceScanner.Piece) {
      guard case .text(let bytes) = piece else { return }
      #expect(String(validating: bytes, as: UTF8.self) != nil)
      all += bytes
    }
    for scalar in text.unicodeScalars { scanner.feed(String(scalar).utf8, take) }
    scanner.finish(take)
    #expect(String(decoding: all, as: UTF8.self) == text)
  }

  @Test(arguments: sampleAnswers) func `at most one line is held back`(_ text: String) {
    var scanner = FenceScanner()
    var given = 0
    var fed: [UInt8] = []
    for byte in text.utf8 {
      fed.append(byte)
      let wasInside = scanner.isInside
      scanner.feed([byte]) { if case .text(let bytes) = $0 { given += bytes.count } }
      let held = fed[given...]
      let isHolding = scanner.isHolding
      #expect(isHolding == !held.isEmpty)
      #expect(held.isEmpty || wasInside, "outside a fence nothing is held back")
      #expect(!held.contains(0x0A))
    }
  }

  @Test func `a line that can be no fence any more passes`() {
    var scanner = FenceScanner()
    let passes = [scanner.passes("a")]
    scanner.feed("a".utf8) { _ in }
    #expect(passes + [scanner.passes("``` b"), scanner.passes("b\n")] == [false, true, false])
  }
}
