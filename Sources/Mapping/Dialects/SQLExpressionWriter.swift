/// Writes expressions of one branch in one dialect.
struct SQLExpressionWriter: Sendable {
  let names: SQLNames
  let types: ExpressionTyping

  private var rules: any SQLDialectRules { names.rules }

  /// As a value: where the dialect tells them apart, a predicate becomes one.
  func value(_ expression: Expression) throws(UnsupportedSQL) -> SQL {
    guard Self.isPredicate(expression) else { return try plain(expression) }
    let isNeverNull = if case .isNull = expression { true } else { false }
    return rules.value(ofPredicate: try plain(expression), isNeverNull: isNeverNull)
  }

  /// As a condition of `WHERE`, `ON`, `HAVING` and `CASE WHEN`.
  func predicate(_ expression: Expression) throws(UnsupportedSQL) -> SQL {
    let plain = try plain(expression)
    return Self.isPredicate(expression) ? plain : rules.predicate(ofValue: plain)
  }

  private static func isPredicate(_ expression: Expression) -> Bool {
    switch expression {
    case .not, .isNull, .isIn, .between, .like: true
    case .binary(let sign, _, _):
      switch sign {
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or: true
      default: false
      }
    default: false
    }
  }

  private func operand(_ expression: Expression) throws(UnsupportedSQL) -> SQLOperand {
    SQLOperand(expression: expression, type: types.type(of: expression), sql: try value(expression))
  }

  private func operands(_ expressions: [Expression]) throws(UnsupportedSQL) -> [SQLOperand] {
    var operands: [SQLOperand] = []
    for expression in expressions { operands.append(try operand(expression)) }
    return operands
  }

  /// Longer than any cell of a workbook may be. What a dialect makes of several functions of its own may double with each function that stands in another.
  static let mostCharacters = 1 << 17

  private func plain(_ expression: Expression) throws(UnsupportedSQL) -> SQL {
    let sql = try spelled(expression)
    guard sql.layout.width <= Self.mostCharacters else {
      throw UnsupportedSQL("an expression that takes more than \(Self.mostCharacters) characters here")
    }
    return sql
  }

  private func spelled(_ expression: Expression) throws(UnsupportedSQL) -> SQL {
    switch expression {
    case .column(let alias, let name): return SQL(names.column(alias: alias, name: name))
    case .quoted(let text): return literal(.text(text))
    case .literal(let literal): return self.literal(literal)
    case .negate(let inner):
      let sql = try value(inner).atLeast(.primary)
      return SQL("-\(sql)").bound(.sign)
    case .not(let inner): return rules.negated(try predicate(inner))
    case .binary(let sign, let left, let right): return try binary(sign, left, right)
    case .isNull(let inner, let negated): return try value(inner).isNull(negated: negated)
    case .isIn(let inner, let list, let negated):
      let operand = try operand(inner)
      var items: [SQL] = []
      for item in list { items.append(try comparand(item, with: operand.type).sql) }
      return SQL("\(operand.sql, .concatenation) \(SQL.call(head: negated ? "NOT IN (" : "IN (", items, tail: ")"))").bound(.comparison)
    case .between(let inner, let low, let high, let negated):
      let operand = try operand(inner)
      let lowest = try comparand(low, with: operand.type)
      let highest = try comparand(high, with: operand.type)
      let sql = ordered(operand, with: lowest)
      return SQL(
        "\(sql, .concatenation) \(raw: negated ? "NOT BETWEEN" : "BETWEEN") \(lowest.sql, .concatenation) AND \(highest.sql, .concatenation)"
      ).bound(.comparison)
    case .like(let inner, let pattern, let negated): return rules.like(try operand(inner), try operand(pattern), isNegated: negated)
    case .searchedCase(let branches, let otherwise):
      var written: [(condition: SQL, result: SQL)] = []
      for branch in branches { written.append((try predicate(branch.condition), try value(branch.result))) }
      var last: SQL?
      if let otherwise { last = try value(otherwise) }
      return SQL.searchedCase(written, otherwise: last)
    case .cast(let inner, let type): return try rules.cast(try operand(inner), to: type)
    case .call(let function, let arguments): return try rules.call(function, try operands(arguments))
    case .aggregate(let aggregate): return try self.aggregate(aggregate)
    case .window(let window): return try self.window(window)
    }
  }

  private func literal(_ literal: Expression.Literal) -> SQL {
    switch literal {
    case .null: return "NULL"
    case .boolean(let value): return rules.boolean(value)
    case .integer(let value): return rules.integer(Int(value))
    case .decimal(let digits): return SQL(digits.hasPrefix(".") ? "0" + digits : digits).bound(digits.hasPrefix("-") ? .sign : .primary)
    case .text(let text): return rules.text(text)
    case .date(let iso): return rules.date(iso)
    case .timestamp(let iso): return rules.timestamp(iso)
    }
  }

  // Operators

  private func binary(_ sign: Expression.BinaryOperator, _ left: Expression, _ right: Expression) throws(UnsupportedSQL) -> SQL {
    switch sign {
    case .and, .or:
      var conditions: [SQL] = []
      for operand in Self.chain(sign, left) + Self.chain(sign, right) { conditions.append(try predicate(operand)) }
      return sign == .and ? SQL.all(conditions) : SQL.any(conditions)
    case .concatenate:
      var texts: [SQL] = []
      for operand in try operands(Self.chain(sign, left) + Self.chain(sign, right)) {
        texts.append(operand.isText || operand.isUnknown ? operand.sql : try rules.text(of: operand))
      }
      return rules.joined(texts)
    case .add, .subtract, .multiply:
      let binding: SQL.Binding = sign == .multiply ? .multiplicative : .additive
      return SQL.infix(
        try value(left), sign.rawValue, try value(right), binding, leftAtLeast: binding, rightAtLeast: sign == .multiply ? .sign : .multiplicative)
    case .divide: return rules.quotient(try operand(left), try operand(right))
    case .remainder: return rules.remainder(try operand(left), try operand(right))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let one = try comparand(left, with: types.type(of: right))
      let other = try comparand(right, with: types.type(of: left))
      let isOrdered = sign != .equal && sign != .notEqual
      return SQL.comparison(isOrdered ? ordered(one, with: other) : one.sql, sign.rawValue, other.sql)
    }
  }

  /// The operands of a chain of one operator, which it does not matter how to put in parentheses.
  private static func chain(_ sign: Expression.BinaryOperator, _ expression: Expression) -> [Expression] {
    guard case .binary(sign, let left, let right) = expression else { return [expression] }
    return chain(sign, left) + chain(sign, right)
  }

  /// What is compared with a value of a type: a text that is written as a date is one; a date beside a timestamp is its midnight.
  private func comparand(_ expression: Expression, with type: DataType) throws(UnsupportedSQL) -> SQLOperand {
    switch (expression, type) {
    case (.literal(.text(let text)), .date) where DateLiteral.date(text) != nil: return try operand(.literal(.date(text)))
    case (.literal(.text(let text)), .timestamp) where DateLiteral.date(text) != nil: return try operand(.literal(.timestamp(text + " 00:00:00")))
    case (.literal(.date(let day)), .timestamp): return try operand(.literal(.timestamp(day + " 00:00:00")))
    case (_, .timestamp(let withTimeZone)) where types.type(of: expression) == .date:
      let midnight = Expression.cast(expression, .timestamp(withTimeZone: withTimeZone))
      return try operand(midnight)
    default: return try operand(expression)
    }
  }

  /// The left side of a comparison that asks for the order of texts.
  private func ordered(_ operand: SQLOperand, with other: SQLOperand) -> SQL {
    operand.isText && other.isText ? rules.comparable(operand) : operand.sql
  }

  // Aggregates and windows

  private func aggregate(_ aggregate: Expression.Aggregate) throws(UnsupportedSQL) -> SQL {
    guard let first = aggregate.arguments.first else {
      guard aggregate.function == .count else { throw UnsupportedSQL("\(aggregate.function.rawValue) needs an argument") }
      return "COUNT(*)"
    }
    let value = try operand(first)
    guard aggregate.function == .stringAggregate else {
      return try rules.aggregate(aggregate.function, value, isDistinct: aggregate.isDistinct)
    }
    var order: [(key: SQLOperand, isDescending: Bool)] = []
    if !aggregate.isDistinct {
      for key in aggregate.order { order.append((try operand(key.expression), key.isDescending)) }
    }
    if order.isEmpty { order = [(value, aggregate.order.first?.isDescending ?? false)] }
    return try rules.textAggregate(
      SQLTextAggregate(value: value, separator: try separator(aggregate.arguments), isDistinct: aggregate.isDistinct, order: order))
  }

  private func separator(_ arguments: [Expression]) throws(UnsupportedSQL) -> SQL {
    arguments.count > 1 ? try value(arguments[1]) : rules.text(",")
  }

  private func window(_ window: Expression.WindowCall) throws(UnsupportedSQL) -> SQL {
    let arguments = try operands(window.arguments)
    let function: SQL
    var frame: String?
    switch window.function {
    case .aggregate(.stringAggregate): throw UnsupportedSQL("STRING_AGG over a window has no order that all engines keep")
    case .aggregate(let name):
      function = arguments.isEmpty ? "COUNT(*)" : try rules.aggregate(name, arguments[0], isDistinct: false)
    case .window(let name):
      function = SQL.call(name.rawValue, arguments.map(\.sql))
      if name == .firstValue || name == .lastValue { frame = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING" }
    }
    var parts: [SQLLayout] = []
    if !window.partition.isEmpty {
      var partition: [SQL] = []
      for expression in window.partition { partition.append(try value(expression)) }
      parts.append(Self.clause("PARTITION BY", partition))
    }
    var keys: [SQL] = []
    for key in window.order { keys += rules.sortKeys(try operand(key.expression), isDescending: key.isDescending) }
    if keys.isEmpty, case .window = window.function, let noOrder = rules.noOrder { keys = [noOrder] }
    if !keys.isEmpty { parts.append(Self.clause("ORDER BY", keys)) }
    if let frame, !keys.isEmpty { parts.append(.text(frame)) }
    let body = parts.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.space, $0.element] }
    return SQL(.group(.sequence([function.layout, .text(" OVER ("), .indented(.sequence([.joint] + body)), .joint, .text(")")])))
  }

  private static func clause(_ words: String, _ items: [SQL]) -> SQLLayout {
    .group(.sequence([.text(words + " "), .indented(SQL.list(items).layout)]))
  }
}
