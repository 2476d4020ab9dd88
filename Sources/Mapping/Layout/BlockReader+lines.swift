import Workbook

extension BlockReader {
  /// Reads one row of the mapping.
  mutating func readLine(_ row: Int) {
    readTargetTable(row)
    var column = textAt(row, targetColumn)
    // A row with a target names its table whatever its sources are.
    let isForNameAlone = !keepsLines && column != nil
    var sources: [BlockLine.Source] = []
    if !isForNameAlone { for index in block.branches.indices { sources.append(readSource(row, branch: index)) } }
    if let text = column?.text, vocabulary.isNothing(text) { return }
    // Merged over the whole row: a title that the caller did not take for one.
    if let range = grid.merge(row: row, column: targetColumn), range.last.column > range.first.column,
      block.branches.contains(where: { $0.roles[.sourceColumn].contains { range.first.column <= $0 && $0 <= range.last.column } })
    {
      return
    }
    splitTargetPath(&column)
    guard let table else {
      if column != nil, !result.diagnostics.contains(where: { $0.severity == .warning }) {
        result.diagnostics.append(
          Diagnostic(
            .warning, .layoutUncertain, at: column?.provenance, found: "no table is named for the target column \(column?.text ?? "")",
            fix: "write the table's name in its column, in a title above the mapping, or in layout.json"))
      }
      return
    }
    if isForNameAlone {
      if seenTargets.insert(table.text).inserted { result.targets.append(table.text) }
      lastLineRow = row
      return
    }
    var line = BlockLine(row: row, table: table, column: column, sources: sources)
    line.rule = rules.rule(row: row, columns: block.roles[.transformation])
    line.defaultValue = defaultValue(row, columns: block.roles[.defaultValue])
    line.notes = notes(row)
    readType(row, into: &line)
    if line.key == nil { line.key = key(row) }
    if let said = nullable(row) { line.nullable = said }
    line.group = group(row)
    guard line.column != nil || line.hasSource || line.sources.contains(where: { $0.rule != nil }) else { return }
    // Only a number or a remark: no row of the mapping.
    lastLineRow = row
    if keepsLines { lines.append(line) }
  }

  private mutating func readTargetTable(_ row: Int) {
    if let schema = text(row, block.roles[.targetSchema]) { targetSchema = schema }
    if let database = text(row, block.roles[.targetDatabase]) { targetDatabase = database }
    guard let at = block.roles.first(.targetTable), let cell = textAt(row, at), !vocabulary.isNothing(cell.text) else {
      if block.roles.first(.targetTable) == nil, let fixed = block.tableName, table == fixed, targetSchema != nil || targetDatabase != nil {
        table = Text(TableText.name(fixed.text, schema: targetSchema, database: targetDatabase), at: fixed.provenance)
      }
      return
    }
    table = Text(TableText.name(cell.text, schema: targetSchema ?? block.targetSchema, database: targetDatabase), at: cell.provenance)
  }

  /// `DWH.DIM_CUSTOMER.NAME` in a column of its own names the table too.
  private mutating func splitTargetPath(_ column: inout Text?) {
    guard let text = column, let path = TableText(Self.withoutKeyMark(text.text).name) else { return }
    if path.parts.count > 1, path.isPlain, block.roles[.targetTable].isEmpty {
      table = Text(TableText.joined(Array(path.parts.dropLast())), at: text.provenance)
      column = Text(path.parts[path.parts.count - 1], at: text.provenance)
    } else if path.parts.count == 1 {
      column = Text(path.parts[0], at: text.provenance)
    }
  }

  private mutating func readSource(_ row: Int, branch index: Int) -> BlockLine.Source {
    let branch = block.branches[index]
    var source = BlockLine.Source()
    if let schema = text(row, branch.roles[.sourceSchema]) { sourceSchemas[index] = schema }
    if let database = text(row, branch.roles[.sourceDatabase]) { sourceDatabases[index] = database }
    readColumn(row, branch: index, into: &source)
    readTable(row, branch: index, into: &source)
    source.type = branch.roles.first(.sourceType).flatMap { textAt(row, $0) }
    source.rule = rules.rule(row: row, columns: branch.roles[.transformation])
    source.defaultValue = defaultValue(row, columns: branch.roles[.defaultValue])
    if source.table == nil, let column = source.column, let path = TableText(column.text), path.parts.count > 1, path.isPlain {
      source.table = Text(TableText.joined(Array(path.parts.dropLast())), at: column.provenance)
      source.column = Text(path.parts[path.parts.count - 1], at: column.provenance)
    }
    return source
  }

  private mutating func readColumn(_ row: Int, branch index: Int, into source: inout BlockLine.Source) {
    var texts: [Text] = []
    for column in block.branches[index].roles[.sourceColumn] {
      guard let cell = textAt(row, column) else { continue }
      switch SourceCell(cell.text, namesTable: false, vocabulary: vocabulary) {
      case .empty, .derived: break
      case .nothing: source.nothing = cell
      case .address:
        source.address = cell
        addresses.append(cell)
      case .text(let text): texts.append(Text(Self.plainColumn(Self.withoutKeyMark(text).name), at: cell.provenance))
      }
    }
    guard let first = texts.first else { return }
    source.nothing = nil
    source.column =
      texts.count == 1
      ? first
      : Text(
        texts.map(\.text).joined(separator: ", "),
        at: Provenance(sheet: first.provenance.sheet, range: CellRange(first.provenance.range.first, texts[texts.count - 1].provenance.range.last)))
  }

  private mutating func readTable(_ row: Int, branch index: Int, into source: inout BlockLine.Source) {
    let roles = block.branches[index].roles
    let at = roles.first(.sourceTable) ?? (block.branches[index].tableName == nil ? roles.first(.sourceSystem) : nil)
    if let at, let cell = textAt(row, at) {
      switch SourceCell(cell.text, namesTable: true, vocabulary: vocabulary) {
      case .empty: break
      case .nothing, .derived:
        sourceTables[index] = nil
        return
      case .address(let name):
        if cell.provenance != sourceTables[index]?.provenance { addresses.append(cell) }
        sourceTables[index] = name.map { Text($0, at: cell.provenance) }
      case .text(let text):
        sourceTables[index] = Text(
          TableText.name(text, schema: sourceSchemas[index], database: sourceDatabases[index]), at: cell.provenance)
      }
      source.table = sourceTables[index]
    } else if source.column != nil || at == nil {
      // An empty cell is as the one above it, where a column of it is named.
      source.table = sourceTables[index]
    }
    if let alias = roles.first(.sourceAlias) {
      if let cell = textAt(row, alias), !vocabulary.isNothing(cell.text) {
        sourceAliases[index] = cell
        source.alias = cell
      } else if at.map({ textAt(row, $0) == nil }) ?? false, source.table != nil {
        source.alias = sourceAliases[index]
      }
    }
  }

  private func readType(_ row: Int, into line: inout BlockLine) {
    if let cell = block.roles.first(.targetType).flatMap({ textAt(row, $0) }), !vocabulary.isNothing(cell.text) {
      let type = TypeText(cell.text)
      line.type = Text(type.type, at: cell.provenance)
      if type.isPrimaryKey { line.key = Text("PK", at: cell.provenance) }
      if let isNullable = type.isNullable { line.nullable = Text(isNullable ? "Y" : "N", at: cell.provenance) }
    }
    if let column = textAt(row, targetColumn), Self.withoutKeyMark(column.text).isPrimaryKey {
      line.key = Text("PK", at: column.provenance)
    }
  }

  private func key(_ row: Int) -> Text? {
    guard let cell = block.roles.first(.key).flatMap({ textAt(row, $0) }) else { return nil }
    let words = ComparableText.words(cell.text)
    if words.contains("pk") || words.contains("primary") || vocabulary.isYes(cell.text) { return Text("PK", at: cell.provenance) }
    return vocabulary.isNo(cell.text) || vocabulary.isNothing(cell.text) ? nil : cell
  }

  private func nullable(_ row: Int) -> Text? {
    guard let cell = block.roles.first(.nullable).flatMap({ textAt(row, $0) }) else { return nil }
    let words = ComparableText.joined(cell.text)
    if words == "not null" { return Text("N", at: cell.provenance) }
    if words == "null" || words == "nullable" { return Text("Y", at: cell.provenance) }
    if vocabulary.isYes(cell.text) { return Text(asksForRequired ? "N" : "Y", at: cell.provenance) }
    if vocabulary.isNo(cell.text) { return Text(asksForRequired ? "Y" : "N", at: cell.provenance) }
    return vocabulary.isNothing(cell.text) ? nil : cell
  }

  private func defaultValue(_ row: Int, columns: [Int]) -> Text? {
    for column in columns {
      if let cell = textAt(row, column), !["-", "--", "—", "–"].contains(cell.text) { return cell }
    }
    return nil
  }

  private func notes(_ row: Int) -> Text? {
    let texts = (block.roles[.description] + block.roles[.notes]).compactMap { textAt(row, $0) }
    guard let first = texts.first else { return nil }
    return Text(texts.map(\.text).joined(separator: "; "), at: first.provenance)
  }

  /// What a place of the current row shows. Merged cells may show what stands in a row above.
  private func textAt(_ row: Int, _ column: Int) -> Text? {
    let merge = grid.merge(row: row, column: column)
    guard row == current.row, column <= SheetGrid.lastColumn, merge.map({ $0.first == CellReference(row: row, column: column) }) ?? true else {
      return grid.textAt(row: row, column: column)
    }
    guard let text = current.text(column) else { return nil }
    return Text(text, at: Provenance(sheet: grid.sheet.name, range: merge ?? CellRange(CellReference(row: row, column: column))))
  }

  private func text(_ row: Int, _ columns: [Int]) -> String? {
    guard let column = columns.first, let text = textAt(row, column)?.text, !vocabulary.isNothing(text) else { return nil }
    return text
  }

  /// The rows of the smallest merged cells around this row that name a table or a group, not a column or a rule.
  private func group(_ row: Int) -> ClosedRange<Int>? {
    var best: ClosedRange<Int>?
    for column in max(1, columns.lowerBound - 2)...columns.upperBound where !singleColumns.contains(column) {
      guard let range = grid.merge(row: row, column: column), range.last.row > range.first.row else { continue }
      let rows = range.first.row...range.last.row
      if best.map({ rows.count < $0.count }) ?? true { best = rows }
    }
    return best
  }

  /// `[Name]` and `"Name"` are plain names where they stand alone; texts in quotes stay, for they may be constants.
  private static func plainColumn(_ text: String) -> String {
    guard text.hasPrefix("[") || text.contains(".["), let path = TableText(text) else { return text }
    return TableText.joined(path.parts)
  }

  /// `customer_id (PK)`: the name and whether a key's mark stood behind it.
  static func withoutKeyMark(_ text: String) -> (name: String, isPrimaryKey: Bool) {
    guard let open = text.lastIndex(of: "("), text.hasSuffix(")") else { return (text, false) }
    let words = ComparableText.words(String(text[text.index(after: open)...].dropLast()))
    guard !words.isEmpty, words.allSatisfy({ ["pk", "fk", "primary", "foreign", "key"].contains($0) }) else { return (text, false) }
    return (ComparableText.trimmed(String(text[..<open])), words.contains("pk") || words.contains("primary"))
  }
}
