/// Why samples could not be run, or one target of them.
package struct SampleFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// No connection, or no database in memory.
    case unavailable
    /// The engine refuses a statement.
    case refused
    /// More work than a sample may make.
    case tooMuch
  }

  package let code: Code
  /// In the engine's own words where it has any.
  package let found: String
  package let fix: String

  package var description: String { "\(found); \(fix)" }
}
