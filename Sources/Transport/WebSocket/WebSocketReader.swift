import CWslay
import Wire

/// wslay's event context: reads frames strictly (RFC 6455 section 5: masks, lengths, continuation, UTF-8) and answers control frames.
/// Owns the context; bound to the connection's loop.
final class WebSocketReader {
  /// What the input turned out to be.
  protocol Delegate: AnyObject {
    func readerGotText(_ text: UnsafeBufferPointer<UInt8>)
    func readerGotPong()
  }

  private var context: wslay_event_context_ptr?
  private unowned let delegate: any Delegate
  private var input = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// Control frames that wslay wants to send.
  private var output: [UInt8] = []

  init(maxMessageBytes: Int, delegate: any Delegate) {
    self.delegate = delegate
    var callbacks = wslay_event_callbacks()
    callbacks.recv_callback = { context, buffer, length, _, user in WebSocketReader.of(user).give(buffer!, length, context) }
    callbacks.send_callback = { _, data, length, _, user in
      WebSocketReader.of(user).output.append(contentsOf: UnsafeBufferPointer(start: data, count: length))
      return length
    }
    callbacks.on_frame_recv_start_callback = { _, frame, user in
      if frame!.pointee.opcode == UInt8(WSLAY_BINARY_FRAME.rawValue) {
        WebSocketReader.of(user).queueClose(.unsupportedData, reason: "text frames only")
      }
    }
    callbacks.on_msg_recv_callback = { _, message, user in
      let reader = WebSocketReader.of(user)
      let message = message!.pointee
      switch UInt32(message.opcode) {
      case WSLAY_TEXT_FRAME.rawValue: reader.delegate.readerGotText(UnsafeBufferPointer(start: message.msg, count: message.msg_length))
      case WSLAY_PONG.rawValue: reader.delegate.readerGotPong()
      default: break
      }
    }
    wslay_event_context_server_init(&context, &callbacks, Unmanaged.passUnretained(self).toOpaque())
    wslay_event_config_set_max_recv_msg_length(context, UInt64(maxMessageBytes))
  }

  deinit { wslay_event_context_free(context) }

  private static func of(_ user: UnsafeMutableRawPointer?) -> WebSocketReader {
    Unmanaged<WebSocketReader>.fromOpaque(user!).takeUnretainedValue()
  }

  private func give(_ buffer: UnsafeMutablePointer<UInt8>, _ length: Int, _ context: wslay_event_context_ptr?) -> Int {
    guard !input.isEmpty else {
      wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK.rawValue)
      return -1
    }
    let count = min(length, input.count)
    buffer.update(from: input.baseAddress!, count: count)
    input = UnsafeBufferPointer(rebasing: input[count...])
    return count
  }

  /// Reads frames until the input is used up.
  /// - Returns: false when the context is beyond use.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    input = bytes
    let status = wslay_event_recv(context)
    input = UnsafeBufferPointer(start: nil, count: 0)
    return status == 0
  }

  func queueClose(_ code: WebSocketCloseCode, reason: String) {
    var reason = Array(reason.utf8.prefix(123))
    // A reason cut within a character would be no UTF-8.
    while String(validating: reason, as: UTF8.self) == nil { reason.removeLast() }
    wslay_event_queue_close(context, code.rawValue, reason, reason.count)
  }

  /// The control frames that are due: pongs and the close frame.
  func takeOutput() -> [UInt8] {
    wslay_event_send(context)
    let frames = output
    output = []
    return frames
  }

  var isCloseSent: Bool { wslay_event_get_close_sent(context) != 0 }
  var isCloseReceived: Bool { wslay_event_get_close_received(context) != 0 }
  /// No more input has a meaning.
  var isReadOver: Bool { wslay_event_get_read_enabled(context) == 0 }
  /// What the peer said when it closed, else what it was told.
  var closeCode: WebSocketCloseCode {
    WebSocketCloseCode(rawValue: isCloseReceived ? wslay_event_get_status_code_received(context) : wslay_event_get_status_code_sent(context))
  }
}
