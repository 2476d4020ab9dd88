import Mapping
import Testing
import Workbook

/// Layers and systems side by side.
struct BranchLayoutTests {
  @Test func `layers side by side are a chain, each a target of its own`() {
    let reading = Reading(
      drawn(
        merged: ["A1:B1", "C1:D1", "E1:F1", "G1:H1"],
        [
          ["Source", "", "Staging", "", "Data Warehouse", "", "Data Mart"],
          ["Table", "Column", "Table", "Column", "Table", "Column", "Table", "Column", "Rule"],
          ["crm", "cid", "stg_crm", "cid", "dw_crm", "customer_id", "dim_customer", "customer_id", "Direct"],
          ["crm", "nm", "stg_crm", "nm", "dw_crm", "name", "dim_customer", "name", "UPPER(name)"],
        ]))
    #expect(
      reading.rows == [
        "stg_crm.cid <- crm.cid", "stg_crm.nm <- crm.nm", "dw_crm.customer_id <- stg_crm.cid", "dw_crm.name <- stg_crm.nm",
        "dim_customer.customer_id <- dw_crm.customer_id", "dim_customer.name <- dw_crm.name: UPPER(name)",
      ])
    #expect(reading.layout.sheets[0].blocks.map(\.targets) == [["stg_crm"], ["dw_crm"], ["dim_customer"]])
  }

  @Test func `source systems side by side for one target are a union's branches`() {
    let reading = Reading(
      drawn(
        "Mapping", merged: ["B1:C1", "D1:E1"],
        [
          ["Final Column", "Austin", "", "New York"], ["", "Columns", "Transformation", "Columns", "Transformation"],
          ["CrashID ", "crash_id ", "No Transformation", "COLLISION_ID", "UPPER(COLLISION_ID)"],
          ["Weather", "\"Nil\"", "NA", "weather", "No Transformation"],
          ["City ", "\"Austin\"", "NA", "\"New York\"", "NA"],
        ]))
    #expect(
      reading.rows == [
        "#0 Mapping.CrashID <- Austin.crash_id", "#1 Mapping.CrashID <- New York.COLLISION_ID: UPPER(COLLISION_ID)",
        "#0 Mapping.Weather <- Austin.: NULL",
        "#1 Mapping.Weather <- New York.weather", "#0 Mapping.City <- Austin.\"Austin\"", "#1 Mapping.City <- New York.\"New York\"",
      ])
    #expect(reading.roles() == ["source_column=B,D", "target_column=A", "transformation=C,E"])
    #expect(reading.codes == ["layout_uncertain"], "nothing names the target table")
  }

  @Test func `systems named in the headers themselves are a union's branches`() {
    let reading = Reading(
      drawn([
        ["SAP Table", "SAP Field", "Oracle Table", "Oracle Field", "Target Table", "Target Field"],
        ["KNA1", "KUNNR", "CUST", "ID", "dim", "cust_id"],
      ]))
    #expect(reading.rows == ["#0 dim.cust_id <- KNA1.KUNNR", "#1 dim.cust_id <- CUST.ID"])
  }

  @Test func `several mappings may stand below one another`() {
    let reading = Reading(
      drawn([
        ["Target Table: dim"], ["Source Table", "Source Column", "Target Column", "Rule"], ["crm", "cid", "customer_id", ""], [],
        ["Target Table: fact"],
        ["Source Table", "Source Column", "Target Column", "Rule"], ["pos", "amt", "amount", ""],
      ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid", "fact.amount <- pos.amt"])
  }
}
