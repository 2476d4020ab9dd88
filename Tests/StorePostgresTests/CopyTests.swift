import Domain
import Primitives
import Store
import StorePostgres
import StoreSQLite
import TestKit
import Testing

@Suite struct CopyTests {
  private typealias Everything = Store & AccessStore & DeadLetterStore & PodStore
  private static let all = PageRequest(limit: 200, cursor: nil)

  @discardableResult
  private func copy(_ installation: CopiedInstallation, to settings: PostgresSettings, forgetting table: String? = nil) throws -> CopyOutcome {
    let source = ForgetfulSource(snapshot: try SQLiteSnapshot(path: installation.path), table: table)
    return try StoreCopy(from: source, to: PostgresCopyTarget(settings, now: installation.time.now())) { _ in }.run()
  }

  /// Everything that the port tells of an installation, as text.
  private func told(_ store: any Everything, of installation: CopiedInstallation) async throws -> [String] {
    var lines: [String] = []
    func tell(_ value: some Any) { lines.append(String(reflecting: value)) }
    let chats = try await store.chats(origins: nil, page: Self.all).items
    tell(chats)
    for chat in chats {
      tell(try await store.entities(in: chat.id, withContent: true))
      tell(try await store.statistics(of: chat.id)?.lastSequence)
      tell(try await store.shares(of: chat.id))
      tell(try await store.relation(of: installation.users[0].id, to: chat.id))
    }
    let accepted = installation.ended + [installation.live, installation.next].compactMap { $0 }
    for one in accepted {
      tell(try await store.run(one.run.id))
      tell(try await store.stream(one.run.stream))
      tell(try await store.events(of: one.run.stream, after: 0, limit: .max).map { String(decoding: $0, as: UTF8.self) })
      tell(try await store.boundaries(ids: [one.run.id], page: Self.all).items)
    }
    tell(try await store.ledger(LedgerFilter(), page: Self.all).items)
    tell(try await store.ledger(LedgerFilter(run: installation.deletedRun), page: Self.all).items)
    tell(try await store.users(page: Self.all).items)
    tell(try await store.keys(of: nil, page: Self.all).items)
    let record = try await store.key(prefix: "prefix")
    tell([record?.hash, record?.previousHash])
    tell(try await store.sharedSecret(named: "tickets", proposing: [9], now: installation.time.now()))
    tell(try await store.streams(ofSession: "s", after: 0))
    tell(try await store.deadLetters(limit: 10))
    tell(try await store.domainEvents(after: 0, limit: 1000))
    tell(try await store.unpublishedDomainEvents(limit: 1000))
    tell(try await store.idempotentAnswer(scope: "uploads", key: "k", bodySHA256: "b"))
    tell(try await store.unfinishedRuns(releasingLeases: false))
    tell(try await store.usage(since: Timestamp(milliseconds: 0), stepSeconds: 60))
    return lines
  }

  @Test func `what is read from the copy is what is read from the file, and the answer under way is taken over there`() async throws {
    var installation = CopiedInstallation()
    try await installation.fill()
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase(), connections: 4)
    let outcome = try copy(installation, to: settings)
    #expect(outcome.differences == [])
    #expect(outcome.rows > 50)

    let file = try installation.open()
    let database = try await PostgresStore.openShared(settings, time: installation.time)
    let (before, after) = (try await told(file, of: installation), try await told(database, of: installation))
    #expect(before.count == after.count)
    for (one, other) in zip(before, after) { #expect(one == other) }
    #expect(try await database.pods(heardSince: Timestamp(milliseconds: 0)).isEmpty)
    await file.close()

    try await takeOver(installation, on: database)
    await database.close()
  }

  private func takeOver(_ copied: CopiedInstallation, on store: PostgresStore) async throws {
    var installation = copied
    let (live, next) = (try #require(installation.live), try #require(installation.next))
    installation.time.advance(milliseconds: 20_000)
    let now = installation.time.now()
    #expect(try await store.claimableRuns(now: now, queuedBefore: now, limit: 10) == [live.run.id])
    let claim = RunClaim(run: live.run.id, worker: "other", leaseMilliseconds: 2000, now: now, call: installation.newULID())
    guard case .claimed(let claimed) = try await store.claim(claim) else { throw StoreError(.failed, "the run is free") }
    #expect(claimed.run.epoch == 3)
    #expect(claimed.log == installation.liveLog.effective.map(\.json))
    #expect(claimed.history.count == 11)
    installation.liveLog.takeOver()
    var events = JournalBatch()
    events.append(installation.liveLog.rewind(to: 8, stream: live.run.stream), stream: live.run.stream)
    try await store.append(events, boundaries: [])
    #expect(try await store.events(of: live.run.stream, after: 0, limit: .max) == installation.liveLog.effective.map(\.json))
    let message = Message(
      id: live.assistantMessage, parent: live.userMessage, role: "assistant", content: "done", status: .complete, frontendID: nil,
      createdAt: live.run.createdAt, run: live.run.id, finishReason: "stop", tokens: TokenUsage(input: 1, output: 2), cost: Money("1"), provider: "p",
      model: "m")
    let end = RunFinalization(
      run: live.run.id, epoch: 3, status: .completed, message: message, reasoning: nil, artifacts: [], call: nil, failure: nil, cancelledBy: nil,
      lastEvents: JournalBatch(), now: now)
    #expect(try await store.finalize(end).nextRun == next.run.id)

    // What is new gets numbers of its own.
    let chat = live.userMessage.chat
    let last = try #require(try await store.statistics(of: chat)?.lastSequence)
    for place in [MessageAcceptance.ChatChoice.existing(chat), .created(ChatID(using: &installation.random))] {
      let question = MessageAcceptance(
        chat: place, chatOrigin: "native", chatTitle: "New", content: "new", frontendID: nil, attachments: [], session: "s",
        run: installation.newULID(), requestedModel: "m", provider: "p", model: "m", request: RunRequest(), now: now)
      guard case .created(let made) = try await store.accept(question, idempotency: nil) else { throw StoreError(.failed, "not new") }
      #expect(made.userMessage.sequence == (place.id == chat ? last + 1 : 1))
      #expect(try await store.events(of: made.run.stream, after: 0, limit: 10).isEmpty)
    }
    let told = try await store.domainEvents(after: 0, limit: 1000).map(\.id)
    #expect(told == Array(1...Int64(told.count)))
  }

  @Test func `a database that has rows is refused and left as it is`() async throws {
    var installation = CopiedInstallation()
    try await installation.fill()
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase(), connections: 3)
    try copy(installation, to: settings)
    do {
      try copy(installation, to: settings)
      Issue.record("it was copied twice")
    } catch {
      let refusal = try #require(error as? StoreError)
      #expect(refusal.code == .unusable)
      #expect(refusal.message.contains("has rows already"))
    }
    let database = try await PostgresStore.openShared(settings, time: installation.time)
    #expect(try await database.users(page: Self.all).items == installation.users)
    #expect(try await database.unpublishedDomainEvents(limit: 1).map(\.id) == [3])
    await database.close()
  }

  @Test func `the data of a running server is refused, and so is a file that is not there`() async throws {
    let installation = CopiedInstallation()
    #expect(throws: StoreError.self) { _ = try SQLiteSnapshot(path: installation.path) }
    let server = try installation.open()
    do {
      _ = try SQLiteSnapshot(path: installation.path)
      Issue.record("it was opened")
    } catch {
      #expect(error.code == .unusable)
      #expect(error.message.contains("must be stopped"))
    }
    await server.close()
    _ = try SQLiteSnapshot(path: installation.path)
  }

  @Test(arguments: ["provider_calls", "stream_segments", "users"])
  func `a copy that lacks a row says so, is taken back, and can be made again`(_ table: String) async throws {
    var installation = CopiedInstallation()
    try await installation.fill()
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase(), connections: 3)
    if table == "users" {
      // Something refers to what is missing.
      #expect(throws: StoreError.self) { try copy(installation, to: settings, forgetting: table) }
    } else {
      let differences = try copy(installation, to: settings, forgetting: table).differences
      #expect(differences.contains { $0.hasPrefix("rows of \(table): ") })
    }
    #expect(try copy(installation, to: settings).differences == [])
  }
}

/// Leaves out the first row of a table.
private struct ForgetfulSource: CopySource {
  let snapshot: SQLiteSnapshot
  let table: String?

  func tables() throws(StoreError) -> [String] { try snapshot.tables() }
  func columns(of table: String) throws(StoreError) -> [String] { try snapshot.columns(of: table) }
  func count(of table: String) throws(StoreError) -> Int64 { try snapshot.count(of: table) }
  func sum(of column: String, in table: String) throws(StoreError) -> Int64 { try snapshot.sum(of: column, in: table) }

  func forEachRow(of table: String, columns: [String], _ body: (CopyRow) throws(StoreError) -> Void) throws(StoreError) {
    var isForgetting = table == self.table
    try snapshot.forEachRow(of: table, columns: columns) { (row) throws(StoreError) in
      if isForgetting { isForgetting = false } else { try body(row) }
    }
  }
}
