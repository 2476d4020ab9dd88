import Domain
import Wire

/// What pods tell each other beside events: one JSON object a line.
enum PodNotice: Equatable {
  /// The list of a session's streams has changed.
  case sessionChanged(String)
  /// A chat is gone with everything below it.
  case chatDeleted(ChatID)

  /// With the line feed.
  var line: [UInt8] {
    json { writer in
      writer.beginObject()
      writer.field("v", 1)
      switch self {
      case .sessionChanged(let session):
        writer.field("type", "session.changed")
        writer.field("session", session)
      case .chatDeleted(let chat):
        writer.field("type", "chat.deleted")
        writer.field("chat", chat.text)
      }
      writer.endObject()
    } + [0x0A]
  }

  /// - Returns: `nil` for what is no notice that this version knows.
  init?(_ line: ArraySlice<UInt8>, reader: JSONReader) {
    let read: PodNotice?? = try? reader.read(line) { view in
      switch view["type"]?.string {
      case "session.changed": view["session"]?.string.map { .sessionChanged($0) }
      case "chat.deleted": view["chat"]?.string.flatMap { ChatID($0) }.map { .chatDeleted($0) }
      default: nil
      }
    }
    guard case .some(.some(let notice)) = read else { return nil }
    self = notice
  }
}
