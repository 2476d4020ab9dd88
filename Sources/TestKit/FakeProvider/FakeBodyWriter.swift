import Glibc

/// Writes an answer's body to a connection the way the behaviour wants it: slowly, in splinters, or not to its end.
struct FakeBodyWriter {
  let connection: BlockingConnection
  let behaviour: FakeBehaviour
  /// Bytes of the body (without the chunks' own framing) after which the connection is closed.
  let cutAfterBytes: Int?

  /// Writes the events as a chunked body, each event in a chunk of its own.
  /// - Parameter waitFor: waits until an event is there; the body ends where it says that it never will be.
  /// - Returns: whether the connection can be used again.
  func write(head: String, events: some Sequence<String>, waitFor: ((_ number: Int) -> Bool)? = nil) -> Bool {
    guard send("\(head)Transfer-Encoding: chunked\r\n\r\n") else { return false }
    var left = cutAfterBytes ?? .max
    for (number, event) in events.enumerated() {
      if number == behaviour.stallAfter {
        connection.waitForClose()
        return false
      }
      if let waitFor {
        guard waitFor(number) else { break }
      } else if number > 0, behaviour.slowMilliseconds > 0 {
        usleep(UInt32(behaviour.slowMilliseconds) * 1000)
      }
      let bytes = Array(event.utf8)
      let chunkHead = String(bytes.count, radix: 16) + "\r\n"
      if left < bytes.count {
        _ = send(Array(chunkHead.utf8) + bytes.prefix(left))
        if behaviour.resets { connection.resetOnClose() }
        return false
      }
      left -= bytes.count
      guard send(Array(chunkHead.utf8) + bytes + Array("\r\n".utf8)) else { return false }
    }
    if cutAfterBytes != nil { return false }
    return send("0\r\n\r\n")
  }

  /// Writes a whole body of known length.
  func write(head: String, body: [UInt8]) -> Bool {
    let whole = Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8)
    if let cutAfterBytes, cutAfterBytes < body.count {
      _ = send(whole + body.prefix(cutAfterBytes))
      return false
    }
    return send(whole + body)
  }

  private func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  private func send(_ bytes: [UInt8]) -> Bool {
    guard let size = behaviour.splitBytes else { return connection.write(bytes) }
    for start in stride(from: 0, to: bytes.count, by: size) {
      guard connection.write(bytes[start..<min(start + size, bytes.count)]) else { return false }
    }
    return true
  }
}
