/// Why samples were not run, or one target of them.
package struct SampleFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// There are no samples of what the target reads: no sheet, and no such table or column in the database that was to have them.
    case missing
    /// No connection, or no database in memory.
    case unavailable
    /// The engine refuses a statement.
    case refused
    /// More work than a sample may make.
    case tooMuch = "too_much"
  }

  package let code: Code
  /// In the engine's own words where it has any.
  package let found: String
  package let fix: String

  package init(code: Code, found: String, fix: String) {
    self.code = code
    self.found = found
    self.fix = fix
  }

  package var description: String { "\(found); \(fix)" }
}
