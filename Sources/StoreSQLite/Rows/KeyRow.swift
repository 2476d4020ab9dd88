import Domain
import Primitives
import Store

extension Connection {
  func keyRecord(_ id: String) throws(StoreError) -> KeyRecord? {
    try first(
      """
      SELECT k.id, k.prefix, k.user_id, k.role, k.scopes, k.label, k.created_at, k.expires_at, k.revoked_at, k.rotated_at, k.overlap_until,
        k.hash, k.previous_hash, u.id, u.name, u.role, u.disabled, u.created_at
      FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.id = ?
      """, id
    ) { (row) throws(StoreError) in try KeyRecord(&row) }
  }

  func keyRecord(prefix: String) throws(StoreError) -> KeyRecord? {
    try first(
      """
      SELECT k.id, k.prefix, k.user_id, k.role, k.scopes, k.label, k.created_at, k.expires_at, k.revoked_at, k.rotated_at, k.overlap_until,
        k.hash, k.previous_hash, u.id, u.name, u.role, u.disabled, u.created_at
      FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.prefix = ?
      """, prefix
    ) { (row) throws(StoreError) in try KeyRecord(&row) }
  }

  func create(_ key: APIKey, hash: String, by actor: String) throws(StoreError) {
    guard try user(key.user) != nil else { throw .unknown(user: key.user) }
    if try keyRecord(prefix: key.prefix) != nil { throw .exists(keyPrefix: key.prefix) }
    try run(
      """
      INSERT INTO api_keys (id, prefix, user_id, role, scopes, label, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, key.id, key.prefix, key.user, key.role, key.scopesText, key.label, hash, key.createdAt, key.expiresAt)
    try record(.created(key, by: actor))
  }

  func revokeKey(_ id: String, by actor: String, now: Timestamp) throws(StoreError) -> APIKey {
    guard var key = try keyRecord(id)?.key else { throw .unknown(key: id) }
    guard key.revokedAt == nil else { return key }
    try run("UPDATE api_keys SET revoked_at = ?, previous_hash = NULL, overlap_until = NULL WHERE id = ?", now, id)
    key.revokedAt = now
    key.overlapUntil = nil
    try record(.revoked(key, by: actor, now: now))
    return key
  }

  func rotateKey(_ id: String, hash: String, overlapMilliseconds: Int64, by actor: String, now: Timestamp) throws(StoreError) -> APIKey {
    guard var key = try keyRecord(id)?.key else { throw .unknown(key: id) }
    guard key.revokedAt == nil else { throw .unknown(key: id) }
    let until = now.adding(milliseconds: overlapMilliseconds)
    try run(
      "UPDATE api_keys SET previous_hash = hash, hash = ?, overlap_until = ?, rotated_at = ? WHERE id = ?", hash, until, now, id)
    key.rotatedAt = now
    key.overlapUntil = until
    try record(.rotated(key, until: until, by: actor, now: now))
    return key
  }
}
