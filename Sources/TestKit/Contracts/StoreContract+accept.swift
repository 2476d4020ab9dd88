import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let acceptance: [StoreContract] = [
    StoreContract("an accepted message is there whole: question, attachments, open answer, run, outbox, session") { (fixture) async throws in
      let chat = try await fixture.newChat()
      fixture.time.advance(milliseconds: 3)
      let request = RunRequest(
        messages: .array([.object(["role": .string("user"), "content": .string("hi")])]),
        options: .object(["temperature": .double(0.5), "deep": .array([.null, .bool(true), .unsigned(.max)])]), includesUsage: true,
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
      let accepted = try await fixture.accept(
        "Grüße 👋", in: chat, frontendID: "f-1",
        attachments: [
          .init(source: .inline([0, 255]), name: "b.bin", mediaType: "application/x-b"), .init(source: .inline([]), name: nil, mediaType: nil),
        ], session: "s1", request: request)
      #expect(accepted.userMessage == EntityID(chat: chat, sequence: 1, kind: .userMessage))
      #expect(accepted.attachments.map(\.sequence) == [2, 3])
      #expect(accepted.assistantMessage == EntityID(chat: chat, sequence: 4, kind: .assistantMessage))
      #expect(accepted.isNextOfChat)
      #expect(accepted.run.stream == accepted.assistantMessage.description)
      #expect(accepted.run.status == .queued)
      #expect(try await fixture.store.run(accepted.run.id) == accepted.run)
      #expect(try await fixture.store.run(accepted.run.id)?.request == request)
      #expect(try await fixture.store.domainEvents(after: 0, limit: 10).map(\.traceparent) == [request.traceparent])
      #expect(try await fixture.store.unpublishedDomainEvents(limit: 10).map(\.traceparent) == [request.traceparent])
      let question = try await fixture.store.message(accepted.userMessage)
      #expect(
        question
          == Message(
            id: accepted.userMessage, parent: nil, role: "user", content: "Grüße 👋", status: .complete, frontendID: "f-1", createdAt: fixture.now))
      let answer = try await fixture.store.message(accepted.assistantMessage)
      #expect(
        answer
          == Message(
            id: accepted.assistantMessage, parent: accepted.userMessage, role: "assistant", content: "", status: .streaming, frontendID: "f-1",
            createdAt: fixture.now, run: accepted.run.id))
      let attached = try await fixture.store.artifacts(of: accepted.userMessage)
      #expect(attached.map(\.id) == accepted.attachments)
      #expect(attached[0].content == [0, 255])
      #expect(attached[0].name == "b.bin")
      #expect(attached[0].bytes == 2)
      #expect(attached[0].sha256?.utf8.count == 64)
      #expect(attached[0].frontendID == "f-1")
      #expect(attached[0].status == .complete)
      #expect(attached[0].parent == accepted.userMessage)
      #expect(attached[1].content == [])
      #expect(try await fixture.store.artifact(accepted.attachments[0]) == attached[0])
      #expect(try await fixture.store.streams(ofSession: "s1", after: 0) == [SessionStream(ordinal: 1, stream: accepted.run.stream, isLeft: false)])
      #expect(try await fixture.store.domainEvents(after: 0, limit: 10).map(\.subject) == [accepted.run.id])
      #expect(try await fixture.store.chat(chat)?.updatedAt == fixture.now)
      #expect(try await fixture.store.stream(accepted.run.stream)?.last == nil)
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("the chat is found, made, or refused as the caller chose") { (fixture) async throws in
      let unknown = fixture.newChatID()
      func accept(_ choice: MessageAcceptance.ChatChoice) async throws -> Creation<AcceptedMessage> {
        try await fixture.store.accept(fixture.acceptance("hello", in: choice), idempotency: nil)
      }
      #expect(try await fixture.refusal { _ = try await accept(.existing(unknown)) } == .notFound)
      #expect(try await fixture.store.chat(unknown) == nil)
      _ = try await accept(.existingOrCreated(unknown))
      #expect(try await fixture.store.chat(unknown)?.title == "A chat")
      _ = try await accept(.existing(unknown))
      _ = try await accept(.existingOrCreated(unknown))
      #expect(try await fixture.refusal { _ = try await accept(.created(unknown)) } == .exists)
      _ = try await accept(.created(fixture.newChatID()))
      #expect(try await fixture.store.chat(unknown)?.messageCount == 6)
      try await fixture.checkTotals(of: unknown)
    },
    StoreContract("an ID of the front end becomes canonical when it is the next, and only then") { (fixture) async throws in
      let chat = try await fixture.newChat()
      func id(_ sequence: Int, _ kind: EntityKind = .userMessage, of chat: ChatID) -> String {
        EntityID(chat: chat, sequence: sequence, kind: kind).description
      }
      let first = try await fixture.accept("one", in: chat, frontendID: id(1, of: chat))
      #expect(first.userMessage.description == id(1, of: chat))
      #expect(!first.isFallbackAllocation)
      func code(_ frontendID: String) async throws -> StoreError.Code? {
        try await fixture.refusal { _ = try await fixture.accept("two", in: chat, frontendID: frontendID) }
      }
      #expect(try await code(id(2, of: chat)) == .conflict(nextSequence: 3))
      #expect(try await code(id(4, of: chat)) == .conflict(nextSequence: 3))
      #expect(try await code(id(1, of: chat)) == .conflict(nextSequence: 3))
      #expect(try await code(id(3, .assistantMessage, of: chat)) == .foreign)
      #expect(try await code(id(3, of: fixture.newChatID())) == .foreign)
      #expect(try await fixture.accept("two", in: chat, frontendID: id(3, of: chat)).userMessage.sequence == 3)
      #expect(try await fixture.store.chat(chat)?.messageCount == 4)
      let opaque = try await fixture.accept("three", in: chat, frontendID: "whatever")
      #expect(!opaque.isFallbackAllocation)
      let forgotten = try await fixture.accept("four", in: chat)
      #expect(forgotten.isFallbackAllocation)
      #expect(forgotten.userMessage.sequence == 7)
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("a frontend_id that was used gives the first answer again, or a conflict when anything is different") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let other = try await fixture.newChat()
      let attachment = MessageAcceptance.Attachment(source: .inline([7]), name: "n", mediaType: "text/plain")
      let first = try await fixture.accept("same", in: chat, frontendID: "opaque", attachments: [attachment])
      func again(_ content: String, _ attachments: [MessageAcceptance.Attachment]) async throws -> Creation<AcceptedMessage> {
        let message = fixture.acceptance(content, in: .existing(chat), frontendID: "opaque", attachments: attachments)
        return try await fixture.store.accept(message, idempotency: nil)
      }
      guard case .existing(let existing) = try await again("same", [attachment]) else { throw UnexpectedOutcome("the first answer") }
      #expect(existing == first)
      let different = MessageAcceptance.Attachment(source: .inline([8]), name: "n", mediaType: "text/plain")
      let renamed = MessageAcceptance.Attachment(source: .inline([7]), name: "m", mediaType: "text/plain")
      for (content, attachments) in [
        ("other", [attachment]), ("same", []), ("same", [different]), ("same", [renamed]), ("same", [attachment, attachment]),
      ] {
        #expect(try await fixture.refusal { _ = try await again(content, attachments) } == .conflict(nextSequence: 4))
      }
      #expect(try await fixture.store.chat(chat)?.messageCount == 2)
      _ = try await fixture.accept("same", in: other, frontendID: "opaque")
      let claimed = try await fixture.take(first.run.id)
      _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(first, "done")))
      guard case .existing(let later) = try await again("same", [attachment]) else { throw UnexpectedOutcome("the first answer") }
      #expect(later.run.status == .completed)
      #expect(later.userMessage == first.userMessage)
    },
    StoreContract("a replayed acceptance makes nothing, whatever its frontend_id") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let idempotency = Idempotency<AcceptedMessage>(scope: "s", key: "k", bodySHA256: "b") {
        IdempotentAnswer(status: 202, body: Array($0.assistantMessage.description.utf8))
      }
      guard case .created(let accepted) = try await fixture.store.accept(fixture.acceptance("x", in: .existing(chat)), idempotency: idempotency)
      else {
        throw UnexpectedOutcome("created")
      }
      guard case .replayed(let answer) = try await fixture.store.accept(fixture.acceptance("x", in: .existing(chat)), idempotency: idempotency) else {
        throw UnexpectedOutcome("replayed")
      }
      #expect(answer.body == Array(accepted.assistantMessage.description.utf8))
      #expect(try await fixture.store.chat(chat)?.messageCount == 2)
    },
    StoreContract("a refused acceptance leaves nothing behind, also what it did before it was refused") { (fixture) async throws in
      let unknown = fixture.newChatID()
      let message = fixture.acceptance(
        "x", in: .existingOrCreated(unknown), attachments: [.init(source: .upload("01ARZ3NDEKTSV4RRFFQ69G5FAV"), name: nil, mediaType: nil)],
        session: "s1")
      #expect(
        try await fixture.refusal { _ = try await fixture.store.accept(message, idempotency: nil) } == .unknownUpload("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
      #expect(try await fixture.store.chat(unknown) == nil)
      #expect(try await fixture.store.streams(ofSession: "s1", after: 0).isEmpty)
      #expect(try await fixture.store.domainEvents(after: 0, limit: 10).isEmpty)
    },
    StoreContract("an upload is kept, used by many messages, and outlives the chat that used it") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let upload = Upload(id: fixture.newULID(), name: "u.txt", mediaType: "text/plain", bytes: 3, sha256: "abc", createdAt: fixture.now)
      let idempotency = Idempotency<Upload>(scope: "u", key: "k", bodySHA256: "b") { IdempotentAnswer(status: 201, body: Array($0.id.utf8)) }
      guard case .created(upload) = try await fixture.store.createUpload(upload, content: [1, 2, 3], idempotency: idempotency) else {
        throw UnexpectedOutcome("created")
      }
      guard case .replayed = try await fixture.store.createUpload(upload, content: [1, 2, 3], idempotency: idempotency) else {
        throw UnexpectedOutcome("replayed")
      }
      let attachment = MessageAcceptance.Attachment(source: .upload(upload.id), name: nil, mediaType: nil)
      let first = try await fixture.accept("a", in: chat, attachments: [attachment, attachment])
      let attached = try await fixture.store.artifacts(of: first.userMessage)
      #expect(attached.map(\.content) == [[1, 2, 3], [1, 2, 3]])
      #expect(attached[0].name == "u.txt")
      #expect(attached[0].mediaType == "text/plain")
      _ = try await fixture.store.deleteChat(chat)
      let other = try await fixture.newChat()
      let second = try await fixture.accept("b", in: other, attachments: [attachment])
      #expect(try await fixture.store.artifact(second.attachments[0])?.content == [1, 2, 3])
    },
    StoreContract("100 writers in one chat never collide and leave no holes") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await withThrowingTaskGroup(of: AcceptedMessage.self) { group in
        for number in 0..<100 {
          group.addTask {
            let attachments = number % 5 == 0 ? [MessageAcceptance.Attachment(source: .inline([UInt8(number)]), name: nil, mediaType: nil)] : []
            return try await fixture.accept("message \(number)", in: chat, frontendID: number % 2 == 0 ? "f\(number)" : nil, attachments: attachments)
          }
        }
        var all: [AcceptedMessage] = []
        for try await one in group { all.append(one) }
        return all
      }
      let used = accepted.flatMap { [$0.userMessage] + $0.attachments + [$0.assistantMessage] }.map(\.sequence).sorted()
      #expect(used == Array(1...220))
      for one in accepted {
        #expect(one.assistantMessage.sequence == one.userMessage.sequence + one.attachments.count + 1)
      }
      #expect(accepted.count { $0.isNextOfChat } == 1)
      try await fixture.checkTotals(of: chat)
      #expect(try await fixture.store.statistics(of: chat)?.counts[.attachment] == 20)
    },
    StoreContract("messages are listed in order, page by page") { (fixture) async throws in
      let chat = try await fixture.newChat()
      for number in 0..<5 { _ = try await fixture.accept("q\(number)", in: chat) }
      var found: [Message] = []
      var cursor: String?
      repeat {
        let page = try await fixture.store.messages(in: chat, page: PageRequest(limit: 4, cursor: cursor))
        found += page.items
        cursor = page.nextCursor
      } while cursor != nil
      #expect(found.map(\.id.sequence) == Array(1...10))
      #expect(found.map(\.role) == (0..<10).map { $0 % 2 == 0 ? "user" : "assistant" })
      #expect(try await fixture.refusal { _ = try await fixture.store.messages(in: fixture.newChatID(), page: .all) } == .notFound)
    },
    StoreContract("messages are listed from the end, too, and a cursor goes on from its place in either order") { (fixture) async throws in
      let chat = try await fixture.newChat()
      for number in 0..<5 { _ = try await fixture.accept("q\(number)", in: chat) }
      let other = try await fixture.newChat()
      _ = try await fixture.accept("elsewhere", in: other)
      func sequences(_ order: ListOrder, limit: Int, cursor: String?) async throws -> (found: [Int], cursor: String?) {
        let page = try await fixture.store.messages(in: chat, order: order, page: PageRequest(limit: limit, cursor: cursor))
        return (page.items.map(\.id.sequence), page.nextCursor)
      }
      var found: [Int] = []
      var cursor: String?
      repeat {
        let page = try await sequences(.descending, limit: 4, cursor: cursor)
        found += page.found
        cursor = page.cursor
      } while cursor != nil
      #expect(found == Array(1...10).reversed())
      let middle = try await sequences(.ascending, limit: 4, cursor: nil)
      #expect(middle.found == [1, 2, 3, 4])
      #expect(try await sequences(.descending, limit: 9, cursor: middle.cursor).found == [3, 2, 1])
      #expect(try await sequences(.ascending, limit: 9, cursor: middle.cursor).found == [5, 6, 7, 8, 9, 10])
      let whole = try await fixture.store.messages(in: chat, order: .descending, page: .all).items
      #expect(whole.reversed() == (try await fixture.store.messages(in: chat, page: .all).items))
      #expect(
        try await fixture.refusal { _ = try await fixture.store.messages(in: fixture.newChatID(), order: .descending, page: .all) } == .notFound)
    },
    StoreContract("the artifacts of many messages come together, each under its message, without content") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let file = MessageAcceptance.Attachment(source: .inline([1, 2]), name: "f", mediaType: "text/plain")
      let first = try await fixture.accept("1", in: chat, attachments: [file, file])
      let claimed = try await fixture.take(first.run.id)
      let second = try await fixture.accept("2", in: chat, attachments: [file])
      func begin(_ kind: ArtifactKind, parent: EntityID) async throws -> EntityID {
        try await fixture.store.beginArtifact(
          ArtifactBeginning(
            run: first.run.id, epoch: 1, kind: kind, parent: parent, message: first.assistantMessage, language: "swift", title: "t", inline: false,
            now: fixture.now))
      }
      // Allocated after the next question: the key says nothing of the message.
      let code = try await begin(.code, parent: first.assistantMessage)
      let output = try await begin(.output, parent: code)
      let end = Artifact(
        id: output, parent: code, kind: .output, language: "swift", title: "t", status: .complete, content: [7], bytes: 1, sha256: "00",
        createdAt: fixture.now)
      _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(first, "a"), artifacts: [end]))
      let all = [first.userMessage, first.assistantMessage, second.userMessage, second.assistantMessage]
      let found = try await fixture.store.artifactsWithoutContent(ofMessages: all.reversed())
      #expect(found[first.userMessage]?.map(\.id) == first.attachments)
      #expect(found[first.assistantMessage]?.map(\.id) == [code, output])
      #expect(found[second.userMessage]?.map(\.id) == second.attachments)
      #expect(found[second.assistantMessage] == nil)
      for (message, artifacts) in found {
        var stored = try await fixture.store.artifacts(of: message)
        for index in stored.indices { stored[index].content = nil }
        #expect(artifacts == stored)
      }
      #expect(try await fixture.store.artifactsWithoutContent(ofMessages: [first.userMessage, second.userMessage]).count == 2)
      #expect(try await fixture.store.artifactsWithoutContent(ofMessages: []).isEmpty)
      #expect(
        try await fixture.store.artifactsWithoutContent(ofMessages: [EntityID(chat: fixture.newChatID(), sequence: 1, kind: .userMessage)]).isEmpty)
    },
    StoreContract("an ID names its entity only with its own kind") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat, attachments: [.init(source: .inline([1]), name: nil, mediaType: nil)])
      #expect(try await fixture.store.message(EntityID(chat: chat, sequence: 1, kind: .assistantMessage)) == nil)
      #expect(try await fixture.store.message(EntityID(chat: chat, sequence: 2, kind: .userMessage)) == nil)
      #expect(try await fixture.store.artifact(EntityID(chat: chat, sequence: 2, kind: .code)) == nil)
      #expect(try await fixture.store.artifact(EntityID(chat: chat, sequence: 9, kind: .attachment)) == nil)
      #expect(try await fixture.store.children(of: EntityID(chat: chat, sequence: 1, kind: .assistantMessage)).isEmpty)
      #expect(try await fixture.store.children(of: accepted.userMessage).map(\.id) == accepted.attachments + [accepted.assistantMessage])
    },
  ]
}
