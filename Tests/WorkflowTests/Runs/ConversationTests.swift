import Domain
import Primitives
import Testing
import Workflow

struct ConversationTests {
  private let now = Timestamp(milliseconds: 1_795_000_000_000)

  private func message(_ sequence: Int, _ role: String, _ content: String) -> Message {
    Message(
      id: EntityID(chat: testChat, sequence: sequence, kind: role == "user" ? .userMessage : .assistantMessage), parent: nil, role: role,
      content: content,
      status: .complete, frontendID: nil, createdAt: now)
  }

  private func attachment(_ name: String?, _ type: String?, _ content: [UInt8]) -> Artifact {
    Artifact(
      id: EntityID(chat: testChat, sequence: 4, kind: .attachment), parent: testQuestion, kind: .attachment, status: .complete, content: content,
      name: name,
      mediaType: type, createdAt: now)
  }

  private func text(_ text: String) -> JSONValue { .object(["type": .string("text"), "text": .string(text)]) }

  @Test func `the chat's messages are told oldest first`() {
    let told = Conversation.messages(history: [message(1, "user", "a"), message(2, "assistant", "b"), message(3, "user", "c")], attachments: [])
    #expect(
      told
        == .array([
          .object(["role": .string("user"), "content": .string("a")]), .object(["role": .string("assistant"), "content": .string("b")]),
          .object(["role": .string("user"), "content": .string("c")]),
        ]))
  }

  @Test func `attachments go with the question only: images as they are, text as text, the rest by name`() {
    let told = Conversation.messages(
      history: [message(1, "user", "a"), message(3, "user", "b")],
      attachments: [
        attachment("p.png", "image/png", [1, 2, 3]), attachment("t.csv", "text/csv", Array("x;y".utf8)), attachment(nil, nil, Array("plain".utf8)),
        attachment("z.zip", "application/zip", Array("PK".utf8)), attachment("b.txt", "text/plain", [0xFF]),
      ])
    #expect(told.array?.first?["content"]?.string == "a")
    #expect(
      told.array?.last?["content"]
        == .array([
          text("b"),
          .object(["type": .string("image_url"), "image_url": .object(["url": .string("data:image/png;base64,AQID")])]),
          text("Attachment t.csv:\n\nx;y"),
          text("Attachment \(testChat)_000004_UA:\n\nplain"),
          text("Attachment z.zip (application/zip, 2 bytes) is not text and was left out."),
          text("Attachment b.txt (text/plain, 1 bytes) is not text and was left out."),
        ]))
  }
}
