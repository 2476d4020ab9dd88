import Mapping
import Primitives
import Testing
import Wire

@Suite struct GeneratedMappingTests {
  private func json(_ text: String) throws -> JSONValue { try JSONReader().value(Array(text.utf8)[...]) }

  @Test(arguments: Dialect.allCases)
  func `every dialect gives a script, a source map, and the same bytes each time`(_ dialect: Dialect) throws {
    let plan = Plan(targets: [PlanExamples.customer, PlanExamples.totals], diagnostics: [])
    let files = GeneratedMapping(plan, dialect: dialect, form: .select).files
    #expect(files.map(\.name) == ["dw.dim_customer", "totals"].flatMap { ["\($0).\(dialect.fileExtension)", "\($0).map.json"] })
    #expect(files == GeneratedMapping(plan, dialect: dialect, form: .select).files)
    #expect(files.allSatisfy { $0.text.hasSuffix("\n") && !$0.text.hasSuffix("\n\n") })
  }

  @Test(arguments: Dialect.allCases, [OutputForm.select, .view, .insert])
  func `spans of the source map point at what the columns are made of`(_ dialect: Dialect, _ form: OutputForm) throws {
    let generated = GeneratedMapping(Plan(targets: [PlanExamples.customer], diagnostics: []), dialect: dialect, form: form)
    let lines = generated.files[0].text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
    let map = try json(generated.files[1].text)
    #expect(map["file"]?.string == generated.files[0].name && map["as"]?.string == form.rawValue)
    #expect(map["targets"]?.array?.first?["table"]?.string == "dw.dim_customer")
    var texts: [String: String] = [:]
    var cells: [String: String] = [:]
    for block in map["blocks"]?.fields ?? [] {
      let first = try #require(block.value["first_line"]?.integer)
      for span in block.value["spans"]?.array ?? [] {
        guard let column = span["column"]?.string, let line = span["line"]?.integer, let end = span["end_line"]?.integer, line == end else {
          continue
        }
        let bytes = lines[Int(first + line) - 2]
        let from = try #require(span["start"]?.integer)
        let to = try #require(span["end"]?.integer)
        texts[column] = String(decoding: bytes[Int(from)..<Int(to)], as: UTF8.self)
        cells[column] = span["cell"]?.string
      }
    }
    #expect(texts["full_name"]?.lowercased().contains("upper(") == true)
    #expect(texts["segment"]?.hasPrefix(dialect == .pyspark ? "F.lit(None)  # open: " : "NULL /* open: ") == true)
    #expect(cells["full_name"] == "Mapping!I3" && cells["customer_id"] == "Mapping!H2")
  }

  @Test func `what is open is in the report and makes the exit code 1`() throws {
    let generated = GeneratedMapping(Plan(targets: [PlanExamples.customer, PlanExamples.totals], diagnostics: []), dialect: .postgres, form: .select)
    #expect(generated.exitStatus == .open)
    var writer = JSONWriter()
    let figures = MappingReport.SampleFigures(rows: 3, duplicateKeys: 1, nulls: ["total": 2])
    MappingReport(generated, figures: [TableName(parts: ["totals"]): figures]).write(to: &writer)
    let report = try json(String(decoding: writer.bytes, as: UTF8.self))
    let targets = try #require(report["targets"]?.array)
    #expect(targets.map { $0["table"]?.string } == ["dw.dim_customer", "totals"])
    #expect(targets[0]["rows"]?.isNull == true && targets[1]["rows"]?.integer == 3 && targets[1]["nulls"]?["total"]?.integer == 2)
    #expect(targets[0]["open"]?.array?.first?["column"]?.string == "segment" && targets[0]["open"]?.array?.first?["cell"]?.string == "Mapping!I4")
    #expect(targets[1]["open"]?.array?.isEmpty == true && report["diagnostics"]?.array != nil)
    #expect(GeneratedMapping(Plan(targets: [PlanExamples.totals], diagnostics: []), dialect: .postgres, form: .select).exitStatus == .resolved)
  }

  @Test func `a script that a parser of its dialect does not read is not called complete`() throws {
    let plan = Plan(targets: [PlanExamples.totals], diagnostics: [])
    let generated = GeneratedMapping(plan, dialect: .postgres, form: .view, objection: { $0.contains("VIEW") ? "line 1: no" : nil })
    #expect(generated.exitStatus == .open)
    #expect(generated.diagnostics.map(\.code) == [.badExpression] && generated.diagnostics[0].found.contains("line 1: no"))
    #expect(!generated.files.isEmpty)
  }

  @Test func `a refused plan gives no files`() {
    let error = Diagnostic(.error, .joinWithoutCondition, at: nil, found: "x", fix: "y", isStructural: true)
    let generated = GeneratedMapping(Plan(targets: [PlanExamples.customer], diagnostics: [error]), dialect: .sqlite, form: .view)
    #expect(generated.exitStatus == .refused && generated.files.isEmpty)
    #expect(MappingReport(generated).targets.isEmpty && MappingReport(generated).diagnostics == [error])
  }

  @Test(arguments: [Dialect.postgres, .sqlite, .pyspark])
  func `a merge by a key that each run counts anew is warned of`(_ dialect: Dialect) {
    let numbered = planned {
      $0.map("x", "k", type: "BIGINT", key: "PK", table: "s", alias: "s", rule: "ROW_NUMBER() OVER (ORDER BY s.id)")
      $0.map("x", "id", table: "s", alias: "s", from: "id")
    }
    let natural = planned {
      $0.map("x", "id", key: "PK", table: "s", alias: "s", from: "id")
      $0.map("x", "k", table: "s", alias: "s", rule: "ROW_NUMBER() OVER (ORDER BY s.id)")
    }
    let warned = GeneratedMapping(numbered, dialect: dialect, form: .merge)
    #expect(warned.diagnostics.map { "\($0.severity) \($0.code) \($0.place.map { "\($0)" } ?? "-")" } == ["warning ambiguousSource Mapping!I2"])
    #expect(warned.exitStatus == .resolved)
    #expect(GeneratedMapping(natural, dialect: dialect, form: .merge).diagnostics.isEmpty)
    #expect(GeneratedMapping(numbered, dialect: dialect, form: .insert).diagnostics.isEmpty)
  }
}
