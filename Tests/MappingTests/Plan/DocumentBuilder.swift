import Mapping
import Workbook

/// A document as the template gives it, written short: each call is the next row of its sheet.
struct DocumentBuilder {
  var document: MappingDocument
  private var mappingRow = 1
  private var joinRow = 1
  private var filterRow = 1
  private var schemaRow = 1

  init(isTemplate: Bool = true) { document = MappingDocument(isTemplate: isTemplate) }

  /// Columns as in the template: A target table … K notes.
  mutating func map(
    _ target: String, _ column: String, type: String? = nil, nullable: String? = nil, key: String? = nil, table: String? = nil, alias: String? = nil,
    from source: String? = nil, sourceType: String? = nil, rule: String? = nil, default value: String? = nil, notes: String? = nil, branch: Int = 0
  ) {
    mappingRow += 1
    let row = mappingRow
    func text(_ text: String?, _ column: Int) -> MappingDocument.Text? {
      text.map { .init($0, at: Provenance(sheet: "Mapping", row: row, column: column)) }
    }
    var mapped = MappingDocument.MappingRow(
      targetTable: .init(target, at: Provenance(sheet: "Mapping", row: row, column: 1)),
      targetColumn: .init(column, at: Provenance(sheet: "Mapping", row: row, column: 2)), branch: branch)
    mapped.targetType = text(type, 3)
    mapped.nullable = text(nullable, 4)
    mapped.key = text(key, 5)
    mapped.sourceTable = text(table, 6)
    mapped.sourceAlias = text(alias, 7)
    mapped.sourceColumn = text(source, 8)
    mapped.transformation = text(rule, 9)
    mapped.defaultValue = text(value, 10)
    mapped.notes = text(notes, 11)
    mapped.sourceType = text(sourceType, 12)
    document.rows.append(mapped)
  }

  mutating func join(_ target: String, _ kind: String?, _ left: String?, _ right: String, as alias: String? = nil, on condition: String? = nil) {
    joinRow += 1
    let row = joinRow
    func text(_ text: String?, _ column: Int) -> MappingDocument.Text? {
      text.map { .init($0, at: Provenance(sheet: "Joins", row: row, column: column)) }
    }
    var join = MappingDocument.JoinRow(
      targetTable: .init(target, at: Provenance(sheet: "Joins", row: row, column: 1)),
      rightTable: .init(right, at: Provenance(sheet: "Joins", row: row, column: 4)),
      provenance: Provenance(sheet: "Joins", range: CellRange(CellReference(row: row, column: 1), CellReference(row: row, column: 6))))
    join.kind = text(kind, 2)
    join.leftAlias = text(left, 3)
    join.rightAlias = text(alias, 5)
    join.condition = text(condition, 6)
    document.joins.append(join)
  }

  mutating func filter(_ target: String, _ condition: String) {
    filterRow += 1
    document.filters.append(
      .init(
        targetTable: .init(target, at: Provenance(sheet: "Filters", row: filterRow, column: 1)),
        condition: .init(condition, at: Provenance(sheet: "Filters", row: filterRow, column: 2))))
  }

  /// `customers: id INTEGER, name TEXT NOT NULL` as rows of the sheet of known tables.
  mutating func known(_ table: String, _ columns: String...) {
    for column in columns {
      schemaRow += 1
      let words = column.split(separator: " ", maxSplits: 1).map(String.init)
      let isRequired = words.count > 1 && words[1].hasSuffix(" NOT NULL")
      func text(_ text: String, _ column: Int) -> MappingDocument.Text {
        .init(text, at: Provenance(sheet: "Sources", row: schemaRow, column: column))
      }
      document.schema.append(
        .init(
          table: text(table, 1), column: text(words[0], 2),
          type: words.count > 1 ? text(isRequired ? String(words[1].dropLast(9)) : words[1], 3) : nil,
          nullable: text(isRequired ? "N" : "Y", 4)))
    }
  }
}

/// The plan of a document that the closure writes.
func planned(isTemplate: Bool = true, options: PlanOptions = PlanOptions(), _ write: (inout DocumentBuilder) -> Void) -> Plan {
  var builder = DocumentBuilder(isTemplate: isTemplate)
  write(&builder)
  return Planner.plan(builder.document, options: options)
}

extension Plan {
  /// `code at cell`, for all that is more than information.
  var codes: [String] {
    diagnostics.filter { $0.severity != .info }.map { "\($0.code.rawValue) \($0.place.map { "\($0)" } ?? "-")" }
  }

  /// The value of a column of the first target's first branch.
  func output(_ column: String) -> SelectBranch.Output? {
    guard let target = targets.first, let index = target.columns.firstIndex(where: { $0.name == column }) else { return nil }
    return target.branches.first?.outputs[index]
  }

  /// Its canonical spelling; `nil` where it is open.
  func expression(_ column: String) -> String? { output(column)?.expression.map { "\($0)" } }

  var firstBranch: SelectBranch? { targets.first?.branches.first }
}
