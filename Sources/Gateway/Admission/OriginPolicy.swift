import Transport
import Wire

/// Which hosts may be asked for and which pages may ask. Without keys a page of any site could otherwise talk to a server on the visitor's own machine
/// (DNS rebinding, cross-site requests).
enum OriginPolicy {
  private static let loopback: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

  /// Why the request is refused; `nil` when it is not.
  static func problem(_ head: HTTPRequestHead, _ settings: GatewaySettings) -> Problem? {
    if let host = head.host {
      let name = HTTPHost.name(of: host)
      guard loopback.contains(name) || settings.allowedHosts.contains(name) else {
        return Problem(421, "host.forbidden", "this server does not answer for the host \"\(name)\"; name it in allowed_hosts")
      }
    }
    if let origin = head.headers["origin"] {
      guard isAllowed(origin, settings) else {
        return Problem(403, "origin.forbidden", "pages of \"\(origin)\" may not call this server; name the host in allowed_origins")
      }
    }
    return nil
  }

  /// Adds what a browser needs to let an allowed page read the answer.
  static func allow(_ head: HTTPRequestHead, _ settings: GatewaySettings, _ headers: inout HTTPHeaders) {
    guard let origin = head.headers["origin"], isAllowed(origin, settings) else { return }
    headers.set("access-control-allow-origin", origin)
    headers.set("vary", "Origin")
    headers.set(
      "access-control-expose-headers",
      "X-Throughline-Stream, X-Throughline-Run, X-Throughline-Chat, X-Request-Id, Retry-After, Location, "
        + "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy, WWW-Authenticate")
  }

  private static func isAllowed(_ origin: String, _ settings: GatewaySettings) -> Bool {
    guard let range = origin.range(of: "://") else { return false }
    let scheme = origin[..<range.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return false }
    let name = HTTPHost.name(of: String(origin[range.upperBound...]))
    return loopback.contains(name) || settings.allowedHosts.contains(name) || settings.allowedOrigins.contains(name)
  }
}

extension String {
  fileprivate func range(of separator: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(separator) { return at..<index(at, offsetBy: separator.count) }
      at = index(after: at)
    }
    return nil
  }
}
