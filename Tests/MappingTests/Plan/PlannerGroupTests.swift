import Mapping
import Testing
import Workbook

@Suite struct PlannerGroupTests {
  @Test func `a target with aggregates is grouped by everything else but constants`() throws {
    let plan = planned {
      $0.map("x", "region", table: "t", from: "region", default: "none")
      $0.map("x", "year", table: "t", rule: "EXTRACT(YEAR FROM day)")
      $0.map("x", "source", rule: "'crm'")
      $0.map("x", "total", table: "t", from: "amount", rule: "SUM(amount)", default: "0")
      $0.map("x", "rows", table: "t", rule: "COUNT(*)")
    }
    #expect(plan.codes == [])
    let branch = try #require(plan.firstBranch)
    #expect(branch.isAggregated)
    #expect(branch.groupBy == [branch.outputs[0].expression, branch.outputs[1].expression])
    #expect(branch.outputs.map(\.kind) == [.direct, .expression, .constant, .aggregate, .aggregate])
  }

  @Test func `aggregates alone are one row over all`() {
    let plan = planned { $0.map("x", "n", table: "t", rule: "COUNT(*)") }
    #expect(plan.codes == [])
    #expect(plan.firstBranch?.isAggregated == true && plan.firstBranch?.groupBy == [])
  }

  @Test func `a column beside its aggregate that nothing groups by leaves the output open`() {
    let plan = planned {
      $0.map("x", "a", table: "t", rule: "SUM(amount) + fee")
      $0.map("x", "b", table: "t", rule: "SUM(amount) / 2")
    }
    #expect(plan.codes == ["aggregate_mixed Mapping!I2"])
    #expect(plan.output("a")?.openCode == .aggregateMixed)
    #expect(plan.expression("b") == "SUM(t.amount) / 2")
    #expect(plan.exitStatus == .open)
  }

  @Test func `a column beside its aggregate is well where it is grouped by`() {
    let plan = planned {
      $0.map("x", "fee", table: "t", from: "fee")
      $0.map("x", "a", table: "t", rule: "SUM(amount) + fee")
    }
    #expect(plan.codes == [])
    #expect(plan.firstBranch?.groupBy.map { "\($0)" } == ["t.fee"])
  }

  @Test func `a window beside aggregates is refused, alone it is none`() {
    let mixed = planned {
      $0.map("x", "a", table: "t", rule: "SUM(amount)")
      $0.map("x", "b", table: "t", rule: "ROW_NUMBER() OVER (ORDER BY day)")
    }
    #expect(mixed.codes == ["aggregate_mixed Mapping!I3"])
    let alone = planned { $0.map("x", "b", table: "t", rule: "SUM(amount) OVER (PARTITION BY region)") }
    #expect(alone.codes == [])
    #expect(alone.output("b")?.kind == .window)
    #expect(alone.firstBranch?.isAggregated == false)
  }

  @Test func `a filter on groups that mentions something that is not grouped by refuses`() {
    let plan = planned {
      $0.map("x", "region", table: "t", from: "region")
      $0.filter("x", "COUNT(*) > 1 AND fee > 2")
    }
    #expect(plan.codes == ["aggregate_mixed Filters!B2"])
    #expect(plan.isRefused)
  }

  @Test func `an answer takes the place of words`() {
    let plan = planned(options: PlanOptions(answers: [RuleAnswer(table: "X", column: "A", expression: "UPPER(name)")])) {
      $0.map("x", "a", type: "VARCHAR(20)", table: "t", from: "name", rule: "as the marketing people like to see it")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("a") == "UPPER(t.name)")
    #expect(plan.output("a")?.kind == .prose)
    #expect(plan.output("a")?.prose == "as the marketing people like to see it")
    #expect(plan.exitStatus == .resolved)
  }

  @Test func `an answer counts the branches of its target's plan, not those of the workbook`() {
    let answers = [
      RuleAnswer(table: "x", column: "a", branch: 0, expression: "UPPER(one)"),
      RuleAnswer(table: "x", column: "a", branch: 1, expression: "UPPER(two)"),
    ]
    let plan = planned(isTemplate: false, options: PlanOptions(answers: answers)) {
      $0.map("x", "a", from: "zero", rule: "as the marketing people like to see it", branch: 3)
      $0.map("x", "a", table: "t", from: "one", rule: "as the marketing people like to see it", branch: 5)
      $0.map("x", "a", table: "u", from: "two", rule: "as the marketing people like to see it", branch: 6)
    }
    let outputs = plan.targets.first?.branches.map { $0.outputs.first?.expression.map { "\($0)" } }
    #expect(outputs == ["UPPER(t.one)", "UPPER(u.two)"])
  }

  @Test func `an answer that does not hold leaves the column open and is quoted`() throws {
    for (answer, code) in [
      ("UPPER(name", Diagnostic.Code.badExpression), ("UPPER(nam)", .unknownColumn), ("z.name", .unknownTable),
      ("name; DROP TABLE t", .badExpression),
    ] {
      let plan = planned(options: PlanOptions(answers: [RuleAnswer(table: "x", column: "a", expression: answer)])) {
        $0.known("t", "name TEXT")
        $0.map("x", "a", table: "t", from: "name", rule: "as the marketing people like to see it")
      }
      let output = try #require(plan.output("a"))
      #expect(output.isOpen && output.openCode == code, "\(answer) \(plan.codes)")
      #expect(output.openReason?.contains(answer) == true)
      #expect(plan.exitStatus == .open)
    }
  }
}
