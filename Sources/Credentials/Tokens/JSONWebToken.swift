import Primitives
import Wire

/// A JSON Web Token in its compact form (RFC 7519, RFC 7515), taken apart; nothing of it is to be believed before its signature was verified.
package struct JSONWebToken: Sendable {
  /// Larger ones are refused unread.
  package static let maxBytes = 8192

  package let algorithm: TokenAlgorithm
  package let keyID: String?
  package let claims: JSONValue
  /// What is signed: the first two parts with the dot between.
  package let signedBytes: [UInt8]
  package let signature: [UInt8]

  /// - Throws: `TokenRefusal`.
  package init(_ text: some StringProtocol) throws(TokenRefusal) {
    guard text.utf8.count <= Self.maxBytes else { throw .malformed("it is longer than \(Self.maxBytes) bytes") }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .malformed("it has \(parts.count) parts instead of 3") }
    let header = try Self.object(parts[0], "header")
    claims = try Self.object(parts[1], "claims")
    guard let signature = Base64.decodeURL(parts[2]) else { throw .malformed("its signature is not base64url without padding") }
    self.signature = signature
    signedBytes = Array("\(parts[0]).\(parts[1])".utf8)
    guard let named = header["alg"]?.string else { throw .malformed("its header names no alg") }
    guard let algorithm = TokenAlgorithm(rawValue: named) else { throw .algorithm(String(named.prefix(32))) }
    self.algorithm = algorithm
    // RFC 7515 section 4.1.11: what must be understood and is not makes it invalid. Nothing is understood here.
    if header["crit"] != nil { throw .malformed("its header has crit, of which no extension is known here") }
    if let keyID = header["kid"] {
      guard let text = keyID.string else { throw .malformed("its kid is no string") }
      self.keyID = text
    } else {
      keyID = nil
    }
  }

  private static func object(_ part: some StringProtocol, _ name: String) throws(TokenRefusal) -> JSONValue {
    guard let bytes = Base64.decodeURL(part) else { throw .malformed("its \(name) are not base64url without padding") }
    let value: JSONValue
    do { value = try JSONReader(maxDepth: 16).value(bytes[...]) } catch { throw .malformed("its \(name) are not JSON: \(error)") }
    guard value.fields != nil else { throw .malformed("its \(name) are no JSON object") }
    return value
  }
}

/// Signatures that are taken: `none` and everything else is not.
package enum TokenAlgorithm: String, Sendable, CaseIterable {
  case hs256 = "HS256"
  case rs256 = "RS256"
  case edDSA = "EdDSA"
}

/// Why a token is not believed; said in the log and, in these words, to its owner.
package enum TokenRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  case malformed(String)
  /// Its `alg` is none of ours, or not that of the key.
  case algorithm(String)
  case unknownKey
  case badSignature
  case expired
  case notYetValid
  case wrongIssuer
  case wrongAudience
  case missingClaim(String)
  case badClaim(String)

  package var description: String {
    switch self {
    case .malformed(let reason): "the token is malformed: \(reason)"
    case .algorithm(let name): "the token's alg \"\(name)\" is not taken here; expected HS256, RS256 or EdDSA, whichever its key is for"
    case .unknownKey: "the token's key is not known"
    case .badSignature: "the token's signature is wrong"
    case .expired: "the token has expired"
    case .notYetValid: "the token is not valid yet"
    case .wrongIssuer: "the token is of another issuer"
    case .wrongAudience: "the token is for another audience"
    case .missingClaim(let name): "the token lacks the claim \(name)"
    case .badClaim(let name): "the token's claim \(name) is not what it should be"
    }
  }
}
