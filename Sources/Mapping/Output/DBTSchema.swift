/// The `schema.yml` beside dbt models: what their columns are, and the tests that follow from keys and NOT NULL.
package enum DBTSchema {
  /// All texts are quoted, so that nothing of a workbook is read as YAML. A key of several columns has no built-in test in dbt: its columns are tested for NULL.
  package static func text(_ targets: [TargetPlan]) -> String {
    var lines = ["version: 2", "", "models:"]
    if targets.isEmpty { lines[2] = "models: []" }
    for target in targets {
      lines.append("  - name: \(YAMLText.quoted(target.table.fileStem))")
      lines.append("    description: \(YAMLText.quoted(description(of: target)))")
      lines.append("    columns:")
      let keys = target.columns.count { $0.isPrimaryKey }
      for column in target.columns {
        lines.append("      - name: \(YAMLText.quoted(column.name))")
        if let text = column.description, !text.isEmpty { lines.append("        description: \(YAMLText.quoted(text))") }
        if let type = column.type, type != .unknown { lines.append("        data_type: \(YAMLText.quoted(type.name))") }
        var tests: [String] = []
        if !column.isNullable || column.isPrimaryKey { tests.append("not_null") }
        if column.isPrimaryKey, keys == 1 { tests.append("unique") }
        guard !tests.isEmpty else { continue }
        lines.append("        tests:")
        lines += tests.map { "          - \($0)" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func description(of target: TargetPlan) -> String {
    guard let place = target.provenance else { return target.table.description }
    return "\(target.table), described at \(place)"
  }
}
