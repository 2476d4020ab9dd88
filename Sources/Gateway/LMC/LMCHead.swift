import Domain
import Primitives
import Wire

/// What all frames of one message have in common, and how they are written: `{"role","type","format"?,…,"id","frontend_id"?}`.
struct LMCHead {
  let id: String
  private let prefix: [UInt8]
  private let suffix: [UInt8]

  /// - Parameters:
  ///   - id: of the entity that the message shows; `nil` for what belongs to none.
  ///   - frontendID: what the client called the message that this answers.
  init(role: StaticString, type: StaticString, format: String? = nil, id: String?, frontendID: String?) {
    self.id = id ?? ""
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("role")
    writer.literal(role)
    writer.key("type")
    writer.literal(type)
    if let format { writer.field("format", format) }
    prefix = writer.bytes
    writer.reset()
    writer.fragment([], continues: true)
    if let id { writer.field("id", id) }
    if let frontendID { writer.field("frontend_id", frontendID) }
    writer.endObject()
    suffix = writer.bytes
  }

  /// The message of an artifact: `code` in its language, `html` as code, a tool's output as the computer's console.
  init(_ artifact: ArtifactStarted, frontendID: String?) {
    let id = artifact.id.description
    switch artifact.kind {
    case .output: self.init(role: "computer", type: "console", format: "output", id: id, frontendID: frontendID)
    case .html: self.init(role: "assistant", type: "code", format: "html", id: id, frontendID: frontendID)
    case .code, .attachment: self.init(role: "assistant", type: "code", format: artifact.language, id: id, frontendID: frontendID)
    }
  }

  func appendStart(to bytes: inout [UInt8]) { append(Array(#","start":true"#.utf8), to: &bytes) }
  func appendEnd(to bytes: inout [UInt8]) { append(Array(#","end":true"#.utf8), to: &bytes) }

  func appendContent(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: prefix)
    bytes.append(contentsOf: #","content":"#.utf8)
    JSONWriter.appendQuoted(text, to: &bytes)
    bytes.append(contentsOf: suffix)
  }

  private func append(_ member: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: prefix)
    bytes.append(contentsOf: member)
    bytes.append(contentsOf: suffix)
  }

  /// One whole frame that says what went wrong: `{"role":"computer","type":"error","content",…}`.
  static func error(code: String, _ detail: String, id: String? = nil, frontendID: String?) -> [UInt8] {
    var bytes: [UInt8] = []
    LMCHead(role: "computer", type: "error", id: id, frontendID: frontendID).appendContent("\(code): \(detail)", to: &bytes)
    return bytes
  }
}
