import Mapping
import SampleRun
import TestKit
import Testing
import Workbook

@testable import SampleRunPostgres

/// Plans made by hand, run in a real PostgreSQL.
@Suite struct PostgresSampleRunTests {
  private static let place = Provenance(sheet: "Mapping", row: 2, column: 1)
  private static let customers = SelectBranch.SourceTable(
    table: TableName(parts: ["lake", "crm", "customers"]), alias: "c",
    columns: [
      .init(name: "id", type: .integer(bits: 64)), .init(name: "name", type: .text(length: nil)), .init(name: "amount", type: .text(length: nil)),
      .init(name: "since", type: .date), .init(name: "is_new", type: .boolean),
    ])
  private static let countries = SelectBranch.SourceTable(
    table: TableName(parts: ["countries"]), alias: "k",
    columns: [.init(name: "customer_id", type: .integer(bits: 64)), .init(name: "country", type: .text(length: nil))])
  private static let join = SelectBranch.Join(
    .inner, countries, on: .binary(.equal, .column(alias: "c", name: "id"), .column(alias: "k", name: "customer_id")), provenance: place)

  private func output(_ expression: Expression, _ type: DataType, as cast: DataType? = nil) -> SelectBranch.Output {
    SelectBranch.Output(
      kind: .expression, expression: cast.map { .cast(expression, $0) } ?? expression, valueType: type, uncast: expression, provenance: Self.place)
  }

  private func plan(joins: [SelectBranch.Join] = [], more: [(String, Expression, DataType)] = []) -> Plan {
    let columns: [(String, Expression, DataType, DataType?)] =
      [
        ("id", .column(alias: "c", name: "id"), .integer(bits: 64), nil), ("name", .column(alias: "c", name: "name"), .text(length: nil), nil),
        ("amount", .column(alias: "c", name: "amount"), .text(length: nil), .decimal(precision: 10, scale: 2)),
        ("since", .column(alias: "c", name: "since"), .date, nil), ("is_new", .column(alias: "c", name: "is_new"), .boolean, nil),
      ] + more.map { ($0.0, $0.1, $0.2, nil) }
    let target = TargetPlan(
      table: TableName(parts: ["mart", "dim"]),
      columns: columns.map { name, _, type, cast in
        TargetPlan.Column(
          name: name, type: name == "name" ? .text(length: 5) : cast ?? type, isNullable: true, isPrimaryKey: name == "id", provenance: Self.place)
      },
      branches: [SelectBranch(driving: Self.customers, joins: joins, outputs: columns.map { output($0.1, $0.2, as: $0.3) })])
    return Plan(targets: [target], diagnostics: [])
  }

  private let samples = [
    MappingDocument.SampleTable(
      table: "lake.crm.customers", columns: ["ID", "name", "amount", "since", "is_new"],
      rows: [
        [.number(1), .string("Ada"), .string("10.5"), .date("2026-11-20"), .boolean(true)],
        [.number(2), .string("Barbara"), .string("many"), .date("2026-11-21T00:00:00"), .string("no")], [.number(2), nil, nil, nil, nil],
        [.number(3), .string("Eve"), .string("7"), nil, nil],
      ]),
    MappingDocument.SampleTable(
      table: "countries", columns: ["customer_id", "country"], rows: [[.number(1), .string("UK")], [.number(2), .string("US")]]),
  ]

  private func run(_ plan: Plan, _ samples: [MappingDocument.SampleTable], on url: String, limits: PostgresSampleLimits = .standard) -> SampleReport {
    SampleRun.run(plan, samples: samples, on: PostgresSampleDatabase(url: url, limits: limits))
  }

  @Test func `rows, keys, nulls, casts, lengths and rows lost in joins are counted, of a table with three parts, too`() throws {
    let report = run(plan(joins: [Self.join]), samples, on: try TestServer.get().makeDatabase())
    let target = try #require(report.targets.first)
    #expect(target.failure == nil)
    let figures = try #require(target.figures)
    #expect(figures.rows == 3 && figures.duplicateKeys == 1 && figures.castsFailed == ["amount": 1] && figures.tooLong == ["name": 1])
    #expect(figures.nulls == ["name": 1, "amount": 2, "since": 1, "is_new": 1])
    #expect(target.lostInJoins.map(\.alias) == ["k"] && target.lostInJoins.map(\.rows) == [1])
    #expect(target.rows.first == [.integer(1), .text("Ada"), .real(10.5), .text("2026-11-20"), .boolean(true)])
  }

  @Test func `nothing is left in the database, and its own tables are not touched`() throws {
    let server = try TestServer.get()
    let url = try server.makeDatabase()
    try server.execute("CREATE TABLE sample_1 (id bigint); INSERT INTO sample_1 VALUES (77); CREATE TABLE countries (country text)", on: url)
    #expect(run(plan(joins: [Self.join]), samples, on: url).targets[0].figures?.rows == 3)
    let check = """
      DO $$ BEGIN
        ASSERT (SELECT array_agg(id) FROM sample_1) = ARRAY[77::bigint];
        ASSERT (SELECT count(*) FROM countries) = 0;
        ASSERT (SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_catalog|information_schema)$') = 2;
      END $$
      """
    try server.execute(check, on: url)
  }

  @Test func `a user that may do no more than make temporary tables is enough, and one that may not is told so`() throws {
    let server = try TestServer.get()
    let url = try server.makeDatabase()
    let name = url.dropFirst("postgres:///".count).prefix { $0 != "?" }
    try server.execute(
      "CREATE ROLE sampler_\(name) LOGIN; CREATE ROLE nobody_\(name) LOGIN; REVOKE ALL ON DATABASE \(name) FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC; "
        + "GRANT CONNECT, TEMPORARY ON DATABASE \(name) TO sampler_\(name); GRANT CONNECT ON DATABASE \(name) TO nobody_\(name)", on: url)
    func asked(as user: String) -> SampleReport.Target {
      run(plan(), samples, on: url.replacing("user=postgres", with: "user=\(user)_\(name)")).targets[0]
    }
    #expect(asked(as: "sampler").figures?.rows == 4)
    let refused = try #require(asked(as: "nobody").failure)
    #expect(refused.code == .refused && refused.found.contains("temporary tables"))
  }

  @Test func `what the server refuses of one target leaves the others`() throws {
    let url = try TestServer.get().makeDatabase()
    var both = plan()
    let wrong = plan(more: [("wrong", .binary(.equal, .column(alias: "c", name: "is_new"), .literal(.integer(1))), .boolean)])
    both.targets.insert(wrong.targets[0], at: 0)
    both.targets[0].table = TableName(parts: ["mart", "other"])
    let report = run(both, samples, on: url)
    let failure = try #require(report.targets[0].failure)
    #expect(failure.code == .refused && failure.found.hasPrefix("PostgreSQL refuses ("))
    #expect(report.targets[1].figures?.rows == 4)
    #expect(report.failures == [TableName(parts: ["mart", "other"]): failure])
  }

  @Test func `samples that are not of their column's type are named`() throws {
    var other = samples
    other[1].rows.append([.string("many"), .string("DE")])
    let failure = try #require(run(plan(joins: [Self.join]), other, on: try TestServer.get().makeDatabase()).targets[0].failure)
    #expect(failure.code == .refused && failure.found.contains("the samples of countries") && failure.found.contains("\"many\""))
  }

  @Test func `a product of everything with everything is ended by the server`() throws {
    let rows = (0..<3000).map { [CellValue?.some(.number(Double($0))), nil, nil, nil, nil] }
    let joins = (0..<3).map { number in
      SelectBranch.Join(.cross, SelectBranch.SourceTable(table: Self.customers.table, alias: "x\(number)"), on: nil, provenance: Self.place)
    }
    var limits = PostgresSampleLimits()
    limits.statementMilliseconds = 200
    var many = samples[0]
    many.rows = rows
    let failure = try #require(run(plan(joins: joins), [many], on: try TestServer.get().makeDatabase(), limits: limits).targets[0].failure)
    #expect(failure.code == .tooMuch)
  }

  @Test func `a server that is not there is told of, without its address`() throws {
    let report = run(plan(), samples, on: "postgres://secret:word@127.0.0.1:1/none")
    let failure = try #require(report.targets.first?.failure)
    #expect(failure.code == .unavailable && failure.found.contains("Connection refused"))
    #expect(!"\(failure)".contains("127.0.0.1") && !"\(failure)".contains("word@"))
  }

  @Test func `an address that cannot be read is not repeated`() throws {
    let failure = try #require(run(plan(), samples, on: "postgres://me:pass%zzword@db/none").targets.first?.failure)
    #expect(failure.code == .unavailable && !"\(failure)".contains("zzword"))
  }

  @Test(arguments: [
    ("connection to server at \"10.0.0.5\", port 5432 failed: Connection refused\n\tIs the server running on that host?\n", "Connection refused"),
    ("could not translate host name \"db\" to address: Name or service not known\n", "Name or service not known"), ("", "no reason is given"),
    ("server closed the connection unexpectedly\n\tThis probably means …\n", "server closed the connection unexpectedly"),
  ])
  func `what libpq says is told without the server's address`(_ message: String, _ words: String) {
    #expect(PostgresSampleConnection.reason(message) == words)
  }

  @Test func `many rows are sent in pieces`() throws {
    var many = samples[0]
    many.rows = (0..<25_000).map { [.number(Double($0)), .string("é'\"\\ \($0)"), nil, nil, nil] }
    var patient = PostgresSampleLimits()
    (patient.statementMilliseconds, patient.runMilliseconds) = (60_000, 300_000)
    let target = run(plan(), [many], on: try TestServer.get().makeDatabase(), limits: patient).targets[0]
    #expect(target.figures?.rows == 25_000 && target.figures?.duplicateKeys == 0 && target.failure == nil)
    #expect(target.rows.count == 100 && target.rows[7][1] == .text("é'\"\\ 7"))
  }
}
