import Mapping

/// Runs a plan over sample data and counts what comes out, in a database that is gone afterwards. Blocks its thread: call it from one that may wait.
package enum SampleRun {
  /// In SQLite, in memory.
  /// - Parameter shown: how many rows of each target are kept.
  /// - Throws: `SampleFailure` where there is no database; what one target's statement is refused for stands in its part of the report.
  package static func run(_ plan: Plan, samples: [MappingDocument.SampleTable], shown: Int = 100) throws(SampleFailure) -> SampleReport {
    try run(plan, samples, shown: shown, in: try SQLiteSampleEngine())
  }

  static func run(
    _ plan: Plan, _ samples: [MappingDocument.SampleTable], shown: Int, in engine: any SampleEngine
  ) throws(SampleFailure) -> SampleReport {
    let tables = SampleTableContents.all(of: plan, samples)
    let filled = Set(tables.filter(\.hasSamples).map(\.table))
    guard !filled.isEmpty else {
      return SampleReport(targets: plan.targets.map { notRun($0, "the workbook has no samples of its sources; add a sheet \"Samples <table>\"") })
    }
    for table in tables { try engine.create(table) }
    var report = SampleReport(targets: [])
    for target in plan.targets {
      let drivers = target.branches.map(\.driving.table)
      if drivers.contains(where: { filled.contains($0) }) {
        report.targets.append(measure(target, shown: shown, in: engine))
      } else {
        report.targets.append(notRun(target, "there are no samples of \(drivers.first?.description ?? "its sources"); add a sheet of them"))
      }
    }
    return report
  }

  private static func notRun(_ target: TargetPlan, _ reason: String) -> SampleReport.Target {
    SampleReport.Target(table: target.table, figures: nil, columns: target.columns.map(\.name), rows: [], lostInJoins: [], failure: reason)
  }

  private static func measure(_ target: TargetPlan, shown: Int, in engine: any SampleEngine) -> SampleReport.Target {
    let probes = SampleProbes(target, takesUngroupedColumns: engine.takesUngroupedColumns)
    var measure = SampleMeasure(target, casts: probes.casts, maxShown: shown)
    do throws(SampleFailure) {
      try engine.query(SQLRenderer.render(probes.target, dialect: engine.dialect, form: .select).text) { measure.add($0) }
    } catch {
      return notRun(target, error.description)
    }
    return SampleReport.Target(
      table: target.table, figures: measure.figures, columns: target.columns.map(\.name), rows: measure.shown,
      lostInJoins: target.branches.flatMap { lost($0, of: target, in: engine) }, failure: nil)
  }

  /// A count that the engine refuses is left out: it is told of, not relied on.
  private static func lost(_ branch: SelectBranch, of target: TargetPlan, in engine: any SampleEngine) -> [SampleReport.LostRows] {
    guard branch.joins.contains(where: { $0.kind == .inner || $0.kind == .right || $0.kind == .cross }) else { return [] }
    var lost: [SampleReport.LostRows] = []
    var before: Int64?
    for (index, plan) in SampleProbes.joinCounts(branch, of: target, rowName: engine.rowName).enumerated() {
      var counted: Int64?
      let sql = SQLRenderer.render(plan, dialect: engine.dialect, form: .select).text
      try? engine.query(sql) { row in if case .integer(let count)? = row.first { counted = count } }
      guard let count = counted else { return lost }
      if let before, count < before { lost.append(SampleReport.LostRows(alias: branch.joins[index - 1].table.alias, rows: Int(before - count))) }
      before = count
    }
    return lost
  }
}
