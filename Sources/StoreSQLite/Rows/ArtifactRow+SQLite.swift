import Domain
import Primitives
import Store

extension Connection {
  /// Artifacts of a chat with keys in this range, in order.
  func artifactRows(_ range: ClosedRange<EntityKey>, chat: ChatID, withContent: Bool) throws(StoreError) -> [ArtifactRow] {
    // A range of a BLOB counts bytes, one of a TEXT characters.
    try all(
      """
      SELECT a.key, a.parent, a.type, a.language, a.title, a.status, a.range_start, a.range_end, a.name, a.media_type, a.bytes, a.sha256,
        a.frontend_id, a.created_at,
        CASE
          WHEN ? = 0 THEN NULL
          WHEN a.inline THEN
            (SELECT substr(CAST(content AS BLOB), a.range_start + 1, a.range_end - a.range_start) FROM messages WHERE key = a.message)
          WHEN a.blob IS NOT NULL THEN (SELECT content FROM blobs WHERE sha256 = a.blob)
          ELSE a.content
        END
      FROM artifacts AS a WHERE a.key BETWEEN ? AND ? ORDER BY a.key
      """, withContent, range.lowerBound, range.upperBound
    ) { (row) throws(StoreError) in try ArtifactRow(&row, chat: chat) }
  }

  /// Artifacts of the messages with keys in this range, each with its message's sequence, those of a message in order.
  func artifactsWithoutContent(ofMessages range: ClosedRange<EntityKey>, chat: ChatID) throws(StoreError) -> [(message: Int, artifact: Artifact)] {
    try all(
      """
      SELECT message, key, parent, type, language, title, status, range_start, range_end, name, media_type, bytes, sha256, frontend_id, created_at,
        NULL
      FROM artifacts WHERE message BETWEEN ? AND ? ORDER BY message, key
      """, range.lowerBound, range.upperBound
    ) { (row) throws(StoreError) in
      (message: EntityKey(value: row.integer()).sequence, artifact: try ArtifactRow(&row, chat: chat).artifact)
    }
  }

  /// Artifacts at any depth below a message, in sequence order, with content.
  func artifacts(ofMessage id: EntityID) throws(StoreError) -> [Artifact] {
    guard let message = try messageKey(id) else { return [] }
    let keys = try all("SELECT key FROM artifacts WHERE message = ? ORDER BY key", message) { row in EntityKey(value: row.integer()) }
    var found: [Artifact] = []
    for key in keys {
      found += try artifactRows(key...key, chat: id.chat, withContent: true).map(\.artifact)
    }
    return found
  }
}
