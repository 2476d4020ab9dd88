import Mapping
import Testing
import Workbook

/// Each clause of what people really make, as a sheet.
struct LayoutShapeTests {
  private static let plainHeaders = ["Source Table", "Source Column", "Target Table", "Target Column", "Transformation"]
  private static let plainRows = [["crm", "cid", "dim", "customer_id", "Direct"], ["crm", "name", "dim", "full_name", "UPPER(name)"]]
  private static let plainReading = ["dim.customer_id <- crm.cid", "dim.full_name <- crm.name: UPPER(name)"]

  @Test(arguments: [0, 1, 3, 6, 7])
  func `the header row may be the 1st, 2nd, 4th, 7th or 8th`(above: Int) {
    var rows = [[String]](repeating: [], count: above)
    if above > 1 { rows[0] = ["Source to target mapping"] }
    if above > 3 { rows[2] = ["Author", "J. Doe", "", "Version", "1.2"] }
    let reading = Reading(drawn(rows + [Self.plainHeaders] + Self.plainRows))
    #expect(reading.rows == Self.plainReading)
    #expect(reading.layout.sheets[0].headerRows == [above + 1])
    #expect(reading.layout.sheets[0].kind == .mapping)
    #expect(reading.layout.sheets[0].confidence > 0.9)
    #expect(reading.codes.isEmpty)
  }

  @Test func `headers may be split over two rows`() {
    let reading = Reading(
      drawn([
        ["Source", "Source", "Target", "Target", "Mapping"], ["Table", "Column", "Table", "Column", "Rule"],
        ["crm", "cid", "dim", "customer_id", "-"],
      ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid"])
    #expect(reading.layout.sheets[0].headerRows == [1, 2])
    #expect(reading.roles() == ["source_table=A", "source_column=B", "target_table=C", "target_column=D", "transformation=E"])
  }

  @Test func `a merged band alone tells equal header names apart`() {
    let reading = Reading(
      drawn(
        merged: ["A1:C1", "D1:F1", "G1:G2"],
        [
          ["Source", "", "", "Target", "", "", "Transformation"], ["Table", "Column", "Type", "Table", "Column", "Type"],
          ["crm", "cid", "int", "dim", "customer_id", "bigint", "- >"],
        ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid"])
    #expect(
      reading.roles() == [
        "source_table=A", "source_column=B", "source_type=C", "target_table=D", "target_column=E", "target_type=F", "transformation=G",
      ])
    #expect(reading.codes.isEmpty)
  }

  @Test func `the target may stand first`() {
    let reading = Reading(
      drawn(
        merged: ["A2:B2", "C2:D2"],
        [["Mapping"], ["TARGET", "", "SOURCE"], ["Table", "Column", "Table", "Column", "Logic"], ["dim", "customer_id", "crm", "cid", "1:1"]]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid"])
  }

  @Test(arguments: [
    ["Tabela źródłowa", "Kolumna źródłowa", "Tabela docelowa", "Kolumna docelowa", "Transformacja"],
    ["Таблица источника", "Поле источника", "Целевая таблица", "Целевое поле", "Правило преобразования"],
    ["טבלת מקור", "שדה מקור", "טבלת יעד", "שדה יעד", "טרנספורמציה"],
    ["Quelltabelle", "Quellspalte", "Zieltabelle", "Zielspalte", "Transformationsregel"],
    ["Tabla origen", "Campo origen", "Tabla destino", "Campo destino", "Transformación"],
    ["Table source", "Champ source", "Table cible", "Champ cible", "Règle"],
    ["Soruce Table", "Source Colunm", "Tagret Table", "Target Filed", "Trasformation"],
  ])
  func `headers may be of other languages, or misspelt`(headers: [String]) {
    let reading = Reading(drawn([headers] + Self.plainRows))
    #expect(reading.rows == Self.plainReading)
  }

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

  @Test func `several source columns stand in one cell as they are written`() {
    let reading = Reading(
      drawn([
        ["Source Table", "Source Column", "Target Table", "Target Column", "Rule"],
        ["d", "DAY, MONTH, YEAR", "dim", "date", "join them with dashes"],
      ]))
    #expect(reading.rows == ["dim.date <- d.DAY, MONTH, YEAR: join them with dashes"])
  }

  @Test func `several source columns stand in several rows of one target`() {
    let merged = Reading(
      drawn(
        merged: ["D2:D3", "E2:E3"],
        [
          ["Source Table", "Source Column", "Target Table", "Target Column", "Rule"], ["p", "first", "dim", "name", "first || last"],
          ["p", "last", "dim"],
        ]))
    #expect(merged.rows == ["dim.name <- p.first: first || last", "dim.name <- p.last: first || last"])
    let empty = Reading(
      drawn([
        ["Source Table", "Source Column", "Target Table", "Target Column", "Rule"], ["p", "first", "dim", "name", "first || last"], ["p", "last"],
        ["p", "city", "dim", "city"],
      ]))
    #expect(empty.rows == ["dim.name <- p.first: first || last", "dim.name <- p.last", "dim.city <- p.city"])
  }

  @Test func `source cells that name no column are no sources`() {
    let words = ["https://data.example.org/set", "customers.csv", "Derived", "-", "—", "None", "Nil", "NA", "\"Nil\""]
    let rows = words.map { ["crm", $0, "dim", "x", "CURRENT_DATE"] }
    let reading = Reading(drawn([Self.plainHeaders] + rows))
    #expect(reading.rows == words.map { _ in "dim.x <- crm.: CURRENT_DATE" })
  }

  @Test func `a quoted constant stays as it stands`() {
    let reading = Reading(drawn([Self.plainHeaders, ["crm", "\"Austin\"", "dim", "city", "NA"], ["crm", "'PL'", "dim", "country", "Direct"]]))
    #expect(reading.rows == ["dim.city <- crm.\"Austin\"", "dim.country <- crm.'PL'"])
  }

  @Test func `a file as source gives its table the file's name, and it is said`() {
    let reading = Reading(
      drawn([Self.plainHeaders, ["landing/Customers.csv", "cid", "dim", "id", ""], ["https://x.example/api/orders?x=1", "oid", "dim", "oid", ""]]))
    #expect(reading.rows == ["dim.id <- Customers.cid", "dim.oid <- orders.oid"])
    #expect(reading.document.diagnostics.contains { $0.severity == .info && $0.found.contains("landing/Customers.csv") })
  }

  @Test(arguments: ["Direct", "Direct Move", "No Transformation", "- >", "1:1", "без преобразований"])
  func `words for a copy are no rule`(word: String) {
    #expect(Reading(drawn([Self.plainHeaders, ["crm", "cid", "dim", "id", word]])).rows == ["dim.id <- crm.cid"])
  }

  @Test(
    arguments: [
      ("int (PK)", "int", "PK", nil), ("bigint NOT NULL", "bigint", nil, "N"), ("uuid primary key", "uuid", "PK", nil),
      ("VARCHAR(100 BYTE)", "VARCHAR(100 BYTE)", nil, nil),
      ("Nvarchar(40)", "Nvarchar(40)", nil, nil), ("INT (PK, NOT NULL)", "INT", "PK", "N"), ("decimal(10, 2)", "decimal(10, 2)", nil, nil),
    ] as [(String, String, String?, String?)])
  func `a type's cell may name the key`(cell: String, type: String, key: String?, nullable: String?) {
    let reading = Reading(
      drawn([["Source Table", "Source Column", "Target Table", "Target Column", "Data Type"], ["crm", "cid", "dim", "id", cell]]))
    #expect(reading.document.rows.first?.targetType?.text == type)
    #expect(reading.document.rows.first?.key?.text == key)
    #expect(reading.document.rows.first?.nullable?.text == nullable)
  }

  @Test func `names of three parts and in brackets are spelled plainly`() {
    let reading = Reading(
      drawn([
        Self.plainHeaders, ["sales.public.orders", "id", "[dw].[dbo].[Fact Orders]", "[Order Id]", ""],
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

  @Test func `a SELECT in merged cells is the rule of all their rows`() {
    let select = "SELECT c.id, c.name FROM crm c JOIN erp e ON e.id = c.id"
    let reading = Reading(
      drawn(
        merged: ["E2:E3"],
        [Self.plainHeaders, ["crm", "id", "dim", "id", select], ["crm", "name", "dim", "name", ""], ["crm", "age", "dim", "age", ""]]))
    #expect(reading.rows == ["dim.id <- crm.id: \(select)", "dim.name <- crm.name: \(select)", "dim.age <- crm.age"])
    #expect(reading.document.rows[1].transformation?.provenance.description == "Sheet1!E2:E3")
  }

  @Test func `a rule stored as a formula is read, with the names that it points at`() {
    let reading = Reading(
      drawn(
        formulas: ["E2": "CONCATENATE(B2,\" \",B3)", "E3": "UPPER(last)", "E4": "\"COAL\"&\"ESCE(\"&B4&\",0)\""],
        [
          Self.plainHeaders, ["crm", "first", "dim", "name", "#NAME?"], ["crm", "last", "dim", "last", "#NAME?"],
          ["crm", "n", "dim", "n", "COALESCE(n,0)"],
        ]))
    #expect(
      reading.rows == [
        "dim.name <- crm.first: =CONCATENATE(first,\" \",last)", "dim.last <- crm.last: =UPPER(last)", "dim.n <- crm.n: COALESCE(n,0)",
      ])
  }

  @Test func `hidden sheets, examples, change logs and checks of counts are left out, and it is said`() {
    let other = [Self.plainHeaders, ["a", "b", "c", "d", ""]]
    let reading = Reading(
      drawn("Mapping", [Self.plainHeaders] + Self.plainRows), drawn("Old", visibility: .hidden, other), drawn("Example", other),
      drawn("Change Log", other),
      drawn("Row Count Check", other),
      drawn("Compare", [["Source Table", "Source Count", "Target Table", "Target Count", "Difference"], ["a", "1", "b", "1", "0"]]))
    #expect(reading.rows == Self.plainReading)
    #expect(reading.layout.sheets.map(\.kind) == [.mapping, .other, .other, .other, .other, .other])
    let said = reading.document.diagnostics.filter { $0.severity == .info }.map(\.found)
    for name in ["Old", "Example", "Change Log", "Row Count Check", "Compare"] { #expect(said.contains { $0.contains("“\(name)”") }) }
    #expect(reading.codes.isEmpty)
  }

  @Test func `used ranges of a thousand empty rows are passed over`() {
    var rows = [Self.plainHeaders] + Self.plainRows
    rows += [[String]](repeating: ["", " ", "", " "], count: 1000)
    let reading = Reading(drawn(rows))
    #expect(reading.rows == Self.plainReading)
    #expect(reading.document.diagnostics.contains { $0.severity == .info && $0.found.contains("1000 rows") })
  }

  @Test func `lists that drift apart within merged cells are noticed and not paired`() {
    let reading = Reading(
      drawn(
        merged: ["A2:A6", "C2:C6"],
        [
          ["Source Table", "Source Column", "Target Table", "Target Column"], ["crm", "cust_id", "dim", "customer_key"],
          ["", "first_name", "", "customer_id"],
          ["", "last_name", "", "full_name"], ["", "dob", ""], ["", "city", ""],
        ]))
    #expect(reading.rows == ["dim.customer_key <- crm.", "dim.customer_id <- crm.", "dim.full_name <- crm."])
    #expect(reading.codes == ["layout_uncertain"])
    #expect(reading.document.diagnostics.first { $0.severity == .warning }?.place?.description == "Sheet1!B2:D6")
  }

  @Test func `names that stand beside others' rows are noticed`() {
    let reading = Reading(
      drawn([
        Self.plainHeaders, ["crm", "id", "dim", "key", ""], ["crm", "name", "dim", "id", ""], ["crm", "city", "dim", "name", ""],
        ["crm", "zip", "dim", "city", ""],
      ]))
    #expect(reading.rows == ["dim.key <- crm.", "dim.id <- crm.", "dim.name <- crm.", "dim.city <- crm."])
    #expect(reading.codes == ["layout_uncertain"])
  }

  @Test func `rows whose rules stand without a source do not make lists drift`() {
    let reading = Reading(
      drawn(
        merged: ["A2:A4", "C2:C4"],
        [Self.plainHeaders, ["crm", "cid", "dim", "customer_id", ""], ["", "nm", "", "name", ""], ["", "", "", "loaded_at", "CURRENT_TIMESTAMP"]]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid", "dim.name <- crm.nm", "dim.loaded_at <- crm.: CURRENT_TIMESTAMP"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `repeated rows with different sources stay several sources of one column`() {
    let reading = Reading(drawn([Self.plainHeaders, ["a", "x", "dim", "v", "COALESCE(x, y)"], ["b", "y", "dim", "v", ""]]))
    #expect(reading.rows == ["dim.v <- a.x: COALESCE(x, y)", "dim.v <- b.y"])
    #expect(!reading.document.isTemplate)
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

  @Test func `a workbook that is no mapping is refused with what was looked for`() {
    let reading = Reading(drawn("Budget", [["Month", "Planned", "Actual"], ["January", "100", "90"]]), drawn("Notes", [["Remember the milk"]]))
    #expect(reading.rows.isEmpty)
    let error = reading.document.diagnostics.first { $0.code == .noMapping }
    #expect(error?.isStructural == true)
    #expect(error?.severity == .error)
    #expect(error?.found.contains("Budget") == true)
    #expect(error?.found.contains("target column") == true)
    #expect(Reading().document.diagnostics.map(\.code) == [.noMapping])
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

  @Test func `bands of other languages stand over equal headers`() {
    let polish = Reading(
      drawn(
        merged: ["A1:C1", "D1:F1"],
        [
          ["ŹRÓDŁO", "", "", "CEL"], ["Nazwa tabeli", "Nazwa kolumny", "Typ danych", "Nazwa tabeli", "Nazwa kolumny", "Typ danych", "Reguła"],
          ["klienci", "id", "int", "dim_klient", "klient_id", "int", "bez zmian"],
        ]))
    #expect(polish.rows == ["dim_klient.klient_id <- klienci.id"])
    let russian = Reading(
      drawn(
        merged: ["A1:C1", "D1:F1"],
        [
          ["Источник", "", "", "Приемник"], ["Схема", "Таблица", "Поле", "Схема", "Таблица", "Поле"],
          ["crm", "clients", "id", "dwh", "d_client", "client_id"],
        ]))
    #expect(russian.rows == ["dwh.d_client.client_id <- crm.clients.id"])
  }

  @Test func `systems named in the headers themselves are a union's branches`() {
    let reading = Reading(
      drawn([
        ["SAP Table", "SAP Field", "Oracle Table", "Oracle Field", "Target Table", "Target Field"],
        ["KNA1", "KUNNR", "CUST", "ID", "dim", "cust_id"],
      ]))
    #expect(reading.rows == ["#0 dim.cust_id <- KNA1.KUNNR", "#1 dim.cust_id <- CUST.ID"])
  }

  @Test func `a title, sides and systems may stand above one another`() {
    let reading = Reading(
      drawn(
        merged: ["A1:F1", "A2:C2", "D2:F2", "A3:C3", "D3:F3"],
        [
          ["Source to Target Mapping"], ["Source", "", "", "Target"], ["CRM", "", "", "DWH"], ["Table", "Column", "Type", "Table", "Column", "Type"],
          ["a", "x", "int", "t", "c", "int"],
        ]))
    #expect(reading.rows == ["t.c <- a.x"])
  }

  @Test func `a filter in words is warned of, not applied`() {
    let reading = Reading(
      drawn([
        ["Target Table:", "dim"], ["Source Table:", "crm"], ["Filter:", "only the active ones"], ["Source Field", "Target Field"], ["cid", "id"],
      ]))
    #expect(reading.rows == ["dim.id <- crm.cid"])
    #expect(reading.document.filters.isEmpty)
    #expect(reading.codes == ["layout_uncertain"])
  }

  @Test func `a column that tells of joins or filters and is not read is warned of`() {
    let reading = Reading(
      drawn([
        ["Source Table", "Source Column", "Join Condition", "Target Table", "Target Column", "Rule"], ["a", "x", "a.id = b.id", "t", "x", ""],
      ]))
    #expect(reading.rows == ["t.x <- a.x"])
    #expect(reading.codes == ["layout_uncertain"])
    #expect(reading.document.diagnostics.first?.found.contains("Join Condition") == true)
  }

  @Test func `ten thousand rows are read`() {
    var rows = [Self.plainHeaders]
    for number in 0..<10_000 { rows.append(["crm", "c\(number)", "t\(number / 100)", "c\(number)", "Direct"]) }
    #expect(Reading(drawn(rows)).document.rows.count == 10_000)
  }
}
