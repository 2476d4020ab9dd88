import Domain
import Primitives
import StreamLog

extension GatewayServices {
  /// The message as it is now: an answer that still streams has its text in its stream, the record has none before the commit.
  func current(_ message: Message) -> Message {
    guard message.status == .streaming, let stream = streams.directory.find(message.id.description, now: time.monotonic()) else { return message }
    var current = message
    current.content = String(decoding: stream.state.text, as: UTF8.self)
    return current
  }
}
