import Glibc

/// The name of this machine.
package enum HostName {
  /// As the system knows it, without asking the network; empty when it has none.
  package static func current() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    // The last byte stays 0: a name that is too long comes without an end mark.
    guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
