import Domain
import Glibc
import Primitives
import Store
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct DurabilityTests {
  private let folder = TemporaryFolder()
  private let time = ManualTime()
  private let chat = ChatID("11111111-1111-4111-8111-111111111111")

  private func open(_ path: String? = nil) throws -> SQLiteStore { try SQLiteStore.open(path: path ?? folder.database, time: time) }

  private func accept(_ content: String, _ run: Int, to store: SQLiteStore) async throws -> AcceptedMessage {
    let message = MessageAcceptance(
      chat: .existingOrCreated(try #require(chat)), chatOrigin: "native", chatTitle: "t", content: content, frontendID: nil, attachments: [],
      session: nil, run: "run-\(run)", requestedModel: "m", provider: "p", model: "m", request: RunRequest(), now: time.now())
    guard case .created(let accepted) = try await store.accept(message, idempotency: nil) else { throw UnexpectedCreation() }
    return accepted
  }

  private func claim(_ run: String, call: String = "call-1", in store: SQLiteStore) async throws {
    let claimed = try await store.claim(RunClaim(run: run, worker: "w", leaseMilliseconds: 1, now: time.now(), call: call))
    guard case .claimed = claimed else { throw UnexpectedCreation() }
  }

  private struct UnexpectedCreation: Error {}

  /// The files as a killed process leaves them: the write-ahead log was never copied into the database.
  private func crashCopy() throws -> String {
    let copy = "\(folder.path)/crash"
    mkdir(copy, 0o700)
    for suffix in ["", "-wal"] {
      let from = Glibc.open(folder.database + suffix, O_RDONLY)
      let to = Glibc.open("\(copy)/\(SQLiteStore.fileName)\(suffix)", O_CREAT | O_WRONLY, 0o600)
      #expect(from >= 0 && to >= 0)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(from, &buffer, buffer.count), count > 0 { #expect(Glibc.write(to, buffer, count) == count) }
      close(from)
      close(to)
    }
    return "\(copy)/\(SQLiteStore.fileName)"
  }

  @Test func `what was answered is there after a crash, the uncompacted log included`() async throws {
    let store = try open()
    let first = try await accept("one", 1, to: store)
    _ = try await accept("two", 2, to: store)
    try await claim("run-1", in: store)
    var model = LogModel()
    model.takeOver()
    for count in 1...5 {
      var batch = JournalBatch()
      batch.append(model.write(count, stream: first.run.stream), stream: first.run.stream)
      try await store.append(batch, boundaries: [])
      if count == 2 { try await store.regroupJournal() }
    }
    let reopened = try open(try crashCopy())
    #expect(try await reopened.unfinishedRuns(releasingLeases: true).map(\.id) == ["run-1", "run-2"])
    #expect(try await reopened.events(of: first.run.stream, after: 0, limit: .max) == model.effective.map(\.json))
    #expect(try await reopened.stream(first.run.stream)?.last == Position(epoch: 1, sequence: 15))
    try await claim("run-1", call: "call-2", in: reopened)
    #expect(try await accept("three", 3, to: reopened).userMessage.sequence == 5)
    var batch = JournalBatch()
    model.takeOver()
    batch.append(model.rewind(to: 12, stream: first.run.stream), stream: first.run.stream)
    try await reopened.append(batch, boundaries: [])
    try await reopened.regroupJournal()
    #expect(try await reopened.events(of: first.run.stream, after: 0, limit: .max) == model.effective.map(\.json))
    await reopened.close()
    await store.close()
  }

  @Test func `a log that was interrupted while it was regrouped counts every event once`() async throws {
    let store = try open()
    let accepted = try await accept("one", 1, to: store)
    try await claim("run-1", in: store)
    var model = LogModel()
    model.takeOver()
    for count in 1...4 {
      var batch = JournalBatch()
      batch.append(model.write(count, stream: accepted.run.stream), stream: accepted.run.stream)
      try await store.append(batch, boundaries: [])
    }
    let path = try crashCopy()
    await store.close()
    // As after a kill between the last segment and the removal of the rows.
    let connection = try Connection(path: path, access: .readWrite, cacheKibibytes: 64)
    let lines: [UInt8] = model.effective.prefix(6).flatMap { $0.json + [0x0A] }
    try connection.run("INSERT INTO stream_segments (run, epoch, first_sequence, last_sequence, payload) VALUES (1, 1, 1, 6, ?)", lines)
    let reopened = try open(path)
    #expect(try await reopened.events(of: accepted.run.stream, after: 0, limit: .max) == model.effective.map(\.json))
    try await reopened.regroupJournal()
    #expect(try await reopened.events(of: accepted.run.stream, after: 0, limit: .max) == model.effective.map(\.json))
    #expect(try await reopened.logRows() == [0, 1])
    await reopened.close()
  }

  @Test func `a reader that looked into the index before the log was regrouped misses nothing`() async throws {
    let store = try open()
    let accepted = try await accept("one", 1, to: store)
    try await claim("run-1", in: store)
    var model = LogModel()
    model.takeOver()
    for count in 1...4 {
      var batch = JournalBatch()
      batch.append(model.write(count, stream: accepted.run.stream), stream: accepted.run.stream)
      try await store.append(batch, boundaries: [])
    }
    let pieces = store.journalIndex.pieces(ofRun: 1)
    #expect(pieces.count == 4)
    try await store.regroupJournal()
    #expect(store.journalIndex.pieces(ofRun: 1).isEmpty)
    let events = try await store.read { (connection) throws(StoreError) in
      try StoredLog(run: 1, journal: pieces, connection: connection).events(after: 0, limit: .max)
    }
    #expect(events == model.effective.map(\.json))
    await store.close()
  }

  @Test func `what the log still holds of a deleted chat never comes back, not even under the same name after a crash`() async throws {
    let store = try open()
    let accepted = try await accept("one", 1, to: store)
    try await claim("run-1", in: store)
    var batch = JournalBatch()
    batch.append(stream: accepted.run.stream, epoch: 1, sequence: 1, json: Array("{\"old\":1}".utf8))
    try await store.append(batch, boundaries: [])
    _ = try await store.deleteChat(try #require(chat))
    let reopened = try open(try crashCopy())
    let again = try await accept("two", 2, to: reopened)
    try await claim("run-2", call: "call-2", in: reopened)
    #expect(again.run.stream == accepted.run.stream)
    #expect(try await reopened.events(of: again.run.stream, after: 0, limit: 9).isEmpty)
    try await reopened.regroupJournal()
    #expect(try await reopened.events(of: again.run.stream, after: 0, limit: 9).isEmpty)
    #expect(try await reopened.logRows() == [0, 0])
    await reopened.close()
    await store.close()
  }

  @Test func `a refused operation in the middle of a batch takes back its own writes and nobody else's`() async throws {
    let store = try open()
    let chat = try #require(chat)
    let outcomes = await withTaskGroup(of: (Int, StoreError.Code?).self) { group in
      for number in 0..<60 {
        group.addTask {
          do throws(StoreError) {
            try await store.write(durable: true) { (writer) throws(StoreError) in
              try writer.connection.run("INSERT INTO users (id, name, created_at) VALUES (?, ?, 0)", "user-\(number)", "n\(number)")
              if number % 3 == 0 { throw StoreError(.notFound, "refused after it wrote") }
            }
            return (number, nil)
          } catch {
            return (number, error.code)
          }
        }
      }
      var all: [Int: StoreError.Code?] = [:]
      for await (number, code) in group { all[number] = code }
      return all
    }
    for number in 0..<60 { #expect(outcomes[number] == .some(number % 3 == 0 ? .notFound : nil)) }
    let kept = try await store.read { (connection) throws(StoreError) in try connection.all("SELECT id FROM users") { row in row.text() } }
    #expect(Set(kept) == Set((0..<60).filter { $0 % 3 != 0 }.map { "user-\($0)" }))
    #expect(try await store.chat(chat) == nil)
    await store.close()
  }

  @Test func `a batch that cannot be committed is refused as a whole, and the next one works`() async throws {
    let store = try open()
    let accepted = try await accept("one", 1, to: store)
    try await claim("run-1", in: store)
    var batch = JournalBatch()
    batch.append(stream: accepted.run.stream, epoch: 1, sequence: 1, json: Array("{}".utf8))
    let lost = batch
    await #expect(throws: StoreError.self) {
      try await store.write { (writer) throws(StoreError) in
        try writer.journal.append(lost, now: writer.time.now())
        // As a full disk does it: SQLite has rolled back everything by itself.
        try writer.connection.execute("ROLLBACK")
        throw StoreError(.failed, "disk full")
      }
    }
    #expect(try await store.events(of: accepted.run.stream, after: 0, limit: 9).isEmpty)
    try await store.append(batch, boundaries: [])
    #expect(try await store.events(of: accepted.run.stream, after: 0, limit: 9).count == 1)
    try await store.regroupJournal()
    #expect(try await store.events(of: accepted.run.stream, after: 0, limit: 9).count == 1)
    await store.close()
  }

  @Test func `many callers share few commits`() async throws {
    let store = try open()
    let before = try await store.commits()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<400 { group.addTask { _ = try await accept("m", number, to: store) } }
      try await group.waitForAll()
    }
    let commits = try await store.commits() - before
    #expect(commits < 200, "400 acceptances took \(commits) commits")
    await store.close()
  }

  @Test func `a chat that has given its last ID says so and stays as it is`() async throws {
    let store = try open()
    let chat = try #require(chat)
    _ = try await accept("one", 1, to: store)
    _ = try await store.write { (writer) throws(StoreError) in try writer.connection.run("UPDATE chats SET last_sequence = 999997") }
    let last = try await accept("two", 2, to: store)
    #expect(last.assistantMessage.description.hasSuffix("_999999_AM"))
    #expect(try await code { _ = try await accept("three", 3, to: store) } == .sequenceExhausted)
    _ = try await store.write { (writer) throws(StoreError) in
      try writer.connection.run("UPDATE runs SET status = 'completed', ended_at = 1 WHERE id = 'run-1'")
    }
    try await claim("run-2", in: store)
    let beginning = ArtifactBeginning(
      run: "run-2", epoch: 1, kind: .code, parent: last.assistantMessage, message: last.assistantMessage, language: nil, title: nil, inline: true,
      now: time.now())
    #expect(try await code { _ = try await store.beginArtifact(beginning) } == .sequenceExhausted)
    #expect(try await store.statistics(of: chat)?.lastSequence == 999_999)
    #expect(try await store.messages(in: chat, page: PageRequest(limit: 200, cursor: nil)).items.count == 4)
    await store.close()
  }

  private func code(of operation: () async throws -> Void) async throws -> StoreError.Code? {
    do {
      try await operation()
      return nil
    } catch let error as StoreError {
      return error.code
    }
  }
}

extension SQLiteStore {
  /// Group commits since the store was opened.
  fileprivate func commits() async throws -> Int {
    try await write { (writer) in writer.commits }
  }

  /// Rows of the journal, and segments.
  fileprivate func logRows() async throws -> [Int] {
    let rows = try await read { (connection) throws(StoreError) in
      try connection.all("SELECT (SELECT count(*) FROM stream_journal), (SELECT count(*) FROM stream_segments)") { row in [row.int(), row.int()] }
    }
    return rows.first ?? []
  }
}
