import Credentials
import Domain
import Primitives
import Wire

/// 2026-11-21T00:00:00Z
let now = Timestamp(milliseconds: 1_795_219_200_000)

/// An RSA key of the tests' own, its public half, and a token that it signed.
let rsaModulus =
  "0fDqjencQlLu8CMLg6x9JEV1hsD1vIu5rv015Kh-dhYYMveCzSerXrv6pW2ip97bQ05eOpmrq4HMlb5e_F6_7tV3tz0PNcy08GhiLNAPgdoHUFqv09jaiI2dQLA8ljbzl21WWjz1x-CAJohmcZm4LhUmMBefQinWCnD7sovM8D3imm-XowbbvJVzl-UdWfPINQvvAvqjYUg7O_pvbJQQdxgM7a18euw_OvwB5aVr9cuWSNxPFXOOT9LFgCsNg4xAGKpWimKjt1GC1bdiOgvJPLT02SznzRn6q_ssilVSIrcDouB8w6t2ApHOgpbyb5eLdI8IGJTMlhG-lgLMLCoFmQ"
let rsaToken =
  "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIn0.eyJzdWIiOiJhbm4iLCJleHAiOjQxMDI0NDQ4MDAsImlzcyI6Imh0dHBzOi8vaWQuZXhhbXBsZSIsImF1ZCI6WyJ0aHJvdWdobGluZSJdLCJyb2xlIjoib3BlcmF0b3IiLCJzY29wZSI6Im9wZW5pZCBjaGF0OnJlYWQifQ.zdlJp7SzbqCYAbGT3otNCQ5F70Fw-pMYvCDPxVUjEAmzTyPiErGt_s_-k3FNa85BEcpQaScQ10Nhd2RJJqCEIHzGZtbt6ME2fZxjy-nxwzPfgyqBBx23GxQHsabEDHNbKhJCnyUkriA8yHYAYunrT97jP7LvZ7UsIAuj6r8RDEEoYPGf70-K0X2L2ZxrlkBmf399TGdGe6SxSxo0FkyCEKyOzKrUEXkw3gWyMoAgJ_xlan0MbzsIitWbtA8bNqHyaVzrSaict9msmkWCtMMSdyWsuGnBRpJdW8fzVZauysb1NV2ovicfY-Z3NZe3TvzpS4c0slr173YIJeMMpMLhlg"

let rsaSet = #"{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"rsa-1","n":"\#(rsaModulus)","e":"AQAB"}]}"#

let sharedSecret = Array("0123456789abcdef0123456789abcdef".utf8)

func encoded(_ text: String) -> String { Base64.encodeURL(Array(text.utf8)) }

/// A token with these parts, signed with HS256 whatever its header says.
func token(header: String = #"{"alg":"HS256"}"#, claims: String, secret: [UInt8] = sharedSecret) -> String {
  let signed = "\(encoded(header)).\(encoded(claims))"
  return "\(signed).\(Base64.encodeURL(HMACSHA256.code(Array(signed.utf8), key: secret)))"
}

func refusal(_ body: () async throws -> Void) async -> TokenRefusal? {
  do {
    try await body()
    return nil
  } catch let refusal as TokenRefusal { return refusal } catch { return nil }
}
