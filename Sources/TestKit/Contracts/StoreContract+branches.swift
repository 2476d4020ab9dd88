import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let branches: [StoreContract] = [
    StoreContract("a question follows the last answer unless it says otherwise, and an edited one what that followed") { (fixture) async throws in
      let chat = try await fixture.newChat()
      func place(_ accepted: AcceptedMessage) async throws -> [EntityID?] {
        let message = try await fixture.store.message(accepted.userMessage)
        return [message?.edits, message?.follows]
      }
      let first = try await fixture.exchange("1", "a1", in: chat)
      let second = try await fixture.exchange("2", "a2", in: chat)
      let edited = try await fixture.exchange("2, better", "b2", in: chat, edits: second.userMessage)
      let next = try await fixture.exchange("3", "b3", in: chat)
      let back = try await fixture.exchange("3, elsewhere", "a3", in: chat, follows: second.assistantMessage)
      let both = try await fixture.exchange("3, moved", "c3", in: chat, edits: next.userMessage, follows: first.assistantMessage)
      let again = try await fixture.exchange("2, best", "c2", in: chat, edits: edited.userMessage)
      let anew = try await fixture.exchange("1, better", "d1", in: chat, edits: first.userMessage)
      let last = try await fixture.exchange("2, anew", "d2", in: chat)
      #expect(try await place(first) == [nil, nil])
      #expect(try await place(second) == [nil, first.assistantMessage])
      #expect(try await place(edited) == [second.userMessage, first.assistantMessage])
      #expect(try await place(next) == [nil, edited.assistantMessage])
      #expect(try await place(back) == [nil, second.assistantMessage])
      #expect(try await place(both) == [next.userMessage, first.assistantMessage])
      #expect(try await place(again) == [edited.userMessage, first.assistantMessage])
      #expect(try await place(anew) == [first.userMessage, nil])
      #expect(try await place(last) == [nil, anew.assistantMessage])
      let listed = try await fixture.store.messages(in: chat, page: .all).items
      for message in listed { #expect(try await fixture.store.message(message.id) == message) }
      #expect(listed.filter { $0.parent != nil }.allSatisfy { $0.edits == nil && $0.follows == nil })
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("a worker is told the branch that the question stands on, and nothing else of the chat") { (fixture) async throws in
      let chat = try await fixture.newChat()
      func told(_ accepted: AcceptedMessage, _ answer: String) async throws -> [String] {
        let claimed = try await fixture.take(accepted.run.id)
        _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(accepted, answer)))
        return claimed.history.map(\.content)
      }
      let first = try await fixture.exchange("1", "a1", in: chat)
      let second = try await fixture.exchange("2", "a2 was cut o", in: chat, status: .failed)
      let silent = try await fixture.exchange("3", "", in: chat, status: .cancelled)
      let edited = try await fixture.accept("2, better", in: chat, edits: second.userMessage)
      // Asked before the edited one is answered.
      let next = try await fixture.accept("3, better", in: chat)
      #expect(try await told(edited, "b2") == ["1", "a1", "2, better"])
      #expect(try await told(next, "b3") == ["1", "a1", "2, better", "b2", "3, better"])
      let old = try await fixture.accept("4", in: chat, follows: silent.assistantMessage)
      #expect(try await told(old, "a4") == ["1", "a1", "2", "a2 was cut o", "3", "4"])
      let anew = try await fixture.accept("1, better", in: chat, edits: first.userMessage)
      #expect(try await told(anew, "d1") == ["1, better"])
      let last = try await fixture.accept("2, anew", in: chat)
      #expect(try await told(last, "d2") == ["1, better", "d1", "2, anew"])
    },
    StoreContract("what a message refers to must be there, in this chat and of the right kind") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let known = try await fixture.exchange("q", "a", in: chat)
      let other = try await fixture.newChat()
      let foreign = try await fixture.accept("q", in: other, attachments: [.init(source: .inline([1]), name: nil, mediaType: nil)])
      func refused(edits: EntityID? = nil, follows: EntityID? = nil, attaches: EntityID? = nil) async throws -> StoreError.Code? {
        try await fixture.refusal {
          _ = try await fixture.accept(
            "x", in: chat, attachments: attaches.map { [.init(source: .artifact($0), name: nil, mediaType: nil)] } ?? [], edits: edits,
            follows: follows)
        }
      }
      let missing = EntityID(chat: chat, sequence: 9, kind: .userMessage)
      for id in [missing, foreign.userMessage, known.assistantMessage] { #expect(try await refused(edits: id) == .unknownReference(id)) }
      let missingAnswer = EntityID(chat: chat, sequence: 9, kind: .assistantMessage)
      for id in [missingAnswer, foreign.assistantMessage, known.userMessage] {
        #expect(try await refused(follows: id) == .unknownReference(id))
        #expect(try await refused(edits: known.userMessage, follows: id) == .unknownReference(id))
      }
      let missingFile = EntityID(chat: chat, sequence: 1, kind: .attachment)
      for id in [missingFile, foreign.attachments[0], known.assistantMessage] { #expect(try await refused(attaches: id) == .unknownReference(id)) }
      #expect(try await fixture.store.statistics(of: chat)?.lastSequence == 2)
    },
    StoreContract("a frontend_id again at another place of the chat is a conflict, at the same place the first answer") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let first = try await fixture.exchange("1", "a1", in: chat)
      let second = try await fixture.exchange("2", "a2", in: chat)
      let plain = try await fixture.accept("3", in: chat, frontendID: "plain")
      let edited = try await fixture.accept("2, better", in: chat, frontendID: "edited", edits: second.userMessage)
      let moved = try await fixture.accept("3", in: chat, frontendID: "moved", follows: first.assistantMessage)
      func again(
        _ content: String, _ frontendID: String, edits: EntityID? = nil, follows: EntityID? = nil
      ) async throws -> Creation<AcceptedMessage> {
        try await fixture.store.accept(
          fixture.acceptance(content, in: .existing(chat), frontendID: frontendID, edits: edits, follows: follows), idempotency: nil)
      }
      func isConflict(_ content: String, _ frontendID: String, edits: EntityID? = nil, follows: EntityID? = nil) async throws -> Bool {
        let refusal = try await fixture.refusal { _ = try await again(content, frontendID, edits: edits, follows: follows) }
        return refusal == .conflict(nextSequence: moved.assistantMessage.sequence + 1)
      }
      guard case .existing(let plainAgain) = try await again("3", "plain"),
        case .existing(let editedAgain) = try await again("2, better", "edited", edits: second.userMessage),
        case .existing(let movedAgain) = try await again("3", "moved", follows: first.assistantMessage)
      else { throw UnexpectedOutcome("the first answers") }
      #expect([plainAgain, editedAgain, movedAgain].map(\.userMessage) == [plain, edited, moved].map(\.userMessage))
      #expect(try await isConflict("3", "plain", edits: second.userMessage))
      #expect(try await isConflict("3", "plain", follows: first.assistantMessage))
      #expect(try await isConflict("2, better", "edited"))
      #expect(try await isConflict("2, better", "edited", edits: first.userMessage))
      #expect(try await isConflict("2, better", "edited", edits: second.userMessage, follows: second.assistantMessage))
      #expect(try await isConflict("3", "moved"))
      #expect(try await isConflict("3", "moved", follows: second.assistantMessage))
    },
    StoreContract("an attachment is used again by its ID: the same bytes under a new one") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let first = try await fixture.accept(
        "q", in: chat, attachments: [.init(source: .inline([1, 2, 3]), name: "a.bin", mediaType: "application/x-a")])
      let reference = MessageAcceptance.Attachment.Source.artifact(first.attachments[0])
      let second = try await fixture.accept(
        "q, better", in: chat, frontendID: "f",
        attachments: [.init(source: reference, name: nil, mediaType: nil), .init(source: reference, name: "b.bin", mediaType: "text/plain")],
        edits: first.userMessage)
      let attached = try await fixture.store.artifacts(of: second.userMessage)
      #expect(attached.map(\.id) == second.attachments)
      #expect(attached.map(\.content) == [[1, 2, 3], [1, 2, 3]])
      #expect(attached.map(\.name) == ["a.bin", "b.bin"])
      #expect(attached.map(\.mediaType) == ["application/x-a", "text/plain"])
      #expect(attached.map(\.parent) == [second.userMessage, second.userMessage])
      let original = try await fixture.store.artifact(first.attachments[0])
      #expect(attached.allSatisfy { $0.sha256 == original?.sha256 && $0.bytes == 3 })
      // The bytes count, not the way in which they came.
      let again = try await fixture.store.accept(
        fixture.acceptance(
          "q, better", in: .existing(chat), frontendID: "f",
          attachments: [
            .init(source: .inline([1, 2, 3]), name: "a.bin", mediaType: "application/x-a"),
            .init(source: .artifact(second.attachments[1]), name: nil, mediaType: nil),
          ], edits: first.userMessage), idempotency: nil)
      guard case .existing(let known) = again else { throw UnexpectedOutcome("the first answer") }
      #expect(known.userMessage == second.userMessage)
      _ = try await fixture.store.deleteChat(chat)
      #expect(try await fixture.store.artifact(second.attachments[0]) == nil)
    },
  ]
}
