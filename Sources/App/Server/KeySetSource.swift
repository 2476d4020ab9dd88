import Credentials
import EventLoop
import Synchronization
import Transport

/// Where the keys of an issuer are read from: a file, or an address.
struct KeySetSource: Sendable {
  private enum Place: Sendable {
    case file(String)
    case address(String)
  }

  private static let timeouts = HTTPClientTimeouts(connectMilliseconds: 5000, firstByteMilliseconds: 10_000, idleMilliseconds: 5000)
  private let place: Place
  private let loop: EventLoop

  /// - Throws: `CredentialsError` for an address that anybody on the way could answer for.
  init(_ text: String, loop: EventLoop) throws(CredentialsError) {
    self.loop = loop
    if text.hasPrefix("https://") {
      place = .address(text)
    } else if text.hasPrefix("http://") {
      let host = text.dropFirst(7).prefix { $0 != "/" }
      guard ["127.0.0.1", "localhost", "[::1]"].contains(where: { host == $0 || host.hasPrefix($0 + ":") }) else {
        throw CredentialsError("jwt.keys is \(text); expected a file, https://…, or http:// of this machine")
      }
      place = .address(text)
    } else {
      place = .file(text)
    }
  }

  /// - Throws: `CredentialsError` that says what was found.
  func load() async throws -> [UInt8] {
    switch place {
    case .file(let path):
      do { return try TextFile.read(path, limitBytes: Fetch.maxBytes) } catch { throw CredentialsError("\(path): \(error)") }
    case .address(let address):
      return try await withCheckedThrowingContinuation { continuation in
        loop.execute { [loop] in
          let client = HTTPClient(loop: loop)
          let request = HTTPClientRequest(url: address, headers: [HTTPClientHeader("Accept", "application/json")], timeouts: Self.timeouts)
          let fetch = Fetch { result in
            client.close()
            continuation.resume(with: result)
          }
          fetch.call = client.start(request, delegate: fetch)
        }
      }
    }
  }
}

/// One answer, gathered whole. Belongs to its loop.
private final class Fetch: HTTPClientDelegate {
  static let maxBytes = 1 << 20

  var call: HTTPClientCall?
  private var status = 0
  private var body: [UInt8] = []
  private var done: ((Result<[UInt8], any Error>) -> Void)?

  init(_ done: @escaping (Result<[UInt8], any Error>) -> Void) { self.done = done }

  func responseHead(_ head: HTTPClientResponseHead) { status = head.status }

  func responseBody(_ bytes: RawSpan) {
    guard body.count + bytes.byteCount <= Self.maxBytes else {
      finish(.failure(CredentialsError("the key set is longer than \(Self.maxBytes) bytes")))
      call?.cancel()
      return
    }
    unsafe bytes.withUnsafeBytes { unsafe body.append(contentsOf: $0) }
  }

  func responseEnded(_ result: Result<Void, HTTPClientFailure>) {
    call = nil
    switch result {
    case .success where status == 200: finish(.success(body))
    case .success: finish(.failure(CredentialsError("the address of the key set answered \(status); expected 200")))
    case .failure(let failure): finish(.failure(CredentialsError("the address of the key set does not answer: \(failure)")))
    }
  }

  private func finish(_ result: Result<[UInt8], any Error>) {
    done?(result)
    done = nil
  }
}
