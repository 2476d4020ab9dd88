import Domain
import Primitives
import Store

extension SQLiteStore {
  package func deleteChat(_ id: ChatID) async throws(StoreError) -> [String] {
    try await write(durable: true) { (writer) throws(StoreError) in
      guard let chat = try writer.connection.chatRow(id) else { throw .unknown(chat: id) }
      return try ChatDeletion(chat, writer: writer).perform()
    }
  }
}

/// One `deleteChat` at work inside its transaction. The ledger and the trace stay: what was billed stays billed.
private struct ChatDeletion {
  private struct DeletedRun {
    var number: Int64
    var id: String
    var stream: String
    var isUnderWay: Bool
  }

  private let chat: ChatRow
  private let writer: Writer
  private var connection: Connection { writer.connection }

  init(_ chat: ChatRow, writer: Writer) {
    self.chat = chat
    self.writer = writer
  }

  /// - Returns: the streams of runs that were under way.
  func perform() throws(StoreError) -> [String] {
    let now = writer.time.now()
    let runs = try connection.all("SELECT number, id, stream, ended_at IS NULL FROM runs WHERE chat = ?", chat.number) { row in
      DeletedRun(number: row.integer(), id: row.text(), stream: row.text(), isUnderWay: row.bool())
    }
    for run in runs { try delete(run, now: now) }
    try deleteEntities()
    try connection.run("DELETE FROM chats WHERE number = ?", chat.number)
    try connection.emit(.chatDeleted(chat.chat), now: now)
    return runs.filter(\.isUnderWay).map(\.stream)
  }

  private func delete(_ run: DeletedRun, now: Timestamp) throws(StoreError) {
    // The worker may still say what its call used; if it is dead, nobody will.
    if run.isUnderWay { try connection.closeOpenCalls(ofRun: run.id, status: .cancelled, now: now) }
    try connection.run("DELETE FROM stream_segments WHERE run = ?", run.number)
    try connection.run("UPDATE session_streams SET is_left = 1 WHERE run = ?", run.number)
    try connection.run("DELETE FROM runs WHERE number = ?", run.number)
    writer.forget(stream: run.stream)
    writer.journal.drop(run: run.number)
  }

  private func deleteEntities() throws(StoreError) {
    let range = EntityKey.all(inChat: chat.number)
    let blobs = try connection.all(
      "SELECT DISTINCT blob FROM artifacts WHERE key BETWEEN ? AND ? AND blob IS NOT NULL", range.lowerBound, range.upperBound
    ) { row in row.text() }
    try connection.run("DELETE FROM artifacts WHERE key BETWEEN ? AND ?", range.lowerBound, range.upperBound)
    try connection.run("DELETE FROM messages WHERE key BETWEEN ? AND ?", range.lowerBound, range.upperBound)
    for blob in blobs { try connection.dropBlob(ifUnused: blob) }
  }
}
