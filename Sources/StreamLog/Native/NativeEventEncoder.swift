import Domain
import Primitives
import Wire

/// Writes a stream's events as the native JSON objects of the wire contract, reusing its buffer from one to the next.
/// What is the same for all events of the stream is encoded once.
package struct NativeEventEncoder {
  private let stream: [UInt8]
  private let identity: [UInt8]
  /// `identity` and `frontendID`: what stands behind the position of most events.
  private let subject: [UInt8]
  private let frontendID: [UInt8]
  private var writer = JSONWriter(capacity: 512)
  /// How the last event began, up to its sequence: in a stream the same type comes in long rows.
  private var beginning: [UInt8] = []
  private var beginningType: StaticString = ""
  private var beginningEpoch: Int64 = 0

  package init(_ descriptor: StreamDescriptor) {
    stream = Array(#","stream":"#.utf8) + JSONValue.string(descriptor.name).encoded() + Array(#","epoch":"#.utf8)
    identity = descriptor.entity.map { Array(#","id":"\#($0)""#.utf8) } ?? []
    frontendID = descriptor.frontendID.map { Array(#","frontend_id":"#.utf8) + JSONValue.string($0).encoded() } ?? []
    subject = identity + frontendID
  }

  /// The event as one JSON object without line feeds. The bytes are good until the next call.
  package mutating func encode(_ event: StreamEvent) -> ArraySlice<UInt8> {
    begin(type: event.body.typeName, position: event.position)
    switch event.body {
    case .artifactStarted(let started): identify(started.id)
    case .artifactDelta(let id, _): identify(id)
    case .artifactCompleted(let id, _, _): identify(id)
    default: writer.fragment(subject, continues: true)
    }
    writeBody(event.body)
    writer.endObject()
    return writer.bytes[...]
  }

  /// A `stream.sync` for one reader: `state` as it is after `position`.
  package mutating func encodeSync(_ state: StreamState, position: Position, status: StreamState.Status, reason: SyncReason) -> ArraySlice<UInt8> {
    begin(type: "stream.sync", position: position)
    writer.fragment(subject, continues: true)
    writer.key("reason")
    writer.string(reason.rawValue)
    writer.key("state")
    state.write(to: &writer, status: status)
    writer.endObject()
    return writer.bytes[...]
  }

  private mutating func begin(type: StaticString, position: Position) {
    writer.reset()
    if unsafe type.utf8Start == beginningType.utf8Start, position.epoch == beginningEpoch {
      writer.fragment(beginning, continues: false)
      writer.integer(position.sequence)
      return
    }
    writer.beginObject()
    writer.key("v")
    writer.integer(1)
    writer.key("type")
    writer.literal(type)
    writer.fragment(stream, continues: false)
    writer.integer(position.epoch)
    writer.key("seq")
    beginning.removeAll(keepingCapacity: true)
    beginning.append(contentsOf: writer.bytes)
    beginningType = type
    beginningEpoch = position.epoch
    writer.integer(position.sequence)
  }

  private mutating func identify(_ id: EntityID) {
    writer.key("id")
    writer.string(id.description)
    writer.fragment(frontendID, continues: true)
  }

  private mutating func writeBody(_ body: StreamEvent.Body) {
    switch body {
    case .textDelta(let delta):
      writer.key("delta")
      writer.string(delta.text)
      if let logprobs = delta.logprobs {
        writer.key("logprobs")
        writer.raw(onOneLine(logprobs))
      }
    case .reasoningDelta(let text), .artifactDelta(_, let text):
      writer.key("delta")
      writer.string(text)
    case .started(let started):
      writer.field("run", started.run)
      writer.field("chat", started.chat)
      writer.field("parent", started.parent)
      writer.field("model", started.model)
      writer.field("provider", started.provider)
    case .artifactStarted(let started):
      writer.field("parent", started.parent.description)
      writer.field("kind", started.kind.rawValue)
      writer.field("language", started.language)
      if let title = started.title { writer.field("title", title) }
      writer.key("inline")
      writer.bool(started.inline)
    case .artifactCompleted(_, let bytes, let sha256):
      writer.field("bytes", Int64(bytes))
      writer.field("sha256", sha256)
    case .toolCalled(let call): writer.writeMembers(of: call)
    case .toolReturned(let returned): writer.writeMembers(of: returned)
    case .stepStarted(let step):
      writer.field("step", step.step)
      writer.field("node", step.node)
      writer.field("kind", step.kind)
    case .stepCompleted(let step): writer.writeMembers(of: step)
    case .progress(let progress):
      writer.field("stage", progress.stage)
      writer.field("message", progress.message)
      writer.key("percent")
      writer.double(progress.percent)
    case .blockUpdated(let block):
      writer.key("block")
      writer.write(block)
    case .usage(let usage): writer.writeMembers(of: usage)
    case .reset(let reset):
      writer.field("keep", reset.keep)
      writer.field("reason", reset.reason)
    case .completed(let completed):
      writer.field("finish_reason", completed.finishReason)
      writer.key("usage")
      writer.write(completed.usage)
      writer.field("ms", completed.milliseconds)
      writer.key("time_to_first_token_ms")
      if let milliseconds = completed.timeToFirstTokenMilliseconds { writer.integer(milliseconds) } else { writer.null() }
    case .failed(let failed):
      writer.field("code", failed.code.rawValue)
      writer.field("message", failed.message)
      writer.key("retryable")
      writer.bool(failed.retryable)
      writer.key("partial")
      writer.bool(failed.partial)
      if let status = failed.providerStatus { writer.field("provider_status", Int64(status)) }
      if let milliseconds = failed.retryAfterMilliseconds { writer.field("retry_after_ms", milliseconds) }
      if let error = failed.providerError {
        writer.key("provider_error")
        writer.raw(onOneLine(error))
      }
    case .cancelled(let cancelled):
      writer.field("by", cancelled.by.rawValue)
      writer.key("partial")
      writer.bool(cancelled.partial)
    }
  }
}

/// A line feed in a vendor's JSON is only ever white space between its parts; an event of an event stream must not hold one.
private func onOneLine(_ json: String) -> some Sequence<UInt8> {
  json.utf8.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
}

/// Why a reader gets a `stream.sync`.
package enum SyncReason: String, Sendable, CaseIterable {
  case initial, recovery, lagged, checkpoint
}
