/// Why a configuration is refused. `description` is one line that says what was expected, what was found and where.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unknownSetting, wrongValue, missingValue, unreadableFile, malformedFile, conflict, notInThisBuild, exposed
  }

  package let code: Code
  package let description: String

  init(_ code: Code, _ text: String) {
    self.code = code
    description = Self.oneLine(text)
  }

  static func unknownSetting(_ name: String, origin: SettingOrigin, known: [String]) -> ConfigurationError {
    ConfigurationError(.unknownSetting, "\(origin): unknown setting \(quoted(name))\(NearestName.hint(for: name, among: known))")
  }

  /// - Parameter found: `nil` when it must not be shown.
  static func wrongValue(_ setting: String, origin: SettingOrigin, expected: String, found: String?) -> ConfigurationError {
    ConfigurationError(.wrongValue, "\(origin): \(setting): expected \(expected), found \(found ?? "something else")")
  }

  static func missingValue(_ setting: String, origin: SettingOrigin, expected: String) -> ConfigurationError {
    ConfigurationError(.missingValue, "\(origin): \(setting) is missing: expected \(expected)")
  }

  static func unreadableFile(_ path: String, reason: String) -> ConfigurationError {
    ConfigurationError(.unreadableFile, "cannot read the configuration file \(quoted(path)): \(reason)")
  }

  static func malformedFile(_ path: String, line: Int?, reason: String) -> ConfigurationError {
    ConfigurationError(.malformedFile, "\(SettingOrigin.file(path: path, line: line)): not JSON with // comments: \(reason)")
  }

  static func conflict(setting: String, origin: SettingOrigin, reason: String) -> ConfigurationError {
    ConfigurationError(.conflict, "\(origin): \(setting): \(reason)")
  }

  static func notInThisBuild(setting: String, origin: SettingOrigin, instead: String) -> ConfigurationError {
    ConfigurationError(.notInThisBuild, "\(origin): \(setting): this build runs embedded only, in one process; \(instead)")
  }

  static func exposed(_ address: ListenAddress, origin: SettingOrigin) -> ConfigurationError {
    ConfigurationError(
      .exposed,
      "\(origin): will not listen on \(address), which other machines can reach: there are no API keys and no issuer of tokens; make a key with"
        + " `throughline key create --user NAME --role admin`, set jwt.keys, or listen on 127.0.0.1")
  }

  /// A value from outside in quotes, shortened, without the name and password that an address may carry.
  static func quoted(_ text: String) -> String {
    if let scheme = text.firstRange(of: "://"), let at = text[scheme.upperBound...].lastIndex(of: "@") {
      return quoted("\(text[..<scheme.upperBound])\(Secret.mask)\(text[text.index(after: at)...])")
    }
    return text.unicodeScalars.count > 60 ? "\"\(String(text.unicodeScalars.prefix(57)))...\"" : "\"\(text)\""
  }

  static func oneLine(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalar.properties.generalCategory == .control ? " " : scalar) }
    return String(result)
  }
}
