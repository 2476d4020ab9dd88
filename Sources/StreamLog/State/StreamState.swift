import Domain
import Primitives
import Wire

/// What a reader who has had every event of a stream so far would know: the fold of the log. The worker stores it, a late reader gets it as
/// `stream.sync`.
package struct StreamState: Sendable {
  package enum Status: String, Sendable { case queued, streaming, completed, failed, cancelled }

  package struct ArtifactState: Sendable, Equatable {
    package var started: ArtifactStarted
    /// Byte offsets in `text`, of an inline one.
    package var start: Int?
    package var end: Int?
    /// The content, of one that is not inline.
    package var content: [UInt8]
    package var bytes: Int?
    package var sha256: String?
    /// The sequence at which it began, so that a reset can void it.
    package var startedAt: Int64

    package init(
      started: ArtifactStarted, start: Int?, end: Int?, content: [UInt8], bytes: Int?, sha256: String?, startedAt: Int64
    ) {
      self.started = started
      self.start = start
      self.end = end
      self.content = content
      self.bytes = bytes
      self.sha256 = sha256
      self.startedAt = startedAt
    }
  }

  package private(set) var last = Position(epoch: 0, sequence: 0)
  package private(set) var status = Status.queued
  package private(set) var text: [UInt8] = []
  package private(set) var reasoning: [UInt8] = []
  /// The vendor's log probabilities, piece by piece, when they were asked for. Not part of what a `stream.sync` carries.
  package private(set) var logprobs: [String] = []
  package private(set) var artifacts: [ArtifactState] = []
  package private(set) var toolCalls: [ToolCall] = []
  package private(set) var toolReturns: [ToolReturn] = []
  package private(set) var steps: [StepCompleted] = []
  package private(set) var openSteps: [StepStarted] = []
  package private(set) var blocks: [GeneratedBlock] = []
  package private(set) var usage: UsageReport?
  package private(set) var finishReason: String?

  package init() {}

  /// Takes the next event. A reset must not come here: the owner of the log folds what is kept anew.
  package mutating func apply(_ event: StreamEvent) {
    last = event.position
    switch event.body {
    case .started: status = .streaming
    case .textDelta(let delta):
      text.append(contentsOf: delta.text.utf8)
      if let piece = delta.logprobs { logprobs.append(piece) }
    case .reasoningDelta(let delta): reasoning.append(contentsOf: delta.utf8)
    case .artifactStarted(let started):
      artifacts.append(
        ArtifactState(
          started: started, start: started.inline ? text.count : nil, end: nil, content: [], bytes: nil, sha256: nil,
          startedAt: event.position.sequence))
    case .artifactDelta(let id, let delta):
      if let at = artifacts.lastIndex(where: { $0.started.id == id }) { artifacts[at].content.append(contentsOf: delta.utf8) }
    case .artifactCompleted(let id, let bytes, let sha256):
      guard let at = artifacts.lastIndex(where: { $0.started.id == id }) else { break }
      artifacts[at].bytes = bytes
      artifacts[at].sha256 = sha256
      if artifacts[at].started.inline { artifacts[at].end = text.count }
    case .toolCalled(let call): toolCalls.append(call)
    case .toolReturned(let returned): toolReturns.append(returned)
    case .stepStarted(let step): openSteps.append(step)
    case .stepCompleted(let step):
      openSteps.removeAll { $0.step == step.step }
      steps.append(step)
    case .progress: break
    case .blockUpdated(let block):
      if let at = blocks.firstIndex(where: { $0.name == block.name }) { blocks[at] = block } else { blocks.append(block) }
    case .usage(let report): usage = report
    case .reset: status = .streaming
    case .completed(let completed):
      status = .completed
      finishReason = completed.finishReason
      usage = completed.usage ?? usage
    case .failed: status = .failed
    case .cancelled: status = .cancelled
    }
  }

  /// Whether anything was produced that a reader would miss.
  package var hasContent: Bool { !text.isEmpty || !reasoning.isEmpty || !artifacts.isEmpty || !toolCalls.isEmpty }

  /// Writes the `state` object of a `stream.sync`.
  package func write(to writer: inout JSONWriter, status: Status) {
    writer.beginObject()
    writer.field("status", status.rawValue)
    writer.key("text")
    writer.string(utf8: text)
    writer.key("reasoning")
    writer.string(utf8: reasoning)
    writer.key("artifacts")
    writer.beginArray()
    for artifact in artifacts { write(artifact, to: &writer) }
    writer.endArray()
    writer.key("tools")
    writer.beginArray()
    for call in toolCalls {
      writer.beginObject()
      if let returned = toolReturns.first(where: { $0.call == call.call }) {
        writer.field("arguments", call.arguments)
        writer.writeMembers(of: returned)
      } else {
        writer.writeMembers(of: call)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.key("steps")
    writer.beginArray()
    for step in steps {
      writer.beginObject()
      writer.writeMembers(of: step)
      writer.endObject()
    }
    for step in openSteps {
      writer.beginObject()
      writer.field("step", step.step)
      writer.field("node", step.node)
      writer.field("kind", step.kind)
      writer.endObject()
    }
    writer.endArray()
    writer.key("blocks")
    writer.beginArray()
    for block in blocks { writer.write(block) }
    writer.endArray()
    writer.key("usage")
    writer.write(usage)
    writer.field("finish_reason", status == .completed ? finishReason : nil)
    writer.endObject()
  }

  private func write(_ artifact: ArtifactState, to writer: inout JSONWriter) {
    func integer(_ name: StaticString, _ value: Int?) {
      writer.key(name)
      if let value { writer.integer(value) } else { writer.null() }
    }
    writer.beginObject()
    writer.field("id", artifact.started.id.description)
    writer.field("parent", artifact.started.parent.description)
    writer.field("kind", artifact.started.kind.rawValue)
    writer.field("language", artifact.started.language)
    writer.field("title", artifact.started.title)
    writer.key("inline")
    writer.bool(artifact.started.inline)
    integer("start", artifact.start)
    integer("end", artifact.end)
    if !artifact.started.inline {
      writer.key("content")
      writer.string(utf8: artifact.content)
    }
    integer("bytes", artifact.bytes)
    writer.field("sha256", artifact.sha256)
    writer.endObject()
  }
}

extension StreamState {
  /// A state of which only the records are left, not the events.
  package init(
    restoring text: [UInt8], reasoning: [UInt8], artifacts: [ArtifactState], blocks: [GeneratedBlock] = [], usage: UsageReport?, last: Position
  ) {
    self.init()
    self.blocks = blocks
    self.text = text
    self.reasoning = reasoning
    self.artifacts = artifacts
    self.usage = usage
    self.last = last
    status = .streaming
  }

  /// The fold of a log that is already effective (voided events removed): after a restart or a reset.
  package init(folding events: some Sequence<StreamEvent>) {
    self.init()
    for event in events { apply(event) }
  }
}
