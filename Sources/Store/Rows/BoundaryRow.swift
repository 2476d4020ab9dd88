import Domain

/// A boundary record as the store keeps it.
package struct BoundaryRow {
  package var number: Int64
  package var record: BoundaryRecord

  /// Columns: `number, time, marker, component, entity_id, frontend_id, pod, detail`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    number = row.integer()
    let time = row.timestamp()
    guard let marker = BoundaryRecord.Marker(rawValue: row.text()), let component = BoundaryRecord.Component(rawValue: row.text()) else {
      throw .unreadable("boundary record \(number)", "marker or component")
    }
    record = BoundaryRecord(
      time: time, marker: marker, component: component, id: row.text(), frontendID: row.optionalText(), pod: row.text(), detail: row.text())
  }
}
