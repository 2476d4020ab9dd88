import Domain
import Primitives
import Wire

/// A short-lived right to open one connection, for browsers whose `EventSource` and `WebSocket` send no headers: who may read what, until when, signed.
/// It may be used again until it ends, since an `EventSource` that lost its connection comes back to the same address.
package struct Ticket: Sendable, Equatable {
  package static let lifetimeMilliseconds: Int64 = 60_000

  /// What it opens.
  package enum Target: Sendable, Equatable {
    case stream(String)
    case session(String)
    /// A WebSocket of one chat.
    case chat(String)
    /// The native WebSocket of a client.
    case client(String)

    fileprivate var kind: String {
      switch self {
      case .stream: "stream"
      case .session: "session"
      case .chat: "chat"
      case .client: "client"
      }
    }

    fileprivate var name: String {
      switch self {
      case .stream(let name), .session(let name), .chat(let name), .client(let name): name
      }
    }

    fileprivate init?(_ kind: String?, _ name: String?) {
      guard let name else { return nil }
      switch kind {
      case "stream": self = .stream(name)
      case "session": self = .session(name)
      case "chat": self = .chat(name)
      case "client": self = .client(name)
      default: return nil
      }
    }
  }

  package var principal: Principal
  package var target: Target
  package var expiresAt: Timestamp

  package init(principal: Principal, target: Target, now: Timestamp) {
    self.principal = principal
    self.target = target
    expiresAt = now.adding(milliseconds: Self.lifetimeMilliseconds)
  }
}

/// Writes and reads tickets with a secret that all pods share.
package struct TicketOffice: Sendable {
  private static let maxBytes = 2048
  /// Keeps a signature of ours that was made for something else from being a ticket.
  private static let purpose = "throughline.ticket.1."
  private let secret: [UInt8]

  /// - Throws: `CredentialsError` for a secret of less than 32 bytes.
  package init(secret: [UInt8]) throws(CredentialsError) {
    guard secret.count >= 32 else { throw CredentialsError("the secret of tickets has \(secret.count) bytes; expected 32 at least") }
    self.secret = secret
  }

  /// `claims.signature`, both base64url: safe in a query.
  package func text(_ ticket: Ticket) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("u", ticket.principal.user)
    writer.field("n", ticket.principal.name)
    writer.field("r", ticket.principal.role.rawValue)
    if let key = ticket.principal.key { writer.field("k", key) }
    writer.key("c")
    writer.beginArray()
    for scope in ticket.principal.scopes.map(\.rawValue).sorted() { writer.string(scope) }
    writer.endArray()
    writer.field("t", ticket.target.kind)
    writer.field("i", ticket.target.name)
    writer.key("e")
    writer.integer(ticket.expiresAt.microseconds)
    writer.endObject()
    let claims = Base64.encodeURL(writer.bytes)
    return "\(claims).\(Base64.encodeURL(code(of: claims)))"
  }

  /// The ticket behind a text; `nil` for one that is not ours, was changed, or has ended.
  package func ticket(_ text: String, now: Timestamp) -> Ticket? {
    guard text.utf8.count <= Self.maxBytes else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let signature = Base64.decodeURL(parts[1]), ConstantTime.isEqual(signature, code(of: String(parts[0]))),
      let bytes = Base64.decodeURL(parts[0]), let claims = try? JSONReader(maxDepth: 4).value(bytes[...]),
      let user = claims["u"]?.string, let name = claims["n"]?.string, let role = claims["r"]?.string.flatMap({ Role(rawValue: $0) }),
      let target = Ticket.Target(claims["t"]?.string, claims["i"]?.string), let expires = claims["e"]?.integer
    else { return nil }
    let scopes = Set(claims["c"]?.array?.compactMap(\.string).compactMap { Scope(rawValue: $0) } ?? [])
    let principal = Principal(user: user, name: name, role: role, scopes: scopes, key: claims["k"]?.string)
    var ticket = Ticket(principal: principal, target: target, now: now)
    ticket.expiresAt = Timestamp(microseconds: expires)
    return now < ticket.expiresAt ? ticket : nil
  }

  private func code(of claims: String) -> [UInt8] { HMACSHA256.code(Array((Self.purpose + claims).utf8), key: secret) }
}
