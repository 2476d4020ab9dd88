import Primitives
import Store
import StorePostgres
import StoreSQLite

/// All that a server keeps.
typealias ServerStore = Store & AccessStore & DeadLetterStore & PodStore

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

  enum StorePlace {
    case file(String)
    case database(PostgresSettings)
  }

  var storePlace: StorePlace {
    guard case .postgres(let url) = store else { return .file(databasePath) }
    return .database(PostgresSettings(url: url.reveal(), replicaURL: storeReplica?.reveal(), connections: storeConnections))
  }
}
