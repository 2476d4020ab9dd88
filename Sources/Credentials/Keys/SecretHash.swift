import CArgon2
import COpenSSL

/// Hashes of secrets with Argon2id (RFC 9106). The parameters stand in the encoded hash, so that they can be raised and old hashes still be read.
///
/// Takes some 30 ms and 19 MiB: never on an event loop.
package enum SecretHash {
  package struct Cost: Sendable, Equatable {
    package var memoryKibibytes: UInt32
    package var passes: UInt32
    package var lanes: UInt32

    package init(memoryKibibytes: UInt32, passes: UInt32, lanes: UInt32) {
      self.memoryKibibytes = memoryKibibytes
      self.passes = passes
      self.lanes = lanes
    }

    /// What OWASP asks of Argon2id.
    package static let standard = Cost(memoryKibibytes: 19 << 10, passes: 2, lanes: 1)
  }

  private static let saltBytes = 16
  private static let hashBytes = 32

  /// The encoded hash: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
  /// - Throws: `CredentialsError` when there is no memory for it.
  package static func make(_ secret: String, cost: Cost = .standard) throws(CredentialsError) -> String {
    var salt = [UInt8](repeating: 0, count: saltBytes)
    guard RAND_bytes(&salt, Int32(salt.count)) == 1 else { throw CredentialsError("the system has no random bytes to give") }
    let secret = Array(secret.utf8)
    let length = argon2_encodedlen(cost.passes, cost.memoryKibibytes, cost.lanes, UInt32(saltBytes), UInt32(hashBytes), Argon2_id)
    var encoded = [CChar](repeating: 0, count: length)
    let code = argon2id_hash_encoded(
      cost.passes, cost.memoryKibibytes, cost.lanes, secret, secret.count, salt, salt.count, hashBytes, &encoded, encoded.count)
    guard code == ARGON2_OK.rawValue else { throw CredentialsError("a key cannot be hashed: \(String(cString: argon2_error_message(code)))") }
    return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the hash is of this secret, compared in constant time; no for what is no such hash.
  package static func matches(_ secret: String, _ encoded: String) -> Bool {
    let secret = Array(secret.utf8)
    return argon2id_verify(encoded, secret, secret.count) == ARGON2_OK.rawValue
  }
}
