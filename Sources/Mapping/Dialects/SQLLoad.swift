/// What stands around the `SELECT`: a view, an insert, or a merge by the primary key.
struct SQLLoad {
  let target: TargetPlan
  let names: SQLNames
  let form: OutputForm
  /// Columns that have a value; the others are open.
  let decidedColumns: Set<String>

  private var dialect: Dialect { names.rules.dialect }
  private var table: String { names.table(target.table) }
  private var columns: [String] { target.columns.map { names.name($0.name) } }

  /// The blocks in front of the `SELECT` and behind it.
  func blocks(_ diagnostics: inout [Diagnostic]) -> (RenderedTarget.Block?, RenderedTarget.Block?) {
    switch form {
    case .select, .dbt: return (nil, nil)
    case .view: return pair(view, ";")
    case .insert: return pair("INSERT INTO \(table) (\(list(columns)))", ";")
    case .merge:
      guard target.columns.contains(where: \.isPrimaryKey) else {
        let place = target.provenance ?? target.columns.first?.provenance
        diagnostics.append(
          Diagnostic(
            .error, .dialectUnsupported, at: place, found: "\(target.table) has no column with the key PK, so nothing says which rows are the same",
            fix: "write PK in the column Key of the target's key columns, or write the target as insert"))
        let words = names.comment("open: a merge needs a primary key\(place.map { ", \($0)" } ?? "")")
        return pair(words, nil)
      }
      return dialect == .sqlite ? upsert : merge
    }
  }

  private func pair(_ front: String, _ back: String?) -> (RenderedTarget.Block?, RenderedTarget.Block?) {
    (RenderedTarget.Block(name: "load", text: front), back.map { RenderedTarget.Block(name: "load_end", text: $0) })
  }

  private var view: String {
    switch dialect {
    case .sqlite: "DROP VIEW IF EXISTS \(table);\nCREATE VIEW \(table) AS"
    case .sqlserver: "CREATE OR ALTER VIEW \(table) AS"
    default: "CREATE OR REPLACE VIEW \(table) AS"
    }
  }

  /// Names on one line where they fit, else each on its own.
  private func list(_ names: [String]) -> String {
    let flat = names.joined(separator: ", ")
    return flat.count <= 80 ? flat : "\n  " + names.joined(separator: ",\n  ") + "\n"
  }

  private var keys: [String] { target.columns.filter(\.isPrimaryKey).map { names.name($0.name) } }
  /// What a row that is there gets anew. A column that is open keeps what stands there: nobody has decided to empty it.
  private var changed: [String] {
    target.columns.filter { !$0.isPrimaryKey && decidedColumns.contains($0.name) }.map { names.name($0.name) }
  }

  private var merge: (RenderedTarget.Block?, RenderedTarget.Block?) {
    var lines = [") AS source", "ON " + keys.map { "target.\($0) = source.\($0)" }.joined(separator: "\n  AND ")]
    if !changed.isEmpty {
      lines.append("WHEN MATCHED THEN UPDATE SET\n  " + changed.map { "\($0) = source.\($0)" }.joined(separator: ",\n  "))
    }
    lines.append("WHEN NOT MATCHED THEN INSERT (\(list(columns)))")
    lines.append("VALUES (\(list(columns.map { "source.\($0)" })));")
    return pair("MERGE INTO \(table) AS target\nUSING (", lines.joined(separator: "\n"))
  }

  /// SQLite has no MERGE; the key has to be unique in the table.
  private var upsert: (RenderedTarget.Block?, RenderedTarget.Block?) {
    let change = changed.isEmpty ? "DO NOTHING" : "DO UPDATE SET\n  " + changed.map { "\($0) = excluded.\($0)" }.joined(separator: ",\n  ")
    // Without WHERE the parser would take ON for a join's.
    return pair(
      "INSERT INTO \(table) (\(list(columns)))\nSELECT * FROM (",
      ") AS source\nWHERE 1\nON CONFLICT (\(keys.joined(separator: ", "))) \(change);")
  }
}
