import Domain
import Primitives
import Store

extension PostgresStore {
  package func accept(
    _ message: MessageAcceptance, idempotency: Idempotency<AcceptedMessage>?
  ) async throws(StoreError) -> Creation<AcceptedMessage> {
    let now = time.now()
    return try await transaction { (transaction) async throws(StoreError) in
      let question = IdempotencyQuestion(idempotency, in: transaction, now: now)
      // Of those with one key the second must not look at the chat before the first is done.
      if idempotency != nil { try await transaction.flush() }
      if let answer = try question.answer() { return .replayed(answer) }
      let creation = try await PostgresAcceptance(message, transaction: transaction).perform()
      if case .created(let accepted) = creation { question.keepAnswer(to: accepted, in: transaction) }
      return creation
    }
  }

  package func createUpload(_ upload: Upload, content: [UInt8], idempotency: Idempotency<Upload>?) async throws(StoreError) -> Creation<Upload> {
    let now = time.now()
    return try await transaction { (transaction) async throws(StoreError) in
      let question = IdempotencyQuestion(idempotency, in: transaction, now: now)
      let known = transaction.upload(upload.id)
      try await transaction.flush()
      if let answer = try question.answer() { return .replayed(answer) }
      if known.exists { throw .exists(upload: upload.id) }
      transaction.keepBlob(content, sha256: upload.sha256)
      transaction.send(
        "INSERT INTO uploads (id, name, media_type, bytes, sha256, created_at, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7)", upload.id, upload.name,
        upload.mediaType, upload.bytes, upload.sha256, upload.createdAt, upload.user)
      question.keepAnswer(to: upload, in: transaction)
      return .created(upload)
    }
  }

  package func idempotentAnswer(scope: String, key: String, bodySHA256: String) async throws(StoreError) -> IdempotentAnswer? {
    let now = time.now()
    return try await read { query in
      let answer = query.idempotentAnswer(scope: scope, key: key, now: now)
      return { () throws(StoreError) in try answer.idempotentAnswer(bodySHA256: bodySHA256) }
    }
  }
}

extension PostgresTransaction {
  func upload(_ id: String) -> PostgresReply {
    send("SELECT id, name, media_type, bytes, sha256, created_at, user_id FROM uploads WHERE id = $1", id)
  }

  /// Keeps bytes under their hash, once.
  func keepBlob(_ content: [UInt8], sha256: String) {
    send("INSERT INTO blobs (sha256, bytes, content) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING", sha256, content.count, content)
  }

  /// Drops bytes that nothing refers to any more. One who refers to them at this moment holds their row: the whole transaction is begun again then.
  func dropBlobs(ifUnused hashes: [String]) {
    guard !hashes.isEmpty else { return }
    send(
      """
      DELETE FROM blobs WHERE sha256 = ANY($1)
        AND NOT EXISTS (SELECT 1 FROM artifacts WHERE blob = blobs.sha256) AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.sha256 = blobs.sha256)
        AND NOT EXISTS (SELECT 1 FROM workbooks WHERE workbooks.sha256 = blobs.sha256)
        AND NOT EXISTS (SELECT 1 FROM generations WHERE generations.sha256 = blobs.sha256)
      """, hashes.sorted())
  }
}
