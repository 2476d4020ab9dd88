import Domain
import Testing

@Suite struct EntityIDTests {
  static let chat = ChatID("a0d6fa98-fc40-4f38-912a-0f6c25c96dcd")!

  @Test(arguments: EntityKind.allCases, [1, 42, 999_999])
  func `text and value are each other's inverse`(_ kind: EntityKind, _ sequence: Int) {
    let id = EntityID(chat: Self.chat, sequence: sequence, kind: kind)
    #expect(id.description.utf8.count == 46)
    #expect(EntityID(id.description) == id)
    #expect(EntityID(id.description)?.description == id.description)
  }

  @Test func `the sequence has six digits, padded with zeros`() {
    #expect(EntityID(chat: Self.chat, sequence: 7, kind: .assistantMessage).description == "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000007_AM")
  }

  @Test(arguments: [
    "", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000000_UM", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_1_UM",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_0000001_UM", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_00001a_UM",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_-00001_UM", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_+00001_UM",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000001_XX", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000001_um",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd-000001-UM", "A0D6FA98-FC40-4F38-912A-0F6C25C96DCD_000001_UM",
    "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000001_UM ", "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_٠٠٠_UM",
  ])
  func `what is no ID is refused`(_ text: String) {
    #expect(EntityID(text) == nil)
  }

  @Test func `IDs of one chat sort by text in sequence order, as values and as text`() {
    var random = SeededRandom(seed: 2)
    let ids = (0..<300).map { _ in
      EntityID(
        chat: Self.chat, sequence: .random(in: 1...EntityID.maxSequence, using: &random), kind: EntityKind.allCases.randomElement(using: &random)!)
    }
    let byText = ids.sorted { $0.description < $1.description }
    #expect(ids.sorted().map(\.description) == byText.map(\.description))
    #expect(zip(byText, byText.dropFirst()).allSatisfy { $0.sequence <= $1.sequence })
  }

  @Test func `each kind has the parent that the lineage asks for`() {
    let parents: [EntityKind: EntityKind?] = [
      .userMessage: nil, .assistantMessage: .userMessage, .attachment: .userMessage, .code: .assistantMessage, .html: .assistantMessage,
      .output: .code,
    ]
    #expect(EntityKind.allCases.count == parents.count)
    for kind in EntityKind.allCases { #expect(.some(kind.parentKind) == parents[kind]) }
  }

  @Test func `messages and artifacts divide the kinds among them`() {
    #expect(EntityKind.allCases.filter(\.isMessage) == [.userMessage, .assistantMessage])
    #expect(EntityKind.allCases.allSatisfy { $0.isMessage != $0.isArtifact })
  }

  @Test(arguments: [ArtifactKind.code, .output, .html, .attachment])
  func `an artifact's kind and its entity's kind name each other`(_ kind: ArtifactKind) {
    #expect(ArtifactKind(kind.entityKind) == kind)
    #expect(kind.entityKind.isArtifact)
  }
}
