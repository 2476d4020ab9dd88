import Mapping
import Workbook

/// What a generation's prompts can point at: its workbook's cells, its blocks, the columns of its targets and sources. Pure.
package struct ReferenceIndex: Sendable {
  package struct SheetFacts: Sendable, Equatable {
    package var name: String
    package var lastRow: Int
    package var lastColumn: Int
  }

  /// A column of a target with everything that speaks of it.
  package struct ColumnFacts: Sendable, Equatable {
    package var table: String
    package var column: String
    package var places: [Provenance]
    package var sources: [ColumnSource]
  }

  package let sheets: [SheetFacts]
  package let columns: [ColumnFacts]
  /// Columns by table, of targets and sources; a table of which no column is known has none.
  package let tables: [(name: String, columns: [String])]
  /// With those of filters that a refinement may be the first to write.
  package let blocks: [String]
  /// Where the pieces of blocks come from.
  let spans: [GenerationDocument.Span]

  package init(workbook: Workbook, plan: Plan, blocks: [String], spans: [GenerationDocument.Span]) {
    sheets = workbook.sheets.map { sheet in
      SheetFacts(
        name: sheet.name, lastRow: sheet.rows.last?.number ?? 0, lastColumn: sheet.rows.reduce(0) { max($0, $1.cells.last?.reference.column ?? 0) })
    }
    self.blocks = Self.withFilters(blocks)
    self.spans = spans
    var columns: [ColumnFacts] = []
    var tables: [(name: String, columns: [String])] = []
    func note(_ table: String, _ column: String?) {
      let at = tables.firstIndex { $0.name.lowercased() == table.lowercased() } ?? tables.count
      if at == tables.count { tables.append((table, [])) }
      if let column, !tables[at].columns.contains(where: { $0.lowercased() == column.lowercased() }) { tables[at].columns.append(column) }
    }
    for target in plan.targets {
      let table = target.table.description
      for (index, column) in target.columns.enumerated() {
        let outputs = target.branches.compactMap { $0.outputs.indices.contains(index) ? $0.outputs[index] : nil }
        columns.append(
          ColumnFacts(
            table: table, column: column.name, places: [column.provenance] + outputs.map(\.provenance), sources: outputs.flatMap(\.sources)))
        note(table, column.name)
        for source in outputs.flatMap(\.sources) { note(source.table.description, source.column) }
      }
      for branch in target.branches {
        for source in [branch.driving] + branch.joins.map(\.table) {
          note(source.table.description, nil)
          for column in source.columns { note(source.table.description, column.name) }
        }
      }
    }
    self.columns = columns
    self.tables = tables
  }

  /// What is joined may be filtered, though nothing is yet.
  private static func withFilters(_ blocks: [String]) -> [String] {
    blocks.flatMap { name -> [String] in
      let block = BlockName(name)
      guard block.kind == "joins" else { return [name] }
      let filters = BlockName(table: block.table, part: "where_clause" + block.part.dropFirst("joins".count)).description
      return blocks.contains(filters) ? [name] : [name, filters]
    }
  }

  // MARK: Checking

  package struct Unknown: Sendable, Equatable {
    package var reference: Reference
    /// What was looked for, and not found.
    package var found: String
    /// Whole references that are near.
    package var near: [String]
  }

  /// Those that point at nothing.
  package func unknown(among references: [Reference]) -> [Unknown] { references.compactMap(check) }

  private func check(_ reference: Reference) -> Unknown? {
    func whole(_ inner: [String]) -> [String] { inner.map { "@\(reference.kind.rawValue)[\($0)]" } }
    switch reference.target {
    case .malformed:
      let form =
        switch reference.kind {
        case .mapping: "Sheet:A15 or Sheet:A15:C20"
        case .schema: "table.column"
        case .code, .generation: "a block's name"
        }
      return Unknown(reference: reference, found: "it does not have the form \(form)", near: whole(Array(completions(of: reference.kind).prefix(3))))
    case .block(let name):
      if !named(name).isEmpty { return nil }
      // With several targets a block has its table before its name, and the name alone means it in each.
      var near = Self.near(name, in: blocks)
      if near.isEmpty { near = Array(Set(Self.near(name, in: blocks.map { BlockName($0).part }))).sorted() }
      return Unknown(reference: reference, found: "there is no block \(name)", near: whole(near))
    case .table(let name): return table(name) == nil ? unknownTable(reference, name, column: nil) : nil
    case .column(let name, let column):
      if table("\(name).\(column)") != nil { return nil }
      guard let known = table(name) else { return unknownTable(reference, name, column: column) }
      if known.columns.contains(where: { $0.lowercased() == column.lowercased() }) { return nil }
      return Unknown(
        reference: reference, found: "\(known.name) has no column \(column)",
        near: whole(Self.near(column, in: known.columns).map { "\(known.name).\($0)" }))
    case .cells(let name, let range):
      guard let sheet = sheets.first(where: { Workbook.comparable($0.name) == Workbook.comparable(name) }) else {
        return Unknown(
          reference: reference, found: "there is no sheet \(name)",
          near: whole(Self.near(name, in: sheets.map(\.name)).map { "\($0):\(range)" }))
      }
      guard range.first.row <= sheet.lastRow, range.first.column <= sheet.lastColumn else {
        let last = CellReference(row: max(1, sheet.lastRow), column: max(1, sheet.lastColumn))
        return Unknown(
          reference: reference, found: "\(sheet.name) ends at \(last)",
          near: whole(["\(sheet.name):\(CellReference(row: min(range.first.row, last.row), column: min(range.first.column, last.column)))"]))
      }
      return nil
    }
  }

  private func unknownTable(_ reference: Reference, _ name: String, column: String?) -> Unknown {
    var near = Self.near(name, in: tables.map(\.name))
    if near.isEmpty, let column { near = Self.near("\(name).\(column)", in: tables.map(\.name)) }
    let suffix = column.map { ".\($0)" } ?? ""
    return Unknown(
      reference: reference, found: "there is no table \(name)", near: near.map { "@\(reference.kind.rawValue)[\($0)\(suffix)]" })
  }

  /// Names that are near one that is not known; also those of the same letters in another order, the commonest slip of the hand.
  private static func near(_ name: String, in known: [String]) -> [String] {
    let near = NearMatches.of(name, in: known)
    guard near.isEmpty else { return near }
    let letters = name.lowercased().utf8.sorted()
    return known.filter { $0.lowercased().utf8.sorted() == letters }
  }

  // MARK: Looking up

  /// Blocks of this name; of every target where the name has no table.
  func named(_ name: String) -> [String] {
    let wanted = name.lowercased()
    let exact = blocks.filter { $0.lowercased() == wanted }
    return exact.isEmpty ? blocks.filter { BlockName($0).part.lowercased() == wanted } : exact
  }

  /// The table of this name, whole or by its last part.
  func table(_ name: String) -> (name: String, columns: [String])? {
    let wanted = name.lowercased()
    return tables.first { $0.name.lowercased() == wanted } ?? tables.first { $0.name.lowercased().hasSuffix(".\(wanted)") }
  }
}
