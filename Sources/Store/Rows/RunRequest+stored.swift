import Domain
import Primitives
import Wire

/// A run's request as the JSON object that the store keeps: `{"messages"?, "options", "includes_usage", "traceparent"?}`.
extension RunRequest {
  package var stored: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    if let messages {
      writer.key("messages")
      writer.value(messages)
    }
    writer.key("options")
    writer.value(options)
    writer.key("includes_usage")
    writer.bool(includesUsage)
    if let traceparent {
      writer.key("traceparent")
      writer.string(traceparent)
    }
    writer.endObject()
    return writer.bytes
  }

  package init(stored: [UInt8], run: String, reader: JSONReader) throws(StoreError) {
    let document: JSONValue
    do throws(JSONFailure) { document = try reader.value(stored[...]) } catch { throw .unreadable("run \(run)", "request (\(error))") }
    self.init(
      messages: document["messages"], options: document["options"] ?? .object([JSONField]()),
      includesUsage: document["includes_usage"]?.bool ?? false,
      traceparent: document["traceparent"]?.string)
  }
}
