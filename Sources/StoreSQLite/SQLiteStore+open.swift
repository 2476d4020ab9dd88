import Glibc
import Primitives
import Store

extension SQLiteStore {
  private static let readerThreads = 2

  /// Opens a database for a server: makes its folder (mode 0700) and file where they are missing, keeps other servers out, brings the schema
  /// up to date. Blocks until that is done.
  /// - Parameter path: of the database's file.
  /// - Throws: `unusable`, `newerSchema`, `failed`; with a message that says what to do.
  package static func open(path: String, time: any TimeSource) throws(StoreError) -> SQLiteStore {
    try open(path: path, time: time, migrations: Migration.known)
  }

  static func open(path: String, time: any TimeSource, migrations: [Migration]) throws(StoreError) -> SQLiteStore {
    try DataFolder.make(forFile: path)
    let writes = WorkQueue<WriteOperation>()
    let writerClosing = ThreadsClosing(count: 1)
    let index = JournalIndex()
    try WorkerThread.start(name: "store-write") { opening in
      runWriter(path: path, time: time, migrations: migrations, index: index, queue: writes, opening: opening)
      writerClosing.threadEnded()
    }
    do throws(StoreError) {
      let readers = try ReaderPool(path: path, threads: readerThreads)
      return SQLiteStore(path: path, time: time, journalIndex: index, readers: readers, writes: writes, writerClosing: writerClosing)
    } catch {
      writes.close()
      throw error
    }
  }

  /// Opens a database beside a running server, or without one, for reading: `trace`, `backup`.
  /// - Throws: `unusable` when there is none or its schema is older; `newerSchema`; `failed`.
  package static func openShared(path: String, time: any TimeSource) throws(StoreError) -> SQLiteStore {
    try checkExists(path)
    try Migrator(Migration.known).verify(Connection(path: path, access: .queryOnly, cacheKibibytes: 256))
    let readers = try ReaderPool(path: path, threads: 1)
    return SQLiteStore(
      path: path, time: time, journalIndex: JournalIndex(), readers: readers, writes: nil, writerClosing: ThreadsClosing(count: 0))
  }

  /// Brings the schema up to date without serving; makes the database where there is none.
  /// - Returns: the steps that were applied now; empty when nothing was missing.
  /// - Throws: as `open`.
  package static func migrate(path: String, now: Timestamp) throws(StoreError) -> [Migration] {
    try DataFolder.make(forFile: path)
    let lock = try DataLock(database: path)
    let applied = try Migrator(Migration.known).apply(to: writableConnection(path: path), now: now)
    _ = consume lock
    return applied
  }

  private static func runWriter(
    path: String, time: any TimeSource, migrations: [Migration], index: JournalIndex, queue: WorkQueue<WriteOperation>,
    opening: WorkerThread.Opening
  ) {
    do throws(StoreError) {
      let lock = try DataLock(database: path)
      let connection = try writableConnection(path: path)
      _ = try Migrator(migrations).apply(to: connection, now: time.now())
      try connection.execute("PRAGMA synchronous = FULL")
      let writer = try Writer(connection: connection, lock: lock, time: time, index: index)
      var loop = GroupCommit(queue: queue, writer: writer)
      opening.succeeded()
      loop.run()
    } catch {
      opening.failed(error)
    }
  }

  /// Called under the data's lock only.
  private static func writableConnection(path: String) throws(StoreError) -> Connection {
    try DataFolder.makeFile(path)
    let connection = try Connection(path: path, access: .readWriteCreate, cacheKibibytes: 8192)
    do throws(StoreError) {
      if connection.isReadOnly {
        throw StoreError(.unusable, "the file cannot be written; check its owner and mode, and whether its disk is mounted read-only")
      }
      let mode = try connection.first("PRAGMA journal_mode = WAL") { row in row.text() }
      guard mode == "wal" else {
        throw StoreError(.unusable, "the file system does not allow SQLite's write-ahead log; put the data on a local disk")
      }
      // Overwriting freed pages is worth it where it costs no write of its own.
      try connection.execute("PRAGMA secure_delete = FAST")
      // Enough for the schema: what is lost with the power is made again at the next start.
      try connection.execute("PRAGMA synchronous = NORMAL")
      try connection.execute("PRAGMA wal_autocheckpoint = 4000")
      try connection.execute("PRAGMA journal_size_limit = 67108864")
    } catch {
      throw StoreError(error.code, "opening \(path): \(error.message)")
    }
    return connection
  }

  static func checkExists(_ path: String) throws(StoreError) {
    guard DataFolder.exists(path) else {
      throw StoreError(.unusable, "there is no data at \(path); name the folder with --data, or start the server once")
    }
  }
}
