import Domain
import Primitives
import Store
import Wire

/// An attachment of which we know the content: what an upload holds, or what came with the message.
struct ResolvedAttachment {
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

  /// - Parameter user: who sends it; `nil` when nobody is asked who they are.
  /// - Throws: `unknownUpload`, `unknownReference`.
  init(_ attachment: MessageAcceptance.Attachment, of user: String?, chat: ChatRow, connection: Connection) throws(StoreError) {
    switch attachment.source {
    case .inline(let content):
      identity = Identity(name: attachment.name, mediaType: attachment.mediaType, sha256: SHA256.hex(content[...]))
      bytes = content.count
      self.content = content
    case .upload(let id):
      guard let upload = try connection.upload(id), user == nil || upload.user == user else { throw .unknown(upload: id) }
      identity = Identity(name: attachment.name ?? upload.name, mediaType: attachment.mediaType ?? upload.mediaType, sha256: upload.sha256)
      bytes = upload.bytes
      content = nil
    case .artifact(let id):
      let known = try connection.first(
        "SELECT name, media_type, bytes, blob FROM artifacts WHERE key = ? AND id = ? AND blob IS NOT NULL",
        EntityKey(chat: chat.number, sequence: id.sequence), id
      ) { row in (name: row.optionalText(), mediaType: row.optionalText(), bytes: row.int(), sha256: row.text()) }
      guard let known, id.chat == chat.chat.id else { throw .unknown(reference: id, "attachment (UA)") }
      identity = Identity(name: attachment.name ?? known.name, mediaType: attachment.mediaType ?? known.mediaType, sha256: known.sha256)
      bytes = known.bytes
      content = nil
    }
  }

  func insert(_ id: EntityID, key: EntityKey, question: EntityKey, message: MessageAcceptance, in connection: Connection) throws(StoreError) {
    if let content { try connection.keepBlob(content, sha256: identity.sha256) }
    try connection.run(
      """
      INSERT INTO artifacts (key, id, message, parent, type, status, name, media_type, bytes, sha256, frontend_id, created_at, updated_at, blob)
      VALUES (?, ?, ?, ?, 'attachment', 'complete', ?, ?, ?, ?, ?, ?, ?, ?)
      """, key, id, question, question, identity.name, identity.mediaType, bytes, identity.sha256, message.frontendID, message.now, message.now,
      identity.sha256)
  }
}
