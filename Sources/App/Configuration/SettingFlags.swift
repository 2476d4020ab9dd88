/// The settings that a command line gave.
package struct SettingFlags: Sendable, Equatable {
  /// Texts by the settings' names.
  package var values: [String: String] = [:]
  /// `--config`.
  package var file: String?

  package init() {}
}
