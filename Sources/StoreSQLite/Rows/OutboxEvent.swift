import Primitives
import Store
import Wire

/// What the outbox tells the rest of the house, beside the change that it speaks of.
enum OutboxEvent {
  case workflowQueued
  case workflowStarted
  case modelResponse
  case toolCalled
  case workflowCompleted
  case workflowFailed
  case workflowCancelled
  case chatDeleted

  fileprivate var category: String {
    switch self {
    case .chatDeleted: "audit"
    default: "workflow"
    }
  }

  fileprivate var type: String {
    switch self {
    case .workflowQueued: "workflow_queued"
    case .workflowStarted: "workflow_started"
    case .modelResponse: "model_response"
    case .toolCalled: "tool_called"
    case .workflowCompleted: "workflow_completed"
    case .workflowFailed: "workflow_failed"
    case .workflowCancelled: "workflow_cancelled"
    case .chatDeleted: "chat_deleted"
    }
  }

  fileprivate var priority: String {
    switch self {
    case .workflowFailed: "high"
    default: "normal"
    }
  }
}

extension Connection {
  /// Adds to the outbox. - Parameter subject: the ID that the event is about.
  func emit(_ event: OutboxEvent, subject: String, now: Timestamp, data: (inout JSONWriter) -> Void) throws(StoreError) {
    var writer = JSONWriter()
    writer.beginObject()
    data(&writer)
    writer.endObject()
    try run(
      "INSERT INTO domain_events (category, type, priority, subject, time, data) VALUES (?, ?, ?, ?, ?, ?)", event.category, event.type,
      event.priority, subject, now, String(decoding: writer.bytes, as: UTF8.self))
  }
}

extension JSONWriter {
  /// A member that is left out when there is no value.
  mutating func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  mutating func member(_ key: StaticString, _ value: Int64?) {
    guard let value else { return }
    self.key(key)
    integer(value)
  }
}
