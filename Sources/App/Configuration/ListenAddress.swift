/// Where the server listens: `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// An IP address (IPv6 without its brackets) or a host name.
  package var host: String
  /// 0 lets the system choose.
  package var port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT`; `nil` for anything else, an IPv6 address without brackets included.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":"), host.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || $0 == 0x25 || Self.isNameByte($0) }) else { return nil }
    } else {
      guard !host.isEmpty, host.utf8.allSatisfy({ $0 == 0x2E || $0 == 0x2D || Self.isNameByte($0) }) else { return nil }
    }
    self.init(host: String(host), port: port)
  }

  /// Whether only this machine can reach it. A name other than `localhost` counts as reachable, whatever it resolves to today.
  package var isLoopback: Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
  }

  /// Whether it means every address of the machine, and so names no host.
  package var isWildcard: Bool { host == "0.0.0.0" || host == "::" }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
