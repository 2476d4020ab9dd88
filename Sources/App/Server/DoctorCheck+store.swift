import Store
import StoreSQLite

extension DoctorCheck {
  /// Whether the database is of this version and whole.
  static let store = DoctorCheck("store") { loaded, _ in
    let path = loaded.values.databasePath
    do throws(StoreError) {
      return try SQLiteStore.inspect(path: path)
        ? .ok("\(path) is whole and up to date") : .ok("\(path) is not there yet and is made at the first start")
    } catch {
      return .failed(
        error.message, advice: "run `throughline migrate` if its schema is older; else restore a backup, or name another folder with --data")
    }
  }
}
