import Mapping
import Primitives
import Testing
import Wire

@Suite struct PlanJSONTests {
  private let plan = planned {
    $0.map("dw.x", "id", type: "INTEGER", nullable: "N", key: "PK", table: "t", alias: "a", from: "id")
    $0.map("dw.x", "b", table: "u", from: "b")
    $0.join("dw.x", "left", "a", "v", on: "id")
    $0.filter("dw.x", "a.ok = 1")
  }

  private func parsed(_ plan: Plan) throws -> JSONValue { try JSONReader().value(plan.encoded()[...]) }

  @Test func `a plan is written in the shape of the contract`() throws {
    let json = try parsed(plan)
    let target = try #require(json["targets"]?.array?.first)
    #expect(target["table"]?.string == "dw.x")
    let column = try #require(target["columns"]?.array?.first)
    #expect(column["name"]?.string == "id")
    #expect(column["kind"]?.string == "direct")
    #expect(column["type"]?.string == "INTEGER")
    #expect(column["key"]?.bool == true && column["nullable"]?.bool == false)
    #expect(column["sources"]?.array?.first?["table"]?.string == "t")
    #expect(column["sources"]?.array?.first?["column"]?.string == "id")
    #expect(column["provenance"]?["sheet"]?.string == "Mapping")
    #expect(column["provenance"]?["range"]?.string == "H2")
    #expect(target["joins"]?.array?.first?["condition"]?.string == "a.id = v.id")
    #expect(target["filters"]?.array?.first?["condition"]?.string == "a.ok = 1")
    let open = try #require(target["columns"]?.array?.last)
    #expect(open["kind"]?.string == "open")
    #expect(open["expression"] == .null)
    #expect(open["open"]?["code"]?.string == "unreachable_source")
    let diagnostic = try #require(json["diagnostics"]?.array?.first)
    #expect(diagnostic["severity"]?.string == "error")
    #expect(diagnostic["code"]?.string == "unreachable_source")
    #expect(diagnostic["cell"]?.string == "Mapping!F3")
    #expect(diagnostic["found"]?.string?.isEmpty == false && diagnostic["fix"]?.string?.isEmpty == false)
  }

  @Test func `the branches of a union are all there`() throws {
    let plan = planned(isTemplate: false) {
      $0.map("x", "id", table: "crm", from: "id")
      $0.map("x", "id", table: "erp", from: "nr", branch: 1)
    }
    let target = try #require(try parsed(plan)["targets"]?.array?.first)
    #expect(target["columns"]?.array?.first?["sources"]?.array?.count == 2)
    #expect(target["branches"]?.array?.count == 2)
    #expect(target["branches"]?.array?.last?["driving"]?["table"]?.string == "erp")
  }

  @Test func `the same document gives the same bytes`() {
    #expect(plan.encoded() == PlanJSONTests().plan.encoded())
  }
}
