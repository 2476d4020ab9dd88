import Testing

@testable import Gateway

@Suite struct OpeningLineTests {
  @Test(arguments: ["```\n", "```swift\n", "~~~ a `b`\n", "   ````\n", "```a b\r\n"])
  func `a line that opens a fence is held whole`(line: String) {
    var opening = OpeningLine()
    #expect(opening.feed("before\n\(line)".utf8) == Array("before\n".utf8))
    #expect(opening.isWhole)
    #expect(opening.release() == Array(line.utf8))
  }

  @Test(arguments: ["``\n", "``` a`b\n", "    ```\n", "x```\n", "~~x\n", "\n", "  \n"])
  func `any other line passes`(line: String) {
    var opening = OpeningLine()
    #expect(opening.feed(line.utf8) == Array(line.utf8))
    #expect(!opening.isWhole)
  }

  @Test func `only what may still become an opening line is held`() {
    var opening = OpeningLine()
    #expect(opening.feed("a\n  ``".utf8) == Array("a\n".utf8))
    #expect(opening.feed("x".utf8) == Array("  ``x".utf8))
    #expect(opening.passes("```"))
    #expect(!opening.passes("y\n"))
  }

  @Test func `text behind a held line gives it out`() {
    var opening = OpeningLine()
    #expect(opening.feed("```\nx".utf8) == Array("```\nx".utf8))
    #expect(opening.passes("y"))
  }

  @Test func `a new line begins where an artifact took the held one`() {
    var opening = OpeningLine()
    _ = opening.feed("```\n".utf8)
    opening.drop()
    #expect(opening.feed("```\n".utf8) == [])
    #expect(opening.isWhole)
  }

  @Test func `what was given out in mid-line opens nothing any more`() {
    var opening = OpeningLine()
    #expect(opening.feed("``".utf8) == [])
    #expect(opening.release() == Array("``".utf8))
    #expect(opening.feed("`\n".utf8) == Array("`\n".utf8))
  }
}
