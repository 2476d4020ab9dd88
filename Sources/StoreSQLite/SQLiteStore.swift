import Domain
import Primitives
import Store

/// The embedded store: one SQLite database in WAL mode. One thread writes, in group commits; a few read beside it.
package final class SQLiteStore: Store {
  /// The file's name in a data folder.
  package static let fileName = "throughline.db"

  let path: String
  let time: any TimeSource
  let journalIndex: JournalIndex
  let leases = LeaseRenewals()
  private let readers: ReaderPool
  /// `nil` for a store that only reads.
  private let writes: WorkQueue<WriteOperation>?
  private let writerClosing: ThreadsClosing

  init(
    path: String, time: any TimeSource, journalIndex: JournalIndex, readers: ReaderPool, writes: WorkQueue<WriteOperation>?,
    writerClosing: ThreadsClosing
  ) {
    self.path = path
    self.time = time
    self.journalIndex = journalIndex
    self.readers = readers
    self.writes = writes
    self.writerClosing = writerClosing
  }

  deinit { writes?.close() }

  /// Answers everything that was asked for, then closes the database; whatever is asked later is refused.
  package func close() async {
    await readers.close()
    writes?.close()
    await writerClosing.ended()
  }

  /// Applies `body` in the writer thread's next transaction and waits for its commit.
  /// - Parameter durable: wait for the disk, too.
  func write<Value: Sendable>(
    durable: Bool = false, _ body: @escaping @Sendable (Writer) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    guard let writes else { throw StoreError(.unusable, "the data was opened for reading; only the server writes") }
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      let operation = PendingWrite(isDurable: durable, continuation: continuation, body: body)
      if !writes.put(operation) { continuation.resume(returning: .failure(.closed)) }
    }
    return try result.get()
  }

  /// Changes who may do what, durably. A command beside a running server has no writer: it makes the change itself, between two of the server's commits.
  func change<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws(StoreError) -> Value) async throws(StoreError) -> Value {
    guard writes == nil else { return try await write(durable: true) { (writer) throws(StoreError) in try body(writer.connection) } }
    let connection = try Connection(path: path, access: .readWrite, cacheKibibytes: 256)
    try connection.execute("PRAGMA synchronous = FULL")
    try connection.execute("BEGIN IMMEDIATE")
    do throws(StoreError) {
      let value = try body(connection)
      try connection.execute("COMMIT")
      return value
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      throw error
    }
  }

  /// Reads one state of the store on a reader thread; everything answered before is in it.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws(StoreError) -> Value) async throws(StoreError) -> Value {
    try await readers.read { (connection) throws(StoreError) in try connection.inReadTransaction(body) }
  }

  /// Lends a reader's connection outside a transaction, for reads that have something to do before theirs begins.
  func readBetweenTransactions<Value: Sendable>(
    _ body: @escaping @Sendable (Connection) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    try await readers.read(body)
  }
}
