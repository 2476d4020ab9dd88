import Credentials
import EventLoop
import Gateway
import Observe
import Primitives
import Registry
import Store

/// What admission works with, made from the configuration.
struct AccessParts {
  private static let secretBytes = 32

  let configuration: Configuration
  let store: any AccessStore
  let limiter: any RateLimiter
  let log: Log
  let time: any TimeSource
  let loop: EventLoop

  /// - Throws: `CredentialsError`, `StoreError`, `ConfigurationError`: in words for the one who starts the server.
  func make() async throws -> AccessControl {
    let control = AccessControl(
      store: store, settings: configuration.accessSettings, tickets: try TicketOffice(secret: try await ticketSecret()), tokens: try tokens(),
      limiter: limiter, log: log, time: time)
    _ = try await control.isRequiredNow()
    return control
  }

  private func ticketSecret() async throws -> [UInt8] {
    if let secret = configuration.access.ticketSecret {
      let bytes = Array(secret.reveal().utf8)
      guard bytes.count >= Self.secretBytes else {
        throw CredentialsError("access.ticket_secret has \(bytes.count) characters; expected \(Self.secretBytes) at least")
      }
      return bytes
    }
    var random = SystemRandomNumberGenerator()
    let proposal = (0..<Self.secretBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    return try await store.sharedSecret(named: "tickets", proposing: proposal, now: time.now())
  }

  private func tokens() throws -> TokenVerification? {
    let jwt = configuration.jwt
    guard jwt.isConfigured else { return nil }
    let fixed: TokenKeys
    do {
      fixed = TokenKeys(try jwt.secret.map { (secret) throws(CredentialsError) in [try VerificationKey(shared: Array(secret.reveal().utf8))] } ?? [])
    } catch {
      throw CredentialsError("jwt.secret: \(error)")
    }
    let policy = TokenPolicy(
      issuer: jwt.issuer, audiences: jwt.audiences, leewaySeconds: jwt.leeway.components.seconds, userClaim: jwt.userClaim, roleClaim: jwt.roleClaim)
    let source = jwt.keys.isEmpty ? nil : try KeySetSource(jwt.keys, loop: loop)
    var load: (@Sendable () async throws -> [UInt8])?
    if let source { load = { try await source.load() } }
    let verification = TokenVerification(policy: policy, fixed: fixed, load: load, time: time) { [log] reason in
      log.error("the keys of tokens could not be read; those before stay in use", [.detail: .text(jwt.keys), .error: .text(reason)])
    }
    Task { await verification.warmUp() }
    return verification
  }
}
