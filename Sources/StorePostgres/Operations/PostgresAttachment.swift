import Domain
import Primitives
import Store
import Wire

/// An attachment of which we know the content: what an upload holds, what came with the message, or an attachment that is used again.
struct PostgresAttachment {
  /// What makes two attachments the same.
  struct Identity: Equatable {
    var name: String?
    var mediaType: String?
    var sha256: String
  }

  let identity: Identity
  private let bytes: Int
  /// `nil` when the store has the bytes already.
  private let content: [UInt8]?

  /// - Parameters:
  ///   - user: who sends it; `nil` when nobody is asked who they are.
  ///   - source: the row of the upload, or of the attachment that is used again.
  /// - Throws: `unknownUpload`, `unknownReference`.
  init(_ attachment: MessageAcceptance.Attachment, of user: String?, source: PostgresReply?, chat: ChatID) throws(StoreError) {
    switch attachment.source {
    case .inline(let content):
      identity = Identity(name: attachment.name, mediaType: attachment.mediaType, sha256: SHA256.hex(content[...]))
      bytes = content.count
      self.content = content
    case .upload(let id):
      let upload = try source?.first { row in
        Upload(
          id: row.text(), name: row.optionalText(), mediaType: row.text(), bytes: row.int(), sha256: row.text(), createdAt: row.timestamp(),
          user: row.optionalText())
      }
      guard let upload, user == nil || upload.user == user else { throw .unknown(upload: id) }
      identity = Identity(name: attachment.name ?? upload.name, mediaType: attachment.mediaType ?? upload.mediaType, sha256: upload.sha256)
      bytes = upload.bytes
      content = nil
    case .artifact(let id):
      let known = try source?.first { row in (name: row.optionalText(), mediaType: row.optionalText(), bytes: row.int(), sha256: row.text()) }
      guard let known, id.chat == chat else { throw .unknown(reference: id, "attachment (UA)") }
      identity = Identity(name: attachment.name ?? known.name, mediaType: attachment.mediaType ?? known.mediaType, sha256: known.sha256)
      bytes = known.bytes
      content = nil
    }
  }

  func insert(_ id: EntityID, key: EntityKey, question: EntityKey, message: MessageAcceptance, in transaction: PostgresTransaction) {
    if let content { transaction.keepBlob(content, sha256: identity.sha256) }
    transaction.send(
      """
      INSERT INTO artifacts (key, id, message, parent, type, status, name, media_type, bytes, sha256, frontend_id, created_at, updated_at, blob)
      VALUES ($1, $2, $3, $3, 'attachment', 'complete', $4, $5, $6, $7, $8, $9, $9, $7)
      """, key, id, question, identity.name, identity.mediaType, bytes, identity.sha256, message.frontendID, message.now)
  }
}
