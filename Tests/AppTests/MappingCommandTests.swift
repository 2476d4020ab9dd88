import App
import Mapping
import Testing

@Suite struct MappingCommandTests {
  private typealias Source = MappingCommand.Source

  @Test func `verbs are read with their flags and operands`() throws {
    let cases: [([String], MappingCommand)] = [
      (["template", "t.xlsx"], .template(file: "t.xlsx")),
      (["inspect", "a.xlsx"], .inspect(Source(file: "a.xlsx"), json: false)),
      (["inspect", "--json", "a.xlsx", "--layout=l.json"], .inspect(Source(file: "a.xlsx", layout: "l.json"), json: true)),
      (["inspect", "a.xlsx", "--cells"], .cells(file: "a.xlsx")),
      (["plan", "a.xlsx", "--json", "--table", "x", "--table=y"], .plan(Source(file: "a.xlsx", tables: ["x", "y"]), json: true)),
      (["diff", "a.xlsx", "b.xlsx"], .diff(before: Source(file: "a.xlsx"), after: Source(file: "b.xlsx"), json: false)),
      (["document", "a.xlsx", "--out", "d", "--html"], .document(Source(file: "a.xlsx"), folder: "d", html: true)),
      (
        ["generate", "a.xlsx", "--dialect", "pyspark", "--as", "dbt", "--out", "d", "--report", "r.json", "--headers", "h.json", "--model", "m"],
        .generate(
          .init(source: Source(file: "a.xlsx", headers: "h.json"), dialect: .pyspark, form: .dbt, folder: "d", report: "r.json", model: "m"))
      ),
      (
        ["generate", "a.xlsx", "--dialect=sqlite", "--out=d", "--json"],
        .generate(.init(source: Source(file: "a.xlsx"), dialect: .sqlite, form: .select, folder: "d", json: true))
      ),
      (
        ["generate", "a.xlsx", "--dialect=sqlite", "--out=d", "--sample-on", "postgres://me:word@db/samples"],
        .generate(
          .init(source: Source(file: "a.xlsx"), dialect: .sqlite, form: .select, folder: "d", sampleOn: Secret("postgres://me:word@db/samples")))
      ),
      (
        ["generate", "a.xlsx", "--dialect=sqlite", "--out=d", "--samples-from", "postgres://me:word@db/shop"],
        .generate(
          .init(source: Source(file: "a.xlsx"), dialect: .sqlite, form: .select, folder: "d", samplesFrom: Secret("postgres://me:word@db/shop")))
      ),
      (["plan", "--help", "x", "y"], .help(.plan)),
    ]
    for (arguments, command) in cases {
      #expect(try CommandLineParser.parse(["mapping"] + arguments) == .mapping(command))
    }
    #expect(try CommandLineParser.parse(["mapping", "--help"]) == .help(.mapping))
    #expect(try CommandLineParser.parse(["help", "mapping"]) == .help(.mapping))
  }

  @Test(arguments: [
    ([], "mapping wants one of template, inspect, plan, generate, diff, document; see throughline mapping --help"),
    (
      ["plam"],
      #"mapping wants one of template, inspect, plan, generate, diff, document, found "plam"; did you mean "plan"?; see throughline mapping --help"#
    ),
    (["plan"], "mapping plan wants FILE, found none; see throughline mapping plan --help"),
    (["diff", "a"], "mapping diff wants BEFORE and AFTER, found 1; see throughline mapping diff --help"),
    (["plan", "a", "--jsn"], #"unknown flag "--jsn"; did you mean "--json"?; see throughline mapping plan --help"#),
    (["plan", "a", "--json=1"], "--json takes no value; see throughline mapping plan --help"),
    (["plan", "a", "--table"], "--table wants a value; see throughline mapping plan --help"),
    (
      ["generate", "a", "--out", "d", "--dialect", "sqlite", "--sample-on", "mysql://me:word@db"],
      #"--sample-on takes "postgres://…"; see throughline mapping generate --help"#
    ),
    (["generate", "a", "--out", "d"], "mapping generate wants --dialect; see throughline mapping generate --help"),
    (["generate", "a", "--dialect", "sqlite"], "mapping generate wants --out; see throughline mapping generate --help"),
    (
      ["generate", "a", "--out", "d", "--dialect", "x"],
      #"--dialect takes one of postgres, spark, snowflake, bigquery, sqlserver, duckdb, sqlite, pyspark, found "x"; see throughline mapping generate --help"#
    ),
  ])
  func `bad use is refused in one line that says what to do`(_ arguments: [String], _ line: String) {
    let error = #expect(throws: CommandLineError.self) { try CommandLineParser.parse(["mapping"] + arguments) }
    #expect(error?.description == line)
  }

  @Test(arguments: MappingVerb.allCases)
  func `every verb has help`(_ verb: MappingVerb) async {
    let console = MemoryConsole()
    let program = Program(services: CommandServices(), environment: [:], console: console, machine: KnownMachine())
    #expect(await program.run(["mapping", verb.rawValue, "--help"]) == .done)
    #expect(console.output.hasPrefix("usage: throughline mapping \(verb.rawValue)"))
    #expect(console.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }
}
