import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let chats: [StoreContract] = [
    StoreContract("a chat that is made can be read, with totals of nothing") { (fixture) async throws in
      let id = try await fixture.newChat(title: "Überschrift ✓", origin: "api")
      let chat = try await fixture.store.chat(id)
      #expect(chat == Chat(id: id, title: "Überschrift ✓", createdAt: fixture.now, updatedAt: fixture.now, origin: "api"))
      #expect(try await fixture.store.chat(fixture.newChatID()) == nil)
      #expect(try await fixture.store.statistics(of: id)?.lastSequence == 0)
      #expect(try await fixture.store.statistics(of: fixture.newChatID()) == nil)
    },
    StoreContract("making a chat that exists gives that chat, unchanged") { (fixture) async throws in
      let id = try await fixture.newChat(title: "First")
      let again = Chat(id: id, title: "Second", createdAt: fixture.now, updatedAt: fixture.now, origin: "api")
      guard case .existing(let chat) = try await fixture.store.createChat(again, idempotency: nil) else {
        throw UnexpectedOutcome("the chat that exists")
      }
      #expect(chat.title == "First")
      #expect(chat.origin == "native")
    },
    StoreContract("an idempotency key gives its first answer for 24 hours, refuses another body, and is then forgotten") { (fixture) async throws in
      func create(body: String, scope: String = "POST /api/chats") async throws -> Creation<Chat> {
        let chat = Chat(id: fixture.newChatID(), title: body, createdAt: fixture.now, updatedAt: fixture.now, origin: "native")
        let idempotency = Idempotency<Chat>(scope: scope, key: "key-1", bodySHA256: body) {
          IdempotentAnswer(status: 201, body: Array($0.id.text.utf8))
        }
        return try await fixture.store.createChat(chat, idempotency: idempotency)
      }
      guard case .created(let first) = try await create(body: "a") else { throw UnexpectedOutcome("created") }
      guard case .replayed(let answer) = try await create(body: "a") else { throw UnexpectedOutcome("replayed") }
      #expect(answer == IdempotentAnswer(status: 201, body: Array(first.id.text.utf8)))
      #expect(try await fixture.refusal { _ = try await create(body: "b") } == .idempotencyMismatch)
      guard case .created = try await create(body: "a", scope: "POST /chat") else { throw UnexpectedOutcome("another call is another key") }
      #expect(try await fixture.store.idempotentAnswer(scope: "POST /api/chats", key: "key-1", bodySHA256: "a") == answer)
      #expect(try await fixture.store.idempotentAnswer(scope: "POST /api/chats", key: "key-2", bodySHA256: "a") == nil)
      fixture.time.advance(milliseconds: 86_400_001)
      #expect(try await fixture.store.idempotentAnswer(scope: "POST /api/chats", key: "key-1", bodySHA256: "a") == nil)
      guard case .created = try await create(body: "b") else { throw UnexpectedOutcome("an old key is free again") }
    },
    StoreContract("chats are listed newest first, page by page, also while new ones are made") { (fixture) async throws in
      var made: [ChatID] = []
      for number in 0..<7 { made.append(try await fixture.newChat(origin: number % 3 == 0 ? "api" : "native")) }
      var found: [ChatID] = []
      var cursor: String?
      repeat {
        let page = try await fixture.store.chats(origins: nil, page: PageRequest(limit: 3, cursor: cursor))
        #expect(page.items.count <= 3)
        found += page.items.map(\.id)
        cursor = page.nextCursor
        _ = try await fixture.newChat(origin: "other")
      } while cursor != nil
      #expect(found == made.reversed())
      let native = try await fixture.store.chats(origins: ["native"], page: .all)
      #expect(native.items.map(\.id) == made.enumerated().filter { $0.offset % 3 != 0 }.map(\.element).reversed())
      let both = try await fixture.store.chats(origins: ["native", "api"], page: .all)
      #expect(both.items.map(\.id) == made.reversed())
      #expect(both.nextCursor == nil)
      #expect(try await fixture.store.chats(origins: [], page: .all).items.isEmpty)
    },
    StoreContract("a cursor that no list made, or another list, is refused") { (fixture) async throws in
      let chat = try await fixture.newChat()
      _ = try await fixture.newChat()
      for text in ["", "x", "Y2hhdHM", "!!!!", String(repeating: "A", count: 400)] {
        let code = try await fixture.refusal { _ = try await fixture.store.chats(origins: nil, page: PageRequest(limit: 1, cursor: text)) }
        #expect(code == .badCursor, "cursor \(text)")
      }
      let cursor = try await fixture.store.chats(origins: nil, page: PageRequest(limit: 1, cursor: nil)).nextCursor
      #expect(cursor != nil)
      #expect(
        try await fixture.refusal { _ = try await fixture.store.messages(in: chat, page: PageRequest(limit: 1, cursor: cursor)) } == .badCursor)
      #expect(
        try await fixture.refusal { _ = try await fixture.store.ledger(LedgerFilter(), page: PageRequest(limit: 1, cursor: cursor)) } == .badCursor)
    },
    StoreContract("a chat is found by the beginning of its ID") { (fixture) async throws in
      var made: [ChatID] = []
      for _ in 0..<30 { made.append(try await fixture.newChat()) }
      let whole = try await fixture.store.chats(idPrefix: made[4].text)
      #expect(whole == [made[4]])
      let prefix = String(made[4].text.prefix(2))
      #expect(try await fixture.store.chats(idPrefix: prefix) == made.filter { $0.text.hasPrefix(prefix) }.sorted())
      #expect(try await fixture.store.chats(idPrefix: "zz").isEmpty)
      #expect(try await fixture.store.chats(idPrefix: "%").isEmpty)
      for digit in "0123456789abcdef" { #expect(try await fixture.store.chats(idPrefix: String(digit)).count <= 20) }
    },
    StoreContract("chats are found by a part of their title in any case, or the beginning of their ID, page by page") { (fixture) async throws in
      func found(_ text: String, origins: Set<String>? = nil, limit: Int = 200) async throws -> [String] {
        var titles: [String] = []
        var cursor: String?
        repeat {
          let page = try await fixture.store.chats(origins: origins, matching: text, page: PageRequest(limit: limit, cursor: cursor))
          #expect(page.items.count <= limit)
          titles += page.items.map(\.title)
          cursor = page.nextCursor
        } while cursor != nil
        return titles
      }
      let titles = ["Plan for Kyiv", "100% sure", "a_b*c?", "Straße nach ΟΔΟΣ", "Приклад і ЇЖАК", "", "plans", "日本語の話", "it's \"quoted\" \\ [x]"]
      for title in titles { _ = try await fixture.newChat(title: title) }
      _ = try await fixture.newChat(title: "plan of the API", origin: "api")
      #expect(try await found("PLAN") == ["plan of the API", "plans", "Plan for Kyiv"])
      #expect(try await found("plan", limit: 1) == ["plan of the API", "plans", "Plan for Kyiv"])
      #expect(try await found("plan", origins: ["native"]) == ["plans", "Plan for Kyiv"])
      #expect(try await found("plan", origins: ["native", "api"], limit: 2).count == 3)
      #expect(try await found("n f") == ["Plan for Kyiv"])
      for (text, title) in [
        ("%", "100% sure"), ("_", "a_b*c?"), ("*", "a_b*c?"), ("?", "a_b*c?"), ("strasse", "Straße nach ΟΔΟΣ"), ("οδος", "Straße nach ΟΔΟΣ"),
        ("ПРИКЛАД", "Приклад і ЇЖАК"), ("їжак", "Приклад і ЇЖАК"), ("語の", "日本語の話"), ("'s \"Q", titles[8]), ("\\", titles[8]), ("[X]", titles[8]),
      ] { #expect(try await found(text) == [title], "\(text)") }
      for text in ["plan%", "planfor", "p_an", "Kyiv!", "話日"] { #expect(try await found(text).isEmpty, "\(text)") }
      let named = try await fixture.newChat(title: "by its ID")
      #expect(try await found(named.text) == ["by its ID"])
      #expect(try await found(String(named.text.uppercased().prefix(13))) == ["by its ID"])
      #expect(try await found(String(named.text.dropFirst(2))).isEmpty)
    },
    StoreContract("a renamed chat keeps everything else") { (fixture) async throws in
      let id = try await fixture.newChat(title: "Old")
      try await fixture.exchange("q", "a", in: id)
      let before = try await fixture.store.chat(id)
      fixture.time.advance(milliseconds: 5)
      let renamed = try await fixture.store.renameChat(id, title: "New", now: fixture.now)
      #expect(renamed.title == "New")
      #expect(renamed.updatedAt == fixture.now)
      #expect(renamed.createdAt == before?.createdAt)
      #expect(renamed.messageCount == 2)
      #expect(try await fixture.store.chat(id) == renamed)
      #expect(try await fixture.refusal { _ = try await fixture.store.renameChat(fixture.newChatID(), title: "x", now: fixture.now) } == .notFound)
    },
    StoreContract("a deleted chat is gone with everything below it, and its runs are fenced; the ledger stays") { (fixture) async throws in
      let chat = try await fixture.newChat()
      try await fixture.exchange("one", "first", in: chat)
      let accepted = try await fixture.accept(
        "two", in: chat, attachments: [.init(source: .inline([1, 2, 3]), name: "a.bin", mediaType: nil)], session: "s1")
      let claimed = try await fixture.take(accepted.run.id)
      var journal = JournalBatch()
      journal.append(stream: accepted.run.stream, epoch: 1, sequence: 1, json: Array("{}".utf8))
      try await fixture.store.append(journal, boundaries: [])
      #expect(try await fixture.store.deleteChat(chat) == [accepted.run.stream])
      #expect(try await fixture.store.chat(chat) == nil)
      #expect(try await fixture.store.message(accepted.userMessage) == nil)
      #expect(try await fixture.store.artifact(accepted.attachments[0]) == nil)
      #expect(try await fixture.store.run(accepted.run.id) == nil)
      #expect(try await fixture.store.stream(accepted.run.stream) == nil)
      #expect(try await fixture.store.events(of: accepted.run.stream, after: 0, limit: 10).isEmpty)
      #expect(try await fixture.store.entities(in: chat, withContent: true).isEmpty)
      #expect(try await fixture.store.streams(ofSession: "s1", after: 0).allSatisfy { $0.isLeft })
      #expect(try await fixture.store.unfinishedRuns(releasingLeases: false).isEmpty)
      let late = fixture.finalization(claimed.run, message: fixture.answer(accepted, "too late"))
      #expect(try await fixture.refusal { _ = try await fixture.store.finalize(late) } == .fenced)
      let calls = try await fixture.store.ledger(LedgerFilter(chat: chat), page: .all).items
      #expect(calls.count == 2)
      #expect(calls.allSatisfy { $0.status != .open })
      #expect(try await fixture.refusal { _ = try await fixture.store.deleteChat(chat) } == .notFound)
    },
    StoreContract("a chat made again under the ID of a deleted one starts from nothing") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let first = try await fixture.accept("old", in: chat)
      _ = try await fixture.take(first.run.id)
      var journal = JournalBatch()
      journal.append(stream: first.run.stream, epoch: 1, sequence: 1, json: Array("{\"old\":1}".utf8))
      try await fixture.store.append(journal, boundaries: [])
      _ = try await fixture.store.deleteChat(chat)
      let second = try await fixture.accept("new", in: chat)
      #expect(second.run.stream == first.run.stream)
      #expect(try await fixture.store.events(of: second.run.stream, after: 0, limit: 10).isEmpty)
      _ = try await fixture.take(second.run.id)
      #expect(try await fixture.store.events(of: second.run.stream, after: 0, limit: 10).isEmpty)
      try await fixture.checkTotals(of: chat)
    },
  ]
}
