import Bus

/// Where the broker is: `nats://[user[:password]@]host[:port][,host[:port]…]`, or `tls://…`. A user alone is a token.
struct BrokerAddress: Equatable {
  /// One URL a server, without what is secret.
  var servers: [String] = []
  var user: String?
  var password: String?
  var token: String?
  var usesTLS = false

  /// - Throws: `BusError` when a part is no address; the message does not repeat what may be secret.
  init(_ url: String) throws(BusError) {
    for part in url.split(separator: ",", omittingEmptySubsequences: false) {
      var rest = part
      if let scheme = Self.takeScheme(&rest) {
        guard scheme == "nats" || scheme == "tls" else { throw Self.malformed("the scheme \"\(scheme)\"") }
        if scheme == "tls" { usesTLS = true }
      } else if servers.isEmpty {
        throw Self.malformed("no scheme")
      }
      if let at = rest.lastIndex(of: "@") {
        try take(credentials: rest[..<at])
        rest = rest[rest.index(after: at)...]
      }
      if rest.hasSuffix("/") { rest = rest.dropLast() }
      servers.append(try Self.server(rest))
    }
    if usesTLS { servers = servers.map { "tls" + $0.dropFirst(4) } }
  }

  private mutating func take(credentials: Substring) throws(BusError) {
    let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = Self.decoded(parts[0]), !name.isEmpty else { throw Self.malformed("a user or token that is empty or badly escaped") }
    guard parts.count == 2 else {
      token = name
      return
    }
    guard let secret = Self.decoded(parts[1]) else { throw Self.malformed("a password with a bad escape; write a % as %25") }
    (user, password) = (name, secret)
  }

  private static func takeScheme(_ rest: inout Substring) -> String? {
    guard let colon = rest.firstIndex(of: ":"), rest[colon...].hasPrefix("://") else { return nil }
    defer { rest = rest[rest.index(colon, offsetBy: 3)...] }
    return String(rest[..<colon])
  }

  private static func server(_ text: Substring) throws(BusError) -> String {
    var (host, port) = (text, Substring("4222"))
    if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
      (host, port) = (text[..<colon], text[text.index(after: colon)...])
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }), let number = UInt16(port), number > 0 else {
      throw malformed("\"\(text)\"")
    }
    return "nats://\(host):\(number)"
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(), let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func malformed(_ found: String) -> BusError {
    BusError("bus: expected nats://[USER:PASSWORD@]HOST[:PORT][,HOST[:PORT]…] or tls://…, found \(found); correct the address of the NATS servers")
  }
}
