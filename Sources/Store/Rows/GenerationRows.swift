import Domain
import Primitives
import Wire

extension WorkbookRecord {
  /// Columns: `id, user_id, name, bytes, sha256, shape, created_at`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) {
    self.init(
      id: row.text(), user: row.optionalText(), name: row.text(), bytes: row.int(), sha256: row.text(), shape: row.text(),
      createdAt: row.timestamp())
  }
}

/// A generation as the store keeps it.
package struct GenerationRow {
  package var number: Int64
  package var generation: GenerationRecord

  /// Columns: `number, id, user_id, name, workbook_id, workbook_name, sha256, dialect, form, tables, model, corrections, content_sha256,
  /// planned_blocks, run_id, stream, version, created_at, updated_at`, then the status of the run or NULL.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    number = row.integer()
    let id = row.text()
    let user = row.optionalText()
    let name = row.text()
    let (workbook, workbookName, sha256) = (row.text(), row.text(), row.text())
    let (dialect, form) = (row.text(), row.text())
    let tables = try row.optionalText().map { (text) throws(StoreError) in try Self.names(text, of: id) }
    let (model, corrections, contentSHA256) = (row.optionalText(), row.optionalText(), row.text())
    let plannedBlocks = try Self.names(row.text(), of: id)
    let (run, stream) = (row.text(), row.text())
    let version = row.int()
    let (createdAt, updatedAt) = (row.timestamp(), row.timestamp())
    generation = GenerationRecord(
      id: id, user: user, name: name, workbook: workbook, workbookName: workbookName, sha256: sha256, dialect: dialect, form: form, tables: tables,
      model: model, corrections: corrections, contentSHA256: contentSHA256, plannedBlocks: plannedBlocks, run: run, stream: stream,
      status: row.optionalText().flatMap { RunStatus(rawValue: $0) } ?? .completed, version: version, createdAt: createdAt, updatedAt: updatedAt)
  }

  private static func names(_ text: String, of generation: String) throws(StoreError) -> [String] {
    let value: JSONValue
    do throws(JSONFailure) { value = try JSONReader().value(Array(text.utf8)[...]) } catch {
      throw .unreadable("generation \(generation)", "names (\(error))")
    }
    return (value.array ?? []).compactMap(\.string)
  }

  /// Names as the column keeps them.
  package static func stored(_ names: [String]) -> String {
    var writer = JSONWriter()
    writer.beginArray()
    for name in names { writer.string(name) }
    writer.endArray()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension GenerationVersion {
  /// Columns: `version, reason, detail, run_id, created_at`, then the document or NULL.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    let number = row.int()
    guard let reason = Reason(rawValue: row.text()) else { throw .unreadable("version \(number)", "reason") }
    let (detail, run) = (row.optionalText(), row.optionalText())
    let createdAt = row.timestamp()
    self.init(number: number, reason: reason, detail: detail, run: run, document: row.text(), createdAt: createdAt)
  }
}

extension Page where Item == GenerationRecord {
  /// A page out of one row more than it shows, if there are more.
  package init(generationRows rows: [GenerationRow], limit: Int) {
    let shown = rows.prefix(limit)
    let cursor = rows.count > limit ? shown.last.map { PageCursor(.generations, $0.number).text } : nil
    self.init(items: shown.map(\.generation), nextCursor: cursor)
  }
}
