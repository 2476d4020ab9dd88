import COpenSSL

/// Compares secrets in a time that tells nothing of where they differ.
package enum ConstantTime {
  /// Only whether the lengths differ can be told from the time.
  package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return CRYPTO_memcmp(left, right, left.count) == 0
  }
}
