import CSQLite
import Store

@testable import StoreSQLite

extension Connection {
  /// The steps of a statement's query plan, in SQLite's words.
  func plan(of text: String) throws(StoreError) -> [String] {
    var handle: OpaquePointer?
    guard sqlite3_prepare_v2(pointer, "EXPLAIN QUERY PLAN " + text, -1, &handle, nil) == SQLITE_OK else {
      throw failure(SQLITE_ERROR, doing: "explaining \(text)")
    }
    defer { sqlite3_finalize(handle) }
    var steps: [String] = []
    while sqlite3_step(handle) == SQLITE_ROW { steps.append(sqlite3_column_text(handle, 3).map { String(cString: $0) } ?? "") }
    return steps
  }
}
