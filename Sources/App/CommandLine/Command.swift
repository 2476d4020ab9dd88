/// What a command line asks for.
package enum Command: Sendable, Equatable {
  case serve(SettingFlags)
  case migrate(SettingFlags)
  case backup(file: String, SettingFlags)
  case copy(CopyCommand, SettingFlags)
  case trace(id: String, format: TraceFormat, SettingFlags)
  case key(KeyCommand, SettingFlags)
  case user(UserCommand, SettingFlags)
  case dead(DeadCommandWord, SettingFlags)
  case doctor(SettingFlags)
  case config(ConfigurationPrint, SettingFlags)
  case mapping(MappingCommand)
  case version
  /// Of one command, or of the program.
  case help(CommandName?)
}

/// How `throughline trace` prints.
package enum TraceFormat: String, Sendable, CaseIterable {
  case text, json
}

/// What `throughline config` prints.
package enum ConfigurationPrint: String, Sendable, CaseIterable {
  /// What is in effect.
  case effective
  /// The example file.
  case example
  /// The page of the documentation.
  case reference
}
