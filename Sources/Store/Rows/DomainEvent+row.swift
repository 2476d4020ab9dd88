import Primitives
import Wire

extension DomainEvent {
  /// Columns: `id, category, type, subject, time, data, traceparent`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row, reader: JSONReader) throws(StoreError) {
    self.init(
      id: row.integer(), category: row.text(), type: row.text(), subject: row.text(), time: row.timestamp(), data: .null)
    do throws(JSONFailure) { data = try reader.value(row.bytes()[...]) } catch { throw .unreadable("event \(id)", "data (\(error))") }
    traceparent = row.optionalText()
  }
}
