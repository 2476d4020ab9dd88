import Domain
import Wire

/// Who a request is from.
package enum Caller: Sendable, Equatable {
  /// Nobody is asked who they are: there are neither keys nor an issuer of tokens, and the server listens to its own machine only.
  case anybody
  /// It has not said who it is, on an address that is open to all, or on a WebSocket before `auth`.
  case unknown
  case known(Principal)

  /// ULID of the user; `nil` while nobody is asked.
  package var user: String? { principal?.user }

  package var principal: Principal? {
    if case .known(let principal) = self { principal } else { nil }
  }

  /// The name under which what it does is recorded.
  package var actor: String { user ?? "this machine" }

  package func may(_ permission: Permission) -> Bool {
    switch self {
    case .anybody: true
    case .unknown: false
    case .known(let principal): principal.may(permission)
    }
  }

  /// - Throws: 401, 403.
  package func require(_ permission: Permission) throws(Problem) {
    switch self {
    case .anybody: return
    case .unknown: throw .authenticationRequired
    case .known(let principal):
      guard principal.role >= permission.role else { throw .forbidden("this needs the role \(permission.role.rawValue) or a higher one") }
      guard principal.may(permission) else { throw .outOfScope(permission.scope) }
    }
  }

  /// The name that the store knows a session by: two users may call theirs the same.
  package func scoped(_ session: String) -> String { user.map { "\($0):\(session)" } ?? session }
}

extension Problem {
  static let authenticationRequired = Problem(
    401, "auth.required", "say who you are: send Authorization: Bearer with an API key or a token",
    headers: ["www-authenticate": "Bearer realm=\"throughline\""])

  /// - Parameter reason: in words that its owner may read, without quotes.
  static func authenticationInvalid(_ reason: String) -> Problem {
    let description = String(decoding: reason.utf8.map { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C ? $0 : 0x27 }, as: UTF8.self)
    return Problem(
      401, "auth.invalid", reason,
      headers: ["www-authenticate": "Bearer realm=\"throughline\", error=\"invalid_token\", error_description=\"\(description)\""])
  }

  static func forbidden(_ reason: String) -> Problem { Problem(403, "auth.forbidden", reason) }

  static func outOfScope(_ scope: Scope) -> Problem {
    Problem(
      403, "auth.forbidden", "this needs a key with the scope \(scope.rawValue)",
      headers: ["www-authenticate": "Bearer realm=\"throughline\", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""])
  }
}
