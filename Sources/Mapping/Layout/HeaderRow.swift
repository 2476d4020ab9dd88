import Workbook

/// A row that may be the headers of a mapping, with what stands above it.
struct HeaderRow {
  struct Column {
    var column: Int
    var text: String
    var meaning: HeaderMeaning
    /// The place in `bands` of the band above it.
    var band: Int?
  }

  var row: Int
  /// The header's rows, first to last: with the band's, and the upper half of headers split over two.
  var headerRows: [Int]
  var columns: [Column]
  var bands: [HeaderBand]
  /// Headers that are not understood.
  var unread: [Column]

  /// The texts that tell one sheet's shape from another's.
  var texts: [String] { (columns + unread).sorted { $0.column < $1.column }.map(\.text) }
}

/// Reads header rows. Remembers what it has read, for the same texts stand in many rows.
struct HeaderRowReader {
  let grid: SheetGrid
  let vocabulary: HeaderVocabulary
  private var known: [String: HeaderMeaning?] = [:]

  init(grid: SheetGrid, vocabulary: HeaderVocabulary) {
    self.grid = grid
    self.vocabulary = vocabulary
  }

  mutating func meaning(_ text: String) -> HeaderMeaning? {
    if let found = known[text] { return found }
    let found = vocabulary.read(text)
    known[text] = .some(found)
    return found
  }

  /// The row as headers; `nil` where fewer than two of its cells are known ones.
  mutating func read(_ row: Int) -> HeaderRow? {
    let columns = shownColumns(row)
    guard columns.count >= 2 else { return nil }
    let bandRow = bandRow(above: row, columns: columns)
    var header = HeaderRow(row: row, headerRows: [row], columns: [], bands: bandRow?.bands ?? [], unread: [])
    var rows: Set<Int> = [row]
    for (column, own) in columns {
      let band = header.bands.firstIndex { $0.columns.contains(column) }
      let above = row > 1 ? grid.text(row: row - 1, column: column) : ""
      let isAboveBand = bandRow?.rows.contains(row - 1) ?? false
      var meaning = own.isEmpty ? nil : meaning(own)
      // `Source` over several columns is a band, whatever stands below.
      if meaning?.isSideAlone == true, isWide(row: row, column: column) { continue }
      var text = own
      if own.isEmpty {
        // The lower half is empty: the upper one is the header, unless it is a band of its own.
        meaning = band == nil || !isAboveBand ? self.meaning(above) : nil
        text = above
        if meaning != nil { rows.insert(row - 1) }
      } else if meaning == nil || meaning?.isSideAlone == true, !above.isEmpty, !isWide(row: row - 1, column: column),
        let joined = self.meaning("\(above) \(own)"), joined.concept != nil, joined.name == nil, joined.quality >= 0.8
      {
        meaning = joined
        text = "\(above) \(own)"
        rows.insert(row - 1)
      } else if meaning == nil, let band, let concept = header.bands[band].concept, header.bands[band].side == nil {
        meaning = HeaderMeaning(concept: concept, quality: 0.7)
      }
      guard !text.isEmpty else { continue }
      if let meaning {
        header.columns.append(HeaderRow.Column(column: column, text: text, meaning: meaning, band: band))
      } else if !own.isEmpty {
        header.unread.append(HeaderRow.Column(column: column, text: text, meaning: HeaderMeaning(quality: 0), band: band))
      }
    }
    let own = columns.filter { !$0.text.isEmpty }.map(\.column)
    let understood = header.columns.filter { own.contains($0.column) }.count
    guard header.columns.count >= 2, understood >= 2, understood * 2 >= own.count else { return nil }
    if header.columns.contains(where: { $0.band != nil }) { rows.formUnion(bandRow?.rows ?? []) }
    header.headerRows = rows.sorted()
    return header
  }

  /// The columns that the row shows something in, and those where only the row above does.
  private func shownColumns(_ row: Int) -> [(column: Int, text: String)] {
    var texts: [Int: String] = [:]
    for (column, text) in grid.filled(row: row) where !isTall(row: row, column: column) { texts[column] = text }
    guard !texts.isEmpty else { return [] }
    // Where only the row above shows something, that is the header: two rows merged into one, or a lower half that is left empty.
    if row > 1 {
      for (column, _) in grid.filled(row: row - 1) where texts[column] == nil { texts[column] = "" }
    }
    return texts.sorted { $0.key < $1.key }.map { (column: $0.key, text: $0.value) }
  }

  /// Cells merged over many rows are data, not headers.
  private func isTall(row: Int, column: Int) -> Bool {
    guard let range = grid.merge(row: row, column: column) else { return false }
    return range.last.row - range.first.row > 2
  }

  private func isWide(row: Int, column: Int) -> Bool {
    guard let range = grid.merge(row: row, column: column) else { return false }
    return range.last.column > range.first.column
  }

  private mutating func bandRow(above row: Int, columns: [(column: Int, text: String)]) -> (rows: [Int], bands: [HeaderBand])? {
    let last = columns.map(\.column).max() ?? 0
    var names: (row: Int, bands: [HeaderBand])?
    for above in stride(from: row - 1, through: max(1, row - 3), by: -1) {
      guard let bands = bands(in: above, last: last) else {
        if grid.filled(row: above).isEmpty { continue }
        break
      }
      if bands.contains(where: { $0.side != nil }) {
        guard var named = names else { return ([above], bands) }
        // Sides in the upper row, systems' names in the lower one.
        for index in named.bands.indices where named.bands[index].side == nil {
          named.bands[index].side = bands.first { $0.columns.contains(named.bands[index].columns.lowerBound) }?.side
        }
        return ([above, named.row], named.bands)
      }
      if names == nil { names = (above, bands) }
    }
    return names.map { ([$0.row], $0.bands) }
  }

  /// The row as bands; `nil` where it does not look like any: two sides, or a side or two names over several columns.
  private mutating func bands(in row: Int, last: Int) -> [HeaderBand]? {
    let cells = grid.filled(row: row)
    var bands: [HeaderBand] = []
    for (index, cell) in cells.enumerated() {
      let range = grid.merge(row: row, column: cell.column)
      let isWide = range.map { $0.last.column > $0.first.column } ?? false
      let next = index + 1 < cells.count ? cells[index + 1].column - 1 : max(last, cell.column)
      let end = isWide ? min(range?.last.column ?? next, next) : next
      guard cell.text.utf8.count <= 80, end >= cell.column else { return nil }
      let band = vocabulary.band(cell.text, row: row, columns: cell.column...end, isMerged: isWide)
      if band.side == nil, let meaning = meaning(cell.text), meaning.concept != nil, meaning.name == nil {
        // A header of its own (`Final Column` over an empty cell), or a band such as `Transformation`.
        if isWide { bands.append(band) }
        continue
      }
      // `Target Table` above one column is a header; above several it is a band.
      if band.side != nil, band.concept != nil, band.concept != .system, !isWide { continue }
      // A side with a value right beside it is a key with its value.
      if band.side == nil, !isWide, let before = bands.last, before.side != nil, !before.isMerged, before.columns.upperBound == cell.column - 1 {
        return nil
      }
      // `Source`, `Source` in neighbouring cells is one band.
      if let before = bands.last, !before.isMerged, !isWide, before.text == band.text, before.columns.upperBound == cell.column - 1 {
        bands[bands.count - 1].columns = before.columns.lowerBound...end
        continue
      }
      bands.append(band)
    }
    let sides = bands.filter { $0.side != nil }
    let wide = bands.filter(\.isMerged)
    // One side over everything is a title.
    let isTitle = bands.count == 1 && (bands.first?.columns.upperBound ?? 0) >= last
    if !isTitle, sides.count >= 2 || wide.contains(where: { $0.side != nil }) {
      return bands.filter { $0.side != nil || $0.isMerged || $0.concept != nil }
    }
    return wide.filter { $0.side == nil && $0.name != nil }.count >= 2 ? bands.filter(\.isMerged) : nil
  }
}
