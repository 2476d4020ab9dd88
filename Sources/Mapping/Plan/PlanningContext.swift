import Workbook

/// What is the same for all targets of a document.
struct PlanningContext {
  var isTemplate: Bool
  /// What the sheet of known tables says.
  var schema: KnownSchema
  /// The targets of the document as tables that others may be made from: their types are known, not whether they are all there is.
  var layers: KnownSchema
  /// Whether the schema describes sources. One that describes nothing but targets says nothing about the rest.
  var checksSources: Bool
  /// Where it is told already that the layout is not sure.
  private var uncertain: [Provenance]
  private var answers: [AnswerKey: RuleAnswer]

  private struct AnswerKey: Hashable {
    var table: String
    var column: String
    var branch: Int?
  }

  init(document: MappingDocument, groups: [TargetGroup], answers: [RuleAnswer], diagnostics: inout [Diagnostic]) {
    isTemplate = document.isTemplate
    let schema = KnownSchema(rows: document.schema, diagnostics: &diagnostics)
    self.schema = schema
    if schema.isEmpty {
      checksSources = false
    } else {
      let targets = TableNameIndex(groups.map(\.name))
      let sources = TableNameIndex(Set(groups.lazy.flatMap { $0.rows.flatMap { BranchPlanner.tableNames(of: $0) } }))
      checksSources = schema.tables.contains { !targets.hasRelated(to: $0.name) || sources.hasRelated(to: $0.name) }
    }
    uncertain = document.diagnostics.filter { $0.code == .layoutUncertain && $0.severity != .info }.compactMap(\.place)
    layers = KnownSchema()
    for group in groups {
      // A target that is made from a table of its own name tells nothing of that table.
      let isItsOwnSource = group.rows.contains { row in
        row.sourceTable.flatMap { TableName(reading: $0.text) }.map { $0.isSuffix(of: group.name) || group.name.isSuffix(of: $0) } ?? false
      }
      guard !isItsOwnSource else { continue }
      for row in group.rows {
        layers.add(
          .init(
            name: row.targetColumn.text.withoutOuterBlanks, type: row.targetType.flatMap { DataType(reading: $0.text) } ?? .unknown,
            isNullable: row.nullable.flatMap { CellWords.isNullable($0.text) } ?? true, provenance: row.targetColumn.provenance), to: group.name)
      }
    }
    self.answers = Dictionary(
      answers.map { (AnswerKey(table: $0.table.lowercased(), column: $0.column.lowercased(), branch: $0.branch), $0) },
      uniquingKeysWith: { _, last in last })
  }

  /// Whether a diagnostic about the layout stands for this cell.
  func isUncertain(_ place: Provenance) -> Bool {
    uncertain.contains { $0.sheet == place.sheet && $0.range.contains(place.range.first) }
  }

  /// The answer for this column of this branch; one for the branch goes before one for all.
  func answer(table: TableName, column: String, branch: Int) -> RuleAnswer? {
    let column = column.lowercased()
    return answers[AnswerKey(table: table.folded, column: column, branch: branch)]
      ?? answers[AnswerKey(table: table.folded, column: column, branch: nil)]
  }
}
