/// A configuration with the history of its values.
package struct LoadedConfiguration: Sendable {
  package var values = Configuration()
  /// Where each setting that is not at its default came from, by its name.
  package var origins: [String: SettingOrigin] = [:]
  /// The file that was read.
  package var file: String?
  /// What should be told to the operator, one line each.
  package var notices: [String] = []

  package init() {}

  package func origin(_ setting: String) -> SettingOrigin { origins[setting] ?? .standard }
}
