import Domain
import EventLoop
import Observe
import StreamLog
import Transport
import Wire

extension WebSocketConnection {
  /// Reads a stream into this connection, in a form framed for WebSockets; a connection that reads what was taken from its caller is closed. Loop only.
  /// - Parameter onEnd: called once on the loop, perhaps while bytes are being gathered: it may take note, but not attach or detach.
  func attach(
    _ stream: LiveStream, reader: StreamReader, form: FormKey, label: WireFormLabel, services: GatewayServices, caller: Caller,
    encoder: @escaping @Sendable () -> any FormEncoder, onEnd: @escaping @Sendable (StreamSource.End) -> Void
  ) -> WebSocketAttachment {
    let descriptor = stream.descriptor
    let id = descriptor.entity?.description ?? descriptor.name
    var order = StreamSource.Order(stream: stream, reader: reader, form: form, label: label, encoder: encoder) { end, sentBytes in
      services.boundaries.record(
        .exit, .gateway, id: id, frontendID: descriptor.frontendID,
        detail: [.wire: .text(form.name), .reason: .text("\(end)"), .bytes: .integer(Int64(sentBytes))])
      onEnd(end)
    }
    let loop = self.loop
    let connection = LoopBound(WeakReference(self), on: loop)
    order.reading = services.access.reading(descriptor.chat, by: caller) {
      loop.execute { connection.value.object?.close(.goingAway, reason: "a chat is not shared with you any more; connect again for the others") }
    }
    return attach { [order] sink in StreamSource(order, access: services.streams, metrics: services.metrics, sink: sink, loop: loop) }
  }
}
