import Mapping
import Testing
import Workbook

/// Documents that nobody would write: whatever stands in the cells, there is a plan, the same one each time, and it holds together.
@Suite struct RandomDocumentTests {
  /// A generator that always gives the same numbers (xorshift64*).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 0x2545_F491_4F6C_DD1D
    }
  }

  private static let tables = ["t", "u", "dw.t", "T", "[a b].c", "\"x\"\"y\"", "", ".", "..", "a,b", "http://x/y.csv?z", "😀", "t;u", "v"]
  private static let names = [
    "a", "b", "A", "a b", "t.a", "u.b", "z.a", "a, b", "'k'", "\"k\"", "1", "-1.5", "", "a + b", "CONCAT(a, b)", "((", "select", "é", "a;b\nc",
  ]
  private static let rules = [
    "UPPER(a)", "a || b", "SUM(a)", "SUM(a) + b", "COUNT(*)", "ROW_NUMBER() OVER (ORDER BY a)", "join to v by a, take b", "lookup u on a return b",
    "surrogate key",
    "valid_from", "is_current", "current timestamp", "some words of a person", "SELECT a, b FROM t JOIN u ON t.a = u.a WHERE b > 1", "SELECT",
    "CASE WHEN a THEN", "''", "(",
    "IF(a=1,'x','y')", "CASE: 0-5 Night / 6-11 Morning", "concatenate", "trim", "SPLIT_PART(a, '-', 2)", "a; DROP TABLE t", "\u{0}", "=A1&B1", "1:1",
  ]
  private static let types = [
    "INTEGER", "VARCHAR(10)", "DATE", "DECIMAL(10,2)", "BOOLEAN", "int (PK)", "nonsense", "", "TIMESTAMP", "JSON", "BINARY",
  ]
  private static let conditions = [
    "a", "t.a = u.a", "a = b", "z.q = t.a", "", "1 = 1", "SUM(a) > 1", "a, b", "ON t.a = v.a", "USING (a)", "(((", "on", "a and b", "t.a",
  ]
  private static let words = [
    "left", "inner", "cross", "", "full outer join", "sideways", "Y", "N", "PK", "x", "NULL", "2026-01-01", "0", "CURRENT_DATE",
  ]

  private func document(_ numbers: inout Numbers) -> MappingDocument {
    var builder = DocumentBuilder(isTemplate: Bool.random(using: &numbers))
    func pick(_ list: [String]) -> String { list.randomElement(using: &numbers) ?? "" }
    func perhaps(_ list: [String]) -> String? { Bool.random(using: &numbers) ? pick(list) : nil }
    for _ in 0..<Int.random(in: 0...7, using: &numbers) {
      builder.map(
        pick(["x", "x", "x", "y", "dw.x", ""]), pick(["a", "b", "c", "d", "e", "A", ""]), type: perhaps(Self.types), nullable: perhaps(Self.words),
        key: perhaps(Self.words), table: perhaps(Self.tables), alias: Int.random(in: 0...3, using: &numbers) == 0 ? pick(["t", "u", "q"]) : nil,
        from: perhaps(Self.names), sourceType: perhaps(Self.types), rule: perhaps(Self.rules), default: perhaps(Self.words),
        notes: perhaps(Self.words),
        branch: Int.random(in: 0...5, using: &numbers) == 0 ? Int.random(in: -1...2, using: &numbers) : 0)
    }
    for _ in 0..<Int.random(in: 0...2, using: &numbers) {
      builder.join(
        pick(["x", "x", "y", "?"]), perhaps(Self.words), perhaps(["t", "u", "z"]), pick(Self.tables), as: perhaps(["u", "v", "t"]),
        on: perhaps(Self.conditions))
    }
    for _ in 0..<Int.random(in: 0...1, using: &numbers) { builder.filter("x", pick(Self.conditions)) }
    if Bool.random(using: &numbers) {
      builder.known("t", "a INTEGER", "b VARCHAR(10)")
      if Bool.random(using: &numbers) { builder.known(pick(Self.tables), "a", "b DATE NOT NULL") }
    }
    return builder.document
  }

  @Test func `every document gives a plan that holds together, and the same one each time`() {
    var numbers = Numbers(state: 20_260_101)
    for round in 0..<400 {
      let document = document(&numbers)
      let answers = round % 3 == 0 ? [RuleAnswer(table: "x", column: "a", expression: Self.rules[round % Self.rules.count])] : []
      let plan = Planner.plan(document, options: PlanOptions(answers: answers))
      #expect(plan.encoded() == Planner.plan(document, options: PlanOptions(answers: answers)).encoded())
      check(plan, round: round)
      #expect(PlanComparison.compare(plan, plan).isEmpty)
    }
  }

  private func check(_ plan: Plan, round: Int) {
    if plan.targets.isEmpty { #expect(plan.isRefused, "\(round)") }
    for target in plan.targets {
      #expect(!target.branches.isEmpty)
      for branch in target.branches {
        #expect(branch.outputs.count == target.columns.count)
        var aliases = Set([branch.driving.alias.lowercased()])
        for join in branch.joins {
          #expect(aliases.insert(join.table.alias.lowercased()).inserted, "\(round): two tables are called \(join.table.alias)")
          #expect((join.condition == nil) == (join.kind == .cross), "\(round)")
          for column in plan.isRefused ? [] : join.condition?.columns ?? [] {
            #expect(aliases.contains(column.alias?.lowercased() ?? ""), "\(round) \(join.condition!)")
          }
        }
        let expressions = branch.outputs.compactMap(\.expression) + branch.filters.map(\.condition) + branch.groupBy
        // Of a refused workbook the tables whose joins are wrong are taken as they are meant.
        for column in plan.isRefused ? [] : expressions.flatMap(\.columns) {
          #expect(aliases.contains(column.alias?.lowercased() ?? ""), "\(round): \(column)")
        }
        for output in branch.outputs where output.isOpen {
          #expect(output.openReason?.isEmpty == false && output.openCode != nil, "\(round)")
          #expect(plan.exitStatus != .resolved)
        }
        if !branch.isAggregated { #expect(expressions.allSatisfy { !$0.containsAggregate }, "\(round)") }
      }
    }
  }
}
