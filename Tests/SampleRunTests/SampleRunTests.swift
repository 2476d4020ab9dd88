import Mapping
import Testing
import Workbook

@testable import SampleRun

/// Plans made by hand, run in SQLite.
@Suite struct SampleRunTests {
  private static let place = Provenance(sheet: "Mapping", row: 2, column: 1)
  private static let customers = SelectBranch.SourceTable(
    table: TableName(parts: ["crm", "customers"]), alias: "c",
    columns: [
      .init(name: "id", type: .integer(bits: 64)), .init(name: "name", type: .text(length: nil)), .init(name: "amount", type: .text(length: nil)),
    ])
  private static let countries = SelectBranch.SourceTable(
    table: TableName(parts: ["countries"]), alias: "k",
    columns: [.init(name: "customer_id", type: .integer(bits: 64)), .init(name: "country", type: .text(length: nil))])

  private func column(_ name: String, _ type: DataType, isKey: Bool = false) -> TargetPlan.Column {
    TargetPlan.Column(name: name, type: type, isNullable: true, isPrimaryKey: isKey, provenance: Self.place)
  }

  private func output(_ uncast: Expression, _ value: DataType, as type: DataType? = nil, otherwise: Expression? = nil) -> SelectBranch.Output {
    let cast = type.map { Expression.cast(uncast, $0) } ?? uncast
    let expression = otherwise.map { Expression.call(.coalesce, [cast, $0]) } ?? cast
    return SelectBranch.Output(kind: .expression, expression: expression, valueType: value, uncast: uncast, provenance: Self.place)
  }

  private func plan(joins: [SelectBranch.Join] = [], driving: SelectBranch.SourceTable = customers) -> Plan {
    let branch = SelectBranch(
      driving: driving, joins: joins,
      outputs: [
        output(.column(alias: "c", name: "id"), .integer(bits: 64)), output(.column(alias: "c", name: "name"), .text(length: nil)),
        output(.column(alias: "c", name: "amount"), .text(length: nil), as: .integer(bits: 32), otherwise: .literal(.integer(0))),
      ])
    let target = TargetPlan(
      table: TableName(parts: ["mart", "dim"]),
      columns: [column("id", .integer(bits: 64), isKey: true), column("name", .text(length: 5)), column("amount", .integer(bits: 32))],
      branches: [branch])
    return Plan(targets: [target], diagnostics: [])
  }

  private let samples = [
    MappingDocument.SampleTable(
      table: "crm.customers", columns: ["ID", "name", "amount"],
      rows: [
        [.number(1), .string("Ada"), .number(10)], [.number(2), .string("Barbara"), .string("many")], [.number(2), nil, .string(" ")],
        [.number(3), .string("Eve"), nil],
      ]),
    MappingDocument.SampleTable(
      table: "countries", columns: ["customer_id", "country"], rows: [[.number(1), .string("UK")], [.number(2), .string("US")]]),
  ]

  @Test func `rows, keys, nulls, casts and lengths are counted`() throws {
    let report = SampleRun.run(plan(), samples: samples)
    let target = try #require(report.targets.first)
    #expect(target.failure == nil)
    let figures = try #require(target.figures)
    #expect(figures.rows == 4 && figures.duplicateKeys == 1)
    #expect(figures.nulls == ["name": 1] && figures.tooLong == ["name": 1])
    #expect(figures.castsFailed == ["amount": 2])
    #expect(target.columns == ["id", "name", "amount"] && target.rows.first == [.integer(1), .text("Ada"), .integer(10)])
    #expect(report.figures.keys.map(\.description) == ["mart.dim"])
  }

  @Test func `rows that a join drops are counted for that join`() throws {
    let condition = Expression.binary(.equal, .column(alias: "c", name: "id"), .column(alias: "k", name: "customer_id"))
    let inner = SampleRun.run(plan(joins: [SelectBranch.Join(.inner, Self.countries, on: condition, provenance: Self.place)]), samples: samples)
    #expect(inner.targets[0].lostInJoins == [SampleReport.LostRows(alias: "k", rows: 1)] && inner.targets[0].figures?.rows == 3)
    #expect(inner.figures.values.first?.rowsLost == ["k": 1] && inner.figures.values.first?.sample?.rows.count == 3)
    let left = SampleRun.run(plan(joins: [SelectBranch.Join(.left, Self.countries, on: condition, provenance: Self.place)]), samples: samples)
    #expect(left.targets[0].lostInJoins.isEmpty && left.targets[0].figures?.rows == 4)
  }

  @Test func `without samples nothing is run, and that is said`() throws {
    let report = SampleRun.run(plan(), samples: [])
    #expect(
      report.targets[0].figures == nil && report.targets[0].failure?.code == .missing && report.targets[0].failure?.fix.contains("Samples") == true)
    let others = SampleRun.run(plan(), samples: [MappingDocument.SampleTable(table: "other", columns: ["a"], rows: [[.number(1)]])])
    #expect(others.targets[0].figures == nil)
  }

  @Test func `a name of three parts, or the same name in many places, is a table like any other`() throws {
    let lake = SelectBranch.SourceTable(table: TableName(parts: ["lake", "crm", "customers"]), alias: "c", columns: Self.customers.columns)
    let condition = Expression.binary(.equal, .column(alias: "c", name: "id"), .column(alias: "o", name: "id"))
    let other = SelectBranch.SourceTable(table: TableName(parts: ["old", "crm", "customers"]), alias: "o", columns: Self.customers.columns)
    var rows = samples
    rows[0].table = "lake.crm.customers"
    rows.append(MappingDocument.SampleTable(table: "old.crm.customers", columns: ["id"], rows: [[.number(3)]]))
    let report = SampleRun.run(plan(joins: [SelectBranch.Join(.inner, other, on: condition, provenance: Self.place)], driving: lake), samples: rows)
    #expect(report.targets[0].failure == nil && report.targets[0].figures?.rows == 1)
    #expect(report.targets[0].lostInJoins == [SampleReport.LostRows(alias: "o", rows: 3)])
  }

  @Test func `where there is no database every target says so`() throws {
    struct NoDatabase: SampleDatabase {
      func open() throws(SampleFailure) -> any SampleEngine { throw SampleFailure(code: .unavailable, found: "it is not there", fix: "start it") }
    }
    let report = SampleRun.run(plan(), samples: samples, on: NoDatabase())
    let failure = SampleFailure(code: .unavailable, found: "it is not there", fix: "start it")
    #expect(report.failures == [TableName(parts: ["mart", "dim"]): failure] && report.figures.isEmpty)
  }

  @Test func `a product of everything with everything is ended`() throws {
    let rows = (0..<3000).map { [CellValue?.some(.number(Double($0))), nil, nil] }
    let joins = (0..<3).map { number in
      SelectBranch.Join(
        .cross, SelectBranch.SourceTable(table: TableName(parts: ["crm", "customers"]), alias: "x\(number)"), on: nil, provenance: Self.place)
    }
    let many = [MappingDocument.SampleTable(table: "crm.customers", columns: ["id", "name", "amount"], rows: rows)]
    let report = SampleRun.run(plan(joins: joins), samples: many)
    #expect(report.targets[0].failure?.code == .tooMuch)
  }

  @Test(
    arguments: [
      (CellValue.number(7), DataType.text(length: nil), SampleValue.text("7")), (.string("7"), .integer(bits: 32), .integer(7)),
      (.string("x"), .integer(bits: 32), .text("x")), (.boolean(true), .boolean, .integer(1)), (.string("no"), .boolean, .integer(0)),
      (.date("2026-11-20T13:05:00"), .date, .text("2026-11-20")),
      (.date("2026-11-20"), .timestamp(withTimeZone: false), .text("2026-11-20 00:00:00")),
      (.date("2026-11-20T13:05:00"), .unknown, .text("2026-11-20 13:05:00")), (.number(1.5), .unknown, .real(1.5)),
    ])
  func `a cell of a sheet becomes a value of its column's type`(_ cell: CellValue, _ type: DataType, _ expected: SampleValue) {
    #expect(SampleValue(cell, as: type) == expected)
  }

  @Test func `what the engine cannot say is told, and its NULLs are not counted`() throws {
    let place = Provenance(sheet: "Mapping", row: 3, column: 9)
    let titled = SelectBranch.Output(
      kind: .expression, expression: .call(.title, [.column(alias: "c", name: "name")]), valueType: .text(length: nil), provenance: place)
    let branch = SelectBranch(driving: Self.customers, outputs: [output(.column(alias: "c", name: "id"), .integer(bits: 64)), titled])
    let target = TargetPlan(
      table: TableName(parts: ["dim"]), columns: [column("id", .integer(bits: 64)), column("name", .text(length: nil))], branches: [branch])
    let report = SampleRun.run(Plan(targets: [target], diagnostics: []), samples: samples)
    let figures = try #require(report.targets.first?.figures)
    #expect(figures.rows == 4 && figures.nulls == [:])
    #expect(figures.notRun["name"]?.contains("TITLE") == true && figures.notRun.count == 1)
  }
}
