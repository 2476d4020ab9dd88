import Mapping

/// What running a plan over its samples showed.
package struct SampleReport: Sendable, Equatable {
  package var targets: [Target]

  init(targets: [Target]) { self.targets = targets }

  /// Of a plan of which nothing was run.
  package init(notRun plan: Plan, _ failure: SampleFailure) {
    targets = plan.targets.map { Target(notRun: $0, failure) }
  }

  package struct Target: Sendable, Equatable {
    package var table: TableName
    /// `nil` where nothing was run.
    package var figures: MappingReport.SampleFigures?
    package var columns: [String]
    /// The first rows, as the engine gave them.
    package var rows: [[SampleValue]]
    /// Rows of the driving table that a join left without a partner and dropped, by the join's alias, in the plan's order; joins that dropped none are left out.
    package var lostInJoins: [LostRows]
    /// Why nothing was run; `nil` where it was.
    package var failure: SampleFailure?
  }

  package struct LostRows: Sendable, Equatable {
    package var alias: String
    package var rows: Int
  }

  /// For `MappingReport`, by the target's name.
  package var figures: [TableName: MappingReport.SampleFigures] {
    var all: [TableName: MappingReport.SampleFigures] = [:]
    for target in targets {
      guard var figures = target.figures else { continue }
      figures.rowsLost = Dictionary(target.lostInJoins.map { ($0.alias, $0.rows) }, uniquingKeysWith: +)
      if !target.rows.isEmpty {
        figures.sample = MappingReport.Sample(columns: target.columns, rows: target.rows.map { row in row.map(\.json) })
      }
      all[target.table] = figures
    }
    return all
  }

  /// The same of what was not run.
  package var failures: [TableName: SampleFailure] {
    Dictionary(targets.compactMap { target in target.failure.map { (target.table, $0) } }, uniquingKeysWith: { first, _ in first })
  }
}

extension SampleReport.Target {
  init(notRun target: TargetPlan, _ failure: SampleFailure) {
    self.init(table: target.table, figures: nil, columns: target.columns.map(\.name), rows: [], lostInJoins: [], failure: failure)
  }
}
