import Domain
import Primitives
import Wire

extension FormKey.Framing {
  /// Bytes put before a frame of unknown length, to be completed by `close`.
  package func open(_ bytes: inout [UInt8]) -> Int {
    let start = bytes.count
    switch self {
    case .chunked: bytes.append(literal: "00000000\r\n")
    case .bare: break
    // Room for the longest header; `close` moves the header up against the payload when it is shorter.
    case .webSocket: bytes.append(contentsOf: repeatElement(0, count: Self.longestWebSocketHeader))
    }
    return start
  }

  /// Completes the frame that began at `start`. A chunk without payload is taken back, since it would end the body.
  package func close(_ start: Int, _ bytes: inout [UInt8]) {
    switch self {
    case .bare: break
    case .chunked:
      var size = bytes.count - start - Self.chunkHeader
      guard size > 0 else {
        bytes.removeLast(Self.chunkHeader)
        return
      }
      unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        for index in stride(from: start + 7, through: start, by: -1) {
          unsafe buffer[index] = Self.hexDigit(size & 15)
          size >>= 4
        }
      }
      bytes.append(0x0D)
      bytes.append(0x0A)
    case .webSocket:
      let length = bytes.count - start - Self.longestWebSocketHeader
      let lengthBytes = length < 126 ? 0 : length <= 0xFFFF ? 2 : 8
      bytes[start] = 0x81
      bytes[start + 1] = lengthBytes == 0 ? UInt8(length) : lengthBytes == 2 ? 126 : 127
      for index in 0..<lengthBytes {
        bytes[start + 2 + index] = UInt8(truncatingIfNeeded: length >> ((lengthBytes - 1 - index) * 8))
      }
      bytes.removeSubrange((start + 2 + lengthBytes)..<(start + Self.longestWebSocketHeader))
    }
  }

  /// The end of a body in this framing.
  package var trailer: [UInt8] { self == .chunked ? Array("0\r\n\r\n".utf8) : [] }

  private static let chunkHeader = 10
  private static let longestWebSocketHeader = 10

  private static func hexDigit(_ value: Int) -> UInt8 { UInt8(truncatingIfNeeded: value < 10 ? 0x30 + value : 0x57 + value) }
}

/// Appends one event of an event stream (WHATWG HTML §9.2), without framing. `data` must hold no line feed.
package func appendServerSentEvent(position: Position?, type: StaticString?, data: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
  if let position {
    bytes.append(literal: "id: ")
    JSONWriter.appendDecimal(position.epoch, to: &bytes)
    bytes.append(0x2D)
    JSONWriter.appendDecimal(position.sequence, to: &bytes)
    bytes.append(0x0A)
  }
  if let type {
    bytes.append(literal: "event: ")
    bytes.append(literal: type)
    bytes.append(0x0A)
  }
  bytes.append(literal: "data: ")
  bytes.append(contentsOf: data)
  bytes.append(0x0A)
  bytes.append(0x0A)
}
