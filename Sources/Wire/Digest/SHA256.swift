import COpenSSL

/// SHA-256 (FIPS 180-4) of bytes in memory.
package enum SHA256 {
  package static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe bytes.withUnsafeBufferPointer { source in
      var nothing: UInt8 = 0
      _ = unsafe COpenSSL.SHA256(source.baseAddress ?? withUnsafePointer(to: &nothing) { unsafe $0 }, source.count, &digest)
    }
    return digest
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest(bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
