import Testing

@testable import Mapping

@Suite struct SpellingTests {
  /// What stands in the fixtures was run on PostgreSQL, DuckDB, SQLite and Spark, which gave the same rows.
  @Test(arguments: Dialect.allCases.filter { $0 != .pyspark })
  func `every case is spelled as its engine was asked`(dialect: Dialect) throws {
    var fixture = SQLFixture()
    for (name, expression) in SpellingCases.all { fixture.add(name, PlanShorthand.text(SpellingCases.plan(expression), dialect)) }
    for (name, expression) in SpellingCases.aggregates { fixture.add(name, PlanShorthand.text(SpellingCases.aggregatePlan(expression), dialect)) }
    try fixture.expect(toEqual: "\(dialect).sql")
  }
}
