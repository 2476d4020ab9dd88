/// Finds what the names of an expression stand for and the types of its parts, and writes every conversion out as a cast, so that a dialect has nothing to
/// guess. Where no schema is known, types are unknown and nothing is cast.
package struct ExpressionResolver: Sendable {
  let scope: any NameScope

  package init(_ scope: some NameScope) {
    self.scope = scope
  }

  /// - Throws: `ResolutionFailure` with the diagnostic's code.
  package func resolve(_ expression: Expression) throws(ResolutionFailure) -> ResolvedExpression {
    try resolve(expression, within: .row)
  }

  /// An expression that stands where true or false is wanted: a join's, a filter's.
  package func resolveCondition(_ expression: Expression) throws(ResolutionFailure) -> ResolvedExpression {
    try condition(try resolve(expression, within: .row))
  }

  /// What an expression stands in, since aggregates and windows do not stand in one another.
  enum Surroundings {
    case row, aggregate, window
  }

  func resolve(_ expression: Expression, within place: Surroundings) throws(ResolutionFailure) -> ResolvedExpression {
    switch expression {
    case .column(let alias, let name): return try column(alias, name)
    case .quoted(let text): return try isName(text) ? column(nil, text) : typed(.literal(.text(text)), [])
    case .literal: return typed(expression, [])
    case .negate(let inner):
      let inner = try number(try resolve(inner, within: place))
      return typed(.negate(inner.expression), [inner])
    case .not(let inner):
      let inner = try condition(try resolve(inner, within: place))
      return typed(.not(inner.expression), [inner])
    case .binary(let sign, let left, let right):
      return try binary(sign, try resolve(left, within: place), try resolve(right, within: place))
    case .isNull(let inner, let negated):
      let inner = try resolve(inner, within: place)
      return ResolvedExpression(.isNull(inner.expression, negated: negated), type: .boolean, isNullable: false)
    case .isIn(let value, let list, let negated):
      let parts = try alike([try resolve(value, within: place)] + (try resolveAll(list, within: place)), in: "IN")
      return typed(.isIn(parts[0].expression, parts.dropFirst().map(\.expression), negated: negated), parts)
    case .between(let value, let low, let high, let negated):
      let parts = try alike(try resolveAll([value, low, high], within: place), in: "BETWEEN")
      return typed(.between(parts[0].expression, low: parts[1].expression, high: parts[2].expression, negated: negated), parts)
    case .like(let value, let pattern, let negated):
      let value = try text(try resolve(value, within: place))
      let pattern = try text(try resolve(pattern, within: place))
      return typed(.like(value.expression, pattern: pattern.expression, negated: negated), [value, pattern])
    case .searchedCase(let branches, let otherwise): return try choice(branches, otherwise, within: place)
    case .cast(let inner, let type): return try cast(try resolve(inner, within: place), to: type)
    case .call(let function, let arguments): return try call(function, try resolveAll(arguments, within: place))
    case .aggregate(let aggregate): return try self.aggregate(aggregate, within: place)
    case .window(let window): return try self.window(window, within: place)
    }
  }

  func resolveAll(_ expressions: [Expression], within place: Surroundings) throws(ResolutionFailure) -> [ResolvedExpression] {
    var resolved: [ResolvedExpression] = []
    for expression in expressions { resolved.append(try resolve(expression, within: place)) }
    return resolved
  }

  /// A node over resolved children. - Parameter isNullable: `nil`: where one of them is.
  func typed(_ expression: Expression, _ children: [ResolvedExpression], isNullable: Bool? = nil) -> ResolvedExpression {
    let isNull = expression == .literal(.null)
    return ResolvedExpression(
      expression, type: ExpressionTyping.type(of: expression, children: children.map(\.type)),
      isNullable: isNullable ?? (isNull || children.contains(where: \.isNullable)))
  }

  private func choice(
    _ branches: [Expression.CaseBranch], _ otherwise: Expression?, within place: Surroundings
  ) throws(ResolutionFailure) -> ResolvedExpression {
    var conditions: [ResolvedExpression] = []
    var results: [ResolvedExpression] = []
    for branch in branches {
      conditions.append(try condition(try resolve(branch.condition, within: place)))
      results.append(try resolve(branch.result, within: place))
    }
    if let otherwise { results.append(try resolve(otherwise, within: place)) }
    results = try alike(results, in: "CASE", falls: .text(length: nil))
    let made = zip(conditions, results).map { Expression.CaseBranch(when: $0.expression, then: $1.expression) }
    return ResolvedExpression(
      .searchedCase(made, otherwise: otherwise == nil ? nil : results.last?.expression),
      type: ExpressionTyping.common(results.map(\.expression), results.map(\.type)),
      isNullable: otherwise == nil || results.contains(where: \.isNullable))
  }

  // MARK: Operators

  private func binary(
    _ sign: Expression.BinaryOperator, _ left: ResolvedExpression, _ right: ResolvedExpression
  ) throws(ResolutionFailure) -> ResolvedExpression {
    switch sign {
    case .and, .or:
      let left = try condition(left)
      let right = try condition(right)
      return typed(.binary(sign, left.expression, right.expression), [left, right])
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      if left.expression == .literal(.null) || right.expression == .literal(.null) {
        throw ResolutionFailure(.badExpression, found: "a comparison with NULL, which is never true", fix: "write IS NULL or IS NOT NULL")
      }
      let parts = try alike([left, right], in: sign.rawValue)
      return typed(.binary(sign, parts[0].expression, parts[1].expression), parts)
    case .concatenate: return try joined(left, right)
    case .add where left.type.isText || right.type.isText: return try joined(left, right)
    case .add, .subtract:
      if left.type.isDay || right.type.isDay { return try days(sign, left, right) }
    case .multiply, .divide, .remainder: break
    }
    let left = try number(left)
    let right = try number(right)
    if sign == .remainder { return typed(.call(.mod, [left.expression, right.expression]), [left, right], isNullable: true) }
    return typed(.binary(sign, left.expression, right.expression), [left, right], isNullable: sign == .divide ? true : nil)
  }

  private func joined(_ left: ResolvedExpression, _ right: ResolvedExpression) throws(ResolutionFailure) -> ResolvedExpression {
    let left = try text(left)
    let right = try text(right)
    return typed(.binary(.concatenate, left.expression, right.expression), [left, right])
  }

  /// `date + n`, `date - n`, `date - date`.
  private func days(
    _ sign: Expression.BinaryOperator, _ left: ResolvedExpression, _ right: ResolvedExpression
  ) throws(ResolutionFailure) -> ResolvedExpression {
    let unit = typed(.literal(.text(DateUnit.day.rawValue)), [])
    if sign == .subtract, left.type.isDay, right.type.isDay || right.type.isText {
      return try call(.dateDiff, [unit, right, left])
    }
    guard left.type.isDay != right.type.isDay, sign == .add || left.type.isDay else {
      throw ResolutionFailure(
        .cannotCast, found: "\(left.type.name) \(sign.rawValue) \(right.type.name)", fix: "add days to a date, or take one date from another")
    }
    let (date, count) = left.type.isDay ? (left, right) : (right, left)
    if case .double = count.type {
      throw ResolutionFailure(.cannotCast, found: "a part of a day added to a date", fix: "write DATE_ADD(date, count, 'HOUR') or another unit")
    }
    let signed = sign == .add ? count : typed(ExpressionParser.negated(count.expression), [count])
    return try call(.dateAdd, [date, signed, unit])
  }

  // MARK: Aggregates and windows

  private func aggregate(_ aggregate: Expression.Aggregate, within place: Surroundings) throws(ResolutionFailure) -> ResolvedExpression {
    guard place == .row else {
      throw ResolutionFailure(
        .aggregateMixed, found: "\(aggregate.function.rawValue) within \(place == .aggregate ? "an aggregate" : "a window")",
        fix: "compute the inner one in a table of its own and join it")
    }
    var arguments = try resolveAll(aggregate.arguments, within: .aggregate)
    try check(aggregate.function, &arguments)
    var made = aggregate
    made.arguments = arguments.map(\.expression)
    made.order = try sorted(aggregate.order, within: .aggregate)
    return ResolvedExpression(
      .aggregate(made), type: ExpressionTyping.type(of: .aggregate(made), children: arguments.map(\.type)), isNullable: aggregate.function != .count)
  }

  private func check(_ function: AggregateFunction, _ arguments: inout [ResolvedExpression]) throws(ResolutionFailure) {
    switch function {
    case .sum, .average: arguments[0] = try number(arguments[0])
    case .stringAggregate:
      for index in arguments.indices { arguments[index] = try text(arguments[index]) }
      guard arguments[1].expression.isConstant else {
        throw ResolutionFailure(.badExpression, found: "a separator that changes from row to row", fix: "write the separator in single quotes")
      }
    case .count, .minimum, .maximum: break
    }
  }

  private func window(_ window: Expression.WindowCall, within place: Surroundings) throws(ResolutionFailure) -> ResolvedExpression {
    guard place == .row else {
      throw ResolutionFailure(
        .aggregateMixed, found: "a window within \(place == .aggregate ? "an aggregate" : "a window")",
        fix: "compute the inner one in a table of its own and join it")
    }
    var arguments = try resolveAll(window.arguments, within: .window)
    var isNullable = true
    switch window.function {
    case .aggregate(let function):
      try check(function, &arguments)
      isNullable = function != .count
    case .window(.rowNumber), .window(.rank), .window(.denseRank): isNullable = false
    case .window(.lag), .window(.lead):
      if arguments.count == 3 {
        let alike = try alike([arguments[0], arguments[2]], in: "LAG or LEAD", falls: .text(length: nil))
        arguments[0] = alike[0]
        arguments[2] = alike[1]
        isNullable = alike[0].isNullable || alike[1].isNullable
      }
    case .window(.firstValue), .window(.lastValue): isNullable = arguments[0].isNullable
    }
    var made = window
    made.arguments = arguments.map(\.expression)
    made.partition = try resolveAll(window.partition, within: .window).map(\.expression)
    made.order = try sorted(window.order, within: .window)
    return ResolvedExpression(
      .window(made), type: ExpressionTyping.type(of: .window(made), children: arguments.map(\.type)), isNullable: isNullable)
  }

  private func sorted(_ keys: [Expression.SortKey], within place: Surroundings) throws(ResolutionFailure) -> [Expression.SortKey] {
    var made: [Expression.SortKey] = []
    for key in keys { made.append(.init(try resolve(key.expression, within: place).expression, isDescending: key.isDescending)) }
    return made
  }
}
