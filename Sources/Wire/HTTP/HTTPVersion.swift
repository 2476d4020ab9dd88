/// The versions this server speaks. A higher minor version is answered as 1.1 (RFC 9112 section 2.3).
package enum HTTPVersion: String, Sendable, CustomStringConvertible {
  case http10 = "HTTP/1.0"
  case http11 = "HTTP/1.1"

  package var description: String { rawValue }
}
