import Domain
import Mapping
import Primitives
import Studio
import Testing
import Wire

@Suite struct VersionTests {
  private func document() throws -> GenerationDocument {
    var bench = MachineBench()
    bench.compiled(draft(oneTarget))
    var document = try #require(bench.outcome?.document)
    document.answers = [RuleExpression(table: "t", column: "c", branch: 1, expression: "\"é\"")]
    document.files = [GenerationDraft.File(name: "orders.map.json", text: "{}\n")]
    return document
  }

  @Test func `a document is read as it was written`() throws {
    var document = try document()
    #expect(GenerationDocument(document.text) == document)
    _ = document.edit("joins", sql: "FROM \"mine\"\n", now: clock)
    document.spans.removeAll { $0.block == "joins" }
    #expect(GenerationDocument(document.text) == document)
    #expect(GenerationDocument("{}") == nil && GenerationDocument("x") == nil)
  }

  @Test func `an edit of what is not there, and a release of what nobody wrote, do nothing`() throws {
    var document = try document()
    let edited = document.edit("nothing", sql: "", now: clock)
    let released = document.release("joins", now: clock)
    #expect(!edited && !released)
  }

  @Test func `lines that stayed, went and came are told in order`() {
    let difference = LineDifference(from: "a\nb\nc\nd", to: "a\nx\nc\nd\ne")
    #expect(difference.lines.map { $0.change.rawValue + $0.text } == [" a", "-b", "+x", " c", " d", "+e"])
    #expect(LineDifference(from: "", to: "a").lines == [LineDifference.Line(.added, "a")])
    #expect(LineDifference(from: "a\nb", to: "a\nb").isSame)
  }

  @Test func `versions are compared block by block`() throws {
    let old = try document()
    var new = old
    _ = new.edit("joins", sql: "FROM mine", now: clock)
    new.blocks.removeAll { $0.block.name == "where_clause" }
    let difference = VersionDifference(from: 1, old, to: 2, new)
    #expect(difference.blocks.map(\.change) == [.same, .changed, .removed])
  }

  @Test func `the hashmap has the shape that its readers know`() throws {
    let identity = GenerationIdentity(id: "gen_12345", name: "customer_semantic_layer", mappingFile: "CustomerMapping.xlsx", dialect: .postgres)
    var blocks = [
      GeneratedBlock(name: "joins", status: "completed", sql: "FROM c", order: 2, timestamp: clock),
      GeneratedBlock(name: "select_clause", status: "completed", sql: "SELECT 1", order: 1, timestamp: clock),
      GeneratedBlock(name: "where_clause", status: "pending", sql: "", order: 3, timestamp: nil),
    ]
    var writer = JSONWriter()
    GenerationHashmap(identity, status: .inProgress, blocks: blocks).write(to: &writer)
    let value = try JSONReader().value(writer.bytes[...])
    #expect(value["generation_id"]?.string == "gen_12345" && value["status"]?.string == "in_progress")
    #expect(value["blocks"]?.fields?.map(\.key) == ["select_clause", "joins", "where_clause"])
    #expect(value["metadata"]?["progress_percentage"]?.integer == 66 && value["metadata"]?["estimated_completion"]?.isNull == true)
    #expect(value["blocks"]?["where_clause"]?["timestamp"]?.isNull == true)
    #expect(GenerationHashmap.text(of: blocks.reversed().sorted { $0.order < $1.order }) == "SELECT 1\nFROM c\n")
    blocks.removeAll()
    #expect(GenerationHashmap.text(of: blocks).isEmpty)
  }

  @Test(arguments: [("layer", "layer.sql"), ("größe 1/2", "gr__e_1_2.sql"), (".x", "_x.sql"), ("a.sql", "a.sql"), ("", "_.sql")])
  func `a layer's name becomes a file's`(name: String, file: String) {
    #expect(GenerationIdentity(id: "gen_1", name: name, mappingFile: "", dialect: .postgres).fileName == file)
  }

  @Test func `a block's name tells its target and its part`() {
    let name = BlockName("sales.dim_customer.select_clause_2")
    #expect(name.table == "sales.dim_customer" && name.kind == "select_clause" && name.holdsColumns && name.stage == "select_generation")
    #expect(BlockName("joins").table == nil && BlockName("group_by").kind == "group_by")
  }
}
