import Mapping
import Testing

@Suite struct PySparkRendererTests {
  private func text(_ target: TargetPlan, _ form: OutputForm = .select) -> String { PySparkRenderer.render(target, form: form).text }

  /// A target of one column that is this expression.
  private func single(_ expression: Expression, _ kind: SelectBranch.Output.Kind = .expression) -> TargetPlan {
    TargetPlan(
      table: TableName(parts: ["t"]), columns: [PlanExamples.column("x", nil, at: "B2")],
      branches: [SelectBranch(driving: PlanExamples.customers, outputs: [PlanExamples.output(expression, kind, at: "I2")])])
  }

  private func spelled(_ expression: Expression) -> String {
    let rendered = PySparkRenderer.render(single(expression), form: .select)
    let lines = rendered.blocks.last?.text.split(separator: "\n").map(String.init) ?? []
    let text = lines.dropFirst().dropLast(2).map { $0.drop { $0 == " " } }.joined()
    return text.hasSuffix(".alias(\"x\"),") ? String(text.dropLast(12)) : text
  }

  private func c(_ name: String) -> Expression { PlanExamples.c(name) }
  private func lit(_ number: Int64) -> Expression { .literal(.integer(number)) }
  private func lit(_ text: String) -> Expression { .literal(.text(text)) }

  @Test func `a file defines build, with joins, filters and an open column`() {
    #expect(
      text(PlanExamples.customer) == """
        # dw.dim_customer, from Mapping!A2:A4
        from pyspark.sql import DataFrame, SparkSession
        from pyspark.sql import functions as F


        def build(spark: SparkSession) -> DataFrame:
            rows = spark.table("crm.customers").alias("c")
            rows = rows.join(
                spark.table("sales.`Order Lines`").alias("o"),
                F.col("c.id") == F.col("o.customer_id"),
                "left",
            )
            rows = rows.where(
                F.col("c.name").isNotNull(),
            )
            rows = rows.select(
                F.col("c.id").cast("bigint").alias("customer_id"),
                F.upper(F.col("c.name")).alias("full_name"),
                F.lit(None)  # open: rule in words: ask # sales, Mapping!I4
                .cast("string")
                .alias("segment"),
            )
            return rows

        """)
  }

  @Test func `groups have keys with names of their own, and filters on sums come after`() {
    let text = text(PlanExamples.totals)
    #expect(
      text.hasSuffix(
        """
            rows = rows.groupBy(
                F.upper(F.col("c.name")).alias("_key_1"),
            )
            rows = rows.agg(
                F.upper(F.col("c.name")).alias("name"),
                F.lit("A").alias("kind"),
                F.sum(F.col("o.amount")).alias("total"),
                (F.sum(F.col("o.amount")) > 10).alias("_having_1"),
            )
            rows = rows.where(F.col("_having_1"))
            rows = rows.select(
                "name",
                "kind",
                "total",
            )
            return rows

        """))
  }

  @Test func `branches are put together by position`() {
    var target = PlanExamples.customer
    target.branches.append(target.branches[0])
    let rendered = PySparkRenderer.render(target, form: .select)
    #expect(
      rendered.blocks.map(\.name) == ["ctes", "joins", "where_clause", "select_clause", "joins_2", "where_clause_2", "select_clause_2"])
    #expect(rendered.text.hasSuffix("    )\n    rows = rows.unionAll(rows_2)\n    return rows\n"))
    #expect(rendered.text.split(separator: "return rows").count == 2)
  }

  @Test(arguments: [
    (OutputForm.view, "def create_view(spark: SparkSession) -> None:\n    build(spark).createOrReplaceTempView(\"dim_customer\")\n"),
    (.insert, "    build(spark).write.mode(\"append\").saveAsTable(\"dw.dim_customer\")\n"),
    (.merge, "    return kept.unionByName(rows, allowMissingColumns=True)\n"),
    (.dbt, "def model(dbt, session):\n    dbt.config(materialized=\"table\")\n    return build(session)\n"),
  ])
  func `a form is a function beside build`(_ form: OutputForm, _ end: String) {
    #expect(text(PlanExamples.customer, form).hasSuffix(end))
    #expect(text(PlanExamples.customer, form).contains("    return rows\n\n\ndef "))
  }

  @Test func `a merge leaves open columns as they stand in the table`() {
    let rows = "    rows = rows.drop(\"segment\").join(standing, [\"customer_id\"], \"left\")\n    kept = "
    #expect(text(PlanExamples.customer, .merge).contains(".select(\"customer_id\", \"segment\")\n\(rows)"))
    var decided = PlanExamples.customer
    decided.branches[0].outputs[2].expression = decided.branches[0].outputs[1].expression
    #expect(!text(decided, .merge).contains("standing"))
  }

  @Test func `a merge without a key is not in the dialect`() {
    let rendered = PySparkRenderer.render(PlanExamples.totals, form: .merge)
    #expect(rendered.diagnostics.map(\.code) == [.dialectUnsupported])
    #expect(rendered.blocks.last?.name == "select_clause")
  }

  @Test func `expressions keep their meaning whatever ANSI mode says`() {
    let cases: [(Expression, String)] = [
      (.binary(.divide, c("balance"), lit(3)), #"F.try_divide(F.col("c.balance").cast("double"), F.lit(3).cast("double"))"#),
      (.binary(.remainder, c("id"), c("balance")), #"(F.col("c.id") % F.nullif(F.col("c.balance"), F.lit(0)))"#),
      (.binary(.concatenate, .binary(.concatenate, c("name"), lit(" ")), c("name")), #"F.concat(F.col("c.name"), F.lit(" "), F.col("c.name"))"#),
      (.call(.concat, [c("name"), lit("x")]), #"F.concat_ws("", F.col("c.name"), F.lit("x"))"#),
      (.cast(c("balance"), .integer(bits: 32)), #"try_cast(F.round(F.col("c.balance"), 0), "int")"#),
      (.cast(c("balance"), .decimal(precision: 10, scale: 2)), #"try_cast(F.col("c.balance"), "decimal(10,2)")"#),
      (.cast(c("name"), .text(length: 3)), #"F.col("c.name")"#),
      (.cast(c("born"), .date), #"date_from_text(F.col("c.born"))"#),
      (.cast(c("id"), .text(length: nil)), #"F.col("c.id").cast("string")"#),
      (.not(.like(c("name"), pattern: lit("A%"), negated: true)), #"(~(~F.col("c.name").like("A%")))"#),
      (.isIn(c("id"), [lit(1), lit(2)], negated: true), #"(~F.col("c.id").isin(1, 2))"#),
      (.call(.toDate, [c("born"), lit("DD/MM/YYYY")]), #"F.try_to_timestamp(F.col("c.born"), F.lit("dd/MM/yyyy")).cast("date")"#),
      (.call(.substring, [c("name"), lit(0), lit(2)]), #"F.substring(F.col("c.name"), 1, 1)"#),
      (.call(.substring, [c("name"), lit(3)]), #"F.substring(F.col("c.name"), 3, 2147483647)"#),
      (.call(.right, [c("name"), lit(2)]), #"F.right(F.col("c.name"), F.lit(2))"#),
      (.call(.regexpReplace, [c("name"), lit("(a)$"), lit(#"\1$"#)]), ##"F.regexp_replace(F.col("c.name"), "(a)$", "$1\\$")"##),
      (.call(.dateAdd, [.literal(.date("2026-01-31")), lit(1), lit("MONTH")]), #"F.add_months(F.lit("2026-01-31").cast("date"), F.lit(1))"#),
      (.literal(.decimal("0.05")), #"F.lit("0.05").cast("decimal(3,2)")"#),
      (.literal(.text("a\"\\\n\u{2028}é")), #"F.lit("a\"\\\n\u2028é")"#),
      (
        .searchedCase([.init(when: .binary(.less, c("id"), lit(5)), then: lit("low"))], otherwise: nil),
        #"F.when(F.col("c.id") < 5, "low")"#
      ),
      (.aggregate(.init(.average, [c("balance")])), #"F.avg(F.col("c.balance").cast("double"))"#),
      (.aggregate(.init(.count, [])), "F.count(F.lit(1))"),
      (
        .aggregate(.init(.stringAggregate, [c("name"), lit("; ")], order: [.init(c("id"), isDescending: true)])),
        #"join_texts(F.col("c.name"), "; ", (F.col("c.id"), True))"#
      ),
      (
        .window(.init(.window(.rowNumber), [], partition: [], order: [.init(c("id"), isDescending: true)])),
        #"F.row_number().over(Window.orderBy(F.col("c.id").desc_nulls_last()))"#
      ),
      (
        .window(.init(.aggregate(.sum), [c("balance")], partition: [c("name")], order: [])),
        #"F.sum(F.col("c.balance")).over(Window.partitionBy(F.col("c.name")))"#
      ),
    ]
    for (expression, python) in cases { #expect(spelled(expression) == python) }
  }

  @Test func `a file brings along what it calls, and what that calls`() {
    let text = text(single(.cast(c("born"), .date)))
    #expect(text.contains("from pyspark.sql import Column, DataFrame, SparkSession\n"))
    #expect(text.contains("def try_cast(") && text.contains("def date_from_text(") && !text.contains("def title("))
    #expect(self.text(single(.window(.init(.window(.rank), [], partition: [], order: [.init(c("id"))])))).contains("SparkSession, Window\n"))
  }

  @Test func `what Spark cannot say is open, and told`() {
    let rendered = PySparkRenderer.render(single(.cast(c("born"), .time)), form: .select)
    #expect(rendered.diagnostics.map(\.code) == [.dialectUnsupported])
    #expect(rendered.text.contains("        F.lit(None)  # open: Spark has no type for "))
    var target = PlanExamples.customer
    target.branches[0].filters[0].condition = .isNull(.cast(c("born"), .time), negated: false)
    #expect(PySparkRenderer.render(target, form: .select).diagnostics.map(\.isStructural) == [true])
  }

  @Test func `long expressions are broken within their brackets`() {
    let branches = (0..<4).map { number in
      Expression.CaseBranch(
        when: .binary(.and, .binary(.equal, c("name"), lit("name \(number)")), .isNull(c("born"), negated: true)), then: lit("value \(number)"))
    }
    let lines = text(single(.searchedCase(branches, otherwise: lit("other")))).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.contains("        .otherwise(\"other\")") && lines.contains { $0.hasPrefix("        .when((F.col(\"c.name\") == \"name 1\") & ") })
  }
}
