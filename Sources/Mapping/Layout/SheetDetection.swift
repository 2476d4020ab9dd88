import Workbook

/// Finds the mappings of one sheet.
struct SheetDetection {
  typealias Text = MappingDocument.Text

  let grid: SheetGrid
  let vocabulary: HeaderVocabulary
  private(set) var blocks: [LayoutBlock] = []
  /// Texts of the header rows that were taken; of the first row where there are none.
  private(set) var headerTexts: [String] = []
  /// Headers that are not understood, as one diagnostic.
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var reason = "no row names a target column beside a source column or a rule"

  private struct Candidate {
    var header: HeaderRow
    var grouping: ColumnGrouping
    var blocks: [LayoutBlock]
    var confidence: Double
    var isSideSaid: Bool
  }

  /// How far down headers are looked for, in rows that hold something.
  private static let searchedRows = 200
  private static let firstRows = 60

  init(_ grid: SheetGrid, vocabulary: HeaderVocabulary, headerRows: [Int]? = nil) {
    self.grid = grid
    self.vocabulary = vocabulary
    var reader = HeaderRowReader(grid: grid, vocabulary: vocabulary)
    var candidates: [Candidate] = []
    let wanted = headerRows?.last
    for (place, row) in grid.sheet.rows.prefix(Self.searchedRows).enumerated() {
      if let wanted, row.number != wanted { continue }
      guard wanted != nil || mayBeHeader(row) else { continue }
      guard let header = reader.read(row.number), let candidate = candidate(header) else { continue }
      if place < Self.firstRows || candidate.isSideSaid { candidates.append(candidate) }
    }
    headerTexts = (grid.sheet.rows.first).map { grid.filled($0).map(\.text) } ?? []
    take(chosen(candidates))
  }

  /// Two short texts, one of them with a word that headers use.
  private func mayBeHeader(_ row: Sheet.Row) -> Bool {
    var texts = 0
    var known = 0
    for cell in grid.filled(row) where cell.text.utf8.count <= 120 && Double(cell.text) == nil {
      texts += 1
      if known == 0,
        ComparableText.words(cell.text).contains(where: { vocabulary.words[$0] != nil })
          || vocabulary.headers[ComparableText.joined(cell.text)] != nil
      {
        known += 1
      }
      if known > 0, texts > 1 { return true }
    }
    return false
  }

  private func candidate(_ header: HeaderRow) -> Candidate? {
    var grouping = ColumnGrouping(header)
    if grouping.isPositional, looksSwapped(header, grouping: grouping) { grouping.swapSides() }
    let start = header.row + 1
    var blocks = BlockBuilder(header: header, grouping: grouping).blocks(dataRows: start...max(start, grid.lastRow))
    guard !blocks.isEmpty else { return nil }
    for index in blocks.indices { score(&blocks[index], header: header, grouping: grouping) }
    let confidence = blocks.map(\.confidence).reduce(0, +) / Double(blocks.count)
    guard confidence >= LayoutConfidence.least else { return nil }
    return Candidate(header: header, grouping: grouping, blocks: blocks, confidence: confidence, isSideSaid: !grouping.isPositional)
  }

  /// The first headers, and those of further mappings below them.
  private func chosen(_ candidates: [Candidate]) -> [Candidate] {
    // The upper half of headers in two rows reads like headers too.
    let whole = candidates.filter { upper in
      !candidates.contains {
        $0.header.row > upper.header.row && $0.header.headerRows.contains(upper.header.row) && $0.header.columns.count >= upper.header.columns.count
      }
    }
    guard let best = whole.max(by: { $0.confidence + 0.05 < $1.confidence }) else { return [] }
    // `max` keeps the last of equals; the uppermost is wanted.
    let first = whole.first { $0.confidence + 0.05 >= best.confidence } ?? best
    var chosen = [first]
    for candidate in whole where candidate.header.row > first.header.row {
      guard let last = chosen.last, (candidate.header.headerRows.first ?? 0) > last.header.row else { continue }
      let isAgain = Set(candidate.header.texts) == Set(first.header.texts)
      let share = Double(candidate.header.columns.count) / Double(candidate.header.columns.count + candidate.header.unread.count)
      if isAgain || (candidate.isSideSaid && candidate.confidence >= 0.8 && share >= 0.7 && candidate.header.columns.count >= 3) {
        chosen.append(candidate)
      }
    }
    return chosen
  }

  private mutating func take(_ chosen: [Candidate]) {
    guard !chosen.isEmpty else { return }
    headerTexts = []
    for (place, candidate) in chosen.enumerated() {
      let next = place + 1 < chosen.count ? (chosen[place + 1].header.headerRows.first ?? 1) - 1 : grid.lastRow
      let previous = place > 0 ? chosen[place - 1].header.row : 0
      let start = candidate.header.row + 1
      var found = candidate.blocks
      let facts = facts(around: candidate.header, previous: previous, last: next)
      for index in found.indices { found[index].dataRows = start...max(start, next) }
      name(&found, facts: facts)
      // Those below are read with the rows.
      found[found.count - 1].filters = facts.filters.filter { $0.provenance.range.first.row < candidate.header.row }
      for index in found.indices {
        var block = found[index]
        score(&block, header: candidate.header, grouping: candidate.grouping)
        blocks.append(block)
      }
      headerTexts += candidate.header.texts
      sayUnread(candidate.header, hasRules: found.contains { $0.allRoles.first(.transformation) != nil })
    }
    reason = "headers in row \(chosen.map { $0.header.headerRows.map(String.init).joined(separator: " and ") }.joined(separator: ", "))"
  }

  /// A note, or a warning where what is not read may tell of rows or hold the rules that nothing else does.
  private mutating func sayUnread(_ header: HeaderRow, hasRules: Bool) {
    let ignored = header.columns.filter { $0.meaning.concept == .ignored && SheetFacts.tellsOfRows($0.text, vocabulary: vocabulary) }
    let named = header.unread.filter { !ComparableText.words($0.text).isEmpty }
    let unread = (named + ignored).sorted { $0.column < $1.column }
    guard let first = unread.first else { return }
    diagnostics.append(
      Diagnostic(
        ignored.isEmpty && (hasRules || named.isEmpty) ? .info : .warning, .layoutUncertain,
        at: Provenance(sheet: grid.sheet.name, row: header.row, column: first.column),
        found: "not read: " + unread.map { "\(CellReference.letters(ofColumn: $0.column)) “\($0.text)”" }.joined(separator: ", "),
        fix: "give the column a role in layout.json if the mapping needs it; joins and filters stand on the sheets Joins and Filters"))
  }

  /// Titles and keys above the headers, and keys below the rows.
  private func facts(around header: HeaderRow, previous: Int, last: Int) -> SheetFacts {
    var facts = SheetFacts(grid: grid, vocabulary: vocabulary)
    let top = (header.headerRows.first ?? 1) - 1
    if top > previous {
      var above: [Sheet.Row] = []
      for row in grid.rows((previous + 1)...top).suffix(60).reversed() {
        // Above a second mapping stand the rows of the first.
        if previous > 0, grid.filled(row).count > 2 { break }
        above.append(row)
        if previous > 0, above.count == 8 { break }
      }
      for row in above.reversed() { facts.read(row, isAbove: true) }
    }
    if last > header.row {
      var previous = last
      var isBehindGap = false
      for row in grid.rows((header.row + 1)...last).suffix(30) {
        let filled = grid.filled(row)
        guard let first = filled.first else { continue }
        isBehindGap = isBehindGap || row.number > previous + 1
        previous = row.number
        // Among the rows of the mapping a column may be called `table_name`.
        let isKey = first.text.contains(":") || (filled.count == 2 && (isBehindGap || facts.isPlainKey(first.text)))
        if filled.count <= 4, isKey { facts.read(row, isAbove: false) }
      }
    }
    return facts
  }

  /// Names the tables that no column names.
  private func name(_ blocks: inout [LayoutBlock], facts: SheetFacts) {
    for index in blocks.indices {
      blocks[index].targetSchema = facts.targetSchema?.text
      if let band = blocks[index].tableName {
        blocks[index].tableName = Text(TableText.name(band.text), at: Provenance(sheet: grid.sheet.name, range: band.provenance.range))
      } else if blocks[index].roles[.targetTable].isEmpty {
        let isLast = index == blocks.count - 1
        blocks[index].tableName = isLast ? targetName(facts, header: blocks[index].headerRows) : layerName(blocks[index], facts: facts)
      }
      for branch in blocks[index].branches.indices {
        if let band = blocks[index].branches[branch].tableName {
          blocks[index].branches[branch].tableName = Text(
            TableText.name(band.text), at: Provenance(sheet: grid.sheet.name, range: band.provenance.range))
        } else if blocks[index].branches[branch].roles[.sourceTable].isEmpty {
          // In a chain, what the layer before is called.
          let before = blocks[..<index].last { $0.roles[.targetColumn] == blocks[index].branches[branch].roles[.sourceColumn] }
          blocks[index].branches[branch].tableName =
            before?.tableName ?? facts.sourceTable.map { Text(TableText.name($0.text, schema: facts.sourceSchema?.text), at: $0.provenance) }
        }
      }
    }
  }

  private func targetName(_ facts: SheetFacts, header: [Int]) -> Text {
    if let said = facts.targetTable {
      let title = TableText(said.text)?.isPlain == true ? nil : TableTitle(said.text, vocabulary: vocabulary)
      return Text(TableText.name(title?.name ?? said.text, schema: facts.targetSchema?.text), at: said.provenance)
    }
    let titles = facts.titles.reversed().compactMap { title in TableTitle(title.text, vocabulary: vocabulary).map { ($0, title) } }
    if let sure = titles.first(where: { $0.0.isSure }) {
      return Text(TableText.name(sure.0.name, schema: facts.targetSchema?.text), at: sure.1.provenance)
    }
    let sheet = grid.sheet.name
    let place = Provenance(sheet: sheet, row: header.first ?? 1, column: 1)
    if !vocabulary.isGenericSheet(sheet), let title = TableTitle(sheet, vocabulary: vocabulary) {
      return Text(TableText.name(title.name, schema: facts.targetSchema?.text), at: place)
    }
    if let weak = titles.first { return Text(TableText.name(weak.0.name, schema: facts.targetSchema?.text), at: weak.1.provenance) }
    return Text(sheet, at: place)
  }

  /// A layer in between that nothing names: by its own word and the sheet's.
  private func layerName(_ block: LayoutBlock, facts: SheetFacts) -> Text {
    let target = targetName(facts, header: block.headerRows)
    let column = block.roles.first(.targetColumn) ?? 1
    let header = HeaderVocabulary.parted(grid.text(row: block.headerRows.first ?? 1, column: column)).head
    let word = vocabulary.read(header)?.side.map { "\($0)" } ?? "layer_\(CellReference.letters(ofColumn: column).lowercased())"
    return Text("\(word)_\(target.text)", at: Provenance(sheet: grid.sheet.name, row: block.headerRows.first ?? 1, column: column))
  }

  /// Whether the cells say that the left side, by place the source, is the target: words for nothing, lists and constants stand on a source's side.
  private func looksSwapped(_ header: HeaderRow, grouping: ColumnGrouping) -> Bool {
    var marks: [Layer: Int] = [:]
    for group in grouping.groups {
      guard let side = group.side, let column = group[.column].first else { continue }
      for row in grid.rows((header.row + 1)...(header.row + 200)) {
        let text = grid.text(row: row.number, column: column)
        let isMark = vocabulary.isNothing(text) || vocabulary.isDerived(text) || text.contains(",") || HeaderVocabulary.unquoted(text) != text
        if isMark { marks[side, default: 0] += 1 }
      }
    }
    return (marks[.target] ?? 0) > (marks[.source] ?? 0)
  }
}
