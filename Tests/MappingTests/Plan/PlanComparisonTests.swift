import Mapping
import Primitives
import Testing
import Wire

@Suite struct PlanComparisonTests {
  private func write(_ builder: inout DocumentBuilder) {
    builder.map("x", "id", type: "INTEGER", table: "t", from: "id")
    builder.map("x", "name", table: "t", from: "name")
    builder.map("x", "old", table: "t", from: "old")
    builder.join("x", "left", "t", "u", on: "id")
    builder.filter("x", "t.ok = 1")
    builder.map("gone", "id", table: "t", from: "id")
  }

  private func writeLater(_ builder: inout DocumentBuilder) {
    builder.map("new", "id", table: "t", from: "id")
    builder.map("X", "id", type: "BIGINT", table: "t", from: "id")
    builder.map("X", "NAME", table: "t", from: "name", rule: "UPPER(name)")
    builder.map("X", "extra", table: "t", from: "extra")
    builder.join("X", "inner", "t", "u", on: "id")
    builder.filter("X", "t.ok = 2")
  }

  @Test func `nothing differs between a plan and itself`() {
    let comparison = PlanComparison.compare(planned(write), planned(write))
    #expect(comparison.isEmpty)
    #expect(comparison.description.isEmpty)
  }

  @Test func `where a row stands says nothing`() {
    let moved = planned {
      $0.map("first", "id", table: "t", from: "id")
      write(&$0)
    }
    let comparison = PlanComparison.compare(planned(write), moved)
    #expect(comparison.added.map(\.description) == ["first"])
    #expect(comparison.removed.isEmpty && comparison.changed.isEmpty)
  }

  @Test func `what was added, removed and changed is told`() {
    let comparison = PlanComparison.compare(planned(write), planned(writeLater))
    #expect(comparison.added.map(\.description) == ["new"])
    #expect(comparison.removed.map(\.description) == ["gone"])
    #expect(
      comparison.description == """
        + new
        - gone
        ~ X
          - join: left u AS u ON t.id = u.id
          + join: inner u AS u ON t.id = u.id
          + filter: t.ok = 2
          - filter: t.ok = 1
          + extra: t.extra  (Mapping!B5)
          - old: t.old  (Mapping!B4)
          ~ id  (Mapping!B3)
              - type: INTEGER
              + type: BIGINT
              - rule: CAST(t.id AS INTEGER)
              + rule: CAST(t.id AS BIGINT)
          ~ NAME  (Mapping!B4)
              - kind: direct
              + kind: expression
              - rule: t.name
              + rule: UPPER(t.name)

        """)
  }

  @Test func `the JSON has the same`() throws {
    var writer = JSONWriter()
    PlanComparison.compare(planned(write), planned(writeLater)).write(to: &writer)
    let json = try JSONReader().value(writer.bytes[...])
    #expect(json["added"]?.array?.first?.string == "new")
    #expect(json["changed"]?.array?.first?["changed"]?.array?.first?["changes"]?.array?.first?["aspect"]?.string == "type")
  }
}
