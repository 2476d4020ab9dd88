import Mapping
import Testing

/// Workbooks without a sheet of known tables say nothing of types: sums and counts of their columns are numbers all the same.
@Suite struct UnknownNumberTests {
  private static func text(_ rule: String, as type: String, _ dialect: Dialect) -> String {
    let plan = planned {
      $0.map("x", "k", table: "s", from: "k")
      $0.map("x", "a", type: type, table: "s", rule: rule)
    }
    let text = SQLRenderer.render(plan.targets[0], dialect: dialect, form: .select).text
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: [
    (Dialect.postgres, "CASE WHEN ABS(SUM(s.amount)) < 9999999999.995 THEN CAST(SUM(s.amount) AS NUMERIC(12, 2)) END AS a"),
    (.duckdb, "TRY_CAST(CAST(SUM(s.amount) AS VARCHAR) AS DECIMAL(12, 2)) AS a"),
    (.sqlserver, "TRY_CAST(SUM(s.amount) AS DECIMAL(12, 2)) AS a"),
    (.snowflake, "CASE WHEN ABS(SUM(s.amount)) < 9999999999.995 THEN CAST(SUM(s.amount) AS NUMBER(12, 2)) END AS a"),
    (.spark, "TRY_CAST(SUM(s.amount) AS DECIMAL(12, 2)) AS a"),
  ]) func `a sum is cast as a number, not by way of a text`(_ dialect: Dialect, _ expected: String) {
    #expect(Self.text("SUM(amount)", as: "DECIMAL(12,2)", dialect).contains(expected))
  }

  @Test func `what is chosen among numbers is rounded to the target's places`() {
    #expect(Self.text("amount * 1.19", as: "DECIMAL(12,2)", .sqlite).contains("ROUND(s.amount * 1.19"))
    #expect(Self.text("COALESCE(amount, 0)", as: "INTEGER", .duckdb).contains("TRY_CAST(ROUND(COALESCE(s.amount, 0)) AS INTEGER) AS a"))
    #expect(Self.text("amount + 1", as: "INTEGER", .postgres).contains("CAST(CAST(s.amount + 1 AS NUMERIC) AS INTEGER)"))
  }

  @Test(arguments: ["COUNT(*)", "COUNT(DISTINCT id)", "ROW_NUMBER() OVER (ORDER BY id)", "RANK() OVER (ORDER BY id)"])
  func `numbers of rows are cast plainly`(_ rule: String) {
    let text = Self.text(rule, as: "INTEGER", .postgres)
    #expect(text.contains("CAST(\(rule.prefix(4))") && !text.contains("CASE"), "\(text)")
  }

  @Test func `a number of more digits than the engine has stays open`() {
    #expect(Self.text("s.amount", as: "DECIMAL(60,2)", .duckdb).contains("NULL /* open: "))
    #expect(Self.text("s.amount", as: "DECIMAL(60,2)", .postgres).contains("NUMERIC(60, 2)"))
  }
}
