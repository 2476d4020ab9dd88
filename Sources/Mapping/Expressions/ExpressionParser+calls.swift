/// Calls: what stands in the parentheses and behind them. What a call means is `FunctionCall`'s.
extension ExpressionParser {
  /// Reads a call whose name is behind and whose parenthesis is next.
  mutating func call(_ name: String, at offset: Int, of namespace: String? = nil) throws(ExpressionFailure) -> Expression {
    try enter()
    defer { leave() }
    try expect("(")
    var call = FunctionCall(name: name, namespace: namespace?.uppercased(), offset: offset, isExcel: isExcelFormula)
    if let special = try special(&call) { return try windowed(special, call) }
    if takesWord("DISTINCT") { call.isDistinct = true } else { _ = takesWord("ALL") }
    if token.kind == .symbol("*"), peek().kind == .symbol(")") {
      advance()
      call.isOfRows = true
    } else if token.kind != .symbol(")") {
      try arguments(of: &call)
    }
    try closeCall(&call)
    return try windowed(nil, call)
  }

  private mutating func arguments(of call: inout FunctionCall) throws(ExpressionFailure) {
    repeat {
      if isWord("INTERVAL"), call.isDateArithmetic, let interval = try interval() {
        call.arguments += [interval.count, .literal(.text(interval.unit.rawValue))]
      } else {
        // `POSITION(a IN b)` is no question.
        call.arguments.append(try parse(call.name == "POSITION" && call.arguments.isEmpty ? Level.joining : Level.all))
      }
      guard call.arguments.count <= 1000 else { throw failure(expected: "at most 1000 arguments") }
      if call.name == "POSITION", takesWord("IN") {
        call.arguments.append(try parse(Level.all))
        return
      }
    } while takesSeparator()
    if isWord("ORDER") { call.order = try orderBy() }
    if takesWord("SEPARATOR") { call.arguments.append(try parse(Level.all)) }
  }

  /// The closing parenthesis and what belongs to the call behind it.
  private mutating func closeCall(_ call: inout FunctionCall) throws(ExpressionFailure) {
    if isWord("IGNORE") || isWord("RESPECT") { throw failure(expected: "')': NULLs always count in windows") }
    try expect(")")
    if isWord("WITHIN"), isWord("GROUP", ahead: 1) {
      advance()
      advance()
      try expect("(")
      call.order = try orderBy()
      try expect(")")
    }
    if peek().kind == .symbol("(") || isWord("NULLS", ahead: 1) {
      if isWord("FILTER") { throw failure(expected: "CASE WHEN in the argument instead of FILTER") }
      if isWord("IGNORE") { throw failure(expected: "OVER: NULLs always count in windows") }
      if isWord("RESPECT") {
        advance()
        advance()
      }
    }
  }

  mutating func orderBy() throws(ExpressionFailure) -> [Expression.SortKey] {
    try expectWord("ORDER")
    try expectWord("BY")
    return try sortKeys()
  }

  mutating func sortKeys() throws(ExpressionFailure) -> [Expression.SortKey] {
    var keys: [Expression.SortKey] = []
    repeat {
      let expression = try parse(Level.all)
      let isDescending = takesWord("DESC")
      if !isDescending { _ = takesWord("ASC") }
      if takesWord("NULLS") {
        guard takesWord("LAST") else { throw failure(expected: "LAST: NULLs are last in both directions") }
      }
      keys.append(.init(expression, isDescending: isDescending))
    } while takes(",")
    return keys
  }

  /// The call as an expression; with `OVER` a window.
  private mutating func windowed(_ special: Expression?, _ call: FunctionCall) throws(ExpressionFailure) -> Expression {
    guard isWord("OVER") else {
      if let special { return special }
      return try bounded(try call.expression())
    }
    let over = advance()
    guard takes("(") else { throw failure(expected: "'(': a window has no name here") }
    var partition: [Expression] = []
    var order: [Expression.SortKey] = []
    if takesWord("PARTITION") {
      try expectWord("BY")
      repeat { partition.append(try parse(Level.all)) } while takes(",")
    }
    if isWord("ORDER") { order = try orderBy() }
    let frame = try frame()
    try expect(")")
    if let window = WindowFunction(rawValue: call.name) {
      if let frame, !(frame == .whole || window != .firstValue && window != .lastValue || window == .firstValue && frame == .running) {
        throw ExpressionFailure(at: over.offset, found: "a frame", expected: "\(call.name) over the whole partition")
      }
      return .window(.init(.window(window), try call.windowArguments(window, isOrdered: !order.isEmpty), partition: partition, order: order))
    }
    let windowed: Expression
    if let special { windowed = special } else { windowed = try call.expression() }
    guard case .aggregate(let aggregate) = windowed, !aggregate.isDistinct, aggregate.function != .stringAggregate else {
      throw ExpressionFailure(
        at: over.offset, found: "OVER behind \(call.name)",
        expected: "ROW_NUMBER, RANK, DENSE_RANK, LAG, LEAD, FIRST_VALUE, LAST_VALUE, or COUNT, SUM, AVG, MIN, MAX without DISTINCT")
    }
    guard frame == nil || frame == .running && !order.isEmpty || frame == .whole && order.isEmpty else {
      throw ExpressionFailure(
        at: over.offset, found: "a frame",
        expected: "the whole partition without ORDER BY, or RANGE UNBOUNDED PRECEDING with it; other frames are not read")
    }
    return .window(.init(.aggregate(aggregate.function), aggregate.arguments, partition: partition, order: order))
  }

  private enum Frame {
    /// From the partition's first row to its last.
    case whole
    /// From its first to the current one and its peers.
    case running
  }

  private mutating func frame() throws(ExpressionFailure) -> Frame? {
    guard isWord("ROWS") || isWord("RANGE") || isWord("GROUPS") else { return nil }
    let isRange = isWord("RANGE")
    let start = advance()
    let hasEnd = takesWord("BETWEEN")
    let unread = ExpressionFailure(
      at: start.offset, found: "a frame", expected: "no frame, RANGE UNBOUNDED PRECEDING, or BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING")
    guard takesWord("UNBOUNDED"), takesWord("PRECEDING") else { throw unread }
    guard hasEnd else {
      guard isRange else { throw unread }
      return .running
    }
    try expectWord("AND")
    if takesWord("UNBOUNDED"), takesWord("FOLLOWING") { return .whole }
    guard isRange, takesWord("CURRENT"), takesWord("ROW") else { throw unread }
    return .running
  }

  // MARK: Calls with words in them

  /// `CAST(x AS t)`, `CONVERT(t, x)`, `EXTRACT(u FROM x)`, `TRIM(BOTH c FROM x)`, `SUBSTRING(x FROM a FOR n)`. `nil`, and nothing read, where the call is like others.
  private mutating func special(_ call: inout FunctionCall) throws(ExpressionFailure) -> Expression? {
    switch call.name {
    case "CAST", "TRY_CAST", "SAFE_CAST":
      let value = try parse(Level.all)
      try expectWord("AS")
      let type = try typeName()
      try expect(")")
      return .cast(value, type)
    case "CONVERT", "TRY_CONVERT": return try convert(&call)
    case "EXTRACT":
      guard isWord("FROM", ahead: 1) else { return nil }
      let name: String
      switch advance().kind {
      case .word(let text), .text(let text), .quoted(let text), .name(let text): name = text
      default: throw failure(expected: "a unit such as YEAR before FROM")
      }
      advance()
      call.arguments = [.column(alias: nil, name: name), try parse(Level.all)]
      try expect(")")
      return try call.expression()
    case "TRIM":
      let side = isWord("LEADING") ? "LTRIM" : isWord("TRAILING") ? "RTRIM" : "TRIM"
      let hasSide = isWord("LEADING") || isWord("TRAILING") || isWord("BOTH")
      guard !hasSide || peek().kind != .symbol(")") && peek().kind != .symbol(".") else { return nil }
      if hasSide { advance() }
      call.name = side
      let first: Expression = hasSide && isWord("FROM") ? .literal(.text(" ")) : try parse(Level.all)
      if takesWord("FROM") {
        call.arguments = [try parse(Level.all), first]
      } else {
        call.arguments = [first]
        while takesSeparator() { call.arguments.append(try parse(Level.all)) }
      }
      try expect(")")
      return try call.expression()
    case "SUBSTRING", "SUBSTR":
      call.arguments = [try parse(Level.all)]
      if takesWord("FROM") {
        call.arguments.append(try parse(Level.all))
        if takesWord("FOR") { call.arguments.append(try parse(Level.all)) }
      } else {
        while takesSeparator() { call.arguments.append(try parse(Level.all)) }
      }
      try expect(")")
      return try call.expression()
    default: return nil
    }
  }

  /// T-SQL's `CONVERT(t, x, style)`; `CONVERT(x, t)` where the first is no type.
  private mutating func convert(_ call: inout FunctionCall) throws(ExpressionFailure) -> Expression {
    let start = self
    if let type = try? typeName(), takesSeparator() {
      let value = try parse(Level.all)
      var style: Int64?
      if takesSeparator() {
        guard case .number(let digits) = token.kind, let number = Int64(digits) else { throw failure(expected: "the number of a style, such as 103") }
        advance()
        style = number
      }
      try expect(")")
      return try call.converted(value, to: type, style: style)
    }
    self = start
    let value = try parse(Level.all)
    guard takesSeparator() else { throw failure(expected: "',' and a type") }
    let type = try typeName()
    try expect(")")
    return .cast(value, type)
  }

  // MARK: Methods of Java and Python

  /// Reads `.name(…)` behind a value; the name is behind, its parenthesis next.
  mutating func method(_ name: String, on value: Expression, at offset: Int) throws(ExpressionFailure) -> Expression {
    try enter()
    defer { leave() }
    try expect("(")
    var call = FunctionCall(name: name, namespace: nil, offset: offset, isExcel: false)
    if call.name == "CAST", case .text(let type) = token.kind {
      guard let type = DataType(reading: type) else { throw failure(expected: "a type") }
      advance()
      try expect(")")
      return .cast(value, type)
    }
    if token.kind != .symbol(")") { try arguments(of: &call) }
    try expect(")")
    return try bounded(try call.method(on: value))
  }
}
