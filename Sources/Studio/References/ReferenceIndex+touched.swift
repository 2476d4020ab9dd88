import Mapping
import Workbook

/// What a refinement makes again: only what its references name.
package struct RefinementScope: Sendable, Equatable {
  /// Names, in order.
  package var blocks: [String]
  /// Columns of targets, as `table.column`, whose expressions may change.
  package var columns: [String]

  package init(blocks: [String], columns: [String]) {
    self.blocks = blocks
    self.columns = columns
  }
}

extension ReferenceIndex {
  /// The blocks and columns that known references point at; nothing that they do not.
  package func scope(of references: [Reference]) -> RefinementScope {
    var touchedBlocks: Set<String> = []
    var touchedColumns: Set<String> = []
    func touch(_ facts: ColumnFacts) {
      touchedColumns.insert("\(facts.table).\(facts.column)")
      touchedBlocks.formUnion(columnBlocks(of: facts.table))
    }
    for reference in references {
      switch reference.target {
      case .malformed: break
      case .block(let name):
        for block in named(name) {
          touchedBlocks.insert(block)
          guard BlockName(block).holdsColumns else { continue }
          for facts in columns where BlockName(block).table.map({ $0 == facts.table }) ?? true {
            touchedColumns.insert("\(facts.table).\(facts.column)")
          }
        }
      case .table(let name): touchTable(name, touch)
      case .column(let name, let column):
        if table("\(name).\(column)") != nil { touchTable("\(name).\(column)", touch) }
        guard let known = table(name)?.name.lowercased() else { break }
        let wanted = column.lowercased()
        for facts in columns {
          let isTarget = facts.table.lowercased() == known && facts.column.lowercased() == wanted
          let isSource = facts.sources.contains { $0.table.description.lowercased() == known && $0.column.lowercased() == wanted }
          if isTarget || isSource { touch(facts) }
        }
      case .cells(let name, let range):
        let sheet = Workbook.comparable(name)
        // A row is about one column, whichever of its cells is named.
        for facts in columns where facts.places.contains(where: { Workbook.comparable($0.sheet) == sheet && Self.sharesRows($0.range, range) }) {
          touch(facts)
        }
        for span in spans where Self.stands(span.cell, sheet: sheet, range) { touchedBlocks.insert(span.block) }
      }
    }
    return RefinementScope(
      blocks: blocks.filter { touchedBlocks.contains($0) },
      columns: columns.map { "\($0.table).\($0.column)" }.filter { touchedColumns.contains($0) })
  }

  private func touchTable(_ name: String, _ touch: (ColumnFacts) -> Void) {
    guard let known = table(name)?.name.lowercased() else { return }
    for facts in columns {
      if facts.table.lowercased() == known || facts.sources.contains(where: { $0.table.description.lowercased() == known }) { touch(facts) }
    }
  }

  /// The blocks in which the columns of a target stand.
  private func columnBlocks(of table: String) -> [String] {
    blocks.filter { block in
      let name = BlockName(block)
      return name.holdsColumns && (name.table == nil || name.table == table)
    }
  }

  private static func sharesRows(_ left: CellRange, _ right: CellRange) -> Bool {
    left.first.row <= right.last.row && right.first.row <= left.last.row
  }

  private static func stands(_ cell: String, sheet: String, _ range: CellRange) -> Bool {
    guard let mark = cell.lastIndex(of: "!"), let own = CellRange(cell[cell.index(after: mark)...]) else { return false }
    return Workbook.comparable(String(cell[..<mark])) == sheet && sharesRows(own, range)
  }
}
