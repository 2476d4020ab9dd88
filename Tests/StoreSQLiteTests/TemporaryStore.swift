import Primitives
import Store
import StoreSQLite
import TestKit

extension TemporaryFolder {
  /// Where a store of this test lies; its folder is not made yet.
  var database: String { "\(path)/data/\(SQLiteStore.fileName)" }
}

/// Opens an empty store in a folder that lives as long as `body` runs, and closes it.
func withTemporaryStore(_ body: (SQLiteStore, ManualTime) async throws -> Void) async throws {
  let folder = TemporaryFolder()
  let time = ManualTime()
  let store = try SQLiteStore.open(path: folder.database, time: time)
  do {
    try await body(store, time)
  } catch {
    await store.close()
    throw error
  }
  await store.close()
  withExtendedLifetime(folder) {}
}
