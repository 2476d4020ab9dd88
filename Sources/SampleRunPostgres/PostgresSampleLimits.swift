/// How long a run may keep a database busy.
package struct PostgresSampleLimits: Sendable, Equatable {
  package var connectSeconds = 10
  /// Of one statement; the server ends it.
  package var statementMilliseconds = 10_000
  /// Of the whole run; a server that does not answer is left behind.
  package var runMilliseconds = 30_000

  package static let standard = PostgresSampleLimits()

  package init() {}
}
