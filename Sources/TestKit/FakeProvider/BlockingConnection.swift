import Glibc

/// One accepted connection. Reads and writes block; both end when the server stops.
/// `@unchecked Sendable`: used by its handler's thread only, but for `interrupt`, which touches nothing but the socket.
package final class BlockingConnection: @unchecked Sendable {
  private let descriptor: CInt
  private var unread: [UInt8] = []

  /// A peer that says nothing for that long is gone.
  private static let patienceSeconds = 120

  init(descriptor: CInt) {
    self.descriptor = descriptor
    var yes: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
    var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Reads the next HTTP/1.1 request with its body; `nil` when the peer is gone or does not speak HTTP with a `Content-Length`.
  package func readRequest() -> FakeRequest? {
    let blankLine = Array("\r\n\r\n".utf8)
    var searched = 0
    var headEnd = 0
    while true {
      if unread.count >= 4 {
        for at in searched...(unread.count - 4) where Array(unread[at..<(at + 4)]) == blankLine {
          headEnd = at
          break
        }
        if headEnd > 0 { break }
        searched = unread.count - 3
      }
      guard unread.count < 1 << 20, receive() else { return nil }
    }
    let lines = String(decoding: unread[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    let length = Int(headers["content-length"] ?? "0") ?? 0
    guard headers["transfer-encoding"] == nil, (0...(64 << 20)).contains(length) else { return nil }
    if headers["expect"] == "100-continue" { write("HTTP/1.1 100 Continue\r\n\r\n") }
    let end = headEnd + 4 + length
    while unread.count < end { guard receive() else { return nil } }
    let body = Array(unread[(headEnd + 4)..<end])
    unread.removeSubrange(..<end)
    return FakeRequest(method: String(words[0]), target: String(words[1]), headers: headers, body: body)
  }

  /// Writes all of the bytes.
  /// - Returns: false when the peer is gone.
  @discardableResult
  package func write(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  package func write(_ text: String) -> Bool { write(text.utf8) }

  /// Waits until the peer closes or the server stops; what the peer says meanwhile is thrown away.
  package func waitForClose() { while receive() { unread.removeAll() } }

  /// Makes the close a reset, as a crashing server does.
  package func resetOnClose() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
  }

  func interrupt() { shutdown(descriptor, CInt(SHUT_RDWR)) }

  func close() { Glibc.close(descriptor) }

  private func receive() -> Bool {
    let room = 64 << 10
    let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var received = 0
      repeat { received = recv(descriptor, buffer.baseAddress!, room, 0) } while received < 0 && errno == EINTR
      count = max(0, received)
    }
    unread.append(contentsOf: piece)
    return !piece.isEmpty
  }
}

/// A request as a fake server saw it.
package struct FakeRequest: Sendable {
  package let method: String
  /// Path and query.
  package let target: String
  /// Names in lower case.
  package let headers: [String: String]
  package let body: [UInt8]

  package init(method: String, target: String, headers: [String: String], body: [UInt8]) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}
