import Glibc

/// Why a server could not listen.
package struct TransportError: Error, Equatable, CustomStringConvertible {
  /// What failed.
  package enum Code: String, Sendable {
    case addressInUse = "transport.address_in_use"
    case addressUnavailable = "transport.address_unavailable"
    case addressForbidden = "transport.address_forbidden"
    case hostUnknown = "transport.host_unknown"
    case listenFailed = "transport.listen_failed"
  }

  package let code: Code
  package let host: String
  package let port: Int
  /// What was wanted, what the system said, what to do; one line.
  package let message: String

  package var description: String { "\(code.rawValue): \(message)" }

  static func addressInUse(_ host: String, _ port: Int) -> TransportError {
    TransportError(
      code: .addressInUse, host: host, port: port,
      message: "port \(port) of \(host) is taken by another program; stop it or listen on another port (--listen \(host):PORT)")
  }

  /// - Parameter number: of the system's error, positive.
  static func system(_ number: CInt, _ host: String, _ port: Int) -> TransportError {
    switch number {
    case EADDRINUSE: return addressInUse(host, port)
    case EADDRNOTAVAIL:
      return TransportError(
        code: .addressUnavailable, host: host, port: port,
        message: "\(host) is no address of this machine; listen on one of its own (--listen HOST:PORT)")
    case EACCES, EPERM:
      return TransportError(
        code: .addressForbidden, host: host, port: port, message: "port \(port) may only be used by root; listen on a port above 1023")
    default:
      return TransportError(
        code: .listenFailed, host: host, port: port, message: "listening on \(host):\(port) failed: \(String(cString: strerror(number)))")
    }
  }
}
