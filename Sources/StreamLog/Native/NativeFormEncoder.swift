import Domain

/// The native form: the JSON object as it is, in an event stream or in a WebSocket text frame.
package final class NativeFormEncoder: FormEncoder {
  package static let name = "native"

  private let framing: FormKey.Framing

  package var canReplace: Bool { true }

  package init(framing: FormKey.Framing) { self.framing = framing }

  package func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    write(event.position, event.body.typeName, json, to: &frames.bytes)
    frames.endFrame(sequence: event.position.sequence)
  }

  package func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + 64)
    write(position, "stream.sync", json, to: &bytes)
    return bytes
  }

  package func encodeUnrecoverable(code: StaticString) -> [UInt8] { [] }

  package var trailer: [UInt8] { framing.trailer }

  private func write(_ position: Position, _ type: StaticString, _ json: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let start = framing.open(&bytes)
    if framing == .webSocket {
      bytes.append(contentsOf: json)
    } else {
      appendServerSentEvent(position: position, type: type, data: json, to: &bytes)
    }
    framing.close(start, &bytes)
  }
}
