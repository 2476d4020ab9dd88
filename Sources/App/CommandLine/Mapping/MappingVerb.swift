/// What `throughline mapping` can do, with what the help says of it.
package enum MappingVerb: String, Sendable, CaseIterable {
  case template, inspect, plan, generate, diff, document

  /// A flag of a verb.
  struct Option: Sendable {
    let flag: String
    /// The word that stands for its value; `nil` where it takes none.
    let value: String?
    let meaning: String
  }

  var summary: String {
    switch self {
    case .template: "Write the mapping template, with an example in it, to a new workbook."
    case .inspect: "Tell what is seen in a workbook: its sheets, header rows and columns."
    case .plan: "Print what a workbook says, understood: targets, sources, joins, rules, and what is wrong or open."
    case .generate: "Write SQL or PySpark for the target tables of a workbook."
    case .diff: "Compare what two workbooks say."
    case .document: "Write a page about each target table of a workbook."
    }
  }

  /// What must follow, as the usage line has it.
  var operands: [String] {
    self == .diff ? ["BEFORE", "AFTER"] : ["FILE"]
  }

  var options: [Option] {
    switch self {
    case .template: []
    case .inspect:
      [
        Option(flag: "--json", value: nil, meaning: "The layout as JSON."),
        Option(flag: "--cells", value: nil, meaning: "Every cell that is not empty, one JSON object a line, in constant memory."), Self.layout,
        Self.headers,
      ]
    case .plan: [Option(flag: "--json", value: nil, meaning: "The plan as JSON."), Self.table, Self.layout, Self.headers]
    case .generate:
      [
        Option(flag: "--dialect", value: "NAME", meaning: "One of postgres, spark, snowflake, bigquery, sqlserver, duckdb, sqlite, pyspark."),
        Option(flag: "--as", value: "FORM", meaning: "One of select, view, insert, merge, dbt. Default select."),
        Option(flag: "--out", value: "FOLDER", meaning: "Where the files go; made where it is missing. Files of the same names are replaced."),
        Option(flag: "--report", value: "FILE", meaning: "Write a report as JSON: what is open, what was said, what the samples gave."),
        Option(flag: "--json", value: nil, meaning: "Print the report on standard output."),
        Option(
          flag: "--model", value: "NAME",
          meaning: "Ask this model for the rules that are in prose; its answers are checked like any cell. Providers are those of the configuration."),
        Option(
          flag: "--sample-on", value: "URL",
          meaning: "Run the samples on this PostgreSQL (postgres://…), in temporary tables, and tell what came out. Else: in SQLite."),
        Option(
          flag: "--samples-from", value: "URL",
          meaning:
            "Read rows of the source tables that have no sheet of samples from this PostgreSQL (postgres://…), run them, and tell what came out."),
        Self.table, Self.layout, Self.headers,
        Option(flag: "--config", value: "FILE", meaning: "The configuration that has the providers, for --model. Environment: THROUGHLINE_CONFIG."),
      ]
    case .diff: [Option(flag: "--json", value: nil, meaning: "The differences as JSON."), Self.headers]
    case .document:
      [
        Option(flag: "--out", value: "FOLDER", meaning: "Where the pages go; made where it is missing."),
        Option(flag: "--html", value: nil, meaning: "Pages in HTML that need nothing else, instead of Markdown with a picture beside it."),
        Self.table,
        Self.layout, Self.headers,
      ]
    }
  }

  private static let table = Option(
    flag: "--table", value: "NAME", meaning: "Only this target table, whole or by its last part; may be given several times.")
  private static let layout = Option(
    flag: "--layout", value: "FILE", meaning: "Corrections of what was seen in the workbook (layout.json; docs/mapping.md).")
  private static let headers = Option(
    flag: "--headers", value: "FILE", meaning: "More words for column headers, in the form of Schemas/mapping-headers.json.")
}
