import Testing

@testable import Studio

@Suite struct RuleReplyTests {
  private let one = RuleQuestion(table: "d", column: "c", branch: nil, columns: ["c"], cell: nil, instructions: "", question: "")
  private let several = RuleQuestion(table: "d", column: nil, branch: nil, columns: ["a", "b"], cell: nil, instructions: "", question: "")

  private func expression(_ text: String) -> String? {
    if case .expressions(let found) = RuleReply(text, to: one) { found.first?.expression } else { nil }
  }

  @Test(arguments: ["UPPER(c.x)", " UPPER(c.x);\n", "```sql\nUPPER(c.x)\n```", "`UPPER(c.x)`", "Here it is:\n\n```\nUPPER(c.x);\n```\nDone."])
  func `an expression is found in what models put around it`(text: String) { #expect(expression(text) == "UPPER(c.x)") }

  @Test func `a refusal leaves the column open and says why`() {
    #expect(RuleReply("OPEN: which name?", to: one) == .open(reason: "which name?"))
    #expect(expression("") == nil && expression(String(repeating: "x", count: 9000)) == nil)
  }

  @Test func `of several columns only those that may change are taken`() {
    let reply = RuleReply("- `a` = 1\nd.B = UPPER(x = 1)\nz = 3\nno line", to: several)
    #expect(
      reply
        == .expressions([
          RuleExpression(table: "d", column: "a", branch: nil, expression: "1"),
          RuleExpression(table: "d", column: "b", branch: nil, expression: "UPPER(x = 1)"),
        ]))
    #expect(RuleReply("nothing to do", to: several) == .open(reason: "the model named nothing that may be changed, as column = expression"))
  }

  private var whole: RuleQuestion {
    var question = several
    (question.joins, question.hasFilters) = (["a", "o"], true)
    return question
  }

  private func changes(_ text: String) -> [String] {
    guard case .expressions(let found) = RuleReply(text, to: whole) else { return [] }
    return found.map { "\($0.subject): \($0.expression)" }
  }

  @Test func `joins and filters are lines of their own`() {
    #expect(
      changes("WHERE c.id > 1\n- having COUNT(*) > 2;\nleft outer join crm.orders AS O on o.c = c.id\nJOIN `a` ON a.id = c.id AND a.b = 1") == [
        "filter: c.id > 1", "filter: COUNT(*) > 2", #"join(alias: "o", kind: Optional("left")): o.c = c.id"#,
        #"join(alias: "a", kind: nil): a.id = c.id AND a.b = 1"#,
      ])
    #expect(changes("WHERE NONE") == ["filter: "] && changes("where c.a = 1\nWHERE none") == ["filter: "])
    #expect(changes("JOIN x ON x.id = 1") == [])
    #expect(RuleReply("WHERE a = 1", to: several) == .open(reason: "the model named nothing that may be changed, as column = expression"))
  }

  @Test func `an expression may go over several lines, and what is said behind it is none of it`() {
    #expect(
      changes("Gladly:\na = CASE\n  WHEN c.x = 1 THEN 2\n  ELSE 3\nEND\nWHERE c.x = 1\n  AND c.y = 2\nThis keeps the rest, and = is no line.") == [
        "column(\"a\"): CASE\n  WHEN c.x = 1 THEN 2\n  ELSE 3\nEND", "filter: c.x = 1\n  AND c.y = 2",
      ])
  }

  @Test(arguments: ["a = 1", "WHERE c.x = 1\nJOIN a ON a.x = 1", "OPEN: no", "WHERE NONE"])
  func `what was answered is kept and read again`(text: String) throws {
    let reply = RuleReply(text, to: whole)
    let kept = try #require(RuleReply.kept(reply.json(to: whole)))
    #expect(kept.reply == reply && kept.question == whole.key)
  }
}
