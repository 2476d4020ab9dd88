/// Why a command line is refused, in one line that says what to do.
package struct CommandLineError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ text: String, help command: CommandName?) {
    let topic = command.map { "throughline \($0.rawValue) --help" } ?? "throughline --help"
    description = ConfigurationError.oneLine("\(text); see \(topic)")
  }
}
