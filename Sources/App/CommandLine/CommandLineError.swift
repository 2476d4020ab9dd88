/// Why a command line is refused, in one line that says what to do.
package struct CommandLineError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ text: String, help command: CommandName?) {
    self.init(text, topic: command?.rawValue)
  }

  /// - Parameter topic: the words before `--help`; `nil`: those of the program.
  init(_ text: String, topic: String?) {
    let help = topic.map { "throughline \($0) --help" } ?? "throughline --help"
    description = ConfigurationError.oneLine("\(text); see \(help)")
  }
}
