import Domain
import Primitives
import Store

extension PostgresStore {
  package func hasKeys() async throws(StoreError) -> Bool {
    try await read { query in
      let found = query.send("SELECT 1::bigint FROM api_keys LIMIT 1")
      return { found.exists }
    }
  }

  package func createKey(_ key: APIKey, hash: String, by actor: String) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let owner = transaction.user(key.user)
      let known = transaction.key(prefix: key.prefix)
      try await transaction.flush()
      guard owner.exists else { throw .unknown(user: key.user) }
      if known.exists { throw .exists(keyPrefix: key.prefix) }
      transaction.send(
        """
        INSERT INTO api_keys (id, prefix, user_id, role, scopes, label, hash, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """, key.id, key.prefix, key.user, key.role, key.scopesText, key.label, hash, key.createdAt, key.expiresAt)
      transaction.record(.created(key, by: actor))
    }
  }

  package func key(prefix: String) async throws(StoreError) -> KeyRecord? {
    try await read { query in
      let found = query.key(prefix: prefix)
      return { () throws(StoreError) in try found.first { (row) throws(StoreError) in try KeyRecord(&row) } }
    }
  }

  package func key(_ id: String) async throws(StoreError) -> KeyRecord? {
    try await read { query in
      let found = query.send(
        """
        SELECT k.id, k.prefix, k.user_id, k.role, k.scopes, k.label, k.created_at, k.expires_at, k.revoked_at, k.rotated_at, k.overlap_until,
          k.hash, k.previous_hash, u.id, u.name, u.role, u.disabled, u.created_at
        FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.id = $1
        """, id)
      return { () throws(StoreError) in try found.first { (row) throws(StoreError) in try KeyRecord(&row) } }
    }
  }

  package func keys(of user: String?, page: PageRequest) async throws(StoreError) -> Page<APIKey> {
    let after = try PageCursor.lastID(before: page, .keys)
    return try await read { query in
      let found = query.send(
        """
        SELECT id, prefix, user_id, role, scopes, label, created_at, expires_at, revoked_at, rotated_at, overlap_until
        FROM api_keys WHERE ($1::text IS NULL OR user_id = $1) AND id > $2 ORDER BY id LIMIT $3
        """, user, after, page.limit + 1)
      return { () throws(StoreError) in
        PageCursor.page(try found.all { (row) throws(StoreError) in try APIKey(&row) }, limit: page.limit, .keys, id: \.id)
      }
    }
  }

  package func revokeKey(_ id: String, by actor: String, now: Timestamp) async throws(StoreError) -> APIKey {
    try await transaction { (transaction) async throws(StoreError) in
      guard var key = try await transaction.lockKey(id) else { throw .unknown(key: id) }
      guard key.revokedAt == nil else { return key }
      transaction.send("UPDATE api_keys SET revoked_at = $1, previous_hash = NULL, overlap_until = NULL WHERE id = $2", now, id)
      key.revokedAt = now
      key.overlapUntil = nil
      transaction.record(.revoked(key, by: actor, now: now))
      return key
    }
  }

  package func rotateKey(
    _ id: String, hash: String, overlapMilliseconds: Int64, by actor: String, now: Timestamp
  ) async throws(StoreError) -> APIKey {
    try await transaction { (transaction) async throws(StoreError) in
      guard var key = try await transaction.lockKey(id), key.revokedAt == nil else { throw .unknown(key: id) }
      let until = now.adding(milliseconds: overlapMilliseconds)
      transaction.send(
        "UPDATE api_keys SET previous_hash = hash, hash = $1, overlap_until = $2, rotated_at = $3 WHERE id = $4", hash, until, now, id)
      key.rotatedAt = now
      key.overlapUntil = until
      transaction.record(.rotated(key, until: until, by: actor, now: now))
      return key
    }
  }
}

extension PostgresAsking {
  fileprivate func key(prefix: String) -> PostgresReply {
    send(
      """
      SELECT k.id, k.prefix, k.user_id, k.role, k.scopes, k.label, k.created_at, k.expires_at, k.revoked_at, k.rotated_at, k.overlap_until,
        k.hash, k.previous_hash, u.id, u.name, u.role, u.disabled, u.created_at
      FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.prefix = $1
      """, prefix)
  }
}

extension PostgresTransaction {
  fileprivate func lockKey(_ id: String) async throws(StoreError) -> APIKey? {
    let found = try await reply(
      """
      SELECT id, prefix, user_id, role, scopes, label, created_at, expires_at, revoked_at, rotated_at, overlap_until
      FROM api_keys WHERE id = $1 FOR NO KEY UPDATE
      """, id)
    return try found.first { (row) throws(StoreError) in try APIKey(&row) }
  }
}
