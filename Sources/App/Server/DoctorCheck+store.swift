import Store
import StorePostgres
import StoreSQLite

extension DoctorCheck {
  /// Whether the database is of this version and whole.
  static let store = DoctorCheck("store") { loaded, _ in
    switch loaded.values.storePlace {
    case .file(let path): inspect(path)
    case .database(let settings): inspect(settings)
    }
  }

  private static func inspect(_ path: String) -> DoctorFinding {
    do throws(StoreError) {
      return try SQLiteStore.inspect(path: path)
        ? .ok("\(path) is whole and up to date") : .ok("\(path) is not there yet and is made at the first start")
    } catch {
      return .failed(
        error.message, advice: "run `throughline migrate` if its schema is older; else restore a backup, or name another folder with --data")
    }
  }

  private static func inspect(_ settings: PostgresSettings) -> DoctorFinding {
    do throws(StoreError) {
      guard let version = try PostgresStore.inspect(settings) else { return .ok("the database is empty; its tables are made at the first start") }
      return .ok("the database answers (PostgreSQL \(version)) and is up to date")
    } catch {
      return .failed(error.message, advice: "run `throughline migrate` if its schema is older; else look at --store and at the database")
    }
  }
}
