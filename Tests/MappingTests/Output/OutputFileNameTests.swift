import Mapping
import Testing

@Suite struct OutputFileNameTests {
  @Test(arguments: [
    (["dim_customer"], "dim_customer"), (["dw", "dim customer"], "dw.dim_customer"), ([".hidden"], "_hidden"), (["..", "x"], "_..x"),
    (["a/b\\c:d"], "a_b_c_d"), (["Größe"], "Gr__e"), ([""], "_"), (["x\n\u{0}y"], "x__y"), (["A-1.b_2"], "A-1.b_2"),
  ])
  func `characters that a file system might mind are replaced`(_ parts: [String], _ stem: String) {
    #expect(TableName(parts: parts).fileStem == stem)
  }

  @Test func `a script and its source map are named after the target`() {
    let table = TableName(parts: ["dw", "dim customer"])
    #expect(OutputFileName.script(of: table, dialect: .postgres) == "dw.dim_customer.sql")
    #expect(OutputFileName.script(of: table, dialect: .pyspark) == "dw.dim_customer.py")
    #expect(OutputFileName.sourceMap(of: table) == "dw.dim_customer.map.json")
  }
}
