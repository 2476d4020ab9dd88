import Mapping
import Testing

@Suite struct SelectStatementTests {
  @Test func `a whole select is read`() throws {
    let statement = try ExpressionParser.parseSelect(
      """
      SELECT o.id AS order_id, UPPER(c.name) customer, SUM(l.qty * l.price) AS "total", o.status
      FROM sales.orders o
      JOIN [dbo].[Customers] AS c ON c.id = o.customer_id
      LEFT OUTER JOIN lines l ON l.order_id = o.id AND l.void = FALSE
      WHERE o.status <> 'X' GROUP BY o.id, 2, o.status HAVING SUM(l.qty) > 0 ORDER BY o.id DESC;
      """)
    #expect(statement.columns.map(\.name) == ["order_id", "customer", "total", "status"])
    #expect(statement.from == .init(TableName(parts: ["sales", "orders"]), alias: "o"))
    #expect(statement.joins.map(\.kind) == [.inner, .left])
    #expect(statement.joins.map(\.table.table.description) == ["dbo.Customers", "lines"])
    #expect(statement.joins[1].condition?.description == "l.order_id = o.id AND l.void = FALSE")
    #expect(statement.filter?.description == "o.status <> 'X'")
    #expect(statement.groupBy.map(\.description) == ["o.id", "UPPER(c.name)", "o.status"])
    #expect(statement.having?.description == "SUM(l.qty) > 0")
    #expect(statement.order.map(\.isDescending) == [true])
  }

  @Test func `tables with commas are cross joins, USING is equality`() throws {
    let statement = try ExpressionParser.parseSelect("select distinct a.x from a, b cross join c")
    #expect(statement.isDistinct)
    #expect(statement.joins.map(\.kind) == [.cross, .cross])
    let using = try ExpressionParser.parseSelect("SELECT x FROM a JOIN b USING (id, k)")
    #expect(using.joins[0].condition?.description == "a.id = b.id AND a.k = b.k")
  }

  @Test(arguments: [
    "SELECT * FROM t", "SELECT t.* FROM t", "SELECT a FROM (SELECT 1) t", "SELECT a FROM t UNION SELECT b FROM u", "SELECT a FROM t LIMIT 5",
    "SELECT a", "SELECT FROM t",
    "WITH x AS (SELECT 1) SELECT a FROM x", "SELECT TOP 5 a FROM t", "SELECT a FROM t; DROP TABLE t", "SELECT a FROM t JOIN u",
    "SELECT a FROM t NATURAL JOIN u", "SELECT a FROM f(1)",
    "SELECT a FROM t WHERE", "SELECT a FROM t GROUP BY 7", "SELECT a b c FROM t",
  ]) func `what a plan cannot hold is refused`(_ source: String) {
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parseSelect(source) }
  }
}
