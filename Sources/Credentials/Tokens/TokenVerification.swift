import Primitives
import Synchronization

/// Believes tokens, or says why not.
package final class TokenVerification: Sendable {
  private struct State {
    var refresh = KeySetRefresh()
    var fetched = TokenKeys()
    var loading: Task<Void, Never>?
  }

  private let policy: TokenPolicy
  private let fixed: TokenKeys
  private let load: (@Sendable () async throws -> [UInt8])?
  private let failed: @Sendable (String) -> Void
  private let time: any TimeSource
  private let state = Mutex(State())

  /// - Parameters:
  ///   - fixed: keys that do not change, such as a shared secret.
  ///   - load: reads the issuer's JWK Set; `nil` when there is none.
  ///   - failed: is told why a set could not be had; the one before stays in use.
  package init(
    policy: TokenPolicy, fixed: TokenKeys, load: (@Sendable () async throws -> [UInt8])?, time: any TimeSource,
    failed: @escaping @Sendable (String) -> Void
  ) {
    self.policy = policy
    self.fixed = fixed
    self.load = load
    self.failed = failed
    self.time = time
  }

  /// - Throws: `TokenRefusal`.
  package func bearer(of text: some StringProtocol) async throws -> TokenPolicy.Bearer {
    let token = try JSONWebToken(text)
    var candidates = keys.candidates(for: token)
    if await refreshed(isKeyMissing: candidates.isEmpty) { candidates = keys.candidates(for: token) }
    guard !candidates.isEmpty else { throw TokenRefusal.unknownKey }
    let isSigned = candidates.contains { $0.isSignature(token.signature, of: token.signedBytes) }
    guard isSigned else { throw TokenRefusal.badSignature }
    return try policy.bearer(token.claims, now: time.now())
  }

  /// Reads the set before the first token comes.
  package func warmUp() async { _ = await refreshed(isKeyMissing: true) }

  private var keys: TokenKeys {
    var all = fixed
    all.add(state.withLock { $0.fetched.keys })
    return all
  }

  /// Loads the set when it is time, together with everybody who waits for it. A set that is only old is replaced while tokens are verified with it.
  /// - Returns: whether the set may have changed.
  private func refreshed(isKeyMissing: Bool) async -> Bool {
    guard let load else { return false }
    let now = time.monotonic()
    let loading = state.withLock { state -> Task<Void, Never>? in
      if state.refresh.begins(isKeyMissing: isKeyMissing, now: now) {
        state.loading = Task.detached { [self] in await run(load) }
      }
      return isKeyMissing ? state.loading : nil
    }
    await loading?.value
    return loading != nil
  }

  private func run(_ load: @Sendable () async throws -> [UInt8]) async {
    let keys = await loaded(load)
    let now = time.monotonic()
    state.withLock { state in
      if let keys { state.fetched = keys }
      state.refresh.finished(isLoaded: keys != nil, now: now)
      state.loading = nil
    }
  }

  private func loaded(_ load: @Sendable () async throws -> [UInt8]) async -> TokenKeys? {
    do {
      return try TokenKeys(keySet: try await load())
    } catch {
      failed("\(error)")
      return nil
    }
  }
}
