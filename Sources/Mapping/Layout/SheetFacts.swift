import Workbook

/// What stands beside a mapping: titles, and keys with values such as `Target Table: DIM_CUSTOMER`.
struct SheetFacts {
  typealias Text = MappingDocument.Text

  private(set) var targetTable: Text?
  private(set) var targetSchema: Text?
  private(set) var sourceTable: Text?
  private(set) var sourceSchema: Text?
  private(set) var filters: [Text] = []
  /// Rows with one text and nothing else, above the headers.
  private(set) var titles: [Text] = []

  let grid: SheetGrid
  let vocabulary: HeaderVocabulary

  init(grid: SheetGrid, vocabulary: HeaderVocabulary) {
    self.grid = grid
    self.vocabulary = vocabulary
  }

  enum Key {
    case targetTable, targetSchema, sourceTable, sourceSchema, filter
  }

  /// Reads a row above or below a mapping. Answers whether something was found in it.
  @discardableResult
  mutating func read(_ row: Sheet.Row, isAbove: Bool) -> Bool {
    let cells = grid.filled(row)
    var found = false
    var index = 0
    while index < cells.count {
      let cell = cells[index]
      index += 1
      let parts = HeaderVocabulary.parted(cell.text)
      if let value = parts.tail, !value.isEmpty, let key = key(parts.head) {
        found = set(key, value, row: row.number, column: cell.column) || found
        continue
      }
      let head = parts.tail?.isEmpty == true ? parts.head : cell.text
      guard let key = key(head), index < cells.count, isValue(cells[index].text) else { continue }
      found = set(key, cells[index].text, row: row.number, column: cells[index].column) || found
      index += 1
    }
    if !found, isAbove, cells.count == 1, let only = cells.first, only.text.utf8.count <= 120 {
      titles.append(Text(only.text, at: grid.provenance(row: row.number, column: only.column)))
    }
    return found
  }

  func key(_ text: String) -> Key? {
    let words = ComparableText.joined(text)
    guard !words.isEmpty, words.utf8.count <= 60 else { return nil }
    if vocabulary.titles["filter"]?.contains(words) == true { return .filter }
    if vocabulary.titles["source_table"]?.contains(words) == true { return .sourceTable }
    if vocabulary.titles["target_table"]?.contains(words) == true { return .targetTable }
    guard let meaning = vocabulary.read(text), meaning.name == nil else { return nil }
    switch meaning.concept {
    case .table: return meaning.side == .source ? .sourceTable : .targetTable
    case .schema: return meaning.side == .source ? .sourceSchema : .targetSchema
    default: return nil
    }
  }

  /// Whether the text is a key even without a colon behind it: `Target Table`, not `Table`, which may be a column's name.
  func isPlainKey(_ text: String) -> Bool {
    guard key(text) != nil, let meaning = vocabulary.read(text), meaning.name == nil, !meaning.isMisspelt else { return false }
    return meaning.side != nil && meaning.concept != nil
  }

  /// Whether a header that no role takes tells which rows are meant, so that leaving it out must be said.
  static func tellsOfRows(_ header: String, vocabulary: HeaderVocabulary) -> Bool {
    let words = ComparableText.words(header)
    return words.contains { ["join", "filter", "where", "lookup"].contains($0) }
      || vocabulary.titles["filter"]?.contains(words.joined(separator: " ")) == true
  }

  /// Whether the text can be a key's value: no key and no header itself, and a name, not a sentence.
  private func isValue(_ text: String) -> Bool {
    guard key(text) == nil, text.utf8.count <= 200 else { return false }
    guard let meaning = vocabulary.read(text) else { return true }
    // `DW` names a schema as well as a layer.
    let isLayer = meaning.concept == nil && meaning.side != .source && meaning.side != .target
    return meaning.name != nil || meaning.quality < 1 || isLayer
  }

  private mutating func set(_ key: Key, _ value: String, row: Int, column: Int) -> Bool {
    let text = Text(value, at: grid.provenance(row: row, column: column))
    guard !vocabulary.isNothing(value) else { return false }
    switch key {
    case .filter:
      filters.append(text)
      return true
    case .targetTable: return Self.keep(text, in: &targetTable)
    case .targetSchema: return Self.keep(text, in: &targetSchema)
    case .sourceTable: return Self.keep(text, in: &sourceTable)
    case .sourceSchema: return Self.keep(text, in: &sourceSchema)
    }
  }

  /// The first one counts. A table's name is one word, or several parts.
  private static func keep(_ text: Text, in place: inout Text?) -> Bool {
    guard text.text.split(whereSeparator: \.isWhitespace).count <= 4 else { return false }
    if place == nil { place = text }
    return true
  }
}
