import Domain
import Primitives
import Store

extension PostgresAsking {
  /// Artifacts of a chat with sequences in this range, in order.
  func artifacts(in chat: ChatID, _ range: ClosedRange<Int>, withContent: Bool) -> PostgresReply {
    send(
      """
      SELECT a.key, a.parent, a.type, a.language, a.title, a.status, a.range_start, a.range_end, a.name, a.media_type, a.bytes, a.sha256,
        a.frontend_id, a.created_at,
        CASE
          WHEN NOT $4 THEN NULL
          WHEN a.inline THEN (SELECT substr(convert_to(content, 'UTF8'), a.range_start::int + 1, (a.range_end - a.range_start)::int)
            FROM messages WHERE key = a.message)
          WHEN a.blob IS NOT NULL THEN (SELECT content FROM blobs WHERE sha256 = a.blob)
          ELSE a.content
        END
      FROM artifacts AS a
      WHERE a.key BETWEEN (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND (SELECT (number << 20) + $3 FROM chats WHERE id = $1)
      ORDER BY a.key
      """, chat, range.lowerBound, range.upperBound, withContent)
  }

  /// Artifacts at any depth below a message, in sequence order, with content; none when there is no such message.
  func artifacts(ofMessage id: EntityID) -> PostgresReply {
    send(
      """
      SELECT a.key, a.parent, a.type, a.language, a.title, a.status, a.range_start, a.range_end, a.name, a.media_type, a.bytes, a.sha256,
        a.frontend_id, a.created_at,
        CASE
          WHEN a.inline THEN substr(convert_to(m.content, 'UTF8'), a.range_start::int + 1, (a.range_end - a.range_start)::int)
          WHEN a.blob IS NOT NULL THEN (SELECT content FROM blobs WHERE sha256 = a.blob)
          ELSE a.content
        END
      FROM messages AS m JOIN artifacts AS a ON a.message = m.key
      WHERE m.key = (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND m.id = $3
      ORDER BY a.key
      """, id.chat, id.sequence, id)
  }

  /// Artifacts of a chat's messages with sequences in this range: the message's key, then the artifact, those of a message in order.
  func artifactsWithoutContent(ofMessagesIn chat: ChatID, _ range: ClosedRange<Int>) -> PostgresReply {
    send(
      """
      SELECT message, key, parent, type, language, title, status, range_start, range_end, name, media_type, bytes, sha256, frontend_id, created_at,
        NULL::bytea
      FROM artifacts
      WHERE message BETWEEN (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND (SELECT (number << 20) + $3 FROM chats WHERE id = $1)
      ORDER BY message, key
      """, chat, range.lowerBound, range.upperBound)
  }
}

extension PostgresReply {
  func artifacts(of chat: ChatID) throws(StoreError) -> [Artifact] {
    try all { (row) throws(StoreError) in try ArtifactRow(&row, chat: chat).artifact }
  }
}
