/// A cell that holds a whole `SELECT`.
extension ExpressionParser {
  /// Most columns and tables of a statement.
  private static let maxListed = 1000

  /// Reads `SELECT … FROM … JOIN … WHERE … GROUP BY … HAVING … ORDER BY …`. - Throws: for what a plan cannot hold too: subqueries, `*`, `UNION`, `LIMIT`.
  package static func parseSelect(_ text: String) throws(ExpressionFailure) -> SelectStatement {
    var parser = try ExpressionParser(text)
    let isEnclosed = parser.token.kind == .symbol("(")
    if isEnclosed { parser.advance() }
    let statement = try parser.select()
    if isEnclosed { try parser.expect(")") }
    try parser.expectEnd()
    return statement
  }

  private mutating func select() throws(ExpressionFailure) -> SelectStatement {
    if isWord("WITH") { throw unreadable("WITH", "one SELECT over named tables; make the inner one a target of its own") }
    try expectWord("SELECT")
    if isWord("TOP") { throw unreadable("TOP", "all rows; number them with ROW_NUMBER() OVER (…) and filter") }
    let isDistinct = takesWord("DISTINCT")
    if !isDistinct { _ = takesWord("ALL") }
    var columns: [SelectStatement.Column] = []
    repeat {
      columns.append(try selectColumn())
      guard columns.count <= Self.maxListed else { throw failure(expected: "at most \(Self.maxListed) columns") }
    } while takes(",")
    guard takesWord("FROM") else { throw failure(expected: "',' or FROM") }
    var statement = SelectStatement(columns: columns, isDistinct: isDistinct, from: try table())
    while let join = try join(after: statement) {
      statement.joins.append(join)
      guard statement.joins.count <= Self.maxListed else { throw failure(expected: "at most \(Self.maxListed) joins") }
    }
    if takesWord("WHERE") { statement.filter = try finished(try parse(Level.all)) }
    if takesWord("GROUP") {
      try expectWord("BY")
      repeat { statement.groupBy.append(try groupKey(columns)) } while takes(",")
    }
    if takesWord("HAVING") { statement.having = try finished(try parse(Level.all)) }
    if isWord("ORDER") { statement.order = try orderBy() }
    for word in ["UNION", "EXCEPT", "INTERSECT", "MINUS"] where isWord(word) {
      throw unreadable(word, "one SELECT; sources side by side are rows of the same target")
    }
    for word in ["LIMIT", "FETCH", "OFFSET", "QUALIFY"] where isWord(word) {
      throw unreadable(word, "all rows of the SELECT")
    }
    return statement
  }

  private func unreadable(_ found: String, _ expected: String) -> ExpressionFailure {
    ExpressionFailure(at: token.offset, found: found, expected: expected)
  }

  private func finished(_ expression: Expression) throws(ExpressionFailure) -> Expression {
    if let failure = Self.unfinishedList(in: expression) { throw failure }
    return expression
  }

  private mutating func selectColumn() throws(ExpressionFailure) -> SelectStatement.Column {
    let star = "the names of the columns instead of *"
    if token.kind == .symbol("*") { throw unreadable("*", star) }
    if peek(1).kind == .symbol("."), peek(2).kind == .symbol("*") { throw unreadable("*", star) }
    let expression = try finished(try parse(Level.all))
    if takesWord("AS") {
      switch advance().kind {
      case .word(let name), .name(let name), .quoted(let name), .text(let name): return .init(expression, name: name)
      default: throw failure(expected: "the column's name behind AS")
      }
    }
    if let name = alias() { return .init(expression, name: name) }
    if case .column(_, let name) = expression { return .init(expression, name: name) }
    if case .quoted(let name) = expression { return .init(expression, name: name) }
    return .init(expression, name: nil)
  }

  private static let clauses: Set<String> = [
    "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "MINUS", "FETCH", "OFFSET", "QUALIFY", "INNER", "LEFT",
    "RIGHT",
    "FULL", "CROSS", "JOIN", "ON", "OUTER", "NATURAL", "USING", "AS", "LATERAL", "WINDOW", "SET", "SEMI", "ANTI", "TABLESAMPLE", "PIVOT", "UNPIVOT",
  ]

  private mutating func alias() -> String? {
    switch token.kind {
    case .word(let name) where !Self.clauses.contains(name.uppercased()) && !Keywords.isReserved(name):
      advance()
      return name
    case .name(let name), .quoted(let name):
      advance()
      return name
    default: return nil
    }
  }

  private mutating func table() throws(ExpressionFailure) -> SelectStatement.Table {
    if token.kind == .symbol("(") {
      throw unreadable("a subquery in FROM", "the name of a table; make the subquery a target of its own and name that")
    }
    var parts: [String] = []
    repeat {
      switch token.kind {
      case .word(let name) where parts.isEmpty ? !Keywords.isReserved(name) && !Self.clauses.contains(name.uppercased()) : true: parts.append(name)
      case .name(let name), .quoted(let name): parts.append(name)
      default: throw failure(expected: "the name of a table")
      }
      advance()
    } while takes(".")
    if token.kind == .symbol("(") { throw unreadable("a function in FROM", "the name of a table") }
    let isNamed = takesWord("AS")
    let name = alias()
    if isNamed, name == nil { throw failure(expected: "the table's alias behind AS") }
    return .init(TableName(parts: parts), alias: name ?? parts[parts.count - 1])
  }

  /// The next join; `nil` where there is none.
  private mutating func join(after statement: SelectStatement) throws(ExpressionFailure) -> SelectStatement.Join? {
    if takes(",") { return .init(.cross, try table(), on: nil) }
    if isWord("NATURAL") { throw unreadable("NATURAL JOIN", "a join with ON") }
    let kind: SelectBranch.Join.Kind
    if takesWord("INNER") {
      kind = .inner
    } else if takesWord("LEFT") {
      kind = .left
    } else if takesWord("RIGHT") {
      kind = .right
    } else if takesWord("FULL") {
      kind = .full
    } else if takesWord("CROSS") {
      kind = .cross
    } else if isWord("JOIN") {
      kind = .inner
    } else {
      return nil
    }
    _ = takesWord("OUTER")
    guard takesWord("JOIN") else { throw failure(expected: "JOIN") }
    let table = try table()
    if kind == .cross { return .init(.cross, table, on: nil) }
    if takesWord("USING") { return .init(kind, table, on: try using(table, statement)) }
    guard takesWord("ON") else { throw failure(expected: "ON and the join's condition") }
    return .init(kind, table, on: try finished(try parse(Level.all)))
  }

  /// `USING (a, b)`: those columns are equal on both sides.
  private mutating func using(_ table: SelectStatement.Table, _ statement: SelectStatement) throws(ExpressionFailure) -> Expression {
    guard statement.joins.isEmpty else { throw unreadable("USING in a second join", "ON, which says whose column is meant") }
    try expect("(")
    var condition: Expression?
    repeat {
      let name: String
      switch token.kind {
      case .word(let text), .name(let text), .quoted(let text): name = text
      default: throw failure(expected: "the name of a column")
      }
      advance()
      let equal = Expression.binary(.equal, .column(alias: statement.from.alias, name: name), .column(alias: table.alias, name: name))
      condition = condition.map { .binary(.and, $0, equal) } ?? equal
      guard condition.map({ $0.columns.count }) ?? 0 <= 64 else { throw failure(expected: "at most 32 columns") }
    } while takes(",")
    try expect(")")
    return condition ?? .literal(.boolean(true))
  }

  /// `GROUP BY 1` names the first column.
  private mutating func groupKey(_ columns: [SelectStatement.Column]) throws(ExpressionFailure) -> Expression {
    let start = token
    let expression = try finished(try parse(Level.all))
    guard case .literal(.integer(let number)) = expression else { return expression }
    guard columns.indices.contains(Int(clamping: number) - 1) else {
      throw ExpressionFailure(at: start.offset, found: "GROUP BY \(number)", expected: "a column, or the number of one from 1 to \(columns.count)")
    }
    return columns[Int(number) - 1].expression
  }
}
