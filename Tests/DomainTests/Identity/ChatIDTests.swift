import Domain
import Testing

@Suite struct ChatIDTests {
  static let text = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd"

  @Test func `a UUID in lower case is taken as it is`() {
    #expect(ChatID(Self.text)?.text == Self.text)
    #expect(ChatID(Self.text)?.description == Self.text)
    #expect(ChatID(Self.text.dropFirst(0)) == ChatID(Self.text))
  }

  @Test(arguments: [
    "", "a0d6fa98", "A0D6FA98-FC40-4F38-912A-0F6C25C96DCD", "a0d6fa98-fc40-4f38-912a-0f6c25c96dc", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcdd",
    "a0d6fa98xfc40-4f38-912a-0f6c25c96dcd", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcg", "{a0d6fa98-fc40-4f38-912a-0f6c25c96dc}",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96d\u{e9}", " a0d6fa98-fc40-4f38-912a-0f6c25c96dc",
  ])
  func `what is no lower-case UUID is refused`(_ text: String) {
    #expect(ChatID(text) == nil)
  }

  @Test func `a random one is a UUID of version 4 and variant 1, and reads back`() {
    var random = SeededRandom(seed: 4)
    var seen: Set<ChatID> = []
    for _ in 0..<200 {
      let id = ChatID(using: &random)
      let bytes = Array(id.text.utf8)
      #expect(ChatID(id.text) == id)
      #expect(bytes[14] == UInt8(ascii: "4"))
      #expect("89ab".utf8.contains(bytes[19]))
      seen.insert(id)
    }
    #expect(seen.count == 200)
  }

  @Test func `they sort as their text does`() throws {
    let low = try #require(ChatID("00000000-0000-4000-8000-000000000000"))
    let high = try #require(ChatID(Self.text))
    #expect(low < high)
    #expect(!(high < low))
  }
}
