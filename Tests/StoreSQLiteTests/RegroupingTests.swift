import Domain
import Primitives
import Store
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct RegroupingTests {
  private let chat = ChatID("11111111-1111-4111-8111-111111111111")

  /// A stream that takes events.
  private func liveStream(in store: SQLiteStore, now: Timestamp) async throws -> String {
    let message = MessageAcceptance(
      chat: .existingOrCreated(try #require(chat)), chatOrigin: "native", chatTitle: "t", content: "c", frontendID: nil, attachments: [],
      session: nil, run: "run-1", requestedModel: "m", provider: "p", model: "m", request: RunRequest(), now: now)
    guard case .created(let accepted) = try await store.accept(message, idempotency: nil) else { return "" }
    _ = try await store.claim(RunClaim(run: "run-1", worker: "w", leaseMilliseconds: 1, now: now, call: "call-1"))
    return accepted.run.stream
  }

  private func waitingRows(in store: SQLiteStore) async throws -> Int {
    try await store.read { (connection) throws(StoreError) in
      try connection.first("SELECT count(*) FROM stream_journal") { row in row.int() } ?? 0
    }
  }

  @Test func `the journal is regrouped once its oldest row is a minute old`() async throws {
    try await withTemporaryStore { store, time in
      let stream = try await liveStream(in: store, now: time.now())
      var model = LogModel()
      model.takeOver()
      var batch = JournalBatch()
      batch.append(model.write(3, stream: stream), stream: stream)
      try await store.append(batch, boundaries: [])
      time.advance(milliseconds: 59_999)
      try await store.check()
      try await store.check()
      #expect(try await waitingRows(in: store) == 1)
      time.advance(milliseconds: 1)
      // A step is done behind each turn of the writer; the second turn comes after it.
      try await store.check()
      try await store.check()
      #expect(try await waitingRows(in: store) == 0)
      #expect(try await store.events(of: stream, after: 0, limit: 9) == model.effective.map(\.json))
    }
  }

  @Test func `the journal is regrouped when it is large, in segments of the streams`() async throws {
    try await withTemporaryStore { store, time in
      let stream = try await liveStream(in: store, now: time.now())
      let text = Array(repeating: UInt8(ascii: "x"), count: 100_000)
      for sequence: Int64 in 1...90 {
        var batch = JournalBatch()
        batch.append(stream: stream, epoch: 1, sequence: sequence, json: text)
        try await store.append(batch, boundaries: [])
      }
      try await store.check()
      #expect(try await waitingRows(in: store) < 10)
      let events = try await store.events(of: stream, after: 0, limit: .max)
      #expect(events.count == 90)
      #expect(events.allSatisfy { $0 == text })
      #expect(try await store.events(of: stream, after: 88, limit: .max).count == 2)
    }
  }

  @Test func `a failed step pauses the regrouping, does not spin, and loses nothing`() async throws {
    try await withTemporaryStore { store, time in
      let stream = try await liveStream(in: store, now: time.now())
      var batch = JournalBatch()
      batch.append(stream: stream, epoch: 1, sequence: 1, json: Array("{}".utf8))
      try await store.append(batch, boundaries: [])
      _ = try await store.write { (writer) throws(StoreError) in
        try writer.connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON stream_segments BEGIN SELECT raise(FAIL, 'disk full'); END")
      }
      try await store.regroupJournal()
      #expect(try await store.write { (writer) in writer.journal.hasUpkeep } == false)
      #expect(try await waitingRows(in: store) == 1)
      #expect(try await store.events(of: stream, after: 0, limit: 9).count == 1)
      _ = try await store.write { (writer) throws(StoreError) in try writer.connection.execute("DROP TRIGGER refuse") }
      time.advance(milliseconds: 10_000)
      try await store.check()
      try await store.check()
      #expect(try await waitingRows(in: store) == 0)
      #expect(try await store.events(of: stream, after: 0, limit: 9).count == 1)
    }
  }
}
