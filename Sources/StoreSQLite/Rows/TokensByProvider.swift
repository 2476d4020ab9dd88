import Primitives
import Store
import Wire

extension Connection {
  /// What the ledger says that a run took of each provider, as a JSON object.
  func tokensByProvider(ofRun run: String) throws(StoreError) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    try forEach(
      "SELECT provider, sum(input_tokens + cache_read_tokens + cache_write_tokens + output_tokens) FROM provider_calls WHERE run_id = ? GROUP BY 1",
      run
    ) { row in
      writer.key(escaping: row.text())
      writer.integer(row.integer())
      return true
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
