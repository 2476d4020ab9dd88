import Domain
import Primitives
import Wire

/// A frame that a client sent on the native WebSocket, read as strictly as a request's body.
struct ClientFrame {
  enum Body {
    case auth(token: String)
    /// - Parameter after: as it was sent; nobody has looked at it yet.
    case subscribe(stream: String, after: String?)
    case unsubscribe(stream: String)
    case message(MessageSubmission)
    case cancel(stream: String)
    case ping
  }

  /// What the answer echoes: a string or a number.
  let ref: JSONValue?
  let body: Result<Body, Problem>

  /// - Parameter makeChatID: for a message that names no chat.
  init(_ text: [UInt8], settings: GatewaySettings, makeChatID: () -> ChatID) {
    var ref: JSONValue?
    do throws(Problem) {
      let value: JSONValue
      do throws(Problem) { value = try BodyReader.parse(text, maxDepth: settings.jsonDepth) } catch {
        // What is wrong with another field is no reason to leave the client guessing which frame it was.
        ref = (try? JSONReader(maxDepth: settings.jsonDepth).value(text[...])["ref"]).flatMap(Self.echoed)
        throw error
      }
      var fields = BodyReader(value, at: "")
      if let sent = fields.take("ref"), !sent.isNull {
        ref = Self.echoed(sent)
        if ref == nil { fields.note("ref", "expected a string or a number, found \(sent.kindName)") }
      }
      body = .success(try Self.read(&fields, value, settings, makeChatID))
    } catch {
      body = .failure(error)
    }
    self.ref = ref
  }

  private static func read(
    _ fields: inout BodyReader, _ value: JSONValue, _ settings: GatewaySettings, _ makeChatID: () -> ChatID
  ) throws(Problem) -> Body {
    guard let type = fields.string("type", isRequired: true, bytes: 1...64) else { throw .invalid(fields.errors) }
    switch type {
    case "auth":
      let token = fields.string("token", isRequired: true, bytes: 1...4096)
      try fields.finish()
      return .auth(token: token ?? "")
    case "ping":
      try fields.finish()
      return .ping
    case "message":
      let chat = MessageFields.chatChoice(&fields, makeChatID: makeChatID)
      let session = fields.string("session", bytes: 1...64)
      if let session, !ClientName.isSession(session) { fields.note("session", "expected 1 to 64 characters of A-Z a-z 0-9 _ -") }
      var submission = try MessageFields.read(&fields, chat: chat, settings: settings)
      submission.session = session
      return .message(submission)
    case "cancel":
      return .cancel(stream: try stream(&fields))
    case "subscribe", "unsubscribe":
      if value["channel"] != nil, value["stream"] == nil { throw unavailable(type) }
      guard type == "subscribe" else { return .unsubscribe(stream: try stream(&fields)) }
      let after = fields.string("after", bytes: 0...128)
      return .subscribe(stream: try stream(&fields), after: after)
    case "publish", "presence", "history":
      throw unavailable(type)
    default:
      throw Problem(
        400, "frame.unknown_type",
        "there is no frame of type \"\(type)\"; expected auth, subscribe, unsubscribe, message, cancel or ping")
    }
  }

  /// The stream's name, of a frame that has no other fields left.
  private static func stream(_ fields: inout BodyReader) throws(Problem) -> String {
    let name = fields.string("stream", isRequired: true, bytes: 1...128)
    if let name, !ClientName.isStream(name) { fields.note("stream", "is no stream's name") }
    try fields.finish()
    return name ?? ""
  }

  private static func unavailable(_ type: String) -> Problem {
    Problem(501, "channel.unavailable", "there are no channels on this server, so no \(type) of one; subscribe and unsubscribe take a stream")
  }

  private static func echoed(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .string, .integer, .unsigned, .double: value
    case .null, .bool, .array, .object: nil
    }
  }
}
