import Domain
import Primitives
import Store

extension PostgresStore {
  package func refused(of admitted: AdmittedNames, at now: Timestamp) async throws(StoreError) -> AdmittedNames {
    guard !admitted.isEmpty else { return AdmittedNames() }
    return try await read { query in
      let keys = query.send(
        """
        SELECT wanted.id FROM unnest($1) AS wanted(id) WHERE NOT EXISTS (
          SELECT 1 FROM api_keys k JOIN users u ON u.id = k.user_id
          WHERE k.id = wanted.id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2) AND NOT u.disabled)
        """, Array(admitted.keys), now)
      let users = query.send(
        "SELECT wanted.id FROM unnest($1) AS wanted(id) WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = wanted.id AND NOT u.disabled)",
        Array(admitted.users))
      return { () throws(StoreError) in
        AdmittedNames(keys: Set(try keys.all { row in row.text() }), users: Set(try users.all { row in row.text() }))
      }
    }
  }

  package func strangers(among readers: Set<ChatReader>) async throws(StoreError) -> Set<ChatReader> {
    guard !readers.isEmpty else { return [] }
    let readers = Array(readers)
    return try await read { query in
      let found = query.send(
        """
        SELECT wanted.user_id, c.id FROM unnest($1, $2) AS wanted(user_id, chat) JOIN chats c ON c.id = wanted.chat
        WHERE c.user_id IS DISTINCT FROM wanted.user_id
          AND NOT EXISTS (SELECT 1 FROM chat_shares s WHERE s.user_id = wanted.user_id AND s.chat = c.number)
        """, readers.map(\.user), readers.map(\.chat.text))
      return { () throws(StoreError) in
        Set(try found.all { (row) throws(StoreError) in try ChatReader(&row) })
      }
    }
  }
}
