import Primitives

extension SettingCodec where Value == ListenAddress {
  static var listenAddress: SettingCodec {
    SettingCodec(
      typeName: "address", expected: "HOST:PORT such as \"127.0.0.1:8080\" or \"[::1]:8080\"", parse: { ListenAddress($0) },
      show: { $0.description })
  }
}

extension SettingCodec where Value == StoreLocation {
  static var store: SettingCodec {
    SettingCodec(
      typeName: "text", expected: "\"sqlite\", \"sqlite:PATH\" or \"postgres://…\"",
      parse: { text in
        if text == "sqlite" { return .sqlite(path: nil) }
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 { return .sqlite(path: String(text.dropFirst(7))) }
        return text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") ? .postgres(Secret(text)) : nil
      },
      show: { location in
        switch location {
        case .sqlite(nil): "sqlite"
        case .sqlite(let path?): "sqlite:\(path)"
        case .postgres: "postgres://\(Secret.mask)"
        }
      })
  }
}

extension SettingCodec where Value == Secret {
  /// A database with what is needed to be let in.
  static var databaseURL: SettingCodec {
    SettingCodec(
      typeName: "text", expected: "\"postgres://…\"",
      parse: { text in text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") ? Secret(text) : nil },
      show: { _ in "postgres://\(Secret.mask)" })
  }
}

extension SettingCodec where Value == BusLocation {
  static var bus: SettingCodec {
    SettingCodec(
      typeName: "text", expected: "\"local\" or \"nats://…\"",
      parse: { text in text == "local" ? .local : text.hasPrefix("nats://") ? .nats(Secret(text)) : nil },
      show: { $0 == .local ? "local" : "nats://\(Secret.mask)" })
  }
}

extension SettingCodec where Value == RegistryLocation {
  static var registry: SettingCodec {
    SettingCodec(
      typeName: "text", expected: "\"local\" or \"redis://…\"",
      parse: { text in text == "local" ? .local : text.hasPrefix("redis://") ? .redis(Secret(text)) : nil },
      show: { $0 == .local ? "local" : "redis://\(Secret.mask)" })
  }
}

/// The addresses that settings may hold.
enum AddressForm {
  /// `http://` or `https://`, a host, maybe a port and a path; no user, query or fragment. A slash at the end is taken off by `baseURL`.
  static func isBaseURL(_ text: String) -> Bool {
    guard let rest = afterScheme(text), text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else { return false }
    let host = rest.prefix { $0 != "/" }
    return isHost(host) && !rest.contains { $0 == "?" || $0 == "#" || $0 == "@" }
  }

  static func baseURL(_ text: String) -> String? {
    guard isBaseURL(text) else { return nil }
    var trimmed = text[...]
    while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    return String(trimmed)
  }

  /// `https://app.example` with an optional port, as browsers send it in `Origin`.
  static func isOrigin(_ text: String) -> Bool { afterScheme(text).map { isHost($0) } ?? false }

  /// A host name or IP address without a port, in lower case.
  static func isHostName(_ text: String) -> Bool {
    !text.isEmpty && text == text.lowercased() && text.utf8.allSatisfy { isNameByte($0) || $0 == 0x3A }
  }

  private static func afterScheme(_ text: String) -> Substring? {
    for scheme in ["http://", "https://"] where text.hasPrefix(scheme) { return text.dropFirst(scheme.count) }
    return nil
  }

  private static func isHost(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isNameByte($0) || $0 == 0x3A || $0 == 0x5B || $0 == 0x5D }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}

extension SettingCodec where Value == String {
  /// An address that request paths are appended to, without a slash at its end.
  static func baseURL(of kind: ProviderConfiguration.Kind) -> SettingCodec {
    let isAnthropic = kind == .anthropic
    return SettingCodec(
      typeName: "text",
      expected: isAnthropic ? "a URL such as \"https://api.anthropic.com\", not ending in /v1" : "a URL such as \"http://127.0.0.1:8000/v1\"",
      parse: { text in AddressForm.baseURL(text).flatMap { isAnthropic && $0.hasSuffix("/v1") ? nil : $0 } }, show: { $0 })
  }
}
