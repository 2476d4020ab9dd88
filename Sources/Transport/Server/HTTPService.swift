import EventLoop
import Wire

/// What stands behind a server. Every method is called on the connection's loop.
package protocol HTTPService: Sendable {
  /// Judges a request by its head, before its body is read.
  func admit(_ head: HTTPRequestHead, peer: String) -> HeadDecision

  /// Answers a whole request. Runs as a task that prefers the loop; cancelled when the peer is gone before the answer.
  func respond(to request: HTTPRequest, on loop: EventLoop) async -> HTTPResponse

  /// How a refusal by the server itself looks. Its body must be `.empty` or `.bytes`.
  /// - Parameter head: `nil` when there was none that could be read.
  func failure(_ failure: HTTPFailure, head: HTTPRequestHead?) -> HTTPResponse

  /// Called once for each connection that is turned away because there are too many, whether or not it is still told why.
  func connectionRefused()

  /// Called once for each request that had a readable head, when its answer is out or given up.
  /// - Parameters:
  ///   - head: without its headers when the body was a source or a WebSocket.
  ///   - status: 499 when the peer left before there was an answer.
  ///   - bytesIn: of the body.
  ///   - bytesOut: of head and body, handed to the system.
  func finished(_ head: HTTPRequestHead, status: Int, bytesIn: Int, bytesOut: Int, nanoseconds: UInt64)
}

extension HTTPService {
  package func connectionRefused() {}
}

/// What becomes of a request whose head was read.
package enum HeadDecision: Sendable {
  case accept(maxBodyBytes: Int)
  /// Answered at once with a body that is `.empty` or `.bytes`; the connection closes if the request has a body, because that is not read.
  case refuse(HTTPResponse)
}
