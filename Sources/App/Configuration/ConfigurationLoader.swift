import Primitives

/// Puts the configuration together: a flag wins over the environment, the environment over the file, the file over the default.
package struct ConfigurationLoader {
  private let environment: [String: String]
  private let readFile: (String) throws(TextFileError) -> [UInt8]

  /// - Parameters:
  ///   - environment: the process's variables. An empty one counts as not set.
  ///   - readFile: gives a file's bytes.
  package init(environment: [String: String], readFile: @escaping (String) throws(TextFileError) -> [UInt8]) {
    self.environment = environment.filter { !$0.value.isEmpty }
    self.readFile = readFile
  }

  /// - Parameter flags: from the command line.
  /// - Throws: `ConfigurationError` for the first thing that is wrong.
  package func load(_ flags: SettingFlags) throws(ConfigurationError) -> LoadedConfiguration {
    var loaded = LoadedConfiguration()
    let file = try file(named: flags.file ?? environment["THROUGHLINE_CONFIG"])
    loaded.file = file?.path
    if let file { try apply(file, to: &loaded) }
    try applyEnvironment(to: &loaded)
    try apply(flags, to: &loaded)
    // Entries of providers take what they do not say from settings that a flag or a variable may have changed, so they come last.
    if let file { try applyLists(of: file, to: &loaded) }
    try loaded.values.checkTogether(origins: loaded.origins)
    loaded.notices += unknownVariables()
    return loaded
  }

  private func file(named path: String?) throws(ConfigurationError) -> ConfigurationFile? {
    guard let path else { return nil }
    do {
      return try ConfigurationFile(path: path, text: readFile(path))
    } catch let error as TextFileError {
      throw .unreadableFile(path, reason: error.description)
    } catch let error as ConfigurationError {
      throw error
    } catch {
      throw .unreadableFile(path, reason: "\(error)")
    }
  }

  private func apply(_ file: ConfigurationFile, to loaded: inout LoadedConfiguration) throws(ConfigurationError) {
    let known = SettingTable.settings(in: nil).map(\.name) + SettingTable.groups.compactMap(\.name) + ["providers", "prices"]
    for field in file.root.fields ?? [] where field.key != "providers" && field.key != "prices" {
      if let setting = SettingTable.setting(named: field.key), setting.group == nil {
        try apply(setting, field.value, file, to: &loaded)
      } else if SettingTable.groups.contains(where: { $0.name == field.key }) {
        try apply(group: field, file, to: &loaded)
      } else {
        throw .unknownSetting(field.key, origin: file.origin(field.key), known: known)
      }
    }
  }

  private func apply(group: JSONField, _ file: ConfigurationFile, to loaded: inout LoadedConfiguration) throws(ConfigurationError) {
    var reader = try ObjectReader(group.value, path: group.key, in: file)
    for setting in SettingTable.settings(in: group.key) {
      if let value = reader.value(setting.key) { try apply(setting, value, file, to: &loaded) }
    }
    try reader.finish()
  }

  private func apply(
    _ setting: Setting, _ value: JSONValue, _ file: ConfigurationFile, to loaded: inout LoadedConfiguration
  ) throws(ConfigurationError) {
    let origin = file.origin(setting.name)
    guard setting.readJSON(value, &loaded.values) else {
      throw .wrongValue(setting.name, origin: origin, expected: setting.expected, found: setting.isSecret ? nil : ObjectReader.shown(value))
    }
    loaded.origins[setting.name] = origin
  }

  private func applyEnvironment(to loaded: inout LoadedConfiguration) throws(ConfigurationError) {
    for setting in SettingTable.all {
      for variable in [setting.variable, setting.vendorVariable].compactMap({ $0 }) {
        guard let text = environment[variable] else { continue }
        try apply(setting, text, .environment(variable: variable), to: &loaded)
        break
      }
    }
  }

  private func apply(_ flags: SettingFlags, to loaded: inout LoadedConfiguration) throws(ConfigurationError) {
    for setting in SettingTable.all {
      guard let flag = setting.flag, let text = flags.values[setting.name] else { continue }
      try apply(setting, text, .flag(flag), to: &loaded)
    }
  }

  private func apply(
    _ setting: Setting, _ text: String, _ origin: SettingOrigin, to loaded: inout LoadedConfiguration
  ) throws(ConfigurationError) {
    guard setting.readText(text, &loaded.values) else {
      let found = setting.isSecret ? nil : ConfigurationError.quoted(text)
      throw .wrongValue(setting.name, origin: origin, expected: setting.expected, found: found)
    }
    loaded.origins[setting.name] = origin
  }

  private func applyLists(of file: ConfigurationFile, to loaded: inout LoadedConfiguration) throws(ConfigurationError) {
    for (index, value) in try elements("providers", of: file).enumerated() {
      let path = "providers[\(index)]"
      let provider = try ProviderConfiguration(
        value, path: path, in: file, environment: environment, timeouts: loaded.values.upstream)
      if loaded.values.providers.contains(where: { $0.name == provider.name }) {
        throw .conflict(setting: path, origin: file.origin(path), reason: "the name \"\(provider.name)\" is taken by an earlier provider")
      }
      loaded.values.providers.append(provider)
      for setting in SettingTable.settings(in: provider.name) {
        guard case .environment(let variable)? = loaded.origins[setting.name] else { continue }
        loaded.notices.append("\(variable) is not used: \(file.origin(path)) describes the provider \"\(provider.name)\"")
      }
    }
    for (index, value) in try elements("prices", of: file).enumerated() {
      loaded.values.prices.append(try PriceConfiguration(value, path: "prices[\(index)]", in: file))
    }
  }

  private func elements(_ key: String, of file: ConfigurationFile) throws(ConfigurationError) -> [JSONValue] {
    guard let value = file.root[key] else { return [] }
    if let elements = value.array { return elements }
    throw .wrongValue(key, origin: file.origin(key), expected: "an array of objects", found: value.kindName)
  }

  /// Variables that look like ours and are not. Only a notice, not a refusal: orchestrators set variables of such names on their own
  /// (for a service called `throughline`: `THROUGHLINE_PORT`, `THROUGHLINE_SERVICE_HOST`, …).
  private func unknownVariables() -> [String] {
    let known = SettingTable.all.map(\.variable) + ["THROUGHLINE_CONFIG"]
    return environment.keys.sorted().compactMap { name in
      guard name.hasPrefix("THROUGHLINE_"), !known.contains(name), !Self.isForeign(name.dropFirst(12)) else { return nil }
      return "environment variable \(name) is no setting\(NearestName.hint(for: name, among: known))"
    }
  }

  private static func isForeign(_ rest: Substring) -> Bool {
    rest == "PORT" || rest.hasPrefix("PORT_") || rest.hasPrefix("SERVICE_") || rest == "SKIP_PACKAGES" || rest.hasPrefix("TEST_")
  }
}
