import Mapping

/// The names that a run's tables have in its engine. The sheet's own may have more parts than the engine takes, and on a server they may be those of real
/// tables, which no sample is to touch: so each gets a plain name here, and plans are read over these.
struct SampleNames {
  private let names: [TableName: String]
  private let qualifier: [String]

  init(_ tables: [SampleTableContents], qualifier: [String]) {
    names = Dictionary(tables.enumerated().map { ($1.table, "sample_\($0 + 1)") }, uniquingKeysWith: { first, _ in first })
    self.qualifier = qualifier
  }

  /// - Returns: `nil` for a table that was not among those of the run.
  subscript(table: TableName) -> String? { names[table] }

  /// The plan with the engine's names for its sources; aliases and everything else stay.
  func renamed(_ plan: TargetPlan) -> TargetPlan {
    var plan = plan
    for branch in plan.branches.indices {
      rename(&plan.branches[branch].driving)
      for join in plan.branches[branch].joins.indices { rename(&plan.branches[branch].joins[join].table) }
    }
    return plan
  }

  private func rename(_ source: inout SelectBranch.SourceTable) {
    if let name = names[source.table] { source.table = TableName(parts: qualifier + [name]) }
  }
}
