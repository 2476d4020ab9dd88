import Mapping
import Workbook

/// A source table as it is made for a run: every column that the plan asks for, filled from a sheet of samples where there is one.
package struct SampleTableContents: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package let name: String
    /// `unknown` where no sheet says it.
    package let type: DataType

    package init(name: String, type: DataType) {
      self.name = name
      self.type = type
    }
  }

  let table: TableName
  package let columns: [Column]
  /// As wide as `columns`.
  package let rows: [[SampleValue]]
  /// Whether a sheet of samples is there for it.
  let hasSamples: Bool

  /// Every table that the plan reads, once, in the order in which it names them.
  static func all(of plan: Plan, _ samples: [MappingDocument.SampleTable]) -> [SampleTableContents] {
    var order: [TableName] = []
    var wanted: [TableName: [Column]] = [:]
    for branch in plan.targets.flatMap(\.branches) {
      let sources = [branch.driving] + branch.joins.map(\.table)
      for source in sources {
        if wanted[source.table] == nil { order.append(source.table) }
        add(source.columns.map { Column(name: $0.name, type: $0.type) }, to: &wanted[source.table, default: []])
      }
      for reference in references(of: branch) {
        let source = reference.alias.map { alias in sources.first { $0.alias == alias } } ?? (sources.count == 1 ? sources[0] : nil)
        if let source { add([Column(name: reference.name, type: .unknown)], to: &wanted[source.table, default: []]) }
      }
    }
    return order.map { table in make(table, wanted[table] ?? [], samples) }
  }

  private static func references(of branch: SelectBranch) -> [ColumnReference] {
    let expressions =
      branch.outputs.compactMap(\.expression) + branch.outputs.compactMap(\.uncast) + branch.joins.compactMap(\.condition)
      + branch.filters.map(\.condition)
      + branch.groupBy
    return expressions.flatMap(\.columns)
  }

  private static func add(_ columns: [Column], to known: inout [Column]) {
    for column in columns where !known.contains(where: { $0.name.lowercased() == column.name.lowercased() }) { known.append(column) }
  }

  private static func make(_ table: TableName, _ wanted: [Column], _ samples: [MappingDocument.SampleTable]) -> SampleTableContents {
    guard let sample = sample(of: table, samples) else { return SampleTableContents(table: table, columns: wanted, rows: [], hasSamples: false) }
    var columns = wanted
    add(sample.columns.map { Column(name: $0, type: .unknown) }, to: &columns)
    let places = columns.map { column in sample.columns.firstIndex { $0.lowercased() == column.name.lowercased() } }
    let rows = sample.rows.map { row in
      zip(columns, places).map { column, place in SampleValue(place.flatMap { $0 < row.count ? row[$0] : nil }, as: column.type) }
    }
    return SampleTableContents(table: table, columns: columns, rows: rows, hasSamples: true)
  }

  /// Sheets are named `Samples <table>` on the 31 characters that Excel has; the table may be named without its first parts.
  private static func sample(of table: TableName, _ samples: [MappingDocument.SampleTable]) -> MappingDocument.SampleTable? {
    func sheet(_ name: String) -> String { Workbook.comparable("Samples \(name)") }
    for first in table.parts.indices {
      let name = sheet(TableName(parts: Array(table.parts[first...])).description)
      if let found = samples.first(where: { sheet($0.table) == name }) { return found }
    }
    return nil
  }
}
