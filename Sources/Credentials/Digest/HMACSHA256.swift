import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
  /// 32 bytes.
  package static func code(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 32
    // A null pointer would mean "the key of the last call".
    let key = key.isEmpty ? [0] : key
    _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &count)
    return code
  }

  /// In constant time.
  package static func isCode(_ code: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
    ConstantTime.isEqual(code, self.code(message, key: key))
  }
}
