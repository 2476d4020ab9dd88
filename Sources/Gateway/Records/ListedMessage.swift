import Domain
import Primitives
import StreamLog
import Wire

/// A message with what belongs to it, as `?include=artifacts` lists it: enough to draw the conversation, without any content but the text.
struct ListedMessage {
  /// What is told of an artifact; `isInline` is known from its begin on, where an open one ends is not.
  private struct ListedArtifact {
    let artifact: Artifact
    let isInline: Bool
  }

  private let message: Message
  private let artifacts: [ListedArtifact]

  /// - Parameters:
  ///   - stored: the message's artifacts in the store.
  ///   - live: the message's stream, while it is under way: it knows more than the store.
  init(_ message: Message, stored: [Artifact], live: LiveStream?) {
    guard let live, message.status == .streaming else {
      self.message = message
      artifacts = stored.map { ListedArtifact(artifact: $0, isInline: $0.start != nil) }
      return
    }
    // Taken at once, so that the ranges are those of this text.
    let state = live.state
    var current = message
    current.content = String(decoding: state.text, as: UTF8.self)
    self.message = current
    artifacts = state.artifacts.map { state in
      let started = state.started
      let artifact = Artifact(
        id: started.id, parent: started.parent, kind: started.kind, language: started.language, title: started.title,
        status: state.bytes == nil ? .streaming : .complete, start: state.start, end: state.end, bytes: state.bytes, sha256: state.sha256,
        createdAt: message.createdAt)
      return ListedArtifact(artifact: artifact, isInline: started.inline)
    }
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeMembers(of: message)
    writer.key("artifacts")
    writer.beginArray()
    for listed in artifacts { write(listed, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ listed: ListedArtifact, to writer: inout JSONWriter) {
    let artifact = listed.artifact
    writer.beginObject()
    writer.field("id", artifact.id.description)
    writer.field("type", artifact.id.kind.rawValue)
    writer.field("parent", artifact.parent.description)
    writer.field("kind", artifact.kind.rawValue)
    writer.field("language", artifact.language)
    writer.field("title", artifact.title)
    writer.field("name", artifact.name)
    writer.field("media_type", artifact.mediaType)
    writer.field("bytes", artifact.bytes)
    writer.field("status", artifact.status.rawValue)
    writer.field("inline", listed.isInline)
    writer.field("start", artifact.start)
    writer.field("end", artifact.end)
    writer.endObject()
  }
}
