/// Plans one target: its columns, and a `SELECT` for each branch.
struct TargetPlanner {
  let context: PlanningContext
  let group: TargetGroup
  private(set) var diagnostics: [Diagnostic] = []

  init(context: PlanningContext, group: TargetGroup) {
    self.context = context
    self.group = group
  }

  /// `nil`: nothing drives it; that is told.
  mutating func plan() -> TargetPlan? {
    let rows = withoutDuplicates(group.rows)
    var whole = group
    whole.rows = rows
    let columns = columns(of: rows)
    let branches = whole.branches
    var selects: [SelectBranch] = []
    for (index, rows) in branches.enumerated() {
      var others: Set<String> = []
      for (other, rows) in branches.enumerated() where other != index { others.formUnion(Self.names(of: rows)) }
      var planner = BranchPlanner(
        context: context, group: whole, columns: columns, rows: rows, branch: index, answered: selects.count, namesOfOtherBranches: others)
      let select = planner.plan()
      diagnostics += planner.diagnostics
      if let select { selects.append(select) } else { tellNoDrivingTable(rows, branch: index, of: branches.count) }
    }
    checkAgainstSchema(columns)
    guard !selects.isEmpty else { return nil }
    return TargetPlan(table: group.name, columns: columns, branches: selects, provenance: group.provenance)
  }

  /// In the template a column stands once; elsewhere several rows are several sources of one column.
  private mutating func withoutDuplicates(_ rows: [MappingDocument.MappingRow]) -> [MappingDocument.MappingRow] {
    guard context.isTemplate else { return rows }
    var first: [String: Provenance] = [:]
    return rows.filter { row in
      let name = row.targetColumn.text.withoutOuterBlanks
      guard let earlier = first[name.lowercased()] else {
        first[name.lowercased()] = row.targetColumn.provenance
        return true
      }
      diagnostics.append(
        Diagnostic(
          .error, .duplicateTarget, at: row.targetColumn.provenance, found: "\(group.name).\(name) is mapped already, in \(earlier)",
          fix: "take one of the rows out, or give the column another name", isStructural: true))
      return false
    }
  }

  private mutating func columns(of rows: [MappingDocument.MappingRow]) -> [TargetPlan.Column] {
    let table = context.schema.table(group.name)
    var columns: [TargetPlan.Column] = []
    var places: [String: Int] = [:]
    for row in rows {
      let name = row.targetColumn.text.withoutOuterBlanks
      if let place = places[name.lowercased()] {
        // What the first row leaves out, a later one may say.
        if columns[place].type == nil { columns[place].type = readType(of: row, name: name).type }
        if let key = row.key, case .primary = CellWords.key(key.text) { columns[place].isPrimaryKey = true }
        continue
      }
      places[name.lowercased()] = columns.count
      let known = table?.column(name)
      let reading = readType(of: row, name: name)
      var isKey = reading.isPrimaryKey
      if let key = row.key, case .primary = CellWords.key(key.text) { isKey = true }
      let said = row.nullable.flatMap { CellWords.isNullable($0.text) } ?? reading.isNullable ?? known?.isNullable
      let notes = row.notes?.text.withoutOuterBlanks ?? ""
      let type = reading.type ?? known.flatMap { $0.type == .unknown ? nil : $0.type }
      columns.append(
        .init(
          name: name, type: type, isNullable: said ?? !isKey, isPrimaryKey: isKey, description: notes.isEmpty ? nil : notes,
          provenance: row.targetColumn.provenance))
    }
    return columns
  }

  private mutating func readType(of row: MappingDocument.MappingRow, name: String) -> (type: DataType?, isPrimaryKey: Bool, isNullable: Bool?) {
    guard let text = row.targetType, !text.text.withoutOuterBlanks.isEmpty else { return (nil, false, nil) }
    guard let reading = DataTypeReading(text.text) else {
      diagnostics.append(
        Diagnostic(
          .warning, .cannotCast, at: text.provenance,
          found: "the type \(Quoted.inSentence(text.text)) of \(group.name).\(name) is not known, and nothing is cast to it",
          fix: "write a type such as INTEGER, DECIMAL(10,2), VARCHAR(40), DATE or TIMESTAMP"))
      return (nil, false, nil)
    }
    return (reading.type == .unknown ? nil : reading.type, reading.isPrimaryKey, reading.isNullable)
  }

  private mutating func tellNoDrivingTable(_ rows: [MappingDocument.MappingRow], branch: Int, of count: Int) {
    let which = count > 1 ? "source \(branch + 1) of \(group.name)" : "\(group.name)"
    diagnostics.append(
      Diagnostic(
        .error, .noMapping, at: rows.first?.targetColumn.provenance ?? group.provenance,
        found: "no row of \(which) names a source table, so nothing drives it",
        fix: "write the source table at the first row that has one", isStructural: context.isTemplate))
  }

  /// The schema may describe the target too: what it requires has to be mapped.
  private mutating func checkAgainstSchema(_ columns: [TargetPlan.Column]) {
    guard let table = context.schema.table(group.name) else { return }
    let isItsOwnSource = group.rows.contains {
      BranchPlanner.tableNames(of: $0).contains { $0.isSuffix(of: group.name) || group.name.isSuffix(of: $0) }
    }
    guard !isItsOwnSource else { return }
    let mapped = Set(columns.map { $0.name.lowercased() })
    for column in table.columns where !mapped.contains(column.name.lowercased()) {
      diagnostics.append(
        Diagnostic(
          column.isNullable ? .warning : .error, .missingTargetColumn, at: column.provenance,
          found: "\(table.name).\(column.name)\(column.isNullable ? "" : " may not be NULL, and") is not mapped",
          fix: "add a row for it to the mapping of \(group.name)\(column.isNullable ? ", if it is to have a value" : "")"))
    }
    for column in columns where table.column(column.name) == nil {
      let near = NearMatches.sentence(NearMatches.of(column.name, in: table.columns.map(\.name)))
      diagnostics.append(
        Diagnostic(
          .warning, .unknownColumn, at: column.provenance, found: "\(table.name) is known, and has no column \(Quoted.inSentence(column.name))",
          fix: "write a column that it has\(near), or add this one to what is known of it"))
    }
  }

  private static func names(of rows: [MappingDocument.MappingRow]) -> Set<String> {
    var names: Set<String> = []
    for row in rows {
      if let alias = row.sourceAlias?.text.withoutOuterBlanks, !alias.isEmpty { names.insert(alias.lowercased()) }
      for table in BranchPlanner.tableNames(of: row) {
        names.insert(table.folded)
        names.insert(table.defaultAlias.lowercased())
      }
    }
    return names
  }
}
