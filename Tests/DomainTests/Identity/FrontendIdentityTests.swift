import Domain
import Testing

@Suite struct FrontendIdentityTests {
  static let chat = EntityIDTests.chat
  static let other = ChatID("b0d6fa98-fc40-4f38-912a-0f6c25c96dcd")!

  private func identity(_ text: String?, next: Int = 5) -> FrontendIdentity {
    FrontendIdentity(text, chat: Self.chat, kind: .userMessage, nextSequence: next)
  }

  @Test func `without one the server allocates`() {
    #expect(identity(nil) == .absent)
  }

  @Test(arguments: [
    "", "q-1", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_5_UM", "A0D6FA98-FC40-4F38-912A-0F6C25C96DCD_000005_UM",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000005_um", "\u{1F600}",
  ])
  func `text that has not the shape of an ID is opaque`(_ text: String) {
    #expect(identity(text) == .opaque)
  }

  @Test func `the chat's next ID of the right kind becomes the canonical one`() {
    let id = EntityID(chat: Self.chat, sequence: 5, kind: .userMessage)
    #expect(identity(id.description) == .canonical(id))
  }

  @Test(arguments: [1, 4, 6, 999_999])
  func `another number of this chat is out of sequence`(_ sequence: Int) {
    #expect(identity(EntityID(chat: Self.chat, sequence: sequence, kind: .userMessage).description) == .outOfSequence)
  }

  @Test func `number zero is out of sequence, not opaque`() {
    #expect(identity("\(Self.chat)_000000_UM") == .outOfSequence)
  }

  @Test func `a chat that is used up takes no further ID`() {
    #expect(identity(EntityID(chat: Self.chat, sequence: 999_999, kind: .userMessage).description, next: 1_000_000) == .outOfSequence)
  }

  @Test(arguments: EntityKind.allCases.filter { $0 != .userMessage })
  func `a kind that is not legal here is foreign, whatever its number`(_ kind: EntityKind) {
    #expect(identity(EntityID(chat: Self.chat, sequence: 5, kind: kind).description) == .foreign)
    #expect(identity(EntityID(chat: Self.chat, sequence: 9, kind: kind).description) == .foreign)
  }

  @Test(arguments: ["XX", "UN", "AA"])
  func `a kind that does not exist is foreign`(_ kind: String) {
    #expect(identity("\(Self.chat)_000005_\(kind)") == .foreign)
  }

  @Test(arguments: [0, 4, 5])
  func `an ID of another chat is foreign, whatever its number`(_ sequence: Int) {
    #expect(identity("\(Self.other)_00000\(sequence)_UM") == .foreign)
  }
}
