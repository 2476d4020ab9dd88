import Domain
import Primitives

/// An artifact as the store keeps it.
package struct ArtifactRow {
  package var key: EntityKey
  package var artifact: Artifact

  /// Columns: `key, parent, type, language, title, status, range_start, range_end, name, media_type, bytes, sha256, frontend_id, created_at`,
  /// then its content or NULL.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row, chat: ChatID) throws(StoreError) {
    key = EntityKey(value: row.integer())
    let parentSequence = EntityKey(value: row.integer()).sequence
    guard let kind = ArtifactKind(rawValue: row.text()), let parentKind = kind.entityKind.parentKind else {
      throw .unreadable("artifact \(key.sequence) of chat \(chat)", "type")
    }
    let id = EntityID(chat: chat, sequence: key.sequence, kind: kind.entityKind)
    let language = row.optionalText()
    let title = row.optionalText()
    guard let status = ArtifactStatus(rawValue: row.text()) else { throw .unreadable("artifact \(id)", "status") }
    artifact = Artifact(
      id: id, parent: EntityID(chat: chat, sequence: parentSequence, kind: parentKind), kind: kind, language: language, title: title, status: status,
      start: row.optionalInt(), end: row.optionalInt(), name: row.optionalText(), mediaType: row.optionalText(), bytes: row.optionalInt(),
      sha256: row.optionalText(), frontendID: row.optionalText(), createdAt: row.timestamp())
    artifact.content = row.optionalBytes()
  }
}
