import Mapping
import Testing
import Workbook

/// Workbooks as their authors left them: Tests/Mapping/data/README.md.
struct RealWorkbookTests {
  private func read(_ name: String) throws -> (layout: DetectedLayout, document: MappingDocument) {
    let root = String(#filePath.dropLast("/Tests/MappingTests/Layout/RealWorkbookTests.swift".count))
    let workbook = try WorkbookFile.read(path: "\(root)/Tests/Mapping/data/\(name)")
    let layout = LayoutDetector.detect(workbook)
    return (layout, DocumentReader.read(workbook, layout: layout))
  }

  @Test func `one column is mapped between two databases`() throws {
    let (layout, document) = try read("avinashknmr_source_to_target_mapping.xlsx")
    #expect(layout.sheets.map(\.kind) == [.mapping])
    #expect(layout.sheets[0].confidence > 0.9)
    let row = try #require(document.rows.first)
    #expect(document.rows.count == 1)
    #expect(row.targetTable.text == "travel.gst.reminders")
    #expect(row.targetColumn.text == "to_be_sent_at")
    #expect(row.sourceTable?.text == "source_db.reminders")
    #expect(row.sourceColumn?.text == "toBeSentAt")
    #expect(row.sourceType?.text == "string")
    #expect(row.transformation?.text == "udf_utc_to_ist")
    #expect(document.diagnostics.allSatisfy { $0.severity == .info })
  }

  @Test func `three cities' crashes are branches of one table`() throws {
    let (layout, document) = try read("dharun-karthick-ramaraj_Mapping_Document.xlsx")
    #expect(layout.sheets.map(\.kind) == [.other, .mapping])
    #expect(layout.sheets[1].headerRows == [1, 2])
    #expect(layout.sheets[1].blocks[0].branches.map(\.name) == ["Austin", "New York", "Chicago"])
    #expect(document.rows.count == 24 * 3)
    #expect(Set(document.rows.map(\.targetColumn.text)).count == 24)
    func row(_ column: String, _ branch: Int) -> MappingDocument.MappingRow? {
      document.rows.first { $0.targetColumn.text == column && $0.branch == branch }
    }
    #expect(row("CrashID", 0)?.sourceColumn?.text == "crash_id")
    #expect(row("CrashID", 0)?.transformation == nil)
    #expect(row("CrashDate", 2)?.transformation?.text == "Splitted to take just date")
    #expect(row("WeatherCondition", 0)?.transformation?.text == "NULL", "“Nil” beside a source that has it")
    #expect(row("WeatherCondition", 2)?.sourceColumn?.text == "WEATHER_CONDITION")
    #expect(row("City", 1)?.sourceColumn?.text == "\"New York\"")
    #expect(row("StreetAddress", 0)?.sourceAlias?.text == "row1", "Talend's name of the input row")
    #expect(row("SourceName", 0)?.sourceColumn == nil, "a web address is no column")
    #expect(row("MotoristKilled", 2)?.transformation?.text == "NULL")
    #expect(row("CrashID", 1)?.sourceTable?.text == "New York")
  }
}
