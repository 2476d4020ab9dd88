import Mapping

/// Runs a plan over sample data and counts what comes out, in a database that is gone afterwards. Blocks its thread: call it from one that may wait.
package enum SampleRun {
  /// What one target may give: a table joined with itself by no condition is soon more than anybody looks at.
  private static let mostRows = 200_000

  /// - Parameters:
  ///   - source: where rows are read of the tables that `samples` lacks.
  ///   - database: where it is run.
  ///   - shown: how many rows of each target are kept.
  /// - Returns: of each target what came out, or why it was not run; of all of them, where there is no database.
  package static func run(
    _ plan: Plan, samples: [MappingDocument.SampleTable], from source: (any SampleSource)? = nil, shown: Int = 100,
    on database: any SampleDatabase = SQLiteSampleDatabase()
  ) -> SampleReport {
    var tables = SampleTableContents.all(of: plan, samples)
    var unread: [TableName: SampleFailure] = [:]
    if let source {
      let read = read(tables, from: source, &unread)
      if !read.isEmpty { tables = SampleTableContents.all(of: plan, samples + read) }
    }
    guard !unread.isEmpty || tables.contains(where: \.hasSamples) else {
      let missing = SampleFailure(
        code: .missing, found: "the workbook has no samples of its sources", fix: "add a sheet \"Samples <table>\" with rows of it")
      return SampleReport(notRun: plan, missing)
    }
    do throws(SampleFailure) {
      return run(plan, tables, refused: unread, shown: shown, in: try database.open())
    } catch {
      return SampleReport(notRun: plan, error)
    }
  }

  /// Rows of the tables that have none yet; what cannot be read is told in `unread`.
  private static func read(
    _ tables: [SampleTableContents], from source: any SampleSource, _ unread: inout [TableName: SampleFailure]
  ) -> [MappingDocument.SampleTable] {
    let wanted = tables.filter { !$0.hasSamples }
    guard !wanted.isEmpty else { return [] }
    var read: [MappingDocument.SampleTable] = []
    do throws(SampleFailure) {
      let reader = try source.open()
      for table in wanted {
        do throws(SampleFailure) { read.append(try reader.read(table.table, columns: table.columns.map(\.name))) } catch {
          unread[table.table] = error
        }
      }
    } catch {
      for table in wanted { unread[table.table] = error }
    }
    return read
  }

  private static func run(
    _ plan: Plan, _ tables: [SampleTableContents], refused unread: [TableName: SampleFailure], shown: Int, in engine: any SampleEngine
  ) -> SampleReport {
    let names = SampleNames(tables, qualifier: engine.tableQualifier)
    let filled = Set(tables.filter(\.hasSamples).map(\.table))
    var refused = unread
    for table in tables {
      guard let name = names[table.table] else { continue }
      do throws(SampleFailure) { try engine.create(table, named: name) } catch {
        refused[table.table] = SampleFailure(code: error.code, found: "the samples of \(table.table): \(error.found)", fix: error.fix)
      }
    }
    var report = SampleReport(targets: [])
    for target in plan.targets {
      let drivers = target.branches.map(\.driving.table)
      let read = drivers + target.branches.flatMap { $0.joins.map(\.table.table) }
      if let failure = read.lazy.compactMap({ refused[$0] }).first {
        report.targets.append(SampleReport.Target(notRun: target, failure))
      } else if !drivers.contains(where: { filled.contains($0) }) {
        let missing = SampleFailure(
          code: .missing, found: "there are no samples of \(drivers.first?.description ?? "its sources")", fix: "add a sheet of them")
        report.targets.append(SampleReport.Target(notRun: target, missing))
      } else {
        report.targets.append(measure(target, names, shown: shown, in: engine))
      }
    }
    return report
  }

  private static func measure(_ plan: TargetPlan, _ names: SampleNames, shown: Int, in engine: any SampleEngine) -> SampleReport.Target {
    let target = names.renamed(plan)
    let probes = SampleProbes(target, takesUngroupedColumns: engine.takesUngroupedColumns)
    var measure = SampleMeasure(target, casts: probes.casts, maxShown: shown)
    let rendered = SQLRenderer.render(probes.target, dialect: engine.dialect, form: .select)
    do throws(SampleFailure) {
      try engine.query("SELECT * FROM (\n\(rendered.text)) AS sample_rows LIMIT \(mostRows + 1)") { measure.add($0) }
    } catch {
      return SampleReport.Target(notRun: plan, error)
    }
    guard measure.figures.rows <= mostRows else {
      let found = "\(plan.table) gives more than \(mostRows) rows"
      return SampleReport.Target(
        notRun: plan, SampleFailure(code: .tooMuch, found: found, fix: "look for a join without a condition, or take fewer sample rows"))
    }
    return SampleReport.Target(
      table: target.table, figures: figures(measure.figures, of: target, rendered), columns: target.columns.map(\.name), rows: measure.shown,
      lostInJoins: target.branches.flatMap { lost($0, of: target, in: engine) }, failure: nil)
  }

  /// Without the NULLs of columns that the engine has no words for.
  private static func figures(
    _ counted: MappingReport.SampleFigures, of target: TargetPlan, _ rendered: RenderedTarget
  ) -> MappingReport.SampleFigures {
    var figures = counted
    for diagnostic in rendered.diagnostics where diagnostic.code == .dialectUnsupported {
      for (index, column) in target.columns.enumerated() where figures.nulls[column.name, default: 0] == figures.rows {
        let isMeant = target.branches.contains { $0.outputs[index].expression != nil && $0.outputs[index].provenance == diagnostic.place }
        guard isMeant else { continue }
        figures.nulls[column.name] = nil
        figures.notRun[column.name] = diagnostic.found
      }
    }
    return figures
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
