import Domain
import Primitives

/// What a reader has understood, folded from the wire alone and independently of the server's own fold: the reader's side of the contract.
struct ReaderView: Equatable {
  struct Artifact: Equatable {
    var id: String
    var kind: String
    var isInline: Bool
    var start: Int64?
    var end: Int64?
    var content: String?
    var sha256: String?
  }

  var status = "queued"
  var text = ""
  var reasoning = ""
  var artifacts: [Artifact] = []
  var tools: [String: String] = [:]
  var steps: Set<String> = []
  var blocks: [String: String] = [:]
  var usage: JSONValue?
  var finishReason: String?

  init() {}

  init(state: JSONValue) {
    status = state["status"]?.string ?? "?"
    text = state["text"]?.string ?? "?"
    reasoning = state["reasoning"]?.string ?? "?"
    artifacts = (state["artifacts"]?.array ?? []).map {
      Artifact(
        id: $0["id"]?.string ?? "?", kind: $0["kind"]?.string ?? "?", isInline: $0["inline"]?.bool ?? false, start: $0["start"]?.integer,
        end: $0["end"]?.integer, content: $0["content"]?.string, sha256: $0["sha256"]?.string)
    }
    for tool in state["tools"]?.array ?? [] {
      tools[tool["call"]?.string ?? "?"] = "\(tool["arguments"]?.string ?? "?")=\(tool["result"]?.string ?? "")"
    }
    for step in state["steps"]?.array ?? [] { steps.insert("\(step["step"]?.string ?? "?") \(step["ms"]?.integer ?? -1)") }
    for block in state["blocks"]?.array ?? [] { blocks[block["name"]?.string ?? "?"] = block["status"]?.string }
    usage = state["usage"].flatMap { $0.isNull ? nil : Self.bare($0) }
    finishReason = state["finish_reason"]?.string
  }

  mutating func apply(_ type: String, _ body: JSONValue) {
    let delta = body["delta"]?.string ?? ""
    let id = body["id"]?.string ?? "?"
    switch type {
    case "stream.started", "stream.reset": status = "streaming"
    case "text.delta": text += delta
    case "reasoning.delta": reasoning += delta
    case "artifact.started":
      let isInline = body["inline"]?.bool ?? false
      artifacts.append(
        Artifact(
          id: id, kind: body["kind"]?.string ?? "?", isInline: isInline, start: isInline ? Int64(text.utf8.count) : nil, content: isInline ? nil : "")
      )
    case "artifact.delta":
      if let at = artifacts.lastIndex(where: { $0.id == id }) { artifacts[at].content? += delta }
    case "artifact.completed":
      guard let at = artifacts.lastIndex(where: { $0.id == id }) else { break }
      artifacts[at].sha256 = body["sha256"]?.string
      if artifacts[at].isInline { artifacts[at].end = Int64(text.utf8.count) }
    case "tool.called": tools[body["call"]?.string ?? "?"] = "\(body["arguments"]?.string ?? "?")="
    case "tool.returned": tools[body["call"]?.string ?? "?", default: ""] += body["result"]?.string ?? "?"
    case "step.started": steps.insert("\(body["step"]?.string ?? "?") -1")
    case "step.completed":
      steps.remove("\(body["step"]?.string ?? "?") -1")
      steps.insert("\(body["step"]?.string ?? "?") \(body["ms"]?.integer ?? -1)")
    case "block.updated": blocks[body["block"]?["name"]?.string ?? "?"] = body["block"]?["status"]?.string
    case "usage": usage = Self.bare(body)
    case "stream.completed":
      status = "completed"
      finishReason = body["finish_reason"]?.string
      usage = body["usage"].flatMap { $0.isNull ? nil : Self.bare($0) } ?? usage
    case "stream.failed": status = "failed"
    case "stream.cancelled": status = "cancelled"
    default: break
    }
  }

  /// Usage without the envelope that it has as an event.
  private static func bare(_ value: JSONValue) -> JSONValue {
    ["v", "type", "stream", "epoch", "seq", "id", "frontend_id"].reduce(value) { $0.setting($1, to: nil) }
  }
}
