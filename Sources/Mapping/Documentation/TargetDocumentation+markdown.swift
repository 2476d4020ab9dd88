extension TargetDocumentation {
  /// A page in Markdown (GitHub's flavour).
  /// - Parameter drawing: the name of the file that the picture is in.
  package func markdown(drawing: String) -> String {
    let escape = MarkupText.markdown
    let code = MarkupText.markdownCode
    var page = ["# \(escape(name))", ""]
    if !place.isEmpty { page += ["Described at \(escape(place)).", ""] }
    page += ["![Lineage of \(escape(name))](\(drawing))", "", "## Columns", ""]
    page += ["| Column | Type | Sources | Rule | Kind | Cell | Description |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for column in columns {
      var name = "**\(escape(column.name))**"
      if column.isKey { name += " (key)" }
      if column.isRequired { name += " (required)" }
      for (index, rule) in column.rules.enumerated() {
        let cells = [
          index == 0 ? name : "", index == 0 ? escape(column.type) : "", rule.sources.map(escape).joined(separator: "<br>"),
          rule.open.map { "open: \(escape($0))" } ?? code(rule.text), rule.kind, escape(rule.place), index == 0 ? escape(column.description) : "",
        ]
        page.append("| \(cells.joined(separator: " | ")) |")
      }
    }
    for (index, branch) in branches.enumerated() {
      page += ["", branches.count == 1 ? "## Rows" : "## Rows, part \(index + 1) of a union", "", "From \(code(branch.driving))", ""]
      for join in branch.joins { page.append("- join: \(code(join.text)) \(escape(join.place))") }
      for filter in branch.filters { page.append("- filter: \(code(filter.text)) \(escape(filter.place))") }
      if !branch.grouping.isEmpty { page.append("- one row for each: \(branch.grouping.map(code).joined(separator: ", "))") }
    }
    if !open.isEmpty {
      page += ["", "## Open decisions", ""]
      for decision in open {
        let words = decision.rule.text.isEmpty ? "" : ": “\(escape(decision.rule.text))”"
        page.append("- **\(escape(decision.column))** (\(escape(decision.rule.place))): \(escape(decision.rule.open ?? ""))\(words)")
      }
    }
    if !diagnostics.isEmpty {
      page += ["", "## Remarks", ""]
      for diagnostic in diagnostics { page.append("- \(escape("\(diagnostic)"))") }
    }
    return page.joined(separator: "\n").replacing("\n\n\n", with: "\n\n") + "\n"
  }
}
