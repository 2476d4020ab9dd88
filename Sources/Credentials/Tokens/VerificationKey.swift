import COpenSSL
import Primitives
import Wire

/// A key that signatures are verified with: for one algorithm only, so that a token cannot choose how it is believed (RFC 8725 section 3.1).
package struct VerificationKey: Sendable {
  enum Material: Sendable {
    case shared([UInt8])
    /// SubjectPublicKeyInfo, DER (RFC 5280 section 4.1).
    case rsa([UInt8])
    case ed25519([UInt8])
  }

  package let id: String?
  let material: Material

  package var algorithm: TokenAlgorithm {
    switch material {
    case .shared: .hs256
    case .rsa: .rs256
    case .ed25519: .edDSA
    }
  }

  /// A secret that the issuer has, too, for HS256.
  /// - Throws: `CredentialsError` for one shorter than the hash (RFC 7518 section 3.2).
  package init(shared secret: [UInt8], id: String? = nil) throws(CredentialsError) {
    guard secret.count >= 32 else { throw CredentialsError("a secret for HS256 has \(secret.count) bytes; expected 32 at least") }
    self.id = id
    material = .shared(secret)
  }

  /// One key of a JWK Set (RFC 7517, RFC 7518 section 6, RFC 8037).
  /// - Returns: `nil` for a key that is not for verifying, or of a kind that is not used here: a set may hold such.
  /// - Throws: `CredentialsError` for one that is meant for us and broken.
  package static func read(_ value: JSONValue) throws(CredentialsError) -> VerificationKey? {
    if let use = value["use"]?.string, use != "sig" { return nil }
    if let operations = value["key_ops"]?.array, !operations.contains(.string("verify")) { return nil }
    let id = value["kid"]?.string
    let key: VerificationKey
    switch value["kty"]?.string {
    case "oct": key = try VerificationKey(shared: try bytes(value, "k"), id: id)
    case "RSA": key = VerificationKey(id: id, material: .rsa(try rsa(modulus: bytes(value, "n"), exponent: bytes(value, "e"))))
    case "OKP":
      guard value["crv"]?.string == "Ed25519" else { return nil }
      let point = try bytes(value, "x")
      guard point.count == 32 else { throw CredentialsError("an Ed25519 key has \(point.count) bytes; expected 32") }
      key = VerificationKey(id: id, material: .ed25519(point))
    case nil: throw CredentialsError("a key of the set has no kty")
    default: return nil
    }
    if let named = value["alg"]?.string, named != key.algorithm.rawValue { return nil }
    return key
  }

  private init(id: String?, material: Material) {
    self.id = id
    self.material = material
  }

  /// Whether the signature is this key's; the caller has compared the algorithm.
  package func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    switch material {
    case .shared(let secret): HMACSHA256.isCode(signature, of: message, key: secret)
    case .rsa(let info): PublicKey(subjectPublicKeyInfo: info)?.verifies(signature, of: message, digest: EVP_sha256()) ?? false
    case .ed25519(let point): PublicKey(ed25519: point)?.verifies(signature, of: message, digest: nil) ?? false
    }
  }

  private static func bytes(_ value: JSONValue, _ name: String) throws(CredentialsError) -> [UInt8] {
    guard let text = value[name]?.string, let bytes = Base64.decodeURL(text), !bytes.isEmpty else {
      throw CredentialsError("a key of the set has no \"\(name)\" in base64url without padding")
    }
    return bytes
  }

  private static func rsa(modulus: [UInt8], exponent: [UInt8]) throws(CredentialsError) -> [UInt8] {
    let modulus = Array(modulus.drop { $0 == 0 })
    // RFC 7518 section 3.3; the upper bound keeps one verification from taking seconds.
    guard (256...1024).contains(modulus.count) else {
      throw CredentialsError("an RSA key has \(modulus.count * 8) bits; expected 2048 to 8192")
    }
    guard exponent.count <= 4 else { throw CredentialsError("an RSA key's exponent has \(exponent.count) bytes; expected 4 at most") }
    let info = DER.sequence([
      DER.sequence([DER.rsaEncryption, DER.null]),
      DER.bitString(DER.sequence([DER.integer(modulus), DER.integer(exponent)])),
    ])
    guard PublicKey(subjectPublicKeyInfo: info) != nil else { throw CredentialsError("an RSA key of the set is none") }
    return info
  }
}

/// The little of DER (X.690) that a public key needs.
enum DER {
  /// 1.2.840.113549.1.1.1
  static let rsaEncryption: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
  static let null: [UInt8] = [0x05, 0x00]

  static func sequence(_ parts: [[UInt8]]) -> [UInt8] { tagged(0x30, Array(parts.joined())) }
  static func bitString(_ bytes: [UInt8]) -> [UInt8] { tagged(0x03, [0] + bytes) }

  /// Of a number without sign.
  static func integer(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array(bytes.drop { $0 == 0 })
    return tagged(0x02, digits.first.map { $0 >= 0x80 } ?? true ? [0] + digits : digits)
  }

  private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    if count < 0x80 { return [tag, UInt8(count)] + content }
    if count < 0x100 { return [tag, 0x81, UInt8(count)] + content }
    return [tag, 0x82, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)] + content
  }
}

/// The one owner of OpenSSL's handle of a public key.
private struct PublicKey: ~Copyable {
  private let pointer: OpaquePointer

  init?(subjectPublicKeyInfo info: [UInt8]) {
    let key = info.withUnsafeBufferPointer { bytes -> OpaquePointer? in
      var at = bytes.baseAddress
      return d2i_PUBKEY(nil, &at, bytes.count)
    }
    guard let key else { return nil }
    pointer = key
  }

  init?(ed25519 point: [UInt8]) {
    guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, point, point.count) else { return nil }
    pointer = key
  }

  deinit { EVP_PKEY_free(pointer) }

  /// - Parameter digest: `nil` for an algorithm that brings its own.
  func verifies(_ signature: [UInt8], of message: [UInt8], digest: OpaquePointer?) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestVerifyInit(context, nil, digest, nil, pointer) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
