import EventLoop
import Primitives
import Store

extension PostgresStore {
  /// Opens a database for a server: brings its schema up to date, while other processes that start at the same time wait. Blocks until that is
  /// done.
  /// - Throws: `unavailable`, `unusable`, `newerSchema`, `failed`; with a message that says what to do.
  package static func open(_ settings: PostgresSettings, time: any TimeSource) async throws(StoreError) -> PostgresStore {
    try await open(settings, time: time, migrations: Migration.knownToPostgres)
  }

  static func open(_ settings: PostgresSettings, time: any TimeSource, migrations: [Migration]) async throws(StoreError) -> PostgresStore {
    _ = try PostgresMigrator(migrations).apply(to: PostgresSession(settings, url: settings.url), now: time.now())
    return try await start(settings, time: time)
  }

  /// Opens a database beside running servers, and changes nothing of its schema: `trace`.
  /// - Throws: `unusable` when its schema is older; else as `open`.
  package static func openShared(_ settings: PostgresSettings, time: any TimeSource) async throws(StoreError) -> PostgresStore {
    try PostgresMigrator(Migration.knownToPostgres).verify(PostgresSession(settings, url: settings.url))
    return try await start(settings, time: time)
  }

  /// Brings the schema up to date without serving.
  /// - Returns: the steps that were applied now; empty when nothing was missing.
  /// - Throws: as `open`.
  package static func migrate(_ settings: PostgresSettings, now: Timestamp) throws(StoreError) -> [Migration] {
    try PostgresMigrator(Migration.knownToPostgres).apply(to: PostgresSession(settings, url: settings.url), now: now)
  }

  /// Looks at a database and changes nothing.
  /// - Returns: the server's version, such as `15.20`; `nil` when there is no schema yet.
  /// - Throws: `unavailable`; `unusable` when its schema is older or of another program; `newerSchema`; `failed`.
  package static func inspect(_ settings: PostgresSettings) throws(StoreError) -> String? {
    let session = try PostgresSession(settings, url: settings.url)
    let migrator = PostgresMigrator(Migration.knownToPostgres)
    guard try !migrator.isEmpty(session) else { return nil }
    try migrator.verify(session)
    return try session.rows("SELECT current_setting('server_version')", doing: "asking for the server's version").first { row in row.text() }
  }

  private static func start(_ settings: PostgresSettings, time: any TimeSource) async throws(StoreError) -> PostgresStore {
    let loop = EventLoop(name: "store-postgres")
    do {
      try loop.start()
    } catch {
      throw StoreError(.failed, "starting the store: \(error)")
    }
    let lane = PostgresLane(settings, loop: loop)
    await lane.start()
    return PostgresStore(lane: lane, time: time)
  }
}
