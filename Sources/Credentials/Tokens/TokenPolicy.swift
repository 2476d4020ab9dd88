import Domain
import Primitives

/// What a token must say to be believed, and what its words mean here. Pure.
package struct TokenPolicy: Sendable, Equatable {
  /// Empty: any issuer that has the keys.
  package var issuer: String
  /// One of these must be in the token's `aud`. Empty: a token's audience is not looked at.
  package var audiences: [String]
  /// How far clocks may be apart.
  package var leewaySeconds: Int64
  /// The claim that holds the user's name.
  package var userClaim: String
  /// The claim that holds the role; a path of names with dots between, such as `realm_access.role`.
  package var roleClaim: String

  package init(issuer: String = "", audiences: [String] = [], leewaySeconds: Int64 = 60, userClaim: String = "sub", roleClaim: String = "role") {
    self.issuer = issuer
    self.audiences = audiences
    self.leewaySeconds = leewaySeconds
    self.userClaim = userClaim
    self.roleClaim = roleClaim
  }

  /// Who a token is of.
  package struct Bearer: Sendable, Equatable {
    package var user: String
    /// `nil`: the token does not say.
    package var role: Role?
    /// Empty: the token names none of ours.
    package var scopes: Set<Scope>
    package var expiresAt: Timestamp

    package init(user: String, role: Role?, scopes: Set<Scope>, expiresAt: Timestamp) {
      self.user = user
      self.role = role
      self.scopes = scopes
      self.expiresAt = expiresAt
    }
  }

  /// The bearer of a token of which somebody vouches for the signature.
  /// - Throws: `TokenRefusal`.
  package func bearer(_ claims: JSONValue, now: Timestamp) throws(TokenRefusal) -> Bearer {
    let seconds = now.microseconds / 1_000_000
    guard let expires = try time(claims, "exp") else { throw .missingClaim("exp") }
    guard seconds < expires + leewaySeconds else { throw .expired }
    if let begin = try time(claims, "nbf"), seconds < begin - leewaySeconds { throw .notYetValid }
    if let issued = try time(claims, "iat"), seconds < issued - leewaySeconds { throw .notYetValid }
    if !issuer.isEmpty, claims["iss"]?.string != issuer { throw .wrongIssuer }
    if !audiences.isEmpty {
      let named = claims["aud"]?.string.map { [$0] } ?? claims["aud"]?.array?.compactMap(\.string) ?? []
      guard named.contains(where: audiences.contains) else { throw .wrongAudience }
    }
    guard let user = value(claims, userClaim)?.string else { throw .missingClaim(userClaim) }
    guard User.isName(user) else { throw .badClaim(userClaim) }
    return Bearer(
      user: user, role: try role(claims), scopes: scopes(claims), expiresAt: Timestamp(milliseconds: expires * 1000))
  }

  /// NumericDate (RFC 7519 section 2); a fraction is cut off.
  private func time(_ claims: JSONValue, _ name: String) throws(TokenRefusal) -> Int64? {
    guard let claim = claims[name] else { return nil }
    let seconds: Int64?
    switch claim {
    case .integer(let value): seconds = value
    case .double(let value): seconds = Int64(exactly: value.rounded(.down))
    default: seconds = nil
    }
    // The year 9999: later ones only look for an overflow.
    guard let seconds, (0...253_402_300_799).contains(seconds) else { throw .badClaim(name) }
    return seconds
  }

  private func role(_ claims: JSONValue) throws(TokenRefusal) -> Role? {
    guard !roleClaim.isEmpty, let claim = value(claims, roleClaim), !claim.isNull else { return nil }
    if let text = claim.string {
      guard let role = Role(rawValue: text) else { throw .badClaim(roleClaim) }
      return role
    }
    // Issuers list roles of other services, too.
    guard let names = claim.array?.compactMap(\.string) else { throw .badClaim(roleClaim) }
    return names.compactMap { Role(rawValue: $0) }.max()
  }

  /// RFC 8693 section 4.2: names with spaces between. Those of other services mean nothing here.
  private func scopes(_ claims: JSONValue) -> Set<Scope> {
    let names = claims["scope"]?.string?.split(separator: " ").map { String($0) } ?? claims["scope"]?.array?.compactMap(\.string) ?? []
    return Set(names.compactMap { Scope(rawValue: $0) })
  }

  private func value(_ claims: JSONValue, _ path: String) -> JSONValue? {
    // A name with dots in it (such as a URL) wins over a path.
    if let whole = claims[path] { return whole }
    var at: JSONValue? = claims
    for name in path.split(separator: ".") { at = at?[String(name)] }
    return at
  }
}
