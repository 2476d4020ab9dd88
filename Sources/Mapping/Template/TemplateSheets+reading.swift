import Workbook

extension TemplateSheets {
  typealias Text = MappingDocument.Text

  /// Each row as it stands. A table's name that stands only in the first of merged cells is that of all their rows; nothing else is filled in.
  static func readMapping(_ sheet: Sheet, vocabulary: HeaderVocabulary, into document: inout MappingDocument) {
    let cells = TemplateCells(sheet: sheet, columns: columns(of: sheet, headers: mappingHeaders))
    let rules = RuleCell(grid: cells.grid, vocabulary: vocabulary)
    var withoutTarget: [(row: Int, text: Text)] = []
    for row in cells.dataRows {
      let table = cells.text("Target Table", row)
      guard let table, let column = cells.text("Target Column", row) else {
        if let text = table ?? cells.text("Target Column", row) ?? cells.text("Source Column", row) { withoutTarget.append((row, text)) }
        continue
      }
      var mapped = MappingDocument.MappingRow(targetTable: table, targetColumn: column)
      mapped.targetType = cells.text("Target Type", row)
      mapped.nullable = cells.text("Nullable", row)
      mapped.key = cells.text("Key", row)
      mapped.sourceTable = source(cells.text("Source Table", row), vocabulary: vocabulary)
      mapped.sourceAlias = source(cells.text("Source Alias", row), vocabulary: vocabulary)
      mapped.sourceColumn = source(cells.text("Source Column", row), vocabulary: vocabulary)
      mapped.transformation = cells.columns["transformation"].flatMap { rules.rule(row: row, columns: [$0]) }
      mapped.defaultValue = cells.text("Default", row)
      mapped.notes = cells.text("Notes", row)
      document.rows.append(mapped)
    }
    if let first = withoutTarget.first {
      let rows = withoutTarget.prefix(10).map { "\($0.row)" }.joined(separator: ", ") + (withoutTarget.count > 10 ? ", …" : "")
      document.diagnostics.append(
        Diagnostic(
          .warning, .layoutUncertain, at: first.text.provenance,
          found: withoutTarget.count == 1
            ? "a row without a target table or without a target column was left out"
            : "\(withoutTarget.count) rows without a target table or without a target column were left out: \(rows)",
          fix: "write both in every row"))
    }
  }

  /// Dashes and `N/A` are no names. Other words are taken by their letters here, for a column may be called so.
  private static func source(_ text: Text?, vocabulary: HeaderVocabulary) -> Text? {
    guard let text, !["-", "--", "—", "–", "n/a", "#n/a"].contains(text.text.lowercased()) else { return nil }
    return text
  }

  static func readJoins(_ sheet: Sheet, into document: inout MappingDocument) {
    let cells = TemplateCells(sheet: sheet, columns: columns(of: sheet, headers: joinHeaders))
    for row in cells.dataRows {
      let texts = joinHeaders.compactMap { cells.text($0, row) }
      guard let first = texts.first, let last = texts.last else { continue }
      let place = Provenance(sheet: sheet.name, range: CellRange(first.provenance.range.first, last.provenance.range.last))
      // A join that names no table is one to nothing: the planner refuses it, by its place.
      var join = MappingDocument.JoinRow(
        targetTable: cells.text("Target Table", row) ?? Text("", at: place), rightTable: cells.text("Right Table", row) ?? Text("", at: place),
        provenance: place)
      join.kind = cells.text("Join Type", row)
      join.leftAlias = cells.text("Left Alias", row)
      join.rightAlias = cells.text("Right Alias", row)
      join.condition = cells.text("Condition", row)
      document.joins.append(join)
    }
  }

  static func readFilters(_ sheet: Sheet, into document: inout MappingDocument) {
    let cells = TemplateCells(sheet: sheet, columns: columns(of: sheet, headers: filterHeaders))
    for row in cells.dataRows {
      guard let condition = cells.text("Condition", row) else { continue }
      document.filters.append(
        MappingDocument.FilterRow(targetTable: cells.text("Target Table", row) ?? Text("", at: condition.provenance), condition: condition))
    }
  }

  static func readSources(_ sheet: Sheet, into document: inout MappingDocument) {
    let cells = TemplateCells(sheet: sheet, columns: columns(of: sheet, headers: sourceHeaders))
    for row in cells.dataRows {
      guard let table = cells.text("Table", row), let column = cells.text("Column", row) else { continue }
      document.schema.append(
        MappingDocument.SchemaRow(table: table, column: column, type: cells.text("Type", row), nullable: cells.text("Nullable", row)))
    }
  }

  /// The first row names the columns; empty rows between are passed over.
  static func readSamples(_ sheet: Sheet, into document: inout MappingDocument) {
    let grid = SheetGrid(sheet)
    guard let first = sheet.rows.first else { return }
    let headers = grid.filled(first)
    guard !headers.isEmpty else { return }
    var rows: [[CellValue?]] = []
    for row in sheet.rows.dropFirst() {
      let values = headers.map { header in
        sheet[row: row.number, column: header.column].flatMap { $0.value == .string("") ? nil : $0.value }
      }
      if values.contains(where: { $0 != nil }) { rows.append(values) }
    }
    document.samples.append(
      MappingDocument.SampleTable(table: sampledTable(sheet, document: document), columns: headers.map(\.text), rows: rows))
  }

  /// The table whose name, cut and without forbidden characters, is the sheet's.
  private static func sampledTable(_ sheet: Sheet, document: MappingDocument) -> String {
    let wanted = Workbook.comparable(sheet.name)
    let names =
      document.rows.compactMap { $0.sourceTable?.text } + document.joins.map(\.rightTable.text) + document.schema.map(\.table.text)
      + document.rows.map(\.targetTable.text)
    for name in names where Workbook.comparable(samplesPrefix + name) == wanted { return name }
    return ComparableText.trimmed(String(sheet.name.dropFirst(samplesPrefix.count)))
  }
}

/// Cells of a template's sheet, by the header above them.
struct TemplateCells {
  let grid: SheetGrid
  let columns: [String: Int]

  init(sheet: Sheet, columns: [String: Int]) {
    grid = SheetGrid(sheet)
    self.columns = columns
  }

  /// The rows below the headers that hold something.
  var dataRows: [Int] { grid.sheet.rows.filter { $0.number > 1 && !grid.filled($0).isEmpty }.map(\.number) }

  func text(_ header: String, _ row: Int) -> MappingDocument.Text? {
    columns[header.lowercased()].flatMap { grid.textAt(row: row, column: $0) }
  }
}
