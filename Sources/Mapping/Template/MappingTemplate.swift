import Workbook

/// The workbook that `throughline mapping template` writes: the template's sheets with a small example that compiles as it is.
package enum MappingTemplate {
  /// A customer dimension with a lookup of countries, and daily sales added up from orders and their lines.
  package static func workbook() -> Workbook {
    let yesNo = Sheet.ListValidation(ranges: [range("D2:D1000")], values: ["Y", "N"])
    let keys = Sheet.ListValidation(ranges: [range("E2:E1000")], values: ["PK"])
    let joinTypes = Sheet.ListValidation(ranges: [range("B2:B1000")], values: ["inner", "left", "right", "full", "cross"])
    return Workbook(sheets: [
      sheet("Mapping", TemplateSheets.mappingHeaders, mapping, validations: [yesNo, keys]),
      sheet("Joins", TemplateSheets.joinHeaders, joins, validations: [joinTypes]),
      sheet("Filters", TemplateSheets.filterHeaders, [["fact_daily_sales", "o.status <> 'cancelled'"], ["fact_daily_sales", "l.quantity > 0"]]),
      sheet("Sources", TemplateSheets.sourceHeaders, sources),
      samples(
        "customers", ["customer_id", "first_name", "last_name", "email", "country_code", "credit_limit", "created_at"],
        [
          [.number(1), .string("Ada"), .string("Byron"), .string("ADA@Example.com"), .string("GB"), .number(12000), .date("2024-03-01T09:30:00")],
          [.number(2), .string("Emil"), .string("Post"), .string("emil@example.com"), .string("PL"), .number(2500), .date("2025-01-15T18:05:00")],
          [.number(3), .string("Sofia"), .string("Kovalevskaya"), nil, .string("SE"), .number(400), .date("2025-11-02T07:45:30")],
        ]),
      samples("countries", ["code", "name"], [[.string("GB"), .string("United Kingdom")], [.string("PL"), .string("Poland")]]),
      samples(
        "orders", ["order_id", "customer_id", "order_date", "status"],
        [
          [.number(10), .number(1), .date("2026-01-05"), .string("shipped")], [.number(11), .number(1), .date("2026-01-05"), .string("open")],
          [.number(12), .number(2), .date("2026-01-06"), .string("cancelled")], [.number(13), .number(3), .date("2026-01-06"), .string("shipped")],
        ]),
      samples(
        "order_lines", ["order_id", "line_no", "quantity", "unit_price"],
        [
          [.number(10), .number(1), .number(2), .number(19.99)], [.number(10), .number(2), .number(1), .number(5)],
          [.number(11), .number(1), .number(3), .number(7.5)], [.number(12), .number(1), .number(1), .number(100)],
          [.number(13), .number(1), .number(4), .number(2.25)], [.number(13), .number(2), .number(0), .number(9)],
        ]),
    ])
  }

  private static let mapping: [[String]] = [
    [
      "dim_customer", "customer_key", "BIGINT", "N", "PK", "customers", "c", "customer_id", "ROW_NUMBER() OVER (ORDER BY c.customer_id)", "",
      "Surrogate key",
    ],
    ["dim_customer", "customer_id", "INTEGER", "N", "", "customers", "c", "customer_id", "", "", "Key in the source"],
    ["dim_customer", "full_name", "VARCHAR(101)", "Y", "", "customers", "c", "", "CONCAT(TRIM(c.first_name), ' ', TRIM(c.last_name))", "", ""],
    ["dim_customer", "email", "VARCHAR(200)", "Y", "", "customers", "c", "email", "LOWER(c.email)", "", "Compared without case"],
    ["dim_customer", "country", "VARCHAR(60)", "N", "", "countries", "k", "name", "", "Unknown", "A code that is not known is Unknown"],
    [
      "dim_customer", "segment", "VARCHAR(10)", "N", "", "customers", "c", "",
      "CASE WHEN c.credit_limit >= 10000 THEN 'gold' WHEN c.credit_limit >= 1000 THEN 'silver' ELSE 'basic' END", "", "",
    ],
    ["dim_customer", "since", "DATE", "Y", "", "customers", "c", "created_at", "", "", "The cast takes the time off"],
    ["fact_daily_sales", "order_date", "DATE", "N", "PK", "orders", "o", "order_date", "", "", ""],
    ["fact_daily_sales", "customer_id", "INTEGER", "N", "PK", "orders", "o", "customer_id", "", "", ""],
    [
      "fact_daily_sales", "order_count", "BIGINT", "N", "", "orders", "o", "", "COUNT(DISTINCT o.order_id)", "",
      "Grouped by all columns without an aggregate",
    ],
    ["fact_daily_sales", "quantity", "BIGINT", "N", "", "order_lines", "l", "", "SUM(l.quantity)", "0", ""],
    ["fact_daily_sales", "amount", "DECIMAL(18,2)", "N", "", "order_lines", "l", "", "SUM(l.quantity * l.unit_price)", "0", ""],
  ]

  private static let joins: [[String]] = [
    ["dim_customer", "left", "c", "countries", "k", "c.country_code = k.code"],
    ["fact_daily_sales", "inner", "o", "order_lines", "l", "l.order_id = o.order_id"],
  ]

  private static let sources: [[String]] = [
    ["customers", "customer_id", "INTEGER", "N"], ["customers", "first_name", "VARCHAR(50)", "Y"], ["customers", "last_name", "VARCHAR(50)", "Y"],
    ["customers", "email", "VARCHAR(200)", "Y"], ["customers", "country_code", "VARCHAR(2)", "Y"],
    ["customers", "credit_limit", "DECIMAL(12,2)", "Y"],
    ["customers", "created_at", "TIMESTAMP", "Y"], ["countries", "code", "VARCHAR(2)", "N"], ["countries", "name", "VARCHAR(60)", "N"],
    ["orders", "order_id", "INTEGER", "N"], ["orders", "customer_id", "INTEGER", "N"], ["orders", "order_date", "DATE", "N"],
    ["orders", "status", "VARCHAR(20)", "N"], ["order_lines", "order_id", "INTEGER", "N"], ["order_lines", "line_no", "INTEGER", "N"],
    ["order_lines", "quantity", "INTEGER", "N"], ["order_lines", "unit_price", "DECIMAL(12,2)", "N"],
  ]

  private static func sheet(_ name: String, _ headers: [String], _ rows: [[String]], validations: [Sheet.ListValidation] = []) -> Sheet {
    var sheet = sheet(name, headers, values: rows.map { row in row.map { $0.isEmpty ? nil : .string($0) } })
    sheet.validations = validations
    return sheet
  }

  private static func samples(_ table: String, _ columns: [String], _ rows: [[CellValue?]]) -> Sheet {
    sheet(TemplateSheets.samplesPrefix + table, columns, values: rows)
  }

  private static func sheet(_ name: String, _ headers: [String], values: [[CellValue?]]) -> Sheet {
    let all = [headers.map { CellValue.string($0) as CellValue? }] + values
    let rows = all.enumerated().map { index, values in
      Sheet.Row(
        number: index + 1,
        cells: values.enumerated().compactMap { column, value in value.map { Cell(CellReference(row: index + 1, column: column + 1), $0) } })
    }
    return Sheet(name: name, rows: rows)
  }

  private static func range(_ text: String) -> CellRange { CellRange(text) ?? CellRange(CellReference(row: 2, column: 1)) }
}
