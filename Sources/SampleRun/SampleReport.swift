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

  /// For `MappingReport`.
  package var figures: [TableName: MappingReport.SampleFigures] {
    Dictionary(targets.compactMap { target in target.figures.map { (target.table, $0) } }) { first, _ in first }
  }
}
