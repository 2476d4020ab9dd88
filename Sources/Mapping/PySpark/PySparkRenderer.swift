/// Writes a target as a Python file that defines `build(spark) -> DataFrame`, and beside it what the form asks for (docs/mapping.md). For Spark 4, and for Spark
/// 3.5 with ANSI off, as it is there.
package enum PySparkRenderer {
  /// The same plan gives the same bytes. A column that Spark cannot say is left open with a `dialect_unsupported`; of a join or a filter that is structural.
  package static func render(_ target: TargetPlan, form: OutputForm) -> RenderedTarget {
    var writer = PySparkTargetWriter(target: target, form: form)
    return writer.rendered()
  }
}

/// A target while it is written.
private struct PySparkTargetWriter {
  let target: TargetPlan
  let form: OutputForm
  var blocks: [PySparkBlock] = []
  var diagnostics: [Diagnostic] = []
  var helpers: Set<PySparkHelper> = []
  /// The target's columns for which some branch has a value, and is not left open.
  var decidedColumns: Set<String> = []

  init(target: TargetPlan, form: OutputForm) {
    self.target = target
    self.form = form
  }

  mutating func rendered() -> RenderedTarget {
    for index in target.branches.indices { write(target.branches[index], number: index + 1) }
    let load = loadBlock()
    if let load { blocks.append(load) }
    let all = [header()] + blocks
    return RenderedTarget(
      table: target.table, fileName: OutputFileName.script(of: target.table, dialect: .pyspark), blocks: all.map(\.block),
      spans: all.flatMap(\.spans),
      diagnostics: diagnostics)
  }

  /// What the rest calls. Two blank lines stand between it and what follows.
  private func header() -> PySparkBlock {
    var block = PySparkBlock("ctes")
    let place = target.provenance.map { ", from \($0)" } ?? ""
    block.add("# \(PythonText.comment("\(target.table)\(place)"))")
    var names = helpers.isEmpty ? [] : ["Column"]
    names += ["DataFrame", "SparkSession"]
    if blocks.contains(where: { $0.lines.contains { $0.contains("Window.") } }) { names.append("Window") }
    block.add("from pyspark.sql import \(names.joined(separator: ", "))")
    block.add("from pyspark.sql import functions as F")
    for helper in PySparkHelper.allCases where helpers.contains(helper) {
      block.add("")
      block.add("")
      for line in helper.definition.split(separator: "\n", omittingEmptySubsequences: false) { block.add(String(line)) }
    }
    block.add("")
    block.add("")
    return block
  }

  // MARK: A branch

  private mutating func write(_ branch: SelectBranch, number: Int) {
    let suffix = number == 1 ? "" : "_\(number)"
    let rows = "rows\(suffix)"
    let types = ExpressionTyping([branch.driving] + branch.joins.map(\.table))
    var expressions = PySparkExpressions { types.type(of: $0) }

    var joins = PySparkBlock("joins\(suffix)")
    if number == 1 { joins.add("def build(spark: SparkSession) -> DataFrame:") }
    joins.add("    \(rows) = \(Self.table(branch.driving))")
    for join in branch.joins { write(join, rows, &expressions, to: &joins) }
    blocks.append(joins)

    let filters = branch.filters.filter { !$0.isHaving }
    if !filters.isEmpty {
      var block = PySparkBlock("where_clause\(suffix)")
      for filter in filters {
        block.add("    \(rows) = \(rows).where(")
        block.add(lines(filter.condition, filter.provenance, &expressions), indent: 8, column: nil, from: filter.provenance)
        block.append(",")
        block.add("    )")
      }
      blocks.append(block)
    }

    if branch.isAggregated { blocks.append(grouping(of: branch, rows, suffix, &expressions)) }
    var select = PySparkBlock("select_clause\(suffix)")
    select.add("    \(rows) = \(rows).\(branch.isAggregated ? "agg" : "select")(")
    for (column, output) in zip(target.columns, branch.outputs) { write(column, output, &expressions, to: &select) }
    if branch.isAggregated { writeHaving(of: branch, rows, &expressions, to: &select) } else { select.add("    )") }
    if number > 1 { select.add("    rows = rows.unionAll(\(rows))") }
    if number == target.branches.count { select.add("    return rows") }
    blocks.append(select)
    helpers.formUnion(expressions.helpers)
  }

  private mutating func write(_ join: SelectBranch.Join, _ rows: String, _ expressions: inout PySparkExpressions, to block: inout PySparkBlock) {
    guard let condition = join.condition else {
      block.add("    \(rows) = \(rows).crossJoin(\(Self.table(join.table)))")
      return
    }
    block.add("    \(rows) = \(rows).join(")
    block.add("        \(Self.table(join.table)),")
    block.add(lines(condition, join.provenance, &expressions), indent: 8, column: nil, from: join.provenance)
    block.append(",")
    block.add("        \(PythonText.quoted(join.kind.rawValue)),")
    block.add("    )")
  }

  /// The keys have names of their own, so that the target's columns may be called as the sources' are. What holds no column is the same in every group.
  private mutating func grouping(
    of branch: SelectBranch, _ rows: String, _ suffix: String, _ expressions: inout PySparkExpressions
  ) -> PySparkBlock {
    var block = PySparkBlock("group_by\(suffix)")
    let keys = branch.groupBy.filter { !$0.columns.isEmpty }
    guard !keys.isEmpty else {
      block.add("    \(rows) = \(rows).groupBy()")
      return block
    }
    block.add("    \(rows) = \(rows).groupBy(")
    for (index, key) in keys.enumerated() {
      let output = zip(target.columns, branch.outputs).first { $0.1.expression == key }
      guard let key = try? expressions.column(key) else { continue }
      let name = ".alias(\"_key_\(index + 1)\"),"
      if let output {
        block.add(key.operandLines(indent: 8), indent: 8, column: output.0.name, from: output.1.provenance)
        block.follow(with: name, indent: 8)
      } else {
        var lines = key.operandLines(indent: 8)
        lines[0] = PythonExpression.blanks(8) + lines[0]
        for line in lines { block.add(line) }
        block.follow(with: name, indent: 8)
      }
    }
    block.add("    )")
    return block
  }

  /// Closes the aggregation: keeps the groups that the filters on aggregates let through, and the target's columns in their order.
  private mutating func writeHaving(
    of branch: SelectBranch, _ rows: String, _ expressions: inout PySparkExpressions, to block: inout PySparkBlock
  ) {
    let conditions = branch.filters.filter(\.isHaving)
    for (index, filter) in conditions.enumerated() {
      let condition = lines(filter.condition, filter.provenance, &expressions, asOperand: true)
      block.add(condition, indent: 8, column: nil, from: filter.provenance)
      block.follow(with: ".alias(\"_having_\(index + 1)\"),", indent: 8)
    }
    block.add("    )")
    for index in conditions.indices { block.add("    \(rows) = \(rows).where(F.col(\"_having_\(index + 1)\"))") }
    block.add("    \(rows) = \(rows).select(")
    for column in target.columns { block.add("        \(PythonText.name([column.name])),") }
    block.add("    )")
  }

  // MARK: Columns

  private mutating func write(
    _ column: TargetPlan.Column, _ output: SelectBranch.Output, _ expressions: inout PySparkExpressions, to block: inout PySparkBlock
  ) {
    let alias = ".alias(\(PythonText.quoted(column.name))),"
    var reason = output.openReason ?? "not resolved"
    if let expression = output.expression {
      // What was tried and given up must not leave its helpers behind.
      var attempt = expressions
      do {
        let lines = try attempt.column(expression).operandLines(indent: 8)
        expressions = attempt
        decidedColumns.insert(column.name)
        block.add(lines, indent: 8, column: column.name, from: output.provenance)
        block.follow(with: alias, indent: 8)
        return
      } catch {
        reason = error.what
        diagnostics.append(
          Diagnostic(
            .error, .dialectUnsupported, at: output.provenance, found: "column \(column.name): \(error.what)",
            fix: "write the rule in another way, or choose another dialect"))
      }
    }
    let comment = PythonText.comment("open: \(reason), \(output.provenance)")
    block.add(["F.lit(None)  # \(comment)"], indent: 8, column: column.name, from: output.provenance)
    if let type = column.type.flatMap(PySparkExpressions.name) { block.add("        .cast(\(PythonText.quoted(type)))") }
    block.add("        \(alias)")
  }

  /// The condition of a join or a filter, for which there is nothing to put in its place.
  private mutating func lines(
    _ condition: Expression, _ provenance: Provenance, _ expressions: inout PySparkExpressions, asOperand: Bool = false
  ) -> [String] {
    do {
      let condition = try expressions.column(condition)
      return asOperand ? condition.operandLines(indent: 8) : condition.lines(indent: 8)
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, .dialectUnsupported, at: provenance, found: error.what, fix: "write the condition in another way, or choose another dialect",
          isStructural: true))
      return ["F.lit(None)"]
    }
  }

  private static func table(_ table: SelectBranch.SourceTable) -> String {
    "spark.table(\(PythonText.name(table.table.parts))).alias(\(PythonText.quoted(table.alias)))"
  }

  // MARK: Around it

  private mutating func loadBlock() -> PySparkBlock? {
    var block = PySparkBlock("load")
    let table = PythonText.name(target.table.parts)
    func add(_ lines: String) {
      for line in "\n\n\(lines)".split(separator: "\n", omittingEmptySubsequences: false) { block.add(String(line)) }
    }
    switch form {
    case .select: return nil
    case .view:
      add(
        """
        def create_view(spark: SparkSession) -> None:
            build(spark).createOrReplaceTempView(\(PythonText.name([target.table.last])))
        """)
    case .insert:
      add(
        """
        def load(spark: SparkSession) -> None:
            # Appends to the table, column by column by name.
            build(spark).write.mode("append").saveAsTable(\(table))
        """)
    case .merge:
      let keys = target.columns.filter(\.isPrimaryKey).map { PythonText.quoted($0.name) }
      guard !keys.isEmpty else {
        diagnostics.append(
          Diagnostic(
            .error, .dialectUnsupported, at: target.provenance, found: "\(target.table) has no key, and a merge needs one",
            fix: "mark the key's columns with PK in the column Key, or choose another form"))
        return nil
      }
      let open = target.columns.filter { !$0.isPrimaryKey && !decidedColumns.contains($0.name) }.map { PythonText.quoted($0.name) }
      let untouched =
        open.isEmpty
        ? []
        : [
          "    # Columns that are open keep what stands in the table.",
          "    standing = spark.table(\(table)).select(\((keys + open).joined(separator: ", ")))",
          "    rows = rows.drop(\(open.joined(separator: ", "))).join(standing, [\(keys.joined(separator: ", "))], \"left\")",
        ]
      add(
        """
        def merge(spark: SparkSession) -> DataFrame:
            # What the table holds afterwards: its rows with other keys, and those of build. Spark cannot
            # overwrite what it reads, so that writing it is left to who calls this.
            rows = build(spark)
        \(untouched.map { "\($0)\n" }.joined())    kept = spark.table(\(table)).join(rows, [\(keys.joined(separator: ", "))], "left_anti")
            return kept.unionByName(rows, allowMissingColumns=True)
        """)
    case .dbt:
      add(
        """
        def model(dbt, session):
            dbt.config(materialized="table")
            return build(session)
        """)
    }
    return block
  }
}
