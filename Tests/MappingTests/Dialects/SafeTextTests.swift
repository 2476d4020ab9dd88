import Testing
import Workbook

@testable import Mapping

@Suite struct SafeTextTests {
  private static let dialects = Dialect.allCases.filter { $0 != .pyspark }

  @Test func `a reason cannot end its comment`() {
    let names = SQLNames(rules: PostgresRules(), isTemplate: true)
    #expect(names.comment("a */ DROP TABLE x; /* b") == "/* a * / DROP TABLE x; / * b */")
    #expect(names.comment("*/*/") == "/* * / * / . */")
    #expect(names.comment("one\r\ntwo\u{2028}three\tfour") == "/* one two three four */")
    #expect(names.comment("{{ x }} {% y %} ${z}") == "/* { { x } } { % y %} $ {z} */")
    #expect(names.comment("*/\u{301}") == "/* * /\u{301} */")
    #expect(names.comment("\u{202e}back") == "/* back */")
  }

  @Test(arguments: dialects)
  func `a text stays inside its quotes`(dialect: Dialect) {
    let hostile = "a' OR '1'='1 \\' \\\\ ' -- */ ; '\u{301} \\\u{301}"
    let rules = SQLRenderer.rules(of: dialect)
    let literal = rules.text(hostile).flat
    let quoted = literal.hasPrefix("N") ? String(literal.dropFirst()) : literal
    #expect(Self.unquoted(quoted, escapesByBackslash: [.spark, .snowflake, .bigquery].contains(dialect)) == hostile)
  }

  /// Reads a literal as the engine does; `nil` where it ends early.
  private static func unquoted(_ literal: String, escapesByBackslash: Bool) -> String? {
    var text = String.UnicodeScalarView()
    var rest = Array(literal.unicodeScalars)[...]
    guard rest.popFirst() == "'" else { return nil }
    while let character = rest.popFirst() {
      if character == "\\", escapesByBackslash {
        guard let next = rest.popFirst() else { return nil }
        text.append(next)
      } else if character == "'" {
        if rest.isEmpty { return String(text) }
        guard rest.popFirst() == "'" else { return nil }
        text.append("'")
      } else {
        text.append(character)
      }
    }
    return nil
  }

  @Test func `names are quoted when they have to be, and keep their spelling`() {
    func names(_ dialect: Dialect) -> SQLNames { SQLNames(rules: SQLRenderer.rules(of: dialect), isTemplate: false) }
    #expect(names(.postgres).table(TableName(parts: ["sales", "order", "Order Items"])) == "sales.\"order\".\"Order Items\"")
    #expect(names(.postgres).name("a\"b") == "\"a\"\"b\"")
    #expect(names(.sqlserver).name("a]b") == "[a]]b]")
    #expect(names(.spark).name("a`b") == "`a``b`")
    #expect(names(.bigquery).name("a`b") == "`a\\`b`")
    #expect(names(.snowflake).name("date") == "date")
    #expect(names(.sqlite).name("1st") == "\"1st\"")
    #expect(names(.duckdb).name("größe") == "\"größe\"")
  }

  @Test func `control characters leave a text and come back`() {
    #expect(PostgresRules().text("a\nb'").flat == "E'a\\nb'''")
    #expect(DuckDBRules().text("a\nb").flat == "'a' || CHR(10) || 'b'")
    #expect(SQLServerRules().text("ä\\\n").flat == "N'ä\\' + CHAR(10)")
    #expect(SparkRules().text("${x}\n").flat == "'\\u0024{x}\\n'")
    #expect(SQLiteRules().text("a\0b").flat == "'ab'")
  }

  @Test func `what Jinja would read is kept from it`() {
    let plan = PlanShorthand.target([("x", text("{{ y }} {% z {"))])
    #expect(PlanShorthand.text(plan, .postgres, .dbt).contains("'{{ '{{' }} y }} {{ '{%' }} z {' AS x"))
  }
}
