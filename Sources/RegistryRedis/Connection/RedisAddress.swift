import Registry

/// Where a Redis server is and how to be let in: `redis://[user][:password]@host[:port][/database]` (IANA's provisional scheme `redis`).
package struct RedisAddress: Sendable, Equatable {
  package var host: String
  package var port: Int32
  package var user: String?
  package var password: String?
  package var database: Int

  package init(host: String, port: Int32 = 6379, user: String? = nil, password: String? = nil, database: Int = 0) {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.database = database
  }

  /// - Throws: when it is no such URL, with what was expected; the message never shows a password.
  package init(url: String) throws(RegistryError) {
    guard !url.hasPrefix("rediss://") else {
      throw RegistryError(
        "registry: rediss:// asks for TLS, which the hiredis that this program is built with (0.14) does not have; "
          + "say redis:// and keep the way to it private, or put a TLS tunnel such as stunnel before it")
    }
    guard url.hasPrefix("redis://") else { throw Self.malformed("it does not begin with redis://") }
    var rest = url.dropFirst("redis://".count)
    if let mark = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { throw Self.malformed("it has a \(rest[mark]), which means nothing here") }
    var database = 0
    if let slash = rest.firstIndex(of: "/") {
      let path = rest[rest.index(after: slash)...]
      if !path.isEmpty {
        guard let number = Int(path), (0...999_999).contains(number) else { throw Self.malformed("its path is no number of a database") }
        database = number
      }
      rest = rest[..<slash]
    }
    var (user, password): (String?, String?)
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = try Self.decoded(parts[0])
      password = parts.count > 1 ? try Self.decoded(parts[1]) : nil
      if password == nil { throw Self.malformed("it has a user and no password; say redis://:PASSWORD@host when there is no user") }
      if user?.isEmpty == true { user = nil }
      rest = rest[rest.index(after: at)...]
    }
    let (host, port) = try Self.place(rest)
    self.init(host: host, port: port, user: user, password: password, database: database)
  }

  /// Host and port, for logs.
  package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private static func place(_ text: Substring) throws(RegistryError) -> (String, Int32) {
    var host = text
    var port: Substring?
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw malformed("its host begins with [ and does not end with ]") }
      host = text[text.index(after: text.startIndex)..<end]
      let after = text[text.index(after: end)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw malformed("something stands between its host and its port") }
      port = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    guard !host.isEmpty else { throw malformed("it names no host") }
    guard let port else { return (String(host), 6379) }
    guard let number = Int32(port), (1...65_535).contains(number) else { throw malformed("its port is no number from 1 to 65535") }
    return (String(host), number)
  }

  private static func decoded(_ text: Substring) throws(RegistryError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        throw malformed("a % in its user or password is not followed by two hexadecimal digits; write % itself as %25")
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func malformed(_ reason: String) -> RegistryError {
    RegistryError("registry: expected redis://[user:password@]host[:port][/database], found a URL that is none: \(reason)")
  }
}
