import Credentials
import Domain
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

@Suite struct TokenTests {
  private static let claims = #"{"sub":"ann","exp":4102444800}"#

  private func verification(
    _ policy: TokenPolicy = TokenPolicy(), secret: [UInt8]? = sharedSecret, set: String? = nil
  ) throws -> TokenVerification {
    let fixed = try secret.map { TokenKeys([try VerificationKey(shared: $0)]) } ?? TokenKeys()
    var load: (@Sendable () async throws -> [UInt8])?
    if let set { load = { Array(set.utf8) } }
    return TokenVerification(policy: policy, fixed: fixed, load: load, time: ManualTime(start: now), failed: { _ in })
  }

  @Test func `a token signed with the shared secret says who its bearer is`() async throws {
    let bearer = try await verification().bearer(of: token(claims: #"{"sub":"ann","exp":4102444800,"role":"viewer","scope":"email stream:read"}"#))
    #expect(bearer == .init(user: "ann", role: .viewer, scopes: [.streamRead], expiresAt: Timestamp(milliseconds: 4_102_444_800_000)))
  }

  @Test func `a token signed with RSA is believed by the key of the set`() async throws {
    let policy = TokenPolicy(issuer: "https://id.example", audiences: ["other", "throughline"])
    let bearer = try await verification(policy, secret: nil, set: rsaSet).bearer(of: rsaToken)
    #expect(bearer.user == "ann")
    #expect(bearer.role == .operator)
    #expect(bearer.scopes == [.chatRead])
  }

  @Test func `RFC 8037's signature with Ed25519 is right, and wrong with a bit turned`() throws {
    let set = #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#
    let key = try #require(try TokenKeys(keySet: Array(set.utf8)).keys.first)
    #expect(key.algorithm == .edDSA)
    let message = Array("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".utf8)
    var signature = try #require(
      Base64.decodeURL("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"))
    #expect(key.isSignature(signature, of: message))
    signature[10] ^= 1
    #expect(!key.isSignature(signature, of: message))
    #expect(!key.isSignature([], of: message))
  }

  @Test func `RFC 7515's example of HS256 is right`() throws {
    let secret = try #require(
      Base64.decodeURL("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
    let text =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    let parsed = try JSONWebToken(text)
    #expect(try VerificationKey(shared: secret).isSignature(parsed.signature, of: parsed.signedBytes))
  }

  @Test func `an algorithm that is not the key's is refused, whatever the signature`() async throws {
    let both = try verification(set: rsaSet)
    for name in ["none", "None", "NONE", "HS512", "ES256", "RS512", "", "hs256"] {
      let refusal = await refusal { _ = try await both.bearer(of: token(header: #"{"alg":"\#(name)"}"#, claims: Self.claims)) }
      #expect(refusal == .algorithm(name))
    }
    // The public key as a secret of HS256: the classic confusion.
    let modulus = try #require(Base64.decodeURL(rsaModulus))
    for secret in [modulus, Array(rsaModulus.utf8), Array(rsaSet.utf8)] {
      let confused = token(header: #"{"alg":"HS256","kid":"rsa-1"}"#, claims: Self.claims, secret: secret)
      #expect(await refusal { _ = try await both.bearer(of: confused) } == .badSignature)
      let only = try verification(secret: nil, set: rsaSet)
      #expect(await refusal { _ = try await only.bearer(of: confused) } == .unknownKey)
    }
    // A signature of HS256 that calls itself RS256 or EdDSA.
    #expect(await refusal { _ = try await both.bearer(of: token(header: #"{"alg":"RS256"}"#, claims: Self.claims)) } == .badSignature)
    #expect(await refusal { _ = try await both.bearer(of: token(header: #"{"alg":"EdDSA"}"#, claims: Self.claims)) } == .unknownKey)
    let unsigned = "\(encoded(#"{"alg":"HS256"}"#)).\(encoded(Self.claims))."
    #expect(await refusal { _ = try await both.bearer(of: unsigned) } == .badSignature)
  }

  @Test func `a set of a server that everybody can read brings no secrets`() throws {
    let set = #"{"keys":[{"kty":"oct","k":"\#(Base64.encodeURL(sharedSecret))"}]}"#
    #expect(try TokenKeys(keySet: Array(set.utf8)).keys.isEmpty)
  }

  @Test func `broken key sets are refused with what is wrong, and keys of no use passed over`() throws {
    for set in [
      "", "{}", "[]", #"{"keys":{}}"#, #"{"keys":[{}]}"#, #"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#, #"{"keys":[{"kty":"RSA"}]}"#,
      #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}"#, #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"!!"}]}"#, #"{"keys":[],"keys":[]}"#,
      #"{"keys":[{"kty":"RSA","n":"\#(rsaModulus)","e":"AQABAQABAQAB"}]}"#,
    ] {
      #expect(throws: CredentialsError.self, "\(set)") { try TokenKeys(keySet: Array(set.utf8)) }
    }
    for key in [
      #"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, #"{"kty":"OKP","crv":"X25519","x":"AA"}"#,
      #"{"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"}"#, #"{"kty":"RSA","alg":"RS512","n":"\#(rsaModulus)","e":"AQAB"}"#,
    ] { #expect(try TokenKeys(keySet: Array(#"{"keys":[\#(key)]}"#.utf8)).keys.isEmpty, "\(key)") }
    #expect(throws: CredentialsError.self) { try VerificationKey(shared: Array("short".utf8)) }
  }

  @Test func `a token out of shape is refused before anything is believed`() async throws {
    let verification = try verification()
    let whole = token(claims: Self.claims)
    let huge = token(claims: #"{"sub":"ann","exp":4102444800,"pad":"\#(String(repeating: "x", count: 9000))"}"#)
    let texts = [
      "", ".", "..", "...", "a.b.c", whole + ".", "." + whole, whole + "=", whole.replacingFirst(".", with: "=."), huge,
      token(header: "[]", claims: Self.claims), token(header: #"{"alg":1}"#, claims: Self.claims), token(header: "{}", claims: Self.claims),
      token(header: #"{"alg":"HS256","alg":"none"}"#, claims: Self.claims), token(header: #"{"alg":"HS256","crit":["exp"]}"#, claims: Self.claims),
      token(header: #"{"alg":"HS256","kid":7}"#, claims: Self.claims), token(claims: "null"),
      token(claims: #"{"sub":"a","sub":"b","exp":4102444800}"#),
      token(claims: String(repeating: "[", count: 500)),
    ]
    for text in texts {
      guard case .malformed = await refusal({ _ = try await verification.bearer(of: text) }) else {
        Issue.record("expected malformed: \(text.prefix(60))")
        continue
      }
    }
    for count in 0..<whole.utf8.count {
      #expect(await refusal { _ = try await verification.bearer(of: whole.prefix(count)) } != nil, "the first \(count) characters")
    }
  }

  @Test func `every turned bit of a token is noticed`() async throws {
    let verification = try verification()
    let whole = Array(token(claims: Self.claims).utf8)
    for at in whole.indices {
      var changed = whole
      changed[at] ^= 1
      #expect(await refusal { _ = try await verification.bearer(of: String(decoding: changed, as: UTF8.self)) } != nil, "byte \(at)")
    }
  }

  @Test(arguments: [
    (#"{"sub":"a"}"#, TokenRefusal.missingClaim("exp")), (#"{"exp":4102444800}"#, .missingClaim("sub")),
    (#"{"sub":"a","exp":1795219139}"#, .expired), (#"{"sub":"a","exp":1795219140}"#, .expired),
    (#"{"sub":"a","exp":"4102444800"}"#, .badClaim("exp")),
    (#"{"sub":"a","exp":1e300}"#, .badClaim("exp")), (#"{"sub":"a","exp":-1}"#, .badClaim("exp")),
    (#"{"sub":"a","exp":9223372036854775807}"#, .badClaim("exp")), (#"{"sub":"a","exp":4102444800,"nbf":1795219261}"#, .notYetValid),
    (#"{"sub":"a","exp":4102444800,"iat":1795219261}"#, .notYetValid), (#"{"sub":7,"exp":4102444800}"#, .missingClaim("sub")),
    (#"{"sub":"","exp":4102444800}"#, .badClaim("sub")), (#"{"sub":"a\nb","exp":4102444800}"#, .badClaim("sub")),
    (#"{"sub":"a","exp":4102444800,"role":"root"}"#, .badClaim("role")), (#"{"sub":"a","exp":4102444800,"role":7}"#, .badClaim("role")),
  ])
  func `what a token says of itself is judged`(claims: String, expected: TokenRefusal) async throws {
    let verification = try verification()
    #expect(await refusal { _ = try await verification.bearer(of: token(claims: claims)) } == expected)
  }

  @Test func `issuer and audience are compared when they are configured`() async throws {
    let verification = try verification(TokenPolicy(issuer: "i", audiences: ["a", "b"], roleClaim: "realm.roles"))
    func refused(_ more: String) async -> TokenRefusal? {
      await refusal { _ = try await verification.bearer(of: token(claims: #"{"sub":"x","exp":4102444800\#(more)}"#)) }
    }
    #expect(await refused("") == .wrongIssuer)
    #expect(await refused(#","iss":"j","aud":"a""#) == .wrongIssuer)
    #expect(await refused(#","iss":"i""#) == .wrongAudience)
    #expect(await refused(#","iss":"i","aud":["c"]"#) == .wrongAudience)
    #expect(await refused(#","iss":"i","aud":["c","b"]"#) == nil)
    let bearer = try await verification.bearer(
      of: token(claims: #"{"sub":"x","exp":4102444800,"iss":"i","aud":"a","realm":{"roles":["user","member","viewer"]}}"#))
    #expect(bearer.role == .member)
  }

  @Test func `a set is asked for a key that it lacks, once in thirty seconds`() {
    var refresh = KeySetRefresh(maxAgeMilliseconds: 600_000, pauseMilliseconds: 30_000)
    func at(_ seconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: (seconds + 1000) * 1_000_000_000) }
    func begins(isKeyMissing: Bool, now: MonotonicTime) -> Bool { refresh.begins(isKeyMissing: isKeyMissing, now: now) }
    #expect(begins(isKeyMissing: false, now: at(0)))
    #expect(!begins(isKeyMissing: true, now: at(1)))
    refresh.finished(isLoaded: true, now: at(1))
    #expect(!begins(isKeyMissing: false, now: at(2)))
    #expect(!begins(isKeyMissing: true, now: at(29)))
    #expect(begins(isKeyMissing: true, now: at(30)))
    refresh.finished(isLoaded: false, now: at(31))
    #expect(!begins(isKeyMissing: true, now: at(59)))
    #expect(!begins(isKeyMissing: false, now: at(600)))
    #expect(begins(isKeyMissing: false, now: at(601)))
  }

  @Test func `a key that is new in the set is found, and one that is gone no longer believed`() async throws {
    let time = ManualTime(start: now)
    let served = Mutex(#"{"keys":[]}"#)
    let verification = TokenVerification(
      policy: TokenPolicy(), fixed: TokenKeys(), load: { Array(served.withLock { $0 }.utf8) }, time: time, failed: { _ in })
    #expect(await refusal { _ = try await verification.bearer(of: rsaToken) } == .unknownKey)
    served.withLock { $0 = rsaSet }
    #expect(await refusal { _ = try await verification.bearer(of: rsaToken) } == .unknownKey)
    time.advance(milliseconds: 30_000)
    #expect(try await verification.bearer(of: rsaToken).user == "ann")
    served.withLock { $0 = "no set" }
    time.advance(milliseconds: 700_000)
    #expect(try await verification.bearer(of: rsaToken).user == "ann")
  }
}

extension String {
  fileprivate func replacingFirst(_ character: Character, with text: String) -> String {
    guard let at = firstIndex(of: character) else { return self }
    return self[..<at] + text + self[index(after: at)...]
  }
}
