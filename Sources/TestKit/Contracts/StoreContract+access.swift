import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let users: [StoreContract] = [
    StoreContract("a user is found by its ID and its name, which nobody else takes") { (fixture) async throws in
      let access = try fixture.access
      let user = try await fixture.newUser("Ann Ó", role: .operator)
      #expect(try await access.user(user.id) == user)
      #expect(try await access.user(named: "Ann Ó") == user)
      #expect(try await access.user(named: "ann ó") == nil)
      #expect(try await access.user(fixture.newULID()) == nil)
      #expect(try await fixture.refusal { _ = try await fixture.newUser("Ann Ó") } == .exists)
    },
    StoreContract("users are listed in the order in which they were made, page by page") { (fixture) async throws in
      let access = try fixture.access
      var made: [User] = []
      for number in 0..<7 {
        made.append(try await fixture.newUser("user \(number)"))
        fixture.time.advance(milliseconds: 1)
      }
      var found: [User] = []
      var cursor: String?
      repeat {
        let page = try await access.users(page: PageRequest(limit: 3, cursor: cursor))
        #expect(page.items.count <= 3)
        found += page.items
        cursor = page.nextCursor
      } while cursor != nil
      #expect(found == made)
      #expect(try await fixture.refusal { _ = try await access.users(page: PageRequest(limit: 3, cursor: "x")) } == .badCursor)
    },
    StoreContract("a user's role and state change as told, each with its audit event, and nothing is written for no change") {
      (fixture) async throws in
      let access = try fixture.access
      let user = try await fixture.newUser("Ann")
      #expect(try await access.changeUser(user.id, role: .viewer, isDisabled: nil, by: "boss", now: fixture.now).role == .viewer)
      #expect(try await access.changeUser(user.id, role: nil, isDisabled: true, by: "boss", now: fixture.now).isDisabled)
      let same = try await access.changeUser(user.id, role: .viewer, isDisabled: true, by: "boss", now: fixture.now)
      #expect(same.role == .viewer && same.isDisabled)
      #expect(try await access.changeUser(user.id, role: nil, isDisabled: false, by: "boss", now: fixture.now) == access.user(user.id))
      #expect(try await access.user(user.id)?.isDisabled == false)
      #expect(
        try await fixture.refusal { _ = try await access.changeUser("unknown", role: .admin, isDisabled: nil, by: "boss", now: fixture.now) }
          == .notFound)
      let events = try await fixture.store.domainEvents(after: 0, limit: 100)
      #expect(events.map(\.type) == ["user_created", "role_changed", "user_disabled", "user_enabled"])
      #expect(events.allSatisfy { $0.category == "audit" && $0.subject == user.id })
      #expect(events[1].data == .object(["actor": .string("boss"), "before": .string("member"), "role": .string("viewer")]))
    },
    StoreContract("what is recorded stands in the outbox with its category") { (fixture) async throws in
      let access = try fixture.access
      for kind in AccessEvent.Kind.allCases {
        try await access.record([AccessEvent(kind, subject: "s", actor: nil, time: fixture.now, detail: [JSONField("reason", .string("x"))])])
      }
      let events = try await fixture.store.domainEvents(after: 0, limit: 100)
      #expect(events.map(\.type) == AccessEvent.Kind.allCases.map(\.rawValue))
      #expect(events.map(\.category) == AccessEvent.Kind.allCases.map(\.category))
      #expect(events.allSatisfy { $0.data == .object(["reason": .string("x")]) && $0.time == fixture.now })
      try await access.record([])
    },
    StoreContract("the first secret of a name stays") { (fixture) async throws in
      let access = try fixture.access
      #expect(try await access.sharedSecret(named: "tickets", proposing: [1, 2, 3], now: fixture.now) == [1, 2, 3])
      #expect(try await access.sharedSecret(named: "tickets", proposing: [4], now: fixture.now) == [1, 2, 3])
      #expect(try await access.sharedSecret(named: "other", proposing: [4], now: fixture.now) == [4])
    },
  ]

  static let keys: [StoreContract] = [
    StoreContract("a key is found by its prefix and its ID, with its user and its hash") { (fixture) async throws in
      let access = try fixture.access
      #expect(try await !access.hasKeys())
      let user = try await fixture.newUser("Ann", role: .admin)
      #expect(try await !access.hasKeys())
      let key = try await fixture.newKey(
        of: user, role: .operator, scopes: [.chatRead, .opsRead], expiresAt: fixture.now.adding(milliseconds: 1000))
      #expect(try await access.hasKeys())
      let record = KeyRecord(key: key, user: user, hash: "hash of \(key.id)", previousHash: nil)
      #expect(try await access.key(prefix: key.prefix) == record)
      #expect(try await access.key(key.id) == record)
      #expect(try await access.key(prefix: "unknown") == nil)
      #expect(try await access.key("unknown") == nil)
      #expect(try await fixture.refusal { _ = try await fixture.newKey(of: user, prefix: key.prefix) } == .exists)
      let nobody = User(id: fixture.newULID(), name: "x", role: .member, createdAt: fixture.now)
      #expect(try await fixture.refusal { _ = try await fixture.newKey(of: nobody) } == .notFound)
      #expect(try await fixture.store.domainEvents(after: 0, limit: 100).map(\.type) == ["user_created", "key_created"])
    },
    StoreContract("keys are listed in the order in which they were made, of one user or of all") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      var made: [APIKey] = []
      for number in 0..<5 {
        made.append(try await fixture.newKey(of: number % 2 == 0 ? ann : bob))
        fixture.time.advance(milliseconds: 1)
      }
      #expect(try await access.keys(of: nil, page: .all).items == made)
      let first = try await access.keys(of: ann.id, page: PageRequest(limit: 2, cursor: nil))
      #expect(first.items == [made[0], made[2]])
      let second = try await access.keys(of: ann.id, page: PageRequest(limit: 2, cursor: first.nextCursor))
      #expect(second.items == [made[4]])
      #expect(second.nextCursor == nil)
    },
    StoreContract("a revoked key stays revoked, and a server that had keys still has some") { (fixture) async throws in
      let access = try fixture.access
      let key = try await fixture.newKey(of: try await fixture.newUser("Ann"))
      let revoked = try await access.revokeKey(key.id, by: "boss", now: fixture.now)
      #expect(revoked.revokedAt == fixture.now)
      #expect(!revoked.isUsable(at: fixture.now))
      fixture.time.advance(milliseconds: 5)
      #expect(try await access.revokeKey(key.id, by: "boss", now: fixture.now) == revoked)
      #expect(try await access.key(key.id)?.key == revoked)
      #expect(try await access.hasKeys())
      #expect(try await fixture.refusal { _ = try await access.revokeKey("unknown", by: "boss", now: fixture.now) } == .notFound)
      let rotation = try await fixture.refusal {
        _ = try await access.rotateKey(key.id, hash: "h", overlapMilliseconds: 1, by: "boss", now: fixture.now)
      }
      #expect(rotation == .notFound)
      #expect(try await fixture.store.domainEvents(after: 0, limit: 100).map(\.type) == ["user_created", "key_created", "key_revoked"])
    },
    StoreContract("a rotated key has a new hash, and the old one until the overlap ends") { (fixture) async throws in
      let access = try fixture.access
      let key = try await fixture.newKey(of: try await fixture.newUser("Ann"))
      let rotated = try await access.rotateKey(key.id, hash: "second", overlapMilliseconds: 1000, by: "boss", now: fixture.now)
      #expect(rotated.prefix == key.prefix)
      #expect(rotated.overlapUntil == fixture.now.adding(milliseconds: 1000))
      let record = try await access.key(key.id)
      #expect(record?.key == rotated)
      #expect(record?.hashes(at: fixture.now) == ["second", "hash of \(key.id)"])
      #expect(record?.hashes(at: fixture.now.adding(milliseconds: 1000)) == ["second"])
      _ = try await access.rotateKey(key.id, hash: "third", overlapMilliseconds: 1000, by: "boss", now: fixture.now)
      #expect(try await access.key(key.id)?.hashes(at: fixture.now) == ["third", "second"])
    },
  ]

  static let sharing: [StoreContract] = [
    StoreContract("of those who are in, it is told in one answer who may not be any more") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let end = fixture.now.adding(milliseconds: 1000)
      let (kept, revoked, over) = (
        try await fixture.newKey(of: ann), try await fixture.newKey(of: ann), try await fixture.newKey(of: ann, expiresAt: end)
      )
      let his = try await fixture.newKey(of: bob)
      let all = AdmittedNames(keys: Set([kept, revoked, over, his].map(\.id)), users: [ann.id, bob.id])
      #expect(try await access.refused(of: AdmittedNames(), at: fixture.now) == AdmittedNames())
      #expect(try await access.refused(of: all, at: fixture.now) == AdmittedNames())
      #expect(try await access.refused(of: all, at: end) == AdmittedNames(keys: [over.id]))
      _ = try await access.revokeKey(revoked.id, by: "boss", now: fixture.now)
      _ = try await access.changeUser(bob.id, role: nil, isDisabled: true, by: "boss", now: fixture.now)
      let asked = AdmittedNames(keys: all.keys.union(["a \"strange\" key"]), users: all.users.union(["nobody"]))
      let refused = AdmittedNames(keys: [revoked.id, over.id, his.id, "a \"strange\" key"], users: [bob.id, "nobody"])
      #expect(try await access.refused(of: asked, at: end) == refused)
      #expect(try await access.refused(of: AdmittedNames(users: [bob.id]), at: end) == AdmittedNames(users: [bob.id]))
    },
    StoreContract("fifty thousand who are in are asked for at once") { (fixture) async throws in
      let access = try fixture.access
      let ann = try await fixture.newUser("Ann")
      let chat = try await fixture.newChat(of: ann)
      let names = Set((0..<50_000).map { "user \($0)" })
      let refused = try await access.refused(of: AdmittedNames(keys: names, users: names.union([ann.id])), at: fixture.now)
      #expect(refused.keys.count == 50_000 && refused.users == names)
      let readers = Set(names.map { ChatReader(user: $0, chat: chat) })
      #expect(try await access.strangers(among: readers.union([ChatReader(user: ann.id, chat: chat)])) == readers)
    },
    StoreContract("of those who read a chat, it is told in one answer whose it is not any more") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let (hers, nobodys) = (try await fixture.newChat(of: ann), try await fixture.newChat())
      let (owner, guest) = (ChatReader(user: ann.id, chat: hers), ChatReader(user: bob.id, chat: hers))
      let (stray, gone) = (ChatReader(user: ann.id, chat: nobodys), ChatReader(user: ann.id, chat: fixture.newChatID()))
      let all: Set = [owner, guest, stray, gone]
      #expect(try await access.strangers(among: []) == [])
      #expect(try await access.strangers(among: all) == [guest, stray])
      for role in ShareRole.allCases {
        try await access.share(hers, with: bob.id, as: role, by: ann.id, now: fixture.now)
        #expect(try await access.strangers(among: all) == [stray])
      }
      try await access.unshare(hers, with: bob.id, by: ann.id, now: fixture.now)
      #expect(try await access.strangers(among: all) == [guest, stray])
      _ = try await fixture.store.deleteChat(hers)
      #expect(try await access.strangers(among: all) == [stray])
    },
    StoreContract("a chat is its owner's, nobody else's, until it is shared") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let chat = try await fixture.newChat(of: ann)
      #expect(try await fixture.store.chat(chat)?.user == ann.id)
      #expect(try await access.relation(of: ann.id, to: chat) == .owner)
      #expect(try await access.relation(of: bob.id, to: chat) == .stranger)
      #expect(try await access.relation(of: bob.id, to: fixture.newChatID()) == nil)
      #expect(try await access.relation(of: ann.id, to: fixture.newChat()) == .stranger)
      try await access.share(chat, with: bob.id, as: .viewer, by: ann.id, now: fixture.now)
      #expect(try await access.relation(of: bob.id, to: chat) == .viewer)
      try await access.share(chat, with: bob.id, as: .member, by: ann.id, now: fixture.now)
      #expect(try await access.relation(of: bob.id, to: chat) == .member)
      #expect(try await access.relation(of: ann.id, to: chat) == .owner)
      #expect(try await access.shares(of: chat) == [ChatGuest(user: bob.id, name: "Bob", role: .member, createdAt: fixture.now)])
      try await access.unshare(chat, with: bob.id, by: ann.id, now: fixture.now)
      try await access.unshare(chat, with: bob.id, by: ann.id, now: fixture.now)
      #expect(try await access.relation(of: bob.id, to: chat) == .stranger)
      #expect(try await access.shares(of: chat).isEmpty)
      let refused = try await fixture.refusal {
        try await access.share(fixture.newChatID(), with: bob.id, as: .viewer, by: ann.id, now: fixture.now)
      }
      #expect(refused == .notFound)
      #expect(
        try await fixture.refusal { try await access.share(chat, with: "nobody", as: .viewer, by: ann.id, now: fixture.now) } == .notFound)
      let events = try await fixture.store.domainEvents(after: 0, limit: 100).filter { $0.type == "share_changed" }
      #expect(events.map { $0.data["role"] } == [.string("viewer"), .string("member"), .null])
    },
    StoreContract("a user lists own chats and shared ones, and no others") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let own = try await fixture.newChat(of: ann, title: "own")
      _ = try await fixture.newChat(of: bob, title: "hidden")
      let shared = try await fixture.newChat(of: bob, title: "shared")
      let compatible = try await fixture.newChat(of: ann, title: "compatible", origin: "api")
      _ = try await fixture.newChat(title: "nobody's")
      try await access.share(shared, with: ann.id, as: .viewer, by: bob.id, now: fixture.now)
      func listed(_ origins: Set<String>?, _ text: String? = nil, limit: Int = 200) async throws -> [ChatID] {
        var found: [ChatID] = []
        var cursor: String?
        repeat {
          let page = try await access.chats(of: ann.id, origins: origins, matching: text, page: PageRequest(limit: limit, cursor: cursor))
          found += page.items.map(\.id)
          cursor = page.nextCursor
        } while cursor != nil
        return found
      }
      #expect(try await listed(nil) == [compatible, shared, own])
      #expect(try await listed(nil, limit: 1) == [compatible, shared, own])
      #expect(try await listed(["native"]) == [shared, own])
      #expect(try await listed(nil, "SHARED") == [shared])
      #expect(try await listed(nil, "hidden").isEmpty)
      #expect(try await access.chats(of: "nobody", origins: nil, matching: nil, page: .all).items.isEmpty)
    },
    StoreContract("a chat made by a message is its sender's, and goes with its shares") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let chat = fixture.newChatID()
      _ = try await fixture.store.accept(fixture.acceptance("q", in: .existingOrCreated(chat), user: ann.id), idempotency: nil)
      #expect(try await access.relation(of: ann.id, to: chat) == .owner)
      _ = try await fixture.store.accept(fixture.acceptance("q", in: .existingOrCreated(chat), user: bob.id), idempotency: nil)
      #expect(try await access.relation(of: bob.id, to: chat) == .stranger)
      try await access.share(chat, with: bob.id, as: .viewer, by: ann.id, now: fixture.now)
      _ = try await fixture.store.deleteChat(chat)
      #expect(try await access.relation(of: bob.id, to: chat) == nil)
      #expect(try await access.chats(of: bob.id, origins: nil, matching: nil, page: .all).items.isEmpty)
    },
    StoreContract("an upload is used by the one who sent it") { (fixture) async throws in
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let upload = Upload(
        id: fixture.newULID(), name: "a", mediaType: "text/plain", bytes: 1, sha256: String(repeating: "a", count: 64), createdAt: fixture.now,
        user: ann.id)
      _ = try await fixture.store.createUpload(upload, content: [1], idempotency: nil)
      func attach(by user: User) async throws {
        let chat = try await fixture.newChat(of: user)
        let attachments = [MessageAcceptance.Attachment(source: .upload(upload.id), name: nil, mediaType: nil)]
        let message = fixture.acceptance("q", in: .existing(chat), attachments: attachments, user: user.id)
        _ = try await fixture.store.accept(message, idempotency: nil)
      }
      #expect(try await fixture.refusal { try await attach(by: bob) } == .unknownUpload(upload.id))
      try await attach(by: ann)
    },
    StoreContract("a user's ledger has the calls of its chats") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let (hers, his) = (try await fixture.newChat(of: ann), try await fixture.newChat(of: bob))
      for _ in 0..<3 {
        try await fixture.exchange("q", "a", in: hers)
        try await fixture.exchange("q", "a", in: his)
        fixture.time.advance(milliseconds: 10)
      }
      let expected = try await fixture.store.ledger(LedgerFilter(chat: hers), page: .all).items
      #expect(expected.count == 3)
      let first = try await access.ledger(ofUser: ann.id, from: nil, to: nil, page: PageRequest(limit: 2, cursor: nil))
      let second = try await access.ledger(ofUser: ann.id, from: nil, to: nil, page: PageRequest(limit: 2, cursor: first.nextCursor))
      #expect(first.items + second.items == expected)
      let late = try await access.ledger(ofUser: ann.id, from: expected[1].startedAt, to: expected[2].startedAt, page: .all)
      #expect(late.items == [expected[1]])
    },
  ]
}
