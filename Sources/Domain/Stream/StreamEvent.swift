/// One entry of a stream's log. The stream's own name, its entity and the echoed `frontend_id` are the same for all of its events and
/// stand in `StreamDescriptor`.
package struct StreamEvent: Sendable, Equatable {
  package var position: Position
  package var body: Body

  package init(position: Position, body: Body) {
    self.position = position
    self.body = body
  }

  /// Boxed is what comes rarely, so that the pieces of text, of which there are thousands, are moved as few words.
  package enum Body: Sendable, Equatable {
    case textDelta(TextDelta)
    case reasoningDelta(String)
    indirect case started(StreamStarted)
    indirect case artifactStarted(ArtifactStarted)
    indirect case artifactDelta(id: EntityID, text: String)
    indirect case artifactCompleted(id: EntityID, bytes: Int, sha256: String)
    indirect case toolCalled(ToolCall)
    indirect case toolReturned(ToolReturn)
    indirect case stepStarted(StepStarted)
    indirect case stepCompleted(StepCompleted)
    indirect case progress(Progress)
    indirect case blockUpdated(GeneratedBlock)
    indirect case usage(UsageReport)
    case reset(StreamReset)
    indirect case completed(StreamCompleted)
    indirect case failed(StreamFailed)
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
