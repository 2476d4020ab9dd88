import Domain
import Primitives
import Store
import StorePostgres
import TestKit
import Testing

@Suite struct ConcurrencyTests {
  private static func chat(_ number: UInt64) -> ChatID {
    var random = SplitMix(state: number)
    return ChatID(using: &random)
  }

  private static func ulid(_ number: Int) -> String {
    var random = SplitMix(state: UInt64(number) + 1000)
    return ULID(milliseconds: 1_795_000_000_000, using: &random).description
  }

  private static func acceptance(_ number: Int, in chat: ChatID, frontendID: String? = nil, attachments: Int = 0, now: Timestamp) -> MessageAcceptance
  {
    MessageAcceptance(
      chat: .existingOrCreated(chat), chatOrigin: "native", chatTitle: "A chat", content: "message \(number)", frontendID: frontendID,
      attachments: (0..<attachments).map { .init(source: .inline([UInt8(truncatingIfNeeded: number), UInt8($0)]), name: nil, mediaType: nil) },
      session: "session", run: ulid(number), requestedModel: "m", provider: "p", model: "m", request: RunRequest(), now: now)
  }

  private static func accept(_ number: Int, in chat: ChatID, on store: PostgresStore, now: Timestamp) async throws -> AcceptedMessage {
    guard case .created(let accepted) = try await store.accept(acceptance(number, in: chat, now: now), idempotency: nil) else {
      throw StoreError(.failed, "a new message was expected")
    }
    return accepted
  }

  private static func claim(_ run: String, by worker: Int, on store: PostgresStore, now: Timestamp) async throws -> Run? {
    let bid = RunClaim(run: run, worker: "w\(worker)", leaseMilliseconds: 2_000, now: now, call: ulid(50_000 + worker))
    guard case .claimed(let claimed) = try await store.claim(bid) else { return nil }
    return claimed.run
  }

  private static func end(_ accepted: AcceptedMessage, _ run: Run, now: Timestamp) -> RunFinalization {
    let message = Message(
      id: accepted.assistantMessage, parent: accepted.userMessage, role: "assistant", content: "answer of epoch \(run.epoch)", status: .complete,
      frontendID: nil, createdAt: run.createdAt, run: run.id, finishReason: "stop", tokens: TokenUsage(input: 1, output: 2), cost: Money("0.5"),
      provider: "p", model: "m")
    return RunFinalization(
      run: run.id, epoch: run.epoch, status: .completed, message: message, reasoning: nil, artifacts: [], call: nil, failure: nil, cancelledBy: nil,
      lastEvents: JournalBatch(), now: now)
  }

  @Test func `two pods that accept 64 messages in one new chat give every ID once and leave no holes`() async throws {
    try await withTwoStores { first, second, time in
      let chat = Self.chat(1)
      let now = time.now()
      let accepted = try await withThrowingTaskGroup(of: AcceptedMessage.self) { group in
        for number in 0..<64 {
          group.addTask {
            let message = Self.acceptance(number, in: chat, attachments: number % 4 == 0 ? 1 : 0, now: now)
            let store = number % 2 == 0 ? first : second
            guard case .created(let one) = try await store.accept(message, idempotency: nil) else { throw StoreError(.failed, "not new") }
            return one
          }
        }
        return try await group.reduce(into: [AcceptedMessage]()) { $0.append($1) }
      }
      let used = accepted.flatMap { [$0.userMessage] + $0.attachments + [$0.assistantMessage] }.map(\.sequence).sorted()
      #expect(used == Array(1...(128 + 16)))
      #expect(accepted.count { $0.isNextOfChat } == 1)
      #expect(try await second.chat(chat)?.messageCount == 128)
      #expect(try await first.streams(ofSession: "session", after: 0).map(\.ordinal) == Array(1...64))
      // The outbox tells each once, in the order of its IDs, to whoever reads on from the last.
      var told: [DomainEvent] = []
      while case let more = try await second.domainEvents(after: told.last?.id ?? 0, limit: 10), !more.isEmpty { told += more }
      #expect(told.map(\.id) == Array(1...64))
      #expect(Set(told.map(\.subject)) == Set(accepted.map(\.run.id)))
    }
  }

  @Test func `of 16 that send one message under one idempotency key one is accepted and the others hear its answer`() async throws {
    try await withTwoStores { first, second, time in
      let (chat, now) = (Self.chat(2), time.now())
      let key = Idempotency<AcceptedMessage>(scope: "POST", key: "k", bodySHA256: "b") {
        IdempotentAnswer(status: 202, body: Array($0.run.id.utf8))
      }
      let answers = try await withThrowingTaskGroup(of: (isNew: Bool, run: String).self) { group in
        for number in 0..<16 {
          group.addTask {
            let creation = try await (number % 2 == 0 ? first : second).accept(Self.acceptance(number, in: chat, now: now), idempotency: key)
            switch creation {
            case .created(let accepted): return (true, accepted.run.id)
            case .existing(let accepted): return (false, accepted.run.id)
            case .replayed(let answer): return (false, String(decoding: answer.body, as: UTF8.self))
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count { $0.isNew } == 1)
      #expect(Set(answers.map(\.run)).count == 1)
      #expect(try await first.chat(chat)?.messageCount == 2)
    }
  }

  @Test func `of 32 workers that claim one run one gets it`() async throws {
    try await withTwoStores { first, second, time in
      let now = time.now()
      let accepted = try await Self.accept(1, in: Self.chat(3), on: first, now: now)
      let claims = try await withThrowingTaskGroup(of: Run?.self) { group in
        for worker in 0..<32 {
          group.addTask { try await Self.claim(accepted.run.id, by: worker, on: worker % 2 == 0 ? first : second, now: now) }
        }
        return try await group.reduce(into: [Run?]()) { $0.append($1) }
      }
      #expect(claims.compactMap { $0 }.map(\.epoch) == [1])
      #expect(try await second.ledger(LedgerFilter(run: accepted.run.id), page: PageRequest(limit: 10, cursor: nil)).items.count == 1)
    }
  }

  @Test func `a run ends once: by its worker or by the one who takes it over, never by both`() async throws {
    try await withTwoStores { first, second, time in
      let chat = Self.chat(4)
      for round in 0..<12 {
        let now = time.now()
        let accepted = try await Self.accept(100 + round, in: chat, on: first, now: now)
        let old = try #require(try await Self.claim(accepted.run.id, by: round, on: first, now: now))
        time.advance(milliseconds: 5_000)
        let later = time.now()
        async let ended = first.finalize(Self.end(accepted, old, now: later))
        async let taken = Self.claim(accepted.run.id, by: 100 + round, on: second, now: later)
        var isEnded = true
        do {
          _ = try await ended
        } catch let error as StoreError {
          #expect(error.code == .fenced)
          isEnded = false
        }
        let successor = try await taken
        #expect(isEnded == (successor == nil))
        if let successor { _ = try await second.finalize(Self.end(accepted, successor, now: later)) }
        #expect(try await first.message(accepted.assistantMessage)?.content == "answer of epoch \(isEnded ? 1 : 2)")
      }
      let totals = try await first.chat(chat)
      #expect(totals?.totalTokens == 36)
      #expect(totals?.totalCost == Money("6"))
    }
  }

  @Test func `an end that is asked again because its outcome was not heard gives the first answer`() async throws {
    try await withTwoStores { first, second, time in
      let chat = Self.chat(5)
      let accepted = try await Self.accept(1, in: chat, on: first, now: time.now())
      let next = try await Self.accept(2, in: chat, on: second, now: time.now())
      let run = try #require(try await Self.claim(accepted.run.id, by: 1, on: first, now: time.now()))
      let end = Self.end(accepted, run, now: time.now())
      #expect(try await first.finalize(end).nextRun == next.run.id)
      #expect(try await second.finalize(end).nextRun == next.run.id)
      #expect(try await first.chat(chat)?.totalTokens == 3)
      var other = end
      other.message?.content = "something else"
      await #expect(throws: StoreError.self) { _ = try await second.finalize(other) }
    }
  }

  @Test func `a chat that is deleted while messages come is gone whole or goes on whole`() async throws {
    try await withTwoStores { first, second, time in
      let chat = Self.chat(6)
      let now = time.now()
      for round in 0..<6 {
        _ = try await Self.accept(1000 + round * 100, in: chat, on: first, now: now)
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 1..<8 { group.addTask { _ = try await Self.accept(1000 + round * 100 + number, in: chat, on: second, now: now) } }
          group.addTask { _ = try await first.deleteChat(chat) }
          try await group.waitForAll()
        }
        let entities = try await first.entities(in: chat, withContent: false)
        #expect(entities.map(\.id.sequence) == Array(1..<(entities.count + 1)))
        #expect(try await first.chat(chat)?.messageCount ?? 0 == entities.count)
        if try await first.chat(chat) != nil { _ = try await first.deleteChat(chat) }
        #expect(try await second.unfinishedRuns(releasingLeases: false).isEmpty)
      }
    }
  }

  @Test func `artifacts of two answers in one chat share its sequence without holes`() async throws {
    try await withTwoStores { first, second, time in
      let now = time.now()
      let (chat, other) = (Self.chat(7), Self.chat(8))
      let accepted = try await Self.accept(1, in: chat, on: first, now: now)
      _ = try await Self.accept(2, in: other, on: first, now: now)
      let run = try #require(try await Self.claim(accepted.run.id, by: 1, on: first, now: now))
      let given = try await withThrowingTaskGroup(of: [Int].self) { group in
        for number in 0..<20 {
          group.addTask {
            let beginning = ArtifactBeginning(
              run: run.id, epoch: 1, kind: .code, parent: accepted.assistantMessage, message: accepted.assistantMessage, language: nil, title: nil,
              inline: true, now: now)
            return [try await (number % 2 == 0 ? first : second).beginArtifact(beginning).sequence]
          }
          group.addTask {
            let accepted = try await Self.accept(10 + number, in: chat, on: number % 2 == 0 ? second : first, now: now)
            return [accepted.userMessage.sequence, accepted.assistantMessage.sequence]
          }
        }
        return try await group.reduce(into: [Int]()) { $0 += $1 }
      }
      #expect(given.sorted() == Array(3...62))
    }
  }
}
