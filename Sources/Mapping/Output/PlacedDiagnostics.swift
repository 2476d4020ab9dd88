import Workbook

/// Diagnostics by their places, so that those of one target among thousands are found without looking at all of them.
package struct PlacedDiagnostics: Sendable {
  private struct Entry {
    var range: CellRange
    var index: Int
  }

  /// Those of one sheet. Most are about a few rows: they are ordered by the first one.
  private struct OfSheet {
    var narrow: [Entry] = []
    var wide: [Entry] = []
  }

  private static let narrowRows = 64

  private let all: [Diagnostic]
  /// Those about the workbook as a whole.
  private var placeless: [Int] = []
  private var sheets: [String: OfSheet] = [:]

  package init(_ diagnostics: [Diagnostic]) {
    all = diagnostics
    for (index, diagnostic) in diagnostics.enumerated() {
      guard let place = diagnostic.place else {
        placeless.append(index)
        continue
      }
      let entry = Entry(range: place.range, index: index)
      if place.range.last.row - place.range.first.row < Self.narrowRows {
        sheets[place.sheet, default: OfSheet()].narrow.append(entry)
      } else {
        sheets[place.sheet, default: OfSheet()].wide.append(entry)
      }
    }
    for sheet in sheets.keys { sheets[sheet]?.narrow.sort { $0.range.first.row < $1.range.first.row } }
  }

  /// Those about the workbook as a whole, or about a cell of this target, in the order in which they were given.
  package func concerning(_ target: TargetPlan) -> [Diagnostic] {
    var found = Set(placeless)
    for place in Set(target.places) {
      guard let sheet = sheets[place.sheet] else { continue }
      for entry in sheet.wide where Self.overlap(entry.range, place.range) { found.insert(entry.index) }
      var at = Self.start(in: sheet.narrow, ofRow: place.range.first.row - Self.narrowRows + 1)
      while at < sheet.narrow.count, sheet.narrow[at].range.first.row <= place.range.last.row {
        if Self.overlap(sheet.narrow[at].range, place.range) { found.insert(sheet.narrow[at].index) }
        at += 1
      }
    }
    return found.sorted().map { all[$0] }
  }

  /// The first entry that begins in this row or below it.
  private static func start(in entries: [Entry], ofRow row: Int) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].range.first.row < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func overlap(_ left: CellRange, _ right: CellRange) -> Bool {
    left.first.row <= right.last.row && right.first.row <= left.last.row && left.first.column <= right.last.column
      && right.first.column <= left.last.column
  }
}

extension TargetPlan {
  /// Every place that the target was read from.
  var places: [Provenance] {
    var places = columns.map(\.provenance)
    if let provenance { places.append(provenance) }
    for branch in branches { places += branch.outputs.map(\.provenance) + branch.joins.map(\.provenance) + branch.filters.map(\.provenance) }
    return places
  }
}
