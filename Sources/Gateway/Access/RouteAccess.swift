import Credentials
import Domain
import Transport
import Wire

/// Who may ask for a route. Each route says it; whose chat it is about is the endpoint's to ask.
package struct RouteAccess: Sendable {
  package enum Gate: Sendable, Equatable {
    /// Everybody.
    case open
    /// Whoever says who they are.
    case known
    case needs(Permission)
    /// Whoever the setting for metrics admits.
    case metrics
    /// A WebSocket on which the caller may say later who it is.
    case socket
  }

  let gate: Gate
  /// What a ticket must be for to be taken here; `nil` where none is.
  let ticket: (@Sendable (RouteParameters, HTTPRequestHead) -> Ticket.Target?)?

  private init(_ gate: Gate, ticket: (@Sendable (RouteParameters, HTTPRequestHead) -> Ticket.Target?)? = nil) {
    self.gate = gate
    self.ticket = ticket
  }

  static let open = RouteAccess(.open)
  static let known = RouteAccess(.known)
  static let metrics = RouteAccess(.metrics)
  static func needs(_ permission: Permission) -> RouteAccess { RouteAccess(.needs(permission)) }

  static let streamEvents = RouteAccess(.needs(.readStreams)) { parameters, _ in .stream(parameters["stream"]) }
  static let generationEvents = RouteAccess(.needs(.readStreams)) { parameters, _ in .stream(parameters["generation"]) }
  static let sessionEvents = RouteAccess(.needs(.readStreams)) { parameters, _ in .session(parameters["session"]) }
  static let sessionQuery = RouteAccess(.needs(.readStreams)) { _, head in head.target.queryValue("session").map { .session($0) } }
  static let clientSocket = RouteAccess(.socket) { parameters, _ in .client(parameters["client"]) }
  static let chatSocket = RouteAccess(.needs(.writeChats)) { _, head in head.target.queryValue("chat").map { .chat($0) } }
}
