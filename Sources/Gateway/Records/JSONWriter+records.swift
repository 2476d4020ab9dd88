import Domain
import Primitives
import Store
import Wire

/// The records of the native API as JSON (PROTOCOL §3).
extension JSONWriter {
  package mutating func write(_ chat: Chat) {
    beginObject()
    field("id", chat.id.text)
    field("title", chat.title)
    field("created_at", chat.createdAt.rfc3339)
    field("updated_at", chat.updatedAt.rfc3339)
    field("origin", chat.origin)
    field("message_count", chat.messageCount)
    field("total_tokens", chat.totalTokens)
    field("total_cost", chat.totalCost.description)
    field("unpriced_messages", chat.unpricedMessages)
    endObject()
  }

  package mutating func write(_ message: Message) {
    beginObject()
    writeMembers(of: message)
    endObject()
  }

  mutating func writeMembers(of message: Message) {
    field("id", message.id.description)
    field("chat", message.id.chat.text)
    field("type", message.id.kind.rawValue)
    field("parent", message.parent?.description)
    field("role", message.role)
    field("content", message.content)
    field("status", message.status.rawValue)
    field("frontend_id", message.frontendID)
    field("edits", message.edits?.description)
    field("follows", message.follows?.description)
    field("created_at", message.createdAt.rfc3339)
    field("prompt_tokens", message.tokens?.promptTokens)
    field("completion_tokens", message.tokens?.output)
    field("total_tokens", message.tokens?.totalTokens)
    field("cost", message.cost?.description)
    field("estimated", message.tokens?.isEstimated ?? false)
    field("provider", message.provider)
    field("model", message.model)
    field("response_time_ms", message.responseTimeMilliseconds)
    field("time_to_first_token_ms", message.timeToFirstTokenMilliseconds)
  }

  /// - Parameter withContent: with the content as text; content that is no text is left to `/content`.
  package mutating func write(_ artifact: Artifact, withContent: Bool = true) {
    beginObject()
    field("id", artifact.id.description)
    field("chat", artifact.id.chat.text)
    field("type", artifact.id.kind.rawValue)
    field("parent", artifact.parent.description)
    field("kind", artifact.kind.rawValue)
    field("language", artifact.language)
    field("title", artifact.title)
    field("status", artifact.status.rawValue)
    if withContent { field("content", artifact.content.flatMap { String(validating: $0, as: UTF8.self) }) }
    if let name = artifact.name { field("name", name) }
    if let type = artifact.mediaType { field("media_type", type) }
    field("bytes", artifact.bytes)
    field("sha256", artifact.sha256)
    if let start = artifact.start { field("start", start) }
    if let end = artifact.end { field("end", end) }
    if let frontendID = artifact.frontendID { field("frontend_id", frontendID) }
    endObject()
  }

  package mutating func write(_ entity: Entity) {
    switch entity {
    case .message(let message): write(message)
    case .artifact(let artifact): write(artifact)
    }
  }

  package mutating func write(_ call: ProviderCall) {
    beginObject()
    field("call", call.id)
    field("run", call.run)
    field("stream", call.stream)
    field("provider", call.provider)
    field("model", call.model)
    field("attempt", call.attempt)
    field("status", call.status.rawValue)
    field("input_tokens", call.tokens?.input)
    field("cache_read_tokens", call.tokens?.cacheRead)
    field("cache_write_tokens", call.tokens?.cacheWrite)
    field("output_tokens", call.tokens?.output)
    field("reasoning_tokens", call.tokens?.reasoning)
    field("estimated", call.tokens?.isEstimated ?? false)
    field("cost", call.cost?.description)
    field("price_version", call.priceVersion)
    field("started_at", call.startedAt.rfc3339)
    field("ended_at", call.endedAt?.rfc3339)
    field("provider_request_id", call.providerRequestID)
    endObject()
  }

  package mutating func write(_ record: BoundaryRecord) {
    beginObject()
    field("time", record.time.rfc3339Microseconds)
    field("marker", record.marker.rawValue)
    field("component", record.component.rawValue)
    field("id", record.id)
    field("frontend_id", record.frontendID)
    field("pod", record.pod)
    field("detail", record.detail)
    endObject()
  }

  /// `{"items": […], "next_cursor": …}`
  package mutating func write<Item>(_ page: Page<Item>, _ item: (inout JSONWriter, Item) -> Void) {
    beginObject()
    key("items")
    beginArray()
    for element in page.items { item(&self, element) }
    endArray()
    field("next_cursor", page.nextCursor)
    endObject()
  }
}

/// One JSON document as bytes.
package func json(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
  var writer = JSONWriter()
  write(&writer)
  return writer.bytes
}
