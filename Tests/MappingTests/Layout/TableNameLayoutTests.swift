import Mapping
import Testing
import Workbook

/// Where the names of tables stand.
struct TableNameLayoutTests {
  @Test func `one sheet for each target, named in a title cell`() {
    let reading = Reading(
      drawn(
        "Sheet1", [["Mapping for DIM_CUSTOMER"], [], ["Source Table", "Source Field", "Target Field", "Rule"], ["crm", "cid", "customer_id", ""]]),
      drawn("Sheet2", [["FACT_SALES"], ["Source Table", "Source Field", "Target Field", "Rule"], ["pos", "amt", "amount", ""]]))
    #expect(reading.rows == ["DIM_CUSTOMER.customer_id <- crm.cid", "FACT_SALES.amount <- pos.amt"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `one sheet for each target, named in keys and values above the mapping`() {
    let reading = Reading(
      drawn([
        ["Target Table:", "dim_customer"], ["Source Table", "crm.customers"], ["Filter", "status = 'A'"], [],
        ["Source Field", "Target Field", "Logic"],
        ["cid", "customer_id", "Direct"],
      ]))
    #expect(reading.rows == ["dim_customer.customer_id <- crm.customers.cid"])
    #expect(reading.document.filters.map { "\($0.targetTable.text): \($0.condition.text)" } == ["dim_customer: status = 'A'"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `one sheet for each target, named in keys and values below the mapping`() {
    let reading = Reading(
      drawn([
        ["Source Field", "Target Field", "Logic"], ["cid", "customer_id", "Direct"], [], ["Target Table", "dim_customer"], ["Source Table: crm"],
      ]))
    #expect(reading.rows == ["dim_customer.customer_id <- crm.cid"])
  }

  @Test func `one sheet for each target, named by the sheet`() {
    let headers = ["Source Table", "Source Field", "Target Field", "Rule"]
    let reading = Reading(
      drawn("DIM_CUSTOMER", [headers, ["crm", "cid", "customer_id", ""]]), drawn("Mapping_FactSales", [headers, ["pos", "amt", "amount", ""]]))
    #expect(reading.rows == ["DIM_CUSTOMER.customer_id <- crm.cid", "FactSales.amount <- pos.amt"])
  }

  @Test func `a table's name may stand only in the first of merged cells`() {
    let reading = Reading(
      drawn(
        merged: ["A2:A3", "C2:C4"],
        [
          ["Source Table", "Source Column", "Target Table", "Target Column"], ["crm", "cid", "dim", "customer_id"], ["", "nm", "", "name"],
          ["erp", "city", "", "city"],
        ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid", "dim.name <- crm.nm", "dim.city <- erp.city"])
    #expect(reading.document.rows[1].sourceTable?.provenance.description == "Sheet1!A2:A3")
  }

  @Test func `a table's name may stand only in the first of empty cells`() {
    let reading = Reading(
      drawn([
        ["Target Table", "Target Column", "Source Table", "Source Column", "Rule"], ["dim", "customer_id", "crm", "cid", ""],
        ["", "name", "", "nm", ""],
        ["", "loaded_at", "", "", "CURRENT_TIMESTAMP"], ["fact", "amount", "pos", "amt", ""], ["", "qty", "", "q", ""],
      ]))
    #expect(
      reading.rows == [
        "dim.customer_id <- crm.cid", "dim.name <- crm.nm", "dim.loaded_at: CURRENT_TIMESTAMP", "fact.amount <- pos.amt", "fact.qty <- pos.q",
      ])
  }

  @Test func `title rows between the rows name the group's table`() {
    let reading = Reading(
      drawn(
        merged: ["A2:D2", "A4:D4"],
        [
          ["Target Column", "Source Table", "Source Column", "Rule"], ["DIM_CUSTOMER"], ["customer_id", "crm", "cid", ""], ["Table: FACT_SALES"],
          ["amount", "pos", "amt", ""],
        ]))
    #expect(reading.rows == ["DIM_CUSTOMER.customer_id <- crm.cid", "FACT_SALES.amount <- pos.amt"])
    #expect(reading.layout.sheets[0].blocks[0].targets == ["DIM_CUSTOMER", "FACT_SALES"])
  }

  @Test func `names of three parts and in brackets are spelled plainly`() {
    let reading = Reading(
      drawn([
        PlainMapping.headers, ["sales.public.orders", "id", "[dw].[dbo].[Fact Orders]", "[Order Id]", ""],
        ["[erp.v2].lines", "[qty]", "[dbo].[Lines]", "qty", ""],
      ]))
    #expect(reading.rows == ["dw.dbo.Fact Orders.Order Id <- sales.public.orders.id", "dbo.Lines.qty <- \"erp.v2\".lines.qty"])
  }

  @Test func `database and schema in columns of their own stand before the table's name`() {
    let reading = Reading(
      drawn([
        [
          "SRC_DB", "SRC_COLLECTION", "SRC_FIELD", "SRC_CONFIG", "SRC_FIELD_DATATYPE", "Transformation", "PII", "DEST_DB", "DEST_SCHEMA",
          "DEST_TABLE", "DEST_COLUMN",
        ],
        ["source_db", "reminders", "toBeSentAt", "raw", "string", "udf_utc_to_ist", "", "travel", "gst", "reminders", "to_be_sent_at"],
      ]))
    #expect(reading.rows == ["travel.gst.reminders.to_be_sent_at <- source_db.reminders.toBeSentAt: udf_utc_to_ist"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `a column that names its table too needs no column for tables`() {
    let reading = Reading(drawn([["Source", "Target", "Rule"], ["crm.customers.cid", "dw.dim_customer.customer_id", "Direct"]]))
    #expect(reading.rows == ["dw.dim_customer.customer_id <- crm.customers.cid"])
  }

  @Test func `a key below without a side is one behind an empty row`() {
    let reading = Reading(
      drawn([
        ["Column Name", "Data Type", "Source Table", "Source Column", "Rule"], ["id", "int", "crm", "cid", ""],
        ["table_name", "text", "crm", "nm", ""], [],
        ["Table Name", "dim_x"], ["Schema Name", "dw"],
      ]))
    #expect(reading.rows == ["dw.dim_x.id <- crm.cid", "dw.dim_x.table_name <- crm.nm"])
  }

  @Test func `a block of keys above gives table and schema, and the rest of it is no mapping`() {
    let reading = Reading(
      drawn([
        ["STTM Document"], ["Project:", "Phoenix"], ["Source System:", "CRM"], ["Target Table:", "DIM_CUSTOMER"], ["Target Schema", "DW"],
        ["Load Type:", "SCD2"], [],
        ["Source Table", "Source Column", "Target Column", "Data Type", "Transformation Rule"],
        ["CUST", "ID", "CUSTOMER_ID", "NUMBER(10)", "Direct"],
      ]))
    #expect(reading.rows == ["DW.DIM_CUSTOMER.CUSTOMER_ID <- CUST.ID"])
    #expect(reading.layout.sheets[0].headerRows == [8])
  }
}
