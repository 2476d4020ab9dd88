import Domain
import Gateway

/// Who is let in.
package struct AccessConfiguration: Sendable, Equatable {
  /// Shared by all pods; `nil`: the one that the store keeps.
  package var ticketSecret: Secret?
  package var metrics = AccessSettings.MetricsAccess.loopback

  package init() {}
}

/// Tokens of an identity provider.
package struct TokenConfiguration: Sendable, Equatable {
  /// A file or an address of a JWK Set; empty for none.
  package var keys = ""
  /// Shared with the issuer, for HS256.
  package var secret: Secret?
  package var issuer = ""
  package var audiences: [String] = []
  package var leeway = Duration.seconds(60)
  package var userClaim = "sub"
  package var roleClaim = "role"
  /// Of a user whose token names none.
  package var role = Domain.Role.member

  package init() {}

  /// Whether tokens are taken at all.
  package var isConfigured: Bool { !keys.isEmpty || secret != nil }
}
