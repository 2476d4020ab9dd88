import Mapping
import SampleRun
import Workbook

/// What the commands print for people.
enum MappingListing {
  static func text(_ layout: DetectedLayout) -> String {
    var lines: [String] = []
    for sheet in layout.sheets {
      var line = "\(sheet.name)  \(sheet.kind.rawValue)"
      if !sheet.headerRows.isEmpty { line += "  header row \(sheet.headerRows.map(String.init).joined(separator: ", "))" }
      if sheet.kind != .other { line += "  confidence \(Int((sheet.confidence * 100).rounded())) %" }
      lines.append(line)
      if let reason = sheet.reason { lines.append("  \(reason)") }
      for block in sheet.blocks {
        let all = block.allRoles
        let roles = all.roles.map { role in "\(role.rawValue) \(all[role].map { CellReference.letters(ofColumn: $0) }.joined(separator: "+"))" }
        lines.append("  rows \(block.dataRows.lowerBound) to \(block.dataRows.upperBound): \(roles.joined(separator: ", "))")
        if !block.targets.isEmpty { lines.append("    targets: \(block.targets.joined(separator: ", "))") }
      }
    }
    return lines.map { $0 + "\n" }.joined() + text(layout.diagnostics)
  }

  static func text(_ plan: Plan) -> String {
    var lines: [String] = []
    for target in plan.targets {
      if !lines.isEmpty { lines.append("") }
      lines.append("\(target.table)\(target.provenance.map { "  (\($0))" } ?? "")")
      for (index, branch) in target.branches.enumerated() {
        if target.branches.count > 1 { lines.append("  part \(index + 1) of a union") }
        lines.append("  from \(name(of: branch.driving))")
        for join in branch.joins {
          let condition = join.condition.map { " on \($0)" } ?? ""
          lines.append("  \(join.kind.rawValue) join \(name(of: join.table))\(condition)  (\(join.provenance))")
        }
        for filter in branch.filters { lines.append("  \(filter.isHaving ? "having" : "where") \(filter.condition)  (\(filter.provenance))") }
        if branch.isAggregated { lines.append("  group by \(branch.groupBy.map { "\($0)" }.joined(separator: ", "))") }
        let width = target.columns.map(\.name.count).max() ?? 0
        for (column, output) in zip(target.columns, branch.outputs) {
          let padding = String(repeating: " ", count: width - column.name.count)
          let rule = output.expression.map { "\($0)" } ?? "open: \(output.openReason ?? "not resolved")"
          let type = column.type.map { "  \($0.name)" } ?? ""
          lines.append(
            "    \(column.name)\(padding)  \(output.kind.rawValue)\(type)\(column.isPrimaryKey ? "  key" : "")  \(rule)  (\(output.provenance))")
        }
      }
    }
    return lines.map { $0 + "\n" }.joined() + (plan.diagnostics.isEmpty || lines.isEmpty ? "" : "\n") + text(plan.diagnostics)
  }

  /// A line for each target whose samples were run.
  static func text(_ samples: SampleReport) -> String {
    let figures = samples.figures
    let lines = samples.targets.compactMap { target in figures[target.table].map { line(target.table, $0) } }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func line(_ table: TableName, _ figures: MappingReport.SampleFigures) -> String {
    var parts = ["\(figures.rows) rows"]
    if figures.duplicateKeys > 0 { parts.append("duplicate keys \(figures.duplicateKeys)") }
    for (words, counts) in [
      ("casts failed", figures.castsFailed), ("too long", figures.tooLong), ("lost in joins", figures.rowsLost), ("nulls", figures.nulls),
    ] where !counts.isEmpty {
      parts.append("\(words): \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
    }
    return "\(table) of the samples: \(parts.joined(separator: "; "))"
  }

  static func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { "\(ConfigurationError.oneLine("\($0)"))\n" }.joined()
  }

  private static func name(of table: SelectBranch.SourceTable) -> String { "\(table.table) as \(table.alias)" }
}
