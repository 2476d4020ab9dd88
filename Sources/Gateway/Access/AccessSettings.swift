import Domain

/// What an operator decides about who is let in.
package struct AccessSettings: Sendable {
  /// Who may read `/metrics` where keys are asked for.
  package enum MetricsAccess: String, Sendable, CaseIterable {
    /// Programs of this machine that did not come through a proxy, and keys that may read operations.
    case loopback
    case open
    /// Keys that may read operations.
    case key
  }

  package var metrics = MetricsAccess.loopback
  /// Requests of one key (of one user, for tokens of an issuer) a minute; 0 for any number.
  package var requestsPerMinute = 0
  /// Requests of all keys of one user a minute; 0 for any number.
  package var userRequestsPerMinute = 0
  /// Tokens of all answers of one user a minute; 0 for any number.
  package var tokensPerMinute = 0
  /// Requests, streams included, that one key may have open at the same time.
  package var connectionsPerKey = 1000
  /// Of a new user whose token names no role.
  package var roleOfTokens = Role.member

  package init() {}
}
