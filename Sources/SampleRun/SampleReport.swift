import Mapping

/// What running a plan over its samples showed.
package struct SampleReport: Sendable, Equatable {
  package var targets: [Target]

  package struct Target: Sendable, Equatable {
    package var table: TableName
    /// `nil` where nothing was run.
    package var figures: MappingReport.SampleFigures?
    package var columns: [String]
    /// The first rows, as the engine gave them.
    package var rows: [[SampleValue]]
    /// Rows of the driving table that a join left without a partner and dropped, by the join's alias, in the plan's order; joins that dropped none are left out.
    package var lostInJoins: [LostRows]
    /// Why nothing was run: no samples, or the engine's refusal.
    package var failure: String?
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
}
