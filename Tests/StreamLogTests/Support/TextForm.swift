import Domain
import StreamLog

/// A form that can only append text, as those of other vendors: each frame is `epoch-seq:text`, and the text of an answer cannot be taken back.
/// It writes the number of text frames before each text, so that an encoder that remembers void ones is found out.
final class TextForm: FormEncoder {
  static let key = FormKey("text", .bare)
  private var texts = 0
  private var hasStarted = false

  var canReplace: Bool { false }
  var trailer: [UInt8] { [] }

  func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    switch event.body {
    case .started:
      hasStarted = true
      write("[begin]", event, &frames)
    case .textDelta(let delta):
      texts += 1
      write("\(hasStarted ? "" : "?")#\(texts)<\(delta.text)>", event, &frames)
    case .completed, .failed, .cancelled: write("\(hasStarted ? "" : "?")[end]", event, &frames)
    default: break
    }
  }

  func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? { nil }

  func encodeUnrecoverable(code: StaticString) -> [UInt8] { Array("[error \(code)]\n".utf8) }

  private func write(_ text: String, _ event: StreamEvent, _ frames: inout FrameBuffer) {
    frames.bytes.append(contentsOf: "\(event.position):\(text)\n".utf8)
    frames.endFrame(sequence: event.position.sequence)
  }

  /// What a reader of this form has to end up with.
  static func expected(_ events: [StreamEvent]) -> [String] {
    let form = TextForm()
    var frames = FrameBuffer()
    for event in events { form.encode(event, json: [], into: &frames) }
    return StreamLogTests.json(frames.bytes).split(separator: "\n").map(String.init)
  }
}
