/// What the program's end says (PROTOCOL §7).
package enum ExitCode: Int32, Sendable {
  case done = 0
  /// The work found problems.
  case problems = 1
  /// Bad use, refused input, a busy port, a data folder that cannot be used.
  case refused = 2
}
