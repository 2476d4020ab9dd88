/// One entry of a stream's log. The stream's own name, its entity and the echoed `frontend_id` are the same for all of its events and
/// stand in `StreamDescriptor`.
package struct StreamEvent: Sendable, Equatable {
  package var position: Position
  package var body: Body

  package init(position: Position, body: Body) {
    self.position = position
    self.body = body
  }

  package enum Body: Sendable, Equatable {
    case started(StreamStarted)
    case textDelta(TextDelta)
    case reasoningDelta(String)
    case artifactStarted(ArtifactStarted)
    case artifactDelta(id: EntityID, text: String)
    case artifactCompleted(id: EntityID, bytes: Int, sha256: String)
    case toolCalled(ToolCall)
    case toolReturned(ToolReturn)
    case stepStarted(StepStarted)
    case stepCompleted(StepCompleted)
    case progress(Progress)
    case blockUpdated(GeneratedBlock)
    case usage(UsageReport)
    case reset(StreamReset)
    case completed(StreamCompleted)
    case failed(StreamFailed)
    case cancelled(StreamCancelled)
  }

  /// Whether this event is the last of its stream.
  package var isTerminal: Bool {
    switch body {
    case .completed, .failed, .cancelled: true
    default: false
    }
  }
}

extension StreamEvent.Body {
  /// The event's name on the wire.
  package var typeName: StaticString {
    switch self {
    case .started: "stream.started"
    case .textDelta: "text.delta"
    case .reasoningDelta: "reasoning.delta"
    case .artifactStarted: "artifact.started"
    case .artifactDelta: "artifact.delta"
    case .artifactCompleted: "artifact.completed"
    case .toolCalled: "tool.called"
    case .toolReturned: "tool.returned"
    case .stepStarted: "step.started"
    case .stepCompleted: "step.completed"
    case .progress: "progress"
    case .blockUpdated: "block.updated"
    case .usage: "usage"
    case .reset: "stream.reset"
    case .completed: "stream.completed"
    case .failed: "stream.failed"
    case .cancelled: "stream.cancelled"
    }
  }
}
