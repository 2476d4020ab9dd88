import Domain
import Testing

@Suite struct ClientNameTests {
  static let longest = String(repeating: "a", count: 64)

  @Test(arguments: ["a", "A-z_09", longest])
  func `a session of 1 to 64 word characters is taken`(_ text: String) {
    #expect(ClientName.isSession(text))
    #expect(ClientName.isGeneration("gen_" + text))
  }

  @Test(arguments: ["", longest + "a", "a b", "a.b", "a/b", "\u{e9}", "a\n", "a\0"])
  func `a session of other characters or another length is refused`(_ text: String) {
    #expect(!ClientName.isSession(text))
    #expect(!ClientName.isGeneration("gen_" + text))
  }

  @Test(arguments: ["", "gen", "gen_", "Gen_a", "gen-a", " gen_a", "gen_\u{301}"])
  func `a generation begins with its prefix and goes on`(_ text: String) {
    #expect(!ClientName.isGeneration(text))
  }

  @Test(arguments: ["a", "0", "pod-1-", String(repeating: "x", count: 63)])
  func `a pod's name is taken`(_ text: String) {
    #expect(ClientName.isPod(text))
  }

  @Test(arguments: ["", "-a", "A", "a_b", "a.b", String(repeating: "x", count: 64), "\u{e4}"])
  func `what is no pod's name is refused`(_ text: String) {
    #expect(!ClientName.isPod(text))
  }

  @Test func `a run is a ULID and nothing that only looks like one`() {
    #expect(ClientName.isRun("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
    for text in [
      "", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVV", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "91ARZ3NDEKTSV4RRFFQ69G5FAV",
      "01arz3ndektsv4rrffq69g5fav",
    ] {
      #expect(!ClientName.isRun(text))
    }
  }

  @Test func `a stream is named after an assistant message, a generation or a run`() {
    let chat = EntityIDTests.chat
    #expect(ClientName.isStream(EntityID(chat: chat, sequence: 2, kind: .assistantMessage).description))
    #expect(ClientName.isStream("gen_1"))
    #expect(ClientName.isStream("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
    for kind in EntityKind.allCases where kind != .assistantMessage {
      #expect(!ClientName.isStream(EntityID(chat: chat, sequence: 2, kind: kind).description))
    }
    #expect(!ClientName.isStream(chat.text))
    #expect(!ClientName.isStream("stream"))
  }
}
