/// Plans one `SELECT`: which tables stand in it, how they are joined, what is kept, and a value for each of the target's columns. Errors leave columns open; what refuses the
/// workbook is told as structural, and the rest is planned all the same so that everything is told at once.
struct BranchPlanner {
  let context: PlanningContext
  let group: TargetGroup
  let columns: [TargetPlan.Column]
  let rows: [MappingDocument.MappingRow]
  /// Its number among the target's sources as the workbook has them.
  let branch: Int
  /// Its number among the branches that come to be planned: what answers count.
  let answered: Int
  /// Aliases and tables that the other branches of a union name, in lower case.
  let namesOfOtherBranches: Set<String>
  /// The driving table first, then what is joined, in order.
  var tables: [PlannedTable] = []
  var joins: [SelectBranch.Join] = []
  var filters: [SelectBranch.Filter] = []
  var lookups: [SharedLookup] = []
  /// The statements that stand whole in cells and are merged, by their text.
  var statements: [String: MergedStatement] = [:]
  var diagnostics: [Diagnostic] = []
  /// What the rows name as their sources.
  let named: NamedSources
  /// The columns of the tables that stand in it.
  private var known = KnownNames()
  /// What the rows' texts say, each read once.
  private var rules: [RuleText: Rule] = [:]

  private struct RuleText: Hashable {
    var text: String
    var names: [String]
  }

  init(
    context: PlanningContext, group: TargetGroup, columns: [TargetPlan.Column], rows: [MappingDocument.MappingRow], branch: Int,
    answered: Int, namesOfOtherBranches: Set<String>
  ) {
    self.context = context
    self.group = group
    self.columns = columns
    self.rows = rows
    self.branch = branch
    self.answered = answered
    self.namesOfOtherBranches = namesOfOtherBranches
    named = NamedSources(rows: rows)
  }

  /// `nil`: nothing drives it.
  mutating func plan() -> SelectBranch? {
    guard let driving = drivingTable() else { return nil }
    tables = [driving]
    mergeStatements()
    addJoins()
    addFilters()
    // What is added from here on are lookups, whose columns no rule can name.
    known = KnownNames(columns: tables.lazy.filter { !$0.isLookup }.flatMap(\.columnNames))
    let byColumn = Dictionary(grouping: rows) { $0.targetColumn.text.withoutOuterBlanks.lowercased() }
    var outputs: [SelectBranch.Output] = []
    var generated: [Int] = []
    for (index, column) in columns.enumerated() {
      let rows = byColumn[column.name.lowercased()] ?? []
      if isSurrogateKey(rows, column) {
        generated.append(index)
        outputs.append(.init(kind: .open, expression: nil, provenance: column.provenance))
      } else {
        outputs.append(output(of: column, rows: rows))
      }
    }
    // A surrogate key counts over other columns of the target: they are planned first.
    for index in generated { outputs[index] = surrogateKey(columns[index], rows: byColumn[columns[index].name.lowercased()] ?? [], outputs: outputs) }
    var select = SelectBranch(driving: tables[0].sourceTable, joins: joins, filters: filters, outputs: outputs)
    applyGrouping(to: &select)
    return select
  }

  /// What a transformation says of these source columns.
  mutating func rule(_ text: String, names: [String]) -> Rule {
    let key = RuleText(text: text, names: names)
    if let known = rules[key] { return known }
    let rule = RuleReader.read(text, sourceColumns: names, known: known)
    rules[key] = rule
    return rule
  }

  mutating func refuse(_ problem: PlanningProblem) { diagnostics.append(problem.diagnostic(isStructural: true)) }

  /// A table with everything that is told of it.
  func planned(_ name: TableName, alias: String?) -> PlannedTable {
    var table = PlannedTable(name: name, alias: alias, context: context)
    table.told.merge(named.columns(of: table)) { layer, told in layer == .unknown ? told : layer }
    return table
  }

  /// The place of the table with this alias; failing that, and unless `exactly`, of the only one that is called so.
  func index(ofAlias text: String, exactly: Bool = false) -> Int? { Self.index(ofAlias: text, exactly: exactly, in: tables) }

  static func index(ofAlias text: String, exactly: Bool = false, in tables: [PlannedTable]) -> Int? {
    let wanted = text.lowercased()
    // Lookups are the planner's own, and no cell can mean one.
    if let found = tables.firstIndex(where: { !$0.isLookup && $0.alias.lowercased() == wanted }) { return found }
    guard !exactly, let name = TableName(reading: text) else { return nil }
    let named = tables.indices.filter { !tables[$0].isLookup && name.isSuffix(of: tables[$0].name) }
    return named.count == 1 ? named[0] : nil
  }

  func unknownTable(_ name: TableName, at place: Provenance) -> PlanningProblem {
    PlanningProblem(
      .unknownTable, at: place, found: "the table \(Quoted.inSentence("\(name)")) is not among the known ones",
      fix: "write a known table\(near(name.description, among: context.schema.tables.map { "\($0.name)" })), or add it to them")
  }

  /// For a sentence: names that are near, or nothing.
  func near(_ name: String, among known: [String]) -> String { NearMatches.sentence(NearMatches.of(name, in: known)) }
}
