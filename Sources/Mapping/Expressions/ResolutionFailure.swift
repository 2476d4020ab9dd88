/// Why an expression means nothing here: what a diagnostic says.
package struct ResolutionFailure: Error, Sendable, Equatable {
  /// `unknown_column`, `unknown_table`, `ambiguous_source`, `cannot_cast`, `aggregate_mixed` or `bad_expression`.
  package var code: Diagnostic.Code
  package var found: String
  package var fix: String

  package init(_ code: Diagnostic.Code, found: String, fix: String) {
    self.code = code
    self.found = found
    self.fix = fix
  }
}
