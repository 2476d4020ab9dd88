import Domain
import Primitives
import Store
import Wire

extension SQLiteStore {
  package func refused(of admitted: AdmittedNames, at now: Timestamp) async throws(StoreError) -> AdmittedNames {
    try await read { (connection) throws(StoreError) in
      var refused = AdmittedNames()
      if !admitted.keys.isEmpty {
        refused.keys = Set(
          try connection.all(
            """
            SELECT wanted.value FROM json_each(?) AS wanted WHERE NOT EXISTS (
              SELECT 1 FROM api_keys k JOIN users u ON u.id = k.user_id
              WHERE k.id = wanted.value AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ?) AND NOT u.disabled)
            """, Self.list(admitted.keys), now
          ) { row in row.text() })
      }
      if !admitted.users.isEmpty {
        refused.users = Set(
          try connection.all(
            "SELECT wanted.value FROM json_each(?) AS wanted WHERE NOT EXISTS (SELECT 1 FROM users WHERE id = wanted.value AND NOT disabled)",
            Self.list(admitted.users)
          ) { row in row.text() })
      }
      return refused
    }
  }

  package func strangers(among readers: Set<ChatReader>) async throws(StoreError) -> Set<ChatReader> {
    guard !readers.isEmpty else { return [] }
    var writer = JSONWriter()
    writer.beginArray()
    for reader in readers {
      writer.beginArray()
      writer.string(reader.user)
      writer.string(reader.chat.text)
      writer.endArray()
    }
    writer.endArray()
    let list = String(decoding: writer.bytes, as: UTF8.self)
    return try await read { (connection) throws(StoreError) in
      Set(
        try connection.all(
          """
          SELECT wanted.value ->> 0, c.id FROM json_each(?) AS wanted JOIN chats c ON c.id = wanted.value ->> 1
          WHERE c.user_id IS NOT wanted.value ->> 0
            AND NOT EXISTS (SELECT 1 FROM chat_shares s WHERE s.user_id = wanted.value ->> 0 AND s.chat = c.number)
          """, list
        ) { (row) throws(StoreError) in try ChatReader(&row) })
    }
  }

  private static func list(_ names: Set<String>) -> String {
    var writer = JSONWriter()
    writer.beginArray()
    for name in names { writer.string(name) }
    writer.endArray()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
