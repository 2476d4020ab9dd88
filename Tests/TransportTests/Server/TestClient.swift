import Glibc
import Wire

/// A plain blocking client, so that tests see the bytes that the server really sends. Every wait ends after ten seconds.
final class TestClient {
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private(set) var hasEnded = false

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  struct Response: CustomStringConvertible {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "\(status) \(text)" }
  }

  /// - Parameter receiveBuffer: of the socket, in bytes; small for a reader that is to be slow.
  init(port: Int, receiveBuffer: Int? = nil) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var one: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
    if let receiveBuffer {
      var size = CInt(receiveBuffer)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard status == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      guard written > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
      rest = rest.dropFirst(written)
    }
  }

  /// Tells the server that nothing more is sent; answers can still be read.
  func endSending() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// Lets the connection end with a reset.
  func reset() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
  }

  /// - Returns: false at the end.
  private func receive() throws -> Bool {
    guard !hasEnded else { return false }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count < 0, errno != ECONNRESET { throw Failure(description: "receive: \(String(cString: strerror(errno))) after \(text(buffer))") }
    guard count > 0 else {
      hasEnded = true
      return false
    }
    buffer += chunk[..<count]
    return true
  }

  func read(count: Int) throws -> [UInt8] {
    while buffer.count < count {
      guard try receive() else { throw Failure(description: "the server closed after \(text(buffer)), \(count) bytes were expected") }
    }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  /// Reads up to and including the pattern.
  func read(until pattern: String) throws -> String {
    let pattern = Array(pattern.utf8)
    var from = 0
    while true {
      if buffer.count >= pattern.count {
        for index in from...(buffer.count - pattern.count) where buffer[index..<index + pattern.count].elementsEqual(pattern) {
          return text(try read(count: index + pattern.count))
        }
        from = buffer.count - pattern.count + 1
      }
      guard try receive() else { throw Failure(description: "the server closed after \(text(buffer)), expected \(text(pattern))") }
    }
  }

  func readToEnd() throws -> [UInt8] {
    while try receive() {}
    defer { buffer = [] }
    return buffer
  }

  func readHead() throws -> Response {
    let lines = try read(until: "\r\n\r\n").split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    var response = Response(status: Int(words[1]) ?? 0, headers: HTTPHeaders(), body: [])
    for line in lines.dropFirst() {
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      response.headers.append(String(line[..<colon]), String(line[colon...].dropFirst(2)))
    }
    return response
  }

  /// Reads a whole answer.
  /// - Parameter toHead: it answers HEAD and has no body.
  func readResponse(toHead: Bool = false) throws -> Response {
    var response = try readHead()
    if toHead || HTTPStatus.hasNoBody(response.status) { return response }
    if let length = response.headers["content-length"].flatMap(Int.init) {
      response.body = try read(count: length)
    } else if response.headers["transfer-encoding"] == "chunked" {
      while let chunk = try readChunk() { response.body += chunk }
    } else {
      response.body = try readToEnd()
    }
    return response
  }

  /// The next chunk's data; `nil` after the last.
  func readChunk() throws -> [UInt8]? {
    let line = try read(until: "\r\n")
    guard let size = Int(line.dropLast(1), radix: 16) else { throw Failure(description: "no chunk: \(line)") }
    let data = try read(count: size)
    _ = try read(count: 2)
    return size == 0 ? nil : data
  }

  func exchange(_ request: String) throws -> Response {
    try send(request)
    return try readResponse()
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Runs what blocks on a thread of its own: the pool that tests share has only as many threads as there are cores.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    let job = Unmanaged.passRetained(Job { continuation.resume(with: Result(catching: body)) })
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      {
        Unmanaged<Job>.fromOpaque($0!).takeRetainedValue().run()
        return nil
      }, job.toOpaque())
    pthread_detach(thread)
  }
}

private final class Job {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}
