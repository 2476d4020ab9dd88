import Studio
import Testing

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
    #expect(RuleReply("nothing to do", to: several) == .open(reason: "the model named no column to change as column = expression"))
  }
}
