import Mapping
import Primitives
import Testing
import Wire
import Workbook

struct LayoutCorrectionsTests {
  private let odd = drawn(
    "Data", [["Was", "Wird", "Wie"], ["cid", "customer_id", "-"], ["nm", "name", "UPPER(nm)"]])

  private func printed(_ layout: DetectedLayout) -> [UInt8] {
    var writer = JSONWriter()
    layout.write(to: &writer)
    return writer.bytes
  }

  private func corrections(_ json: String) throws -> LayoutCorrections { try LayoutCorrections(reading: Array(json.utf8)) }

  @Test func `a correction says what nothing could be told of`() throws {
    #expect(Reading(odd).codes == ["no_mapping"])
    let corrected = Reading(
      odd,
      corrections: try corrections(
        #"""
        {"sheets":[{"name":"data","kind":"mapping","header_rows":[1],
         "blocks":[{"roles":{"source_column":"A","target_column":"B","transformation":"C"},"targets":["dim_customer"]}]}]}
        """#))
    #expect(corrected.rows == ["dim_customer.customer_id <- .cid", "dim_customer.name <- .nm: UPPER(nm)"])
    #expect(corrected.codes.isEmpty)
    #expect(corrected.layout.sheets[0].confidence == 1)
    #expect(corrected.layout.sheets[0].blocks[0].targets == ["dim_customer"])
  }

  @Test func `a header row that was named stands, though nothing is found below it`() throws {
    let corrected = Reading(odd, corrections: try corrections(#"{"sheets":[{"name":"Data","kind":"mapping","header_rows":[1]}]}"#))
    #expect(corrected.layout.sheets[0].kind == .mapping && corrected.layout.sheets[0].headerRows == [1])
  }

  @Test func `workbooks in which nothing is found are told apart by their first words`() {
    func shape(_ rows: [[String]]) -> String { LayoutDetector.detect(Workbook(sheets: [drawn("Data", rows)])).fingerprint }
    #expect(shape([["Was", "Wird"], ["a", "b"]]) == shape([["Was", "Wird"], ["c", "d"], ["e", "f"]]))
    #expect(shape([["Was", "Wird"], ["a", "b"]]) != shape([["Tag", "Stunden"], ["a", "b"]]))
  }

  @Test func `what was printed can be given back and changes nothing`() throws {
    let sheets = [
      drawn(
        "Mapping", merged: ["B1:C1", "D1:E1"],
        [
          ["Final Column", "Austin", "", "New York"], ["", "Columns", "Transformation", "Columns", "Transformation"],
          ["id", "crash_id", "", "collision_id", ""],
        ]),
      drawn(
        "Layers", merged: ["A1:B1", "C1:D1", "E1:F1"],
        [["Source", "", "Staging", "", "Mart"], ["Table", "Column", "Table", "Column", "Table", "Column"], ["a", "x", "b", "x", "c", "x"]]),
      drawn("Changes", [["Version", "Date"], ["1", "today"]]),
    ]
    let workbook = Workbook(sheets: sheets)
    let detected = LayoutDetector.detect(workbook)
    let again = LayoutDetector.detect(workbook, corrections: try LayoutCorrections(reading: printed(detected)))
    #expect(again == detected)
    #expect(DocumentReader.read(workbook, layout: again) == DocumentReader.read(workbook, layout: detected))
  }

  @Test func `a sheet's kind can be taken away`() throws {
    let rows = [["Source Table", "Source Column", "Target Table", "Target Column"], ["a", "b", "c", "d"]]
    let reading = Reading(drawn("One", rows), drawn("Two", rows), corrections: try corrections(#"{"sheets":[{"name":"Two","kind":"other"}]}"#))
    #expect(reading.rows == ["c.d <- a.b"])
  }

  @Test func `another header row is detected anew`() throws {
    let sheet = drawn([
      ["Source Table", "Source Column", "Target Table", "Target Column"], ["old", "x", "old", "x"],
      ["Target Table", "Target Column", "Source Table", "Source Column"],
      ["dim", "id", "crm", "cid"],
    ])
    let reading = Reading(sheet, corrections: try corrections(#"{"sheets":[{"name":"Sheet1","header_rows":[3]}]}"#))
    #expect(reading.rows == ["dim.id <- crm.cid"])
  }

  @Test func `an overridden target's name is used`() throws {
    let sheet = drawn("Sheet1", [["Source Table", "Source Column", "Target Column"], ["crm", "cid", "id"]])
    let reading = Reading(
      sheet,
      corrections: try corrections(
        #"{"sheets":[{"name":"Sheet1","blocks":[{"roles":{"source_table":"A","source_column":"B","target_column":"C"},"targets":["dw.dim"]}]}]}"#))
    #expect(reading.rows == ["dw.dim.id <- crm.cid"])
  }

  @Test func `a hidden sheet can be asked for`() throws {
    let hidden = drawn(
      "Old", visibility: .hidden, [["Source Table", "Source Column", "Target Table", "Target Column"], ["crm", "cid", "dim", "id"]])
    #expect(Reading(hidden).codes == ["no_mapping"])
    #expect(Reading(hidden, corrections: try corrections(#"{"sheets":[{"name":"Old","kind":"mapping"}]}"#)).rows == ["dim.id <- crm.cid"])
  }

  @Test(arguments: [
    ("[]", "/sheets"), (#"{"sheets":[{}]}"#, "/sheets/0/name"), (#"{"sheets":[{"name":"a","kind":"table"}]}"#, "/sheets/0/kind"),
    (#"{"sheets":[{"name":"a","blocks":[{}]}]}"#, "/sheets/0/blocks/0/roles"),
    (#"{"sheets":[{"name":"a","blocks":[{"roles":{"source":"A"}}]}]}"#, "/sheets/0/blocks/0/roles/source"),
    (#"{"sheets":[{"name":"a","blocks":[{"roles":{"key":"1"}}]}]}"#, "/sheets/0/blocks/0/roles/key"),
    (#"{"sheets":[{"name":"a","header_rows":[0]}]}"#, "/sheets/0/header_rows"),
  ])
  func `a layout that says what there is not is refused with its place`(json: String, pointer: String) {
    let failure = #expect(throws: LayoutCorrections.Failure.self) { try LayoutCorrections(reading: Array(json.utf8)) }
    #expect(failure?.pointer == pointer)
    #expect(failure?.fix.isEmpty == false)
  }

  @Test func `corrections are written as they are read`() throws {
    let json =
      #"{"sheets":[{"name":"a","kind":"mapping","header_rows":[1,2],"blocks":[{"roles":{"source_column":["B","D"],"target_column":"A"},"targets":["t"],"rows":[3,9],"union":true}]}]}"#
    let read = try corrections(json)
    var writer = JSONWriter()
    read.write(to: &writer)
    #expect(try LayoutCorrections(reading: writer.bytes) == read)
  }

  @Test func `workbooks of one shape have one fingerprint, whatever their rows`() {
    let headers = ["Source Table", "Source Column", "Target Table", "Target Column"]
    func fingerprint(_ name: String, _ headers: [String], _ row: [String]) -> String {
      LayoutDetector.detect(Workbook(sheets: [drawn(name, [headers, row])])).fingerprint
    }
    let one = fingerprint("Map", headers, ["a", "b", "c", "d"])
    #expect(fingerprint("Map", headers, ["e", "f", "g", "h"]) == one)
    #expect(fingerprint("Other", headers, ["a", "b", "c", "d"]) != one)
    #expect(fingerprint("Map", headers + ["Notes"], ["a", "b", "c", "d"]) != one)
    #expect(one.count == 64)
  }

  @Test func `what is printed has the shape of the contract`() throws {
    let workbook = Workbook(sheets: [drawn("Map", [["Source Table", "Source Column", "Target Table", "Target Column"], ["a", "b", "c", "d"]])])
    let json = try JSONReader().value(printed(LayoutDetector.detect(workbook))[...])
    let sheet = json["sheets"]?.array?.first
    #expect(sheet?["name"]?.string == "Map")
    #expect(sheet?["kind"]?.string == "mapping")
    #expect(sheet?["header_rows"]?.array?.compactMap(\.integer) == [1])
    let block = sheet?["blocks"]?.array?.first
    #expect(block?["roles"]?["source_column"]?.string == "B")
    #expect(block?["targets"]?.array?.compactMap(\.string) == ["c"])
    #expect(block?["reasons"]?.array?.isEmpty == false)
  }

  @Test func `an uncertain layout is used, and says why it is uncertain`() {
    let reading = Reading(
      drawn([
        ["Table", "Column", "Type", "Table", "Column", "Type"], ["crm", "cid", "int", "dim", "id", "int"],
        ["crm", "nm, sn", "text", "dim", "name", "text"],
      ]))
    #expect(reading.rows == ["dim.id <- crm.cid", "dim.name <- crm.nm, sn"])
    #expect(reading.codes == ["layout_uncertain"])
    #expect(reading.document.diagnostics.first?.found.contains("place alone") == true)
  }

  @Test func `where place alone tells, cells that only a source has turn the sides`() {
    let reading = Reading(
      drawn([["Table", "Column", "Table", "Column"], ["dim", "id", "crm", "cid"], ["dim", "name", "crm", "nm, sn"], ["dim", "x", "-", "-"]]))
    #expect(reading.rows == ["dim.id <- crm.cid", "dim.name <- crm.nm, sn", "dim.x"])
  }
}
