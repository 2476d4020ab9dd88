import Store

extension SQLiteStore {
  /// Looks at a database beside a running server, or without one, and changes nothing.
  /// - Returns: false when there is none yet.
  /// - Throws: `unusable` when its schema is older or of another program; `newerSchema`; `failed` with the first damage found.
  package static func inspect(path: String) throws(StoreError) -> Bool {
    guard DataFolder.exists(path) else { return false }
    let connection = try Connection(path: path, access: .queryOnly, cacheKibibytes: 256)
    try Migrator(Migration.known).verify(connection)
    let found = try connection.first("PRAGMA quick_check(1)") { row in row.text() }
    guard found == "ok" else { throw StoreError(.failed, "\(path) is damaged: \(found ?? "nothing could be read")") }
    return true
  }
}
