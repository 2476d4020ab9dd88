import Primitives

/// Something an answer produced or a user attached. `content` is `nil` for a void one.
package struct Artifact: Sendable, Equatable {
  package var id: EntityID
  package var parent: EntityID
  package var kind: ArtifactKind
  package var language: String?
  package var title: String?
  package var status: ArtifactStatus
  /// The whole content; for an inline one cut out of the message when it is read.
  package var content: [UInt8]?
  /// UTF-8 byte offsets in the message's text, of an inline one.
  package var start: Int?
  package var end: Int?
  package var name: String?
  package var mediaType: String?
  package var bytes: Int?
  package var sha256: String?
  package var frontendID: String?
  package var createdAt: Timestamp

  package init(
    id: EntityID, parent: EntityID, kind: ArtifactKind, language: String? = nil, title: String? = nil, status: ArtifactStatus,
    content: [UInt8]? = nil,
    start: Int? = nil, end: Int? = nil, name: String? = nil, mediaType: String? = nil, bytes: Int? = nil, sha256: String? = nil,
    frontendID: String? = nil, createdAt: Timestamp
  ) {
    self.id = id
    self.parent = parent
    self.kind = kind
    self.language = language
    self.title = title
    self.status = status
    self.content = content
    self.start = start
    self.end = end
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.sha256 = sha256
    self.frontendID = frontendID
    self.createdAt = createdAt
  }
}

package enum ArtifactStatus: String, Sendable {
  /// Its content still grows.
  case streaming
  case complete
  /// Its answer ended before it did; the content is what there was.
  case partial
  /// It belonged to a part of an answer that a take-over voided, and was not made again.
  case void
}
