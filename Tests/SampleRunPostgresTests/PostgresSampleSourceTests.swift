import Mapping
import SampleRun
import TestKit
import Testing
import Workbook

@testable import SampleRunPostgres

/// Samples read from a real PostgreSQL's own tables.
@Suite struct PostgresSampleSourceTests {
  private static let place = Provenance(sheet: "Mapping", row: 2, column: 1)
  private static let shop = """
    CREATE SCHEMA "CRM";
    CREATE TABLE "CRM".customers (id bigint, "Name" text, since date, seen timestamptz, is_new boolean, amount numeric, secret text);
    INSERT INTO "CRM".customers VALUES
      (1, 'Ada', '2026-11-20', '2026-11-20 13:05:00+01', true, 10.50, 'x'), (2, NULL, NULL, NULL, false, 9007199254740993, 'y'), (3, 'Eve', '2026-01-02', NULL, NULL, 7, 'z');
    CREATE TABLE countries (customer_id bigint, country text);
    INSERT INTO countries VALUES (1, 'UK'), (3, 'PL');
    """

  private func table(_ parts: String...) -> TableName { TableName(parts: parts) }

  private func column(_ alias: String, _ name: String) -> Expression { .column(alias: alias, name: name) }

  private func plan(reading name: String = "name") -> Plan {
    let outputs: [(String, Expression, DataType)] = [
      ("id", column("c", "ID"), .integer(bits: 64)), ("name", column("c", name), .text(length: nil)),
      ("country", column("k", "country"), .text(length: nil)),
    ]
    let branch = SelectBranch(
      driving: .init(table: table("warehouse", "crm", "customers"), alias: "c", columns: [.init(name: "ID", type: .integer(bits: 64))]),
      joins: [
        SelectBranch.Join(
          .inner, .init(table: table("countries"), alias: "k"), on: .binary(.equal, column("c", "ID"), column("k", "customer_id")),
          provenance: Self.place)
      ],
      outputs: outputs.map { SelectBranch.Output(kind: .expression, expression: $0.1, valueType: $0.2, provenance: Self.place) })
    let target = TargetPlan(
      table: table("mart", "dim"),
      columns: outputs.map { TargetPlan.Column(name: $0.0, type: $0.2, isNullable: true, isPrimaryKey: $0.0 == "id", provenance: Self.place) },
      branches: [branch])
    return Plan(targets: [target], diagnostics: [])
  }

  private func shop() throws -> String {
    let server = try TestServer.get()
    let url = try server.makeDatabase()
    try server.execute(Self.shop, on: url)
    return url
  }

  @Test func `tables without a sheet are read from the database, whatever the case of their names`() throws {
    let url = try shop()
    let target = try #require(SampleRun.run(plan(), samples: [], from: PostgresSampleSource(url: url)).targets.first)
    #expect(target.failure == nil && target.figures?.rows == 2)
    #expect(target.rows.map { $0.map(\.text) } == [["1", "Ada", "UK"], ["3", "Eve", "PL"]])
    #expect(target.lostInJoins.map(\.alias) == ["k"] && target.lostInJoins.map(\.rows) == [1])
  }

  @Test func `a sheet goes before the database, and the run may be on PostgreSQL, too`() throws {
    let url = try shop()
    let sheet = MappingDocument.SampleTable(table: "countries", columns: ["customer_id", "country"], rows: [[.number(2), .string("SE")]])
    let source = PostgresSampleSource(url: url)
    let report = SampleRun.run(plan(), samples: [sheet], from: source, on: PostgresSampleDatabase(url: url))
    #expect(report.targets.first?.rows == [[.integer(2), .null, .text("SE")]])
  }

  @Test func `values keep their types, and only so many rows and no other columns are read`() throws {
    let reader = try PostgresSampleSource(url: try shop(), rowsPerTable: 2).open()
    let found = try reader.read(table("CRM", "customers"), columns: ["id", "name", "since", "seen", "is_new", "amount"])
    #expect(found.columns == ["id", "name", "since", "seen", "is_new", "amount"] && found.rows.count == 2)
    #expect(
      found.rows[0] == [.number(1), .string("Ada"), .date("2026-11-20"), .date("2026-11-20T12:05:00+00"), .boolean(true), .number(10.5)])
    #expect(found.rows[1] == [.number(2), nil, nil, nil, .boolean(false), .string("9007199254740993")])
    #expect(try reader.read(table("countries"), columns: []).rows.count == 2)
  }

  @Test func `a table or a column that is not there is named, and the next one is read all the same`() throws {
    let reader = try PostgresSampleSource(url: try shop()).open()
    #expect(throws: SampleFailure.self) { try reader.read(table("elsewhere", "customers"), columns: []) }
    do throws(SampleFailure) {
      _ = try reader.read(table("countries"), columns: ["capital"])
      Issue.record("a column that is not there was read")
    } catch {
      #expect(error.code == .missing && error.found.contains("countries") && error.found.contains("capital"))
    }
    #expect(try reader.read(table("countries"), columns: ["country"]).rows == [[.string("UK")], [.string("PL")]])
    let refused = try #require(SampleRun.run(plan(reading: "nick"), samples: [], from: PostgresSampleSource(url: try shop())).targets.first?.failure)
    #expect(refused.code == .missing && refused.found.contains("nick"))
  }

  @Test func `what its user may not read is refused, and nothing is written`() throws {
    let server = try TestServer.get()
    let url = try shop()
    let name = url.dropFirst("postgres:///".count).prefix { $0 != "?" }
    try server.execute(
      "CREATE ROLE reader_\(name) LOGIN; GRANT SELECT ON countries TO reader_\(name); GRANT USAGE ON SCHEMA \"CRM\" TO reader_\(name)", on: url)
    let reader = try PostgresSampleSource(url: url.replacing("user=postgres", with: "user=reader_\(name)")).open()
    do throws(SampleFailure) {
      _ = try reader.read(table("CRM", "customers"), columns: ["id"])
      Issue.record("a table that is not granted was read")
    } catch {
      #expect(error.code == .refused && error.found.contains("42501"))
    }
    #expect(try reader.read(table("countries"), columns: ["country"]).rows.count == 2)
  }

  @Test func `a database that is not there is told of for each target`() throws {
    let report = SampleRun.run(plan(), samples: [], from: PostgresSampleSource(url: "postgres://me:tulip@127.0.0.1:1/none"))
    let failure = try #require(report.targets.first?.failure)
    #expect(failure.code == .unavailable && !"\(failure)".contains("tulip"))
  }
}
