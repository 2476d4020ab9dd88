extension Plan {
  /// How a command that worked from the plan ends.
  package enum ExitStatus: Int32, Sendable {
    case resolved = 0
    /// Something is open, or wrong on a column: files are still written.
    case open = 1
    /// Nothing but the report is written.
    case refused = 2
  }

  package var exitStatus: ExitStatus { Self.exitStatus(of: diagnostics, hasOpenColumns: targets.contains(where: \.hasOpenColumns)) }

  /// The same with what was found later, such as something that a dialect cannot say.
  package func exitStatus(with further: [Diagnostic]) -> ExitStatus {
    Self.exitStatus(of: diagnostics + further, hasOpenColumns: targets.contains(where: \.hasOpenColumns))
  }

  private static func exitStatus(of diagnostics: [Diagnostic], hasOpenColumns: Bool) -> ExitStatus {
    let errors = diagnostics.filter { $0.severity == .error }
    if errors.contains(where: \.isStructural) { return .refused }
    return hasOpenColumns || !errors.isEmpty ? .open : .resolved
  }
}

extension TargetPlan {
  /// The columns without an expression, each with its branch.
  package var openColumns: [(column: Column, output: SelectBranch.Output, branch: Int)] {
    branches.enumerated().flatMap { branch, select in
      zip(columns, select.outputs).filter { $0.1.isOpen }.map { (column: $0.0, output: $0.1, branch: branch) }
    }
  }

  package var hasOpenColumns: Bool { branches.contains { $0.outputs.contains(where: \.isOpen) } }
}
