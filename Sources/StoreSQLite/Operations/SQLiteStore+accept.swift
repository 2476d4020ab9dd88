import Domain
import Primitives
import Store

extension SQLiteStore {
  package func accept(
    _ message: MessageAcceptance, idempotency: Idempotency<AcceptedMessage>?
  ) async throws(StoreError) -> Creation<AcceptedMessage> {
    try await write(durable: true) { (writer) throws(StoreError) in
      let now = writer.time.now()
      if let answer = try writer.connection.idempotentAnswer(idempotency, now: now) { return .replayed(answer) }
      let creation = try Acceptance(message, writer: writer).perform()
      if case .created(let accepted) = creation { try writer.connection.keepAnswer(to: accepted, for: idempotency, now: now) }
      return creation
    }
  }

  package func createUpload(_ upload: Upload, content: [UInt8], idempotency: Idempotency<Upload>?) async throws(StoreError) -> Creation<Upload> {
    try await write(durable: true) { (writer) throws(StoreError) in
      let now = writer.time.now()
      if let answer = try writer.connection.idempotentAnswer(idempotency, now: now) { return .replayed(answer) }
      if try writer.connection.upload(upload.id) != nil { throw .exists(upload: upload.id) }
      try writer.connection.keepBlob(content, sha256: upload.sha256)
      try writer.connection.run(
        "INSERT INTO uploads (id, name, media_type, bytes, sha256, created_at, user_id) VALUES (?, ?, ?, ?, ?, ?, ?)", upload.id, upload.name,
        upload.mediaType, upload.bytes, upload.sha256, upload.createdAt, upload.user)
      try writer.connection.keepAnswer(to: upload, for: idempotency, now: now)
      return .created(upload)
    }
  }
}

extension Connection {
  func upload(_ id: String) throws(StoreError) -> Upload? {
    try first("SELECT id, name, media_type, bytes, sha256, created_at, user_id FROM uploads WHERE id = ?", id) { row in
      Upload(
        id: row.text(), name: row.optionalText(), mediaType: row.text(), bytes: row.int(), sha256: row.text(), createdAt: row.timestamp(),
        user: row.optionalText())
    }
  }

  /// Keeps bytes under their hash, once.
  func keepBlob(_ content: [UInt8], sha256: String) throws(StoreError) {
    try run("INSERT OR IGNORE INTO blobs (sha256, bytes, content) VALUES (?, ?, ?)", sha256, content.count, content)
  }

  /// Drops bytes that nothing refers to any more.
  func dropBlob(ifUnused sha256: String) throws(StoreError) {
    try run(
      """
      DELETE FROM blobs WHERE sha256 = ?1
        AND NOT EXISTS (SELECT 1 FROM artifacts WHERE blob = ?1) AND NOT EXISTS (SELECT 1 FROM uploads WHERE sha256 = ?1)
        AND NOT EXISTS (SELECT 1 FROM workbooks WHERE sha256 = ?1) AND NOT EXISTS (SELECT 1 FROM generations WHERE sha256 = ?1)
      """, sha256)
  }
}
