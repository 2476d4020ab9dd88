/// A request method (RFC 9110 section 9). Methods are case-sensitive.
package enum HTTPMethod: Hashable, Sendable, CustomStringConvertible {
  case get, head, post, put, patch, delete, options
  /// A well-formed method that nothing here implements.
  case other(String)

  package init(_ text: String) {
    self =
      switch text {
      case "GET": .get
      case "HEAD": .head
      case "POST": .post
      case "PUT": .put
      case "PATCH": .patch
      case "DELETE": .delete
      case "OPTIONS": .options
      default: .other(text)
      }
  }

  package var description: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .other(let text): text
    }
  }
}
