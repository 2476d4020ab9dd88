import CCurl
import EventLoop
import Primitives

/// A request under way. Bound to its client's loop.
package final class HTTPClientCall {
  let request: HTTPClientRequest
  /// Set while libcurl works on the call.
  var easy: CurlEasy?
  private var client: HTTPClient?
  private var delegate: (any HTTPClientDelegate)?

  private var status = 0
  private var headers: [HTTPClientHeader] = []
  private var headerBytes = 0
  private var headIsDelivered = false
  private var abortion: HTTPClientFailure?

  private var startedAt = MonotonicTime(nanoseconds: 0)
  private var lastByteAt: MonotonicTime?
  private var isPaused = false
  /// libcurl was told to hold the body back.
  private var isHeldBack = false

  private static let maxHeaderBytes = 256 << 10

  init(_ request: HTTPClientRequest, client: HTTPClient, delegate: any HTTPClientDelegate) {
    self.request = request
    self.client = client
    self.delegate = delegate
  }

  /// Whether `responseEnded` was called.
  package var isEnded: Bool { delegate == nil }

  /// Ends the call: the delegate hears `responseEnded` with `cancelled` before this returns, and nothing later. Does nothing on an ended one.
  package func cancel() { end(.failure(.cancelled)) }

  /// Holds the body back from now on; the connection's own flow control then holds the server back.
  package func pause() { isPaused = true }

  /// Lets the body come again, beginning later in this turn of the loop.
  package func resume() {
    guard isPaused, !isEnded else { return }
    isPaused = false
    if lastByteAt != nil { lastByteAt = client?.loop.now }
    if isHeldBack { client?.resumeAtTurnEnd(self) }
  }

  // MARK: What the client does with it

  func started() {
    guard let client else { return }
    startedAt = client.loop.now
    easy?.deadline.reschedule(afterMilliseconds: request.timeouts.firstByteMilliseconds)
  }

  /// Ends the call and takes it away from libcurl.
  func end(_ result: Result<Void, HTTPClientFailure>) {
    guard let delegate, let client else { return }
    self.delegate = nil
    self.client = nil
    easy?.deadline.pause()
    client.remove(self)
    delegate.responseEnded(result)
  }

  /// libcurl is done with the call.
  func finished(_ result: CURLcode) {
    if let abortion {
      end(.failure(abortion))
    } else if result == CURLE_OK, headIsDelivered {
      end(.success(()))
    } else if result == CURLE_OK {
      end(.failure(HTTPClientFailure(code: .cut, message: "the answer was cut off inside its head")))
    } else {
      end(.failure(HTTPClientFailure(result: result, detail: easy?.errorDetail ?? "", proxyStatus: easy?.proxyStatus ?? 0)))
    }
  }

  /// - Returns: whether libcurl is to go on with the body that it held back.
  func stopsHoldingBack() -> Bool {
    guard isHeldBack, !isPaused, !isEnded else { return false }
    isHeldBack = false
    return true
  }

  func deadlineCame() {
    guard let client, let easy else { return }
    let limit = request.timeouts.idleMilliseconds
    if isPaused { return easy.deadline.reschedule(afterMilliseconds: limit) }
    guard let lastByteAt else {
      let milliseconds = request.timeouts.firstByteMilliseconds
      return end(
        .failure(HTTPClientFailure(code: .firstByteTimeout, message: "expected a first byte of the answer within \(milliseconds) ms, found none")))
    }
    let silence = Int(client.loop.now.milliseconds(since: lastByteAt))
    if silence < limit {
      easy.deadline.reschedule(afterMilliseconds: limit - silence)
    } else {
      end(.failure(HTTPClientFailure(code: .idleTimeout, message: "expected the next byte of the answer within \(limit) ms, found none")))
    }
  }

  // MARK: What libcurl calls

  /// One line of the head, with its line end.
  /// - Returns: the bytes taken; anything but all of them makes libcurl end the transfer.
  func receivedHeader(_ line: UnsafeRawBufferPointer) -> Int {
    guard !isEnded else { return ccurl_write_error }
    headerBytes += line.count
    guard headerBytes <= Self.maxHeaderBytes else {
      abortion = HTTPClientFailure(code: .badAnswer, message: "expected at most \(Self.maxHeaderBytes) bytes of headers, found more")
      return ccurl_write_error
    }
    if headIsDelivered { return line.count }
    var text = line[...]
    while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
    if text.isEmpty {
      headEnded()
    } else if text.starts(with: "HTTP/".utf8) {
      headers.removeAll()
      status = Self.status(of: text)
    } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
      headers.append(HTTPClientHeader(name, Self.trimmed(text[(colon + 1)...])))
    }
    return line.count
  }

  private func headEnded() {
    guard status >= 200 else { return }
    headIsDelivered = true
    let head = HTTPClientResponseHead(status: status, headers: headers)
    headers = []
    delegate?.responseHead(head)
  }

  /// A piece of the body. Allocates nothing.
  func receivedBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let delegate, let client else { return ccurl_write_error }
    if isPaused {
      isHeldBack = true
      return ccurl_write_pause
    }
    let isFirst = lastByteAt == nil
    lastByteAt = client.loop.now
    if isFirst { easy?.deadline.reschedule(afterMilliseconds: request.timeouts.idleMilliseconds) }
    delegate.responseBody(bytes.bytes)
    return isEnded ? ccurl_write_error : bytes.count
  }

  /// The number in `HTTP/1.1 200 OK`.
  private static func status(of line: Slice<UnsafeRawBufferPointer>) -> Int {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return 0 }
    return line[(space + 1)...].prefix { (0x30...0x39).contains($0) }.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
