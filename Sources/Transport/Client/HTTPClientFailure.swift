/// Why a call did not bring a whole answer.
package struct HTTPClientFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The request itself cannot be sent: a bad URL or header.
    case request = "http.request"
    /// The host's or the proxy's name has no address.
    case resolve = "http.resolve"
    /// Nobody listens there, or the proxy refused.
    case connect = "http.connect"
    case tls = "http.tls"
    case connectTimeout = "http.connect_timeout"
    case firstByteTimeout = "http.first_byte_timeout"
    case idleTimeout = "http.idle_timeout"
    /// The connection or the stream ended before the answer did.
    case cut = "http.cut"
    /// The answer is not HTTP that we take.
    case badAnswer = "http.bad_answer"
    case cancelled = "http.cancelled"
    /// Something on our side: memory, descriptors.
    case local = "http.local"
  }

  package let code: Code
  /// What was expected and what was found, without anything of the request's headers or body.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(code.rawValue): \(message)" }

  static let cancelled = HTTPClientFailure(code: .cancelled, message: "the call was cancelled")
}
