import Domain
import Primitives
import Store
import Wire

/// A frame that a client sent in the `lmc` form. Fields that Open-Interpreter-style clients send along and that mean nothing here are let pass; all others
/// are refused, as in a request's body.
struct LMCFrame {
  enum Body {
    /// The message begins: what follows up to its end is one message.
    case start
    case end
    case message(MessageSubmission)
    /// Whatever is being answered on this connection is to be cancelled.
    case stop
  }

  /// What the client called it, for the answer.
  let frontendID: String?
  let body: Result<Body, Problem>

  init(_ text: [UInt8], chat: ChatID, settings: GatewaySettings) {
    var value: JSONValue?
    do throws(Problem) {
      let parsed = try BodyReader.parse(text, maxDepth: settings.jsonDepth)
      value = parsed
      body = .success(try Self.read(parsed, chat, settings))
    } catch {
      value = value ?? (try? JSONReader(maxDepth: settings.jsonDepth).value(text[...]))
      body = .failure(error)
    }
    frontendID = value?["frontend_id"]?.string.flatMap { $0.utf8.count <= 128 ? $0 : nil }
  }

  private static func read(_ value: JSONValue, _ chat: ChatID, _ settings: GatewaySettings) throws(Problem) -> Body {
    var fields = BodyReader(value, at: "")
    for key in ["id", "timestamp", "format", "recipient"] { _ = fields.take(key) }
    let isStart = flag("start", &fields)
    let isEnd = flag("end", &fields)
    if let role = fields.string("role", isRequired: true, bytes: 0...64), role != "user" { fields.note("role", "expected user, found \"\(role)\"") }
    if isStart || isEnd, value["content"] == nil {
      for key in ["type", "frontend_id", "model", "workflow"] { _ = fields.take(key) }
      try fields.finish()
      return isStart ? .start : .end
    }
    let type = fields.string("type", isRequired: true, bytes: 0...64)
    if type == "command" {
      if let command = fields.string("content", isRequired: true, bytes: 0...64), command != "stop" {
        fields.note("content", "there is no command \"\(command)\"; expected stop")
      }
      _ = fields.take("frontend_id")
      try fields.finish()
      return .stop
    }
    if let type, type != "message" { fields.note("type", "expected message, or command to stop; found \"\(type)\"") }
    return .message(try MessageFields.read(&fields, chat: .existingOrCreated(chat), settings: settings))
  }

  private static func flag(_ key: String, _ fields: inout BodyReader) -> Bool {
    guard let value = fields.take(key), !value.isNull else { return false }
    if value.bool == nil { fields.note(key, "expected true or false, found \(value.kindName)") }
    return value.bool ?? false
  }
}
