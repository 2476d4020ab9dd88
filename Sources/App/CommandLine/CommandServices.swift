/// The work behind the commands, given by whoever wires the program. A command that is `nil` is not carried by that program and is refused.
package struct CommandServices: Sendable {
  /// Runs the server until it is told to stop. The address was checked already.
  package var serve: (@Sendable (LoadedConfiguration, any Console) async -> ExitCode)?
  package var migrate: (@Sendable (LoadedConfiguration, any Console) async -> ExitCode)?
  /// Gets the file to write.
  package var backup: (@Sendable (LoadedConfiguration, String, any Console) async -> ExitCode)?
  package var copy: (@Sendable (LoadedConfiguration, CopyCommand, any Console) async -> ExitCode)?
  /// Gets the ID, whole or in its short form.
  package var trace: (@Sendable (LoadedConfiguration, String, TraceFormat, any Console) async -> ExitCode)?
  package var key: (@Sendable (LoadedConfiguration, KeyCommand, any Console) async -> ExitCode)?
  package var user: (@Sendable (LoadedConfiguration, UserCommand, any Console) async -> ExitCode)?
  package var dead: (@Sendable (LoadedConfiguration, DeadCommandWord, any Console) async -> ExitCode)?
  /// Whether callers are asked who they are (API keys exist, or an issuer of tokens is configured), which is what allows listening on an address that other machines reach.
  package var hasKeys: @Sendable (LoadedConfiguration) async -> Bool = { _ in false }
  /// Checks of `doctor` that need what App itself does not know.
  package var doctorChecks: [DoctorCheck] = []

  package init() {}
}
