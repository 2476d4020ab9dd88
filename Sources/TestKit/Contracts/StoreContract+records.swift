import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let records: [StoreContract] = [
    StoreContract("the ledger is found by run, chat, stream and time, in order, page by page") { (fixture) async throws in
      let chats = [try await fixture.newChat(), try await fixture.newChat()]
      var calls: [ProviderCall] = []
      let start = fixture.now
      for number in 0..<6 {
        let accepted = try await fixture.accept("q", in: chats[number % 2])
        let claimed = try await fixture.take(accepted.run.id)
        var first = try await fixture.openCall(of: accepted.run.id)
        (first.status, first.endedAt) = (.failed, fixture.now)
        try await fixture.store.closeCall(first)
        fixture.time.advance(milliseconds: 10)
        var second = ProviderCall(
          id: fixture.newULID(), run: accepted.run.id, stream: accepted.run.stream, chat: chats[number % 2], provider: "p", model: "m", attempt: 2,
          startedAt: fixture.now)
        try await fixture.store.openCall(second, epoch: 1)
        (second.status, second.tokens, second.cost, second.endedAt) = (.completed, TokenUsage(input: 1), .zero, fixture.now)
        _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(accepted, "a"), call: second))
        calls += [first, second]
        fixture.time.advance(milliseconds: 10)
      }
      func found(_ filter: LedgerFilter, limit: Int = 200) async throws -> [ProviderCall] {
        var found: [ProviderCall] = []
        var cursor: String?
        repeat {
          let page = try await fixture.store.ledger(filter, page: PageRequest(limit: limit, cursor: cursor))
          #expect(page.items.count <= limit)
          found += page.items
          cursor = page.nextCursor
        } while cursor != nil
        return found
      }
      #expect(try await found(LedgerFilter()) == calls)
      #expect(try await found(LedgerFilter(), limit: 5) == calls)
      #expect(try await found(LedgerFilter(run: calls[3].run)) == calls.filter { $0.run == calls[3].run })
      #expect(try await found(LedgerFilter(stream: calls[4].stream), limit: 1) == calls.filter { $0.stream == calls[4].stream })
      #expect(try await found(LedgerFilter(chat: chats[1]), limit: 2) == calls.filter { $0.chat == chats[1] })
      let from = start.adding(milliseconds: 20)
      let to = start.adding(milliseconds: 60)
      let inside = calls.filter { $0.startedAt >= from && $0.startedAt < to }
      #expect(inside.count == 4)
      #expect(try await found(LedgerFilter(from: from, to: to), limit: 3) == inside)
      #expect(try await found(LedgerFilter(chat: chats[0], from: from, to: to)) == inside.filter { $0.chat == chats[0] })
      #expect(try await found(LedgerFilter(run: calls[0].run, chat: chats[1])).isEmpty)
      #expect(try await found(LedgerFilter(run: "none")).isEmpty)
      var unknown = calls[0]
      unknown.id = fixture.newULID()
      #expect(try await fixture.refusal { try await fixture.store.closeCall(unknown) } == .notFound)
    },
    StoreContract("what calls used is added up by the step in which they ended") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let start = fixture.now.microseconds / 60_000_000 * 60
      func call(
        endingAt second: Int64, _ status: ProviderCallStatus, tokens: TokenUsage?, cost: Money?
      ) async throws {
        let accepted = try await fixture.accept("q", in: chat)
        let claimed = try await fixture.take(accepted.run.id)
        var call = try await fixture.openCall(of: accepted.run.id)
        (call.status, call.tokens, call.cost) = (status, tokens, cost)
        call.endedAt = Timestamp(milliseconds: (start + second) * 1000)
        _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(accepted, "a"), call: call))
      }
      let since = Timestamp(milliseconds: start * 1000)
      #expect(try await fixture.store.usage(since: since, stepSeconds: 60) == [])
      try await call(endingAt: -1, .completed, tokens: TokenUsage(input: 1, output: 1000), cost: Money("1"))
      try await call(endingAt: 0, .completed, tokens: TokenUsage(input: 5, output: 10, reasoning: 4), cost: Money("0.25"))
      try await call(endingAt: 59, .cancelled, tokens: TokenUsage(input: 5, output: 20), cost: Money("0.000000001"))
      try await call(endingAt: 150, .failed, tokens: nil, cost: nil)
      try await call(endingAt: 155, .completed, tokens: TokenUsage(cacheRead: 3, output: 2), cost: nil)
      try await call(endingAt: 160, .completed, tokens: TokenUsage(), cost: nil)
      let waiting = try await fixture.accept("q", in: chat)
      _ = try await fixture.take(waiting.run.id)
      #expect(
        try await fixture.store.usage(since: since, stepSeconds: 60) == [
          UsageStep(start: start, nanodollars: 250_000_001, completionTokens: 30, unpricedCalls: 0, failedCalls: 0),
          UsageStep(start: start + 120, nanodollars: 0, completionTokens: 2, unpricedCalls: 1, failedCalls: 1),
        ])
    },
    StoreContract("the boundary crossings of some IDs come in order of time, page by page") { (fixture) async throws in
      var records: [BoundaryRecord] = []
      for number in 0..<40 {
        records.append(
          BoundaryRecord(
            time: Timestamp(microseconds: Int64(number * 7 % 13)), marker: [.entry, .exit, .relay][number % 3],
            component: [.gateway, .bus, .worker, .provider, .store][number % 5], id: "id-\(number % 4)", frontendID: number % 2 == 0 ? "f" : nil,
            pod: "pod-1", detail: "n=\(number)"))
      }
      try await fixture.store.append(JournalBatch(), boundaries: Array(records.prefix(25)))
      try await fixture.store.append(JournalBatch(), boundaries: Array(records.dropFirst(25)))
      let expected = records.enumerated().filter { ["id-1", "id-2"].contains($0.element.id) }
        .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
      for limit in [1, 7, 200] {
        var found: [BoundaryRecord] = []
        var cursor: String?
        repeat {
          let page = try await fixture.store.boundaries(ids: ["id-2", "id-1", "id-2", "none"], page: PageRequest(limit: limit, cursor: cursor))
          found += page.items
          cursor = page.nextCursor
        } while cursor != nil
        #expect(found == expected)
      }
      #expect(try await fixture.store.boundaries(ids: [], page: .all).items.isEmpty)
    },
  ]

  static let outbox: [StoreContract] = [
    StoreContract("a lease is one holder's until it ends") { (fixture) async throws in
      func take(_ holder: String, _ name: String = "outbox") async throws -> Bool {
        try await fixture.store.takeLease(name, holder: holder, milliseconds: 1_000, now: fixture.now)
      }
      #expect(try await take("a"))
      #expect(try await take("a"))
      #expect(try await !take("b"))
      #expect(try await take("b", "purge"))
      fixture.time.advance(milliseconds: 999)
      #expect(try await !take("b"))
      fixture.time.advance(milliseconds: 1)
      #expect(try await take("b"))
      #expect(try await !take("a"))
    },
    StoreContract("a domain event is told until it is marked as published") { (fixture) async throws in
      for content in ["a", "b", "c"] { _ = try await fixture.accept(content, in: try await fixture.newChat()) }
      let all = try await fixture.store.domainEvents(after: 0, limit: 10)
      #expect(try await fixture.store.unpublishedDomainEvents(limit: 10) == all)
      let first = try await fixture.store.unpublishedDomainEvents(limit: 2)
      #expect(first == Array(all.prefix(2)))
      try await fixture.store.markPublished(domainEvents: first.map(\.id))
      try await fixture.store.markPublished(domainEvents: [])
      #expect(try await fixture.store.unpublishedDomainEvents(limit: 10) == Array(all.dropFirst(2)))
      try await fixture.store.markPublished(domainEvents: all.map(\.id))
      #expect(try await fixture.store.unpublishedDomainEvents(limit: 10).isEmpty)
      let last = try await fixture.accept("d", in: try await fixture.newChat())
      #expect(try await fixture.store.unpublishedDomainEvents(limit: 10).map(\.subject) == [last.run.id])
    },
  ]

  static let upkeep: [StoreContract] = [
    StoreContract("purging drops what is past its time and nothing else") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let old = try await fixture.accept("old", in: chat, request: RunRequest(messages: .array([]), includesUsage: true))
      let live = try await fixture.accept("live", in: try await fixture.newChat())
      let unused = Upload(id: fixture.newULID(), name: nil, mediaType: "a/b", bytes: 1, sha256: "aa", createdAt: fixture.now)
      let used = Upload(id: fixture.newULID(), name: nil, mediaType: "a/b", bytes: 1, sha256: "bb", createdAt: fixture.now)
      _ = try await fixture.store.createUpload(unused, content: [1], idempotency: nil)
      let key = Idempotency<Upload>(scope: "u", key: "k", bodySHA256: "b") { _ in IdempotentAnswer(status: 201, body: []) }
      _ = try await fixture.store.createUpload(used, content: [2], idempotency: key)
      func attachment(_ upload: Upload) -> MessageAcceptance.Attachment { .init(source: .upload(upload.id), name: nil, mediaType: nil) }
      _ = try await fixture.accept("with", in: chat, attachments: [attachment(used)])
      func event(_ stream: String) -> JournalBatch {
        var batch = JournalBatch()
        batch.append(stream: stream, epoch: 1, sequence: 1, json: Array("{}".utf8))
        return batch
      }
      let record = BoundaryRecord(time: fixture.now, marker: .entry, component: .gateway, id: "x", frontendID: nil, pod: "p", detail: "")
      let claimed = try await fixture.take(old.run.id)
      _ = try await fixture.take(live.run.id)
      try await fixture.store.append(event(live.run.stream), boundaries: [record])
      _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(old, "x"), lastEvents: event(old.run.stream)))
      let retention = Retention(streamLogs: 1_000, boundaries: 3_000, uploads: 2_000)
      fixture.time.advance(milliseconds: 1_000)
      try await fixture.store.purge(retention, now: fixture.now)
      #expect(try await fixture.store.stream(old.run.stream)?.hasLog == true)
      fixture.time.advance(milliseconds: 1)
      try await fixture.store.purge(retention, now: fixture.now)
      let stream = try await fixture.store.stream(old.run.stream)
      #expect(stream?.hasLog == false)
      #expect(stream?.last == Position(epoch: 1, sequence: 1))
      #expect(stream?.message?.content == "x")
      #expect(stream?.run.request == RunRequest(includesUsage: true))
      #expect(try await fixture.store.events(of: old.run.stream, after: 0, limit: 9).isEmpty)
      try await fixture.maintain()
      #expect(try await fixture.store.events(of: old.run.stream, after: 0, limit: 9).isEmpty)
      #expect(try await fixture.store.events(of: live.run.stream, after: 0, limit: 9).count == 1)
      #expect(try await fixture.store.boundaries(ids: ["x"], page: .all).items.count == 1)
      fixture.time.advance(milliseconds: 2_000)
      try await fixture.store.purge(retention, now: fixture.now)
      #expect(try await fixture.store.boundaries(ids: ["x"], page: .all).items.isEmpty)
      #expect(
        try await fixture.refusal { _ = try await fixture.accept("u", in: chat, attachments: [attachment(unused)]) } == .unknownUpload(unused.id))
      _ = try await fixture.accept("u", in: chat, attachments: [attachment(used)])
      #expect(try await fixture.store.idempotentAnswer(scope: "u", key: "k", bodySHA256: "b") != nil)
      fixture.time.advance(milliseconds: 86_400_000)
      try await fixture.store.purge(retention, now: fixture.now)
      #expect(try await fixture.store.idempotentAnswer(scope: "u", key: "k", bodySHA256: "b") == nil)
      #expect(try await fixture.store.events(of: live.run.stream, after: 0, limit: 9).count == 1)
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("a store that works says so, and one that is closed refuses") { (fixture) async throws in
      try await fixture.store.check()
      try await fixture.store.check()
      let chat = try await fixture.newChat()
      await fixture.store.close()
      await fixture.store.close()
      #expect(try await fixture.refusal { try await fixture.store.check() } == .failed)
      #expect(try await fixture.refusal { _ = try await fixture.store.chat(chat) } == .failed)
      #expect(try await fixture.refusal { _ = try await fixture.accept("x", in: chat) } == .failed)
    },
  ]
}
