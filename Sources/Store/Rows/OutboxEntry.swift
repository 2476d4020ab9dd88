import Domain
import Primitives
import Wire

/// What the outbox tells the rest of the house, beside the change that it speaks of.
package struct OutboxEntry: Sendable, Equatable {
  package let category: String
  package let type: String
  package let priority: String
  /// The ID that the event is about.
  package let subject: String
  /// A JSON object.
  package let data: String

  private init(category: String = "workflow", type: String, priority: String = "normal", subject: String, _ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.beginObject()
    members(&writer)
    writer.endObject()
    (self.category, self.type, self.priority, self.subject) = (category, type, priority, subject)
    data = String(decoding: writer.bytes, as: UTF8.self)
  }

  package static func queued(_ run: Run) -> OutboxEntry {
    OutboxEntry(type: "workflow_queued", subject: run.id) { data in
      data.member("stream", run.stream)
      data.member("message", run.userMessage?.description)
      data.member("frontend_id", run.frontendID)
      data.member("provider", run.provider)
      data.member("model", run.model)
    }
  }

  package static func started(_ run: Run, epoch: Int64, worker: String) -> OutboxEntry {
    OutboxEntry(type: "workflow_started", subject: run.id) { data in
      data.member("stream", run.stream)
      data.member("epoch", epoch)
      data.member("worker", worker)
    }
  }

  package static func response(_ call: ProviderCall) -> OutboxEntry {
    OutboxEntry(type: "model_response", subject: call.run) { data in
      data.member("call", call.id)
      data.member("provider", call.provider)
      data.member("model", call.model)
      data.member("status", call.status.rawValue)
      data.member("tokens", call.tokens?.totalTokens)
      data.member("cost", call.cost?.description)
    }
  }

  package static func toolCalled(_ call: ToolCall, run: String) -> OutboxEntry {
    OutboxEntry(type: "tool_called", subject: run) { data in
      data.member("call", call.call)
      data.member("name", call.name)
    }
  }

  package static func ended(_ end: RunFinalization, stream: String) -> OutboxEntry {
    let type =
      switch end.status {
      case .failed: "workflow_failed"
      case .cancelled: "workflow_cancelled"
      default: "workflow_completed"
      }
    return OutboxEntry(type: type, priority: end.status == .failed ? "high" : "normal", subject: end.run) { data in
      data.member("stream", stream)
      data.member("tokens", end.message?.tokens?.totalTokens ?? end.generation?.usage?.tokens.totalTokens)
      data.member("cost", end.message?.cost?.description ?? end.generation?.usage?.cost?.description)
      data.member("time_ms", end.message?.responseTimeMilliseconds)
      data.member("code", end.failure?.code.rawValue)
      data.member("message", end.failure?.message)
      data.member("by", end.cancelledBy?.rawValue)
    }
  }

  package static func chatDeleted(_ chat: Chat) -> OutboxEntry {
    OutboxEntry(category: "audit", type: "chat_deleted", subject: chat.id.text) { data in data.member("messages", Int64(chat.messageCount)) }
  }
}

extension OutboxEntry {
  package static func access(_ event: AccessEvent) -> OutboxEntry {
    OutboxEntry(category: event.kind.category, type: event.kind.rawValue, subject: event.subject) { data in
      data.member("actor", event.actor)
      for member in event.detail {
        data.key(escaping: member.key)
        data.value(member.value)
      }
    }
  }
}

extension JSONWriter {
  /// A member that is left out when there is no value.
  fileprivate mutating func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  fileprivate mutating func member(_ key: StaticString, _ value: Int64?) {
    guard let value else { return }
    self.key(key)
    integer(value)
  }
}
