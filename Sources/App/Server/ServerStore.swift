import Primitives
import Store
import StorePostgres
import StoreSQLite

/// All that a server keeps.
typealias ServerStore = Store & AccessStore & DeadLetterStore & PodStore & GenerationStore

/// The one place that knows which store the configuration means.
extension Configuration {
  /// Opens the store for a server: made, or brought up to date, where that is needed.
  /// - Throws: `unusable`, `unavailable`, `newerSchema`, `failed`; with a message that says what to do.
  func openStore(time: any TimeSource) async throws(StoreError) -> any ServerStore {
    switch storePlace {
    case .file(let path): try SQLiteStore.open(path: path, time: time)
    case .database(let settings): try await PostgresStore.open(settings, time: time)
    }
  }

  /// Opens the store beside a running server, or without one. - Throws: `unusable` when there is none or its schema is older; else as `openStore`.
  func openSharedStore(time: any TimeSource) async throws(StoreError) -> any ServerStore {
    switch storePlace {
    case .file(let path): try SQLiteStore.openShared(path: path, time: time)
    case .database(let settings): try await PostgresStore.openShared(settings, time: time)
    }
  }

  /// Brings the store's schema up to date without serving.
  /// - Returns: the steps that were applied now.
  /// - Throws: as `openStore`.
  func migrateStore(now: Timestamp) throws(StoreError) -> [Migration] {
    switch storePlace {
    case .file(let path): try SQLiteStore.migrate(path: path, now: now)
    case .database(let settings): try PostgresStore.migrate(settings, now: now)
    }
  }

  /// Moves everything from a file to a database.
  /// - Parameter report: gets a line about what is done.
  /// - Throws: `unusable` when no database is named, a server uses the file, or the database has rows; else as `openStore`.
  func copyStore(_ places: CopyCommand, now: Timestamp, report: @escaping (String) -> Void) throws(StoreError) -> CopyOutcome {
    var settings: PostgresSettings?
    if let url = places.target { settings = PostgresSettings(url: url.reveal()) }
    if settings == nil, case .database(let configured) = storePlace { settings = configured }
    guard let settings else {
      throw StoreError(.unusable, "there is no database to copy to: name it in THROUGHLINE_STORE, or with --to postgres://…")
    }
    let source = try SQLiteSnapshot(path: places.source ?? fileBefore)
    return try StoreCopy(from: source, to: PostgresCopyTarget(settings, now: now), report: report).run()
  }

  /// The file that was the store before a database was configured.
  private var fileBefore: String {
    if case .file(let path) = storePlace { return path }
    return databasePathInDataFolder
  }

  enum StorePlace {
    case file(String)
    case database(PostgresSettings)
  }

  var storePlace: StorePlace {
    guard case .postgres(let url) = store else { return .file(databasePath) }
    return .database(PostgresSettings(url: url.reveal(), replicaURL: storeReplica?.reveal(), connections: storeConnections))
  }
}
