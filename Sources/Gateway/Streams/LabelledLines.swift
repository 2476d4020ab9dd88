import Domain
import StreamLog

/// The native JSON of each event with its type and position in front, one event a line: for readers that frame events themselves.
final class LabelledLines: FormEncoder {
  static let form = FormKey("labelled", .bare)

  /// One line taken apart.
  struct Entry {
    let type: String
    let position: Position
    let json: ArraySlice<UInt8>

    init?(_ line: ArraySlice<UInt8>) {
      let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let position = Position(String(decoding: parts[1], as: UTF8.self)) else { return nil }
      type = String(decoding: parts[0], as: UTF8.self)
      self.position = position
      json = parts[2]
    }

    /// Whether the stream ends with it.
    var isLast: Bool { type == "stream.completed" || type == "stream.failed" || type == "stream.cancelled" }
  }

  var canReplace: Bool { true }
  var trailer: [UInt8] { [] }

  func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    frames.bytes.append(contentsOf: line("\(event.body.typeName)", event.position, json))
    frames.endFrame(sequence: event.position.sequence)
  }

  func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? { line("stream.sync", position, json) }

  func encodeUnrecoverable(code: StaticString) -> [UInt8] { [] }

  private func line(_ type: String, _ position: Position, _ json: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = Array("\(type) \(position) ".utf8)
    bytes.append(contentsOf: json)
    bytes.append(0x0A)
    return bytes
  }
}
