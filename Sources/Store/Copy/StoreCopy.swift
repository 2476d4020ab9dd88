/// Moves an installation: every table, row by row, then the proof that both sides hold the same. What differs stands nowhere: the target stays empty.
package struct StoreCopy<Source: CopySource, Target: CopyTarget> {
  private static var rowsPerReport: Int { 100_000 }

  private let source: Source
  private let target: Target
  private let report: (String) -> Void

  /// - Parameter report: gets a line about what is done.
  package init(from source: Source, to target: Target, report: @escaping (String) -> Void) {
    self.source = source
    self.target = target
    self.report = report
  }

  /// - Throws: what either side throws; `unusable` when the target has rows, `failed` when their schemas do not fit each other. Nothing was written then.
  package func run() throws(StoreError) -> CopyOutcome {
    do throws(StoreError) {
      try checkTables()
      try target.begin()
      var rows = 0
      for table in CopyTable.all { rows += try copy(table) }
      let differences = try compare()
      if differences.isEmpty { try target.commit() } else { target.cancel() }
      return CopyOutcome(rows: rows, differences: differences)
    } catch {
      target.cancel()
      throw error
    }
  }

  private func checkTables() throws(StoreError) {
    let known = CopyTable.left.union(CopyTable.all.map(\.name))
    guard let table = try source.tables().first(where: { !known.contains($0) }) else { return }
    throw StoreError(.failed, "the data has a table \(table) that this program does not know how to copy; use the program that made it")
  }

  private func copy(_ table: CopyTable) throws(StoreError) -> Int {
    let known = try source.columns(of: table.name)
    var (columns, names): ([CopyColumn], [String]) = ([], [])
    for column in try target.columns(of: table.name) {
      let name = table.renamed[column.name] ?? column.name
      if known.contains(name) {
        columns.append(column)
        names.append(name)
      } else if !column.isOptional {
        throw StoreError(.failed, "the data has no column \(table.name).\(name), which the target wants; use one version of the program for both")
      }
    }
    if let lost = known.first(where: { !names.contains($0) }) {
      throw StoreError(.failed, "the target has no column \(table.name).\(lost); use one version of the program for both")
    }
    var rows = 0
    try target.openTable(table.name, columns: columns)
    try source.forEachRow(of: table.name, columns: names) { (row) throws(StoreError) in
      try target.write(row)
      rows += 1
      if rows % Self.rowsPerReport == 0 { report("\(table.name): \(rows) rows so far") }
    }
    try target.closeTable()
    report("\(table.name): \(rows) \(rows == 1 ? "row" : "rows")")
    return rows
  }

  private func compare() throws(StoreError) -> [String] {
    var differences: [String] = []
    func compare(_ what: String, _ before: Int64, _ after: Int64) {
      if before != after { differences.append("\(what): \(before) in the source, \(after) in the copy") }
    }
    for table in CopyTable.all {
      compare("rows of \(table.name)", try source.count(of: table.name), try target.count(of: table.name))
      for column in table.sums {
        compare("sum of \(table.name).\(column)", try source.sum(of: column, in: table.name), try target.sum(of: column, in: table.name))
      }
    }
    return differences
  }
}

/// What a copy came to.
package struct CopyOutcome: Sendable, Equatable {
  package var rows: Int
  /// What the two sides do not have in common, a line each; where there is any, nothing was kept.
  package var differences: [String]

  package init(rows: Int, differences: [String]) {
    self.rows = rows
    self.differences = differences
  }
}
