/// What is to be said about a workbook: where, how grave, what was found and what to do.
package struct Diagnostic: Sendable, Equatable, Hashable {
  package enum Severity: String, Sendable, CaseIterable {
    case error, warning, info
  }

  package enum Code: String, Sendable, CaseIterable {
    case unknownColumn = "unknown_column"
    case unknownTable = "unknown_table"
    case cannotCast = "cannot_cast"
    case ambiguousSource = "ambiguous_source"
    case joinWithoutCondition = "join_without_condition"
    case unreachableSource = "unreachable_source"
    case duplicateTarget = "duplicate_target"
    case missingTargetColumn = "missing_target_column"
    case proseUnresolved = "prose_unresolved"
    case cartesianProduct = "cartesian_product"
    case aggregateMixed = "aggregate_mixed"
    case badExpression = "bad_expression"
    case dialectUnsupported = "dialect_unsupported"
    case layoutUncertain = "layout_uncertain"
    case noMapping = "no_mapping"
    case hostileFile = "hostile_file"
  }

  package var severity: Severity
  package var code: Code
  /// `nil` where it is about the workbook as a whole.
  package var place: Provenance?
  package var found: String
  package var fix: String
  /// Whether the workbook is refused for it: nothing but the report is written (exit 2).
  package var isStructural: Bool

  package init(_ severity: Severity, _ code: Code, at place: Provenance?, found: String, fix: String, isStructural: Bool = false) {
    self.severity = severity
    self.code = code
    self.place = place
    self.found = found
    self.fix = fix
    self.isStructural = isStructural
  }
}
