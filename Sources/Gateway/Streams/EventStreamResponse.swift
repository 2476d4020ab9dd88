import Domain
import EventLoop
import Observe
import Primitives
import StreamLog
import Transport
import Wire

/// Answers that are event streams: heads and framing shared by every wire form over SSE.
enum EventStreamResponse {
  static let headers: HTTPHeaders = [
    "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache, no-transform", "x-accel-buffering": "no",
  ]

  /// How long to wait before coming again. A line that belongs to the event that follows: a block of its own would be an event without data,
  /// which some clients hand on.
  static func retry(_ services: GatewayServices) -> String { "retry: \(services.settings.retryMilliseconds)\n" }

  /// What goes into a silence; likewise without a block of its own.
  static let comment = ":\n"

  static func framing(_ head: HTTPRequestHead) -> FormKey.Framing { head.version == .http11 ? .chunked : .bare }

  /// The native form of one stream.
  static func native(
    _ call: Call, _ stream: LiveStream, reader: StreamReader, headers: HTTPHeaders = [:],
    onEnd: @escaping @Sendable (StreamSource.End, _ sentBytes: Int) -> Void
  ) -> HTTPResponse {
    let framing = framing(call.request.head)
    return make(
      call, stream, reader: reader, form: FormKey(NativeFormEncoder.name, framing), label: .native, headers: headers,
      encoder: { NativeFormEncoder(framing: framing) }, onEnd: onEnd)
  }

  static func make(
    _ call: Call, _ stream: LiveStream, reader: StreamReader, form: FormKey, label: WireFormLabel, headers: HTTPHeaders,
    encoder: @escaping @Sendable () -> any FormEncoder, onEnd: @escaping @Sendable (StreamSource.End, _ sentBytes: Int) -> Void
  ) -> HTTPResponse {
    let (services, caller) = (call.services, call.caller)
    let descriptor = stream.descriptor
    let id = descriptor.entity?.description ?? descriptor.name
    let order = StreamSource.Order(
      stream: stream, reader: reader, form: form, label: label,
      // Compatible callers get nothing that the vendor would not send; comments are allowed anywhere.
      opening: label == .native || label == .blocks ? framed(retry(services), form.framing) : [],
      heartbeat: framed(comment, form.framing),
      farewell: framed(retry(services), form.framing), encoder: encoder
    ) { end, sentBytes in
      services.boundaries.record(
        .exit, .gateway, id: id, frontendID: descriptor.frontendID,
        detail: [.wire: .text(form.name), .reason: .text("\(end)"), .bytes: .integer(Int64(sentBytes))])
      onEnd(end, sentBytes)
    }
    var all = Self.headers
    headers.forEach { all.set($0, $1) }
    return HTTPResponse(
      status: 200, headers: all,
      body: .source { sink, loop in
        var order = order
        order.reading = services.access.reading(descriptor.chat, by: caller, into: sink, of: loop)
        return StreamSource(order, access: services.streams, metrics: services.metrics, sink: sink, loop: loop)
      })
  }

  static func framed(_ text: String, _ framing: FormKey.Framing) -> [UInt8] {
    var bytes: [UInt8] = []
    let start = framing.open(&bytes)
    bytes.append(contentsOf: text.utf8)
    framing.close(start, &bytes)
    return bytes
  }
}
