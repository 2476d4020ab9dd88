/// Why something in a cell cannot be planned: what becomes a diagnostic, and leaves a column open or refuses the workbook.
struct PlanningProblem: Error, Equatable {
  var code: Diagnostic.Code
  var place: Provenance
  var found: String
  var fix: String
  /// Whether a diagnostic says so already.
  var isTold = false

  init(_ code: Diagnostic.Code, at place: Provenance, found: String, fix: String) {
    self.code = code
    self.place = place
    self.found = found
    self.fix = fix
  }

  func diagnostic(isStructural: Bool) -> Diagnostic {
    Diagnostic(.error, code, at: place, found: found, fix: fix, isStructural: isStructural)
  }
}
