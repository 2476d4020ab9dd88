import Workbook

/// Reads the rows of one block.
struct BlockReader {
  typealias Text = MappingDocument.Text

  struct Result {
    var rows: [MappingDocument.MappingRow] = []
    var filters: [MappingDocument.FilterRow] = []
    var diagnostics: [Diagnostic] = []
    /// In order of appearance.
    var targets: [String] = []
  }

  let grid: SheetGrid
  let block: LayoutBlock
  let vocabulary: HeaderVocabulary
  let columns: ClosedRange<Int>
  let targetColumn: Int
  let allRoles: ColumnRoles
  let headerTexts: [Int: String]
  let rules: RuleCell
  let asksForRequired: Bool
  var facts: SheetFacts
  var result = Result()
  var lines: [BlockLine] = []
  /// The row that is read, its texts taken once.
  var current = GridLine()
  /// The row of the last line of the mapping; 0: none yet.
  var lastLineRow = 0
  /// Whether lines are kept. Where they are not, the result is the targets alone, and takes no memory for the rows.
  let keepsLines: Bool
  /// Columns whose merged cells say nothing about which rows belong together.
  let singleColumns: Set<Int>
  // What is carried from row to row where a cell below is empty.
  var table: Text?
  var targetSchema: String?
  var targetDatabase: String?
  var sourceTables: [Text?]
  var sourceSchemas: [String?]
  var sourceDatabases: [String?]
  var sourceAliases: [Text?]
  var addresses: [Text] = []
  var blankRows = 0
  var seenTargets: Set<String> = []

  /// `nil` where the block has no target column.
  init?(grid: SheetGrid, block: LayoutBlock, vocabulary: HeaderVocabulary, keepsLines: Bool = true) {
    self.keepsLines = keepsLines
    allRoles = block.allRoles
    let all = allRoles.allColumns
    var single: Set<Int> = []
    for role in Self.singleRoles { single.formUnion(allRoles[role]) }
    singleColumns = single
    guard let target = block.roles.first(.targetColumn), let first = all.min(), let last = all.max() else { return nil }
    self.grid = grid
    self.block = block
    self.vocabulary = vocabulary
    columns = first...last
    targetColumn = target
    var texts: [Int: String] = [:]
    if let row = block.headerRows.last {
      for column in all { texts[column] = grid.text(row: row, column: column) }
    }
    headerTexts = texts
    rules = RuleCell(grid: grid, vocabulary: vocabulary)
    asksForRequired = block.roles.first(.nullable).flatMap { texts[$0] }.map(vocabulary.asksForRequired) ?? false
    facts = SheetFacts(grid: grid, vocabulary: vocabulary)
    table = block.tableName
    sourceTables = block.branches.map(\.tableName)
    sourceSchemas = block.branches.map { _ in nil }
    sourceDatabases = sourceSchemas
    sourceAliases = block.branches.map { _ in nil }
  }

  private static let singleRoles: [HeaderRole] = [
    .targetColumn, .sourceColumn, .transformation, .notes, .description, .targetType, .sourceType, .defaultValue, .key, .nullable,
  ]

  mutating func read() -> Result {
    for row in grid.rows(block.dataRows) { read(row) }
    guard keepsLines else { return result }
    giveTalendAliases()
    emit()
    sayWhatWasLeftOut()
    return result
  }

  private mutating func read(_ row: Sheet.Row) {
    let filled = grid.filled(row)
    guard !filled.isEmpty else {
      blankRows += 1
      return
    }
    current = GridLine(row: row.number, filled: filled)
    if isHeaderAgain() || readTitle(row: row.number, filled: filled) { return }
    if isFactRow(filled, row: row.number), facts.read(row, isAbove: false) { return }
    guard filled.contains(where: { columns.contains($0.column) }) || grid.merge(row: row.number, column: targetColumn) != nil else { return }
    readLine(row.number)
  }

  /// The headers once more, further down.
  private func isHeaderAgain() -> Bool {
    guard current.text(targetColumn) ?? "" == headerTexts[targetColumn] else { return false }
    return headerTexts.filter { !$0.value.isEmpty && current.text($0.key) == $0.value }.count >= 2
  }

  /// A key with its value below the mapping.
  private func isFactRow(_ filled: [(column: Int, text: String)], row: Int) -> Bool {
    guard filled.count <= 4, let first = filled.first else { return false }
    let parts = HeaderVocabulary.parted(first.text)
    if parts.tail != nil { return facts.key(parts.head) != nil && (filled.count == 1 || parts.tail?.isEmpty == true) }
    guard filled.count == 2, let value = TableText(filled[1].text) else { return false }
    if facts.isPlainKey(first.text) { return true }
    // Behind an empty row `Table Name` beside a name is a key too.
    let isBehindGap = lastLineRow > 0 && row > lastLineRow + 1
    return isBehindGap && filled[1].column == first.column + 1 && value.isPlain && facts.key(first.text) != nil
  }

  /// A row that only names the table of those below it: one text, merged over several columns or standing where no mapping could.
  private mutating func readTitle(row: Int, filled: [(column: Int, text: String)]) -> Bool {
    guard filled.count == 1, let only = filled.first, only.text.utf8.count <= 120 else { return false }
    let range = grid.merge(row: row, column: only.column)
    let width = range.map { $0.last.column - $0.first.column + 1 } ?? 1
    if let range, range.first.row != row { return false }
    let role = allRoles.roles.first { allRoles[$0].contains(only.column) }
    let parts = HeaderVocabulary.parted(only.text)
    if let tail = parts.tail, !tail.isEmpty, let key = facts.key(parts.head) { return take(key, tail, row: row, column: only.column) }
    if role == .targetTable || role == .sourceTable, width == 1 { return takeTable(only.text, role: role, row: row, column: only.column) }
    guard block.roles[.targetTable].isEmpty || width > 1 else { return false }
    let isTitle: Bool
    if width > 1 {
      isTitle = true
    } else if role == .targetColumn || role == nil {
      // A target without anything else may be one that nobody has mapped yet: only a table's spelling makes it a title.
      isTitle = role == nil ? only.column <= targetColumn && Int(only.text) == nil : isTableTitle(only.text, row: row)
    } else {
      isTitle = false
    }
    guard isTitle, let title = TableTitle(only.text, vocabulary: vocabulary) else { return isTitle }
    table = Text(TableText.name(title.name), at: grid.provenance(row: row, column: only.column))
    return true
  }

  private func isTableTitle(_ text: String, row: Int) -> Bool {
    let words = ComparableText.words(text)
    let marks: Set<String> = ["dim", "fact", "fct", "stg", "tbl", "table", "tabela", "tabelle", "dwh", "ods", "mart", "tabla", "таблица"]
    guard let first = words.first, let last = words.last, marks.contains(first) || marks.contains(last) else { return false }
    // Rows must follow it.
    guard let next = grid.rows((row + 1)...(row + 2)).first else { return false }
    return grid.filled(next).count >= 2
  }

  private mutating func take(_ key: SheetFacts.Key, _ value: String, row: Int, column: Int) -> Bool {
    let text = Text(TableText.name(value), at: grid.provenance(row: row, column: column))
    switch key {
    case .targetTable: if block.roles[.targetTable].isEmpty { table = text }
    case .sourceTable: sourceTables = sourceTables.map { _ in text }
    case .filter: addFilter(Text(value, at: text.provenance), tables: table.map { [$0] } ?? [])
    case .targetSchema, .sourceSchema: break
    }
    return true
  }

  private mutating func takeTable(_ text: String, role: HeaderRole?, row: Int, column: Int) -> Bool {
    let text = Text(TableText.name(text, schema: role == .targetTable ? targetSchema : nil), at: grid.provenance(row: row, column: column))
    if role == .targetTable {
      table = text
    } else {
      for index in block.branches.indices where block.branches[index].roles[.sourceTable].contains(column) { sourceTables[index] = text }
    }
    return true
  }

  /// Conditions in words are none: they are said, and left out.
  mutating func addFilter(_ condition: Text, tables: [Text]) {
    guard Self.isCondition(condition.text) else {
      result.diagnostics.append(
        Diagnostic(
          .warning, .layoutUncertain, at: condition.provenance,
          found: "the filter “\(condition.text)” is no condition that can be read, and is not applied",
          fix: "write it as an expression, such as `status = 'A'`"))
      return
    }
    for table in tables { result.filters.append(MappingDocument.FilterRow(targetTable: table, condition: condition)) }
  }

  private static func isCondition(_ text: String) -> Bool {
    let words = ComparableText.words(text)
    guard text.contains(where: { "=<>".contains($0) }) || ["in", "like", "between", "is"].contains(where: words.contains) else { return false }
    return (try? ExpressionParser.parse(text)) != nil
  }
}
