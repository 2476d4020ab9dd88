import Primitives
import Wire

/// The keys of an issuer: a JWK Set (RFC 7517 section 5), a shared secret, or both.
package struct TokenKeys: Sendable {
  package private(set) var keys: [VerificationKey]

  /// More are not looked at: each may have to be tried for a token that names none.
  package static let maxKeys = 64

  package init(_ keys: [VerificationKey] = []) { self.keys = keys }

  /// - Throws: `CredentialsError` for what is no JWK Set, or one with a key that is meant for us and broken.
  package init(keySet document: [UInt8]) throws(CredentialsError) {
    let value: JSONValue
    do { value = try JSONReader(maxDepth: 16).value(document[...]) } catch { throw CredentialsError("the key set is not JSON: \(error)") }
    guard let elements = value["keys"]?.array else { throw CredentialsError("the key set has no array \"keys\"; expected a JWK Set (RFC 7517)") }
    guard elements.count <= Self.maxKeys else { throw CredentialsError("the key set has \(elements.count) keys; the limit is \(Self.maxKeys)") }
    keys = []
    for element in elements {
      // A secret has no place in a document that is served to everybody.
      if element["kty"]?.string == "oct" { continue }
      if let key = try VerificationKey.read(element) { keys.append(key) }
    }
  }

  package mutating func add(_ more: [VerificationKey]) { keys += more }

  /// Keys that may have signed the token: of its algorithm, and of its `kid` when both name one.
  package func candidates(for token: JSONWebToken) -> [VerificationKey] {
    keys.filter { key in
      key.algorithm == token.algorithm && (token.keyID == nil || key.id == nil || key.id == token.keyID)
    }
  }
}
