import Primitives

extension ProviderConfiguration {
  /// Reads one entry of `providers`.
  /// - Parameters:
  ///   - environment: where `api_key_env` is looked up.
  ///   - timeouts: what holds where the entry says nothing.
  /// - Throws: `ConfigurationError` that names the entry.
  init(
    _ value: JSONValue, path: String, in file: ConfigurationFile, environment: [String: String], timeouts: UpstreamTimeouts
  ) throws(ConfigurationError) {
    var entry = try ObjectReader(value, path: path, in: file)
    name = try entry.required("name", Self.nameCodec)
    kind = try entry.required("kind", .choice())
    baseURL = try entry.optional("base_url", .baseURL(of: kind)) ?? kind.defaultBaseURL
    apiKey = try Self.apiKey(&entry, environment: environment)
    models = try entry.optional("models", .models) ?? (kind == .scripted ? ["scripted"] : [])
    passUnknown = try entry.optional("pass_unknown", .flag) ?? false
    headers = try Self.headers(&entry)
    self.timeouts = try Self.timeouts(&entry, standard: timeouts)
    background = try entry.optional("background", .flag) ?? false
    if background, kind != .openaiResponses {
      throw .wrongValue(
        entry.inner("background"), origin: file.origin(entry.inner("background")),
        expected: "false, or \"kind\": \"openai-responses\": no other kind has answers that go on without a listener", found: "true")
    }
    onTakeOver = try entry.optional("on_take_over", .choice()) ?? .reattach
    try entry.finish()
  }

  private static let nameCodec = SettingCodec.text(expected: "1 to 64 of a-z, 0-9, - and _") { text in
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
  }

  private static func apiKey(_ entry: inout ObjectReader, environment: [String: String]) throws(ConfigurationError) -> Secret? {
    let key = try entry.optional("api_key", .secret)
    guard let variable = try entry.optional("api_key_env", .text(expected: "the name of an environment variable") { !$0.isEmpty }) else { return key }
    let origin = entry.file.origin(entry.inner("api_key_env"))
    if key != nil { throw .conflict(setting: entry.inner("api_key_env"), origin: origin, reason: "api_key is there too; keep one of them") }
    guard let text = environment[variable], !text.isEmpty else {
      throw .missingValue(entry.inner("api_key_env"), origin: origin, expected: "the key in the environment variable \(variable), which is not set")
    }
    guard let secret = SettingCodec.secret.fromText(text) else {
      throw .wrongValue(entry.inner("api_key_env"), origin: origin, expected: "a key of printable characters in \(variable)", found: nil)
    }
    return secret
  }

  private static func headers(_ entry: inout ObjectReader) throws(ConfigurationError) -> [Header] {
    guard let value = entry.value("headers") else { return [] }
    guard let fields = value.fields else { throw entry.wrong("headers", expected: "an object of header names and values", found: value) }
    var headers: [Header] = []
    for field in fields {
      // RFC 9110 §5.6.2 token; a value without line breaks cannot smuggle in another header.
      guard !field.key.isEmpty, field.key.utf8.allSatisfy(isTokenByte), let text = field.value.string,
        text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), text != Secret.mask
      else { throw entry.wrong("headers", expected: "header names and one-line texts", found: .string(field.key)) }
      headers.append(Header(name: field.key, value: Secret(text)))
    }
    return headers
  }

  private static func timeouts(_ entry: inout ObjectReader, standard: UpstreamTimeouts) throws(ConfigurationError) -> UpstreamTimeouts {
    guard let value = entry.value("timeouts") else { return standard }
    var reader = try ObjectReader(value, path: entry.inner("timeouts"), in: entry.file)
    let codec = SettingCodec.duration(.milliseconds(100)...Duration.seconds(3600))
    var timeouts = standard
    timeouts.connect = try reader.optional("connect", codec) ?? standard.connect
    timeouts.firstByte = try reader.optional("first_byte", codec) ?? standard.firstByte
    timeouts.idle = try reader.optional("idle", codec) ?? standard.idle
    try reader.finish()
    return timeouts
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

extension SettingCodec where Value == Bool {
  /// `true` or `false`.
  static var flag: SettingCodec {
    var codec = SettingCodec(
      typeName: "boolean", expected: "true or false", parse: { $0 == "true" ? true : $0 == "false" ? false : nil }, show: { "\($0)" })
    codec.fromJSON = \.bool
    codec.toJSON = { .bool($0) }
    return codec
  }
}
