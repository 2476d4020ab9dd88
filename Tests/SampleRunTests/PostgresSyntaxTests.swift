import SampleRun
import Testing

@Suite struct PostgresSyntaxTests {
  @Test(arguments: ["SELECT 1", "SELECT a::text AS \"b\"\nFROM t\nWHERE a LIKE 'x%';\n", "CREATE OR REPLACE VIEW v AS SELECT 1;", "", "-- nothing"])
  func `what PostgreSQL reads is said to be right`(_ sql: String) { #expect(PostgresSyntax.check(sql) == nil) }

  @Test func `the place of a mistake is told`() throws {
    let failure = try #require(PostgresSyntax.check("SELECT '\u{e4}' AS \u{e4},\n  '\u{20AC}' AS x FORM t"))
    #expect(failure.line == 2)
    #expect(failure.column == "  '\u{20AC}' AS x ".utf8.count || failure.column == "  '\u{20AC}' AS x FORM ".utf8.count)
    #expect(failure.message.contains("syntax error"))
  }

  @Test(arguments: ["SELECT a FROM", "SELECT FROM WHERE", "SELECT 'open", "SELECT 1;; SELEC 2", "SELECT \0"])
  func `what it does not read is told`(_ sql: String) { #expect(PostgresSyntax.check(sql) != nil) }
}
