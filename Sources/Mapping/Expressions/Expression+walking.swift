/// A column as an expression names it; after resolution with its table's alias.
package struct ColumnReference: Sendable, Hashable {
  package var alias: String?
  package var name: String

  package init(alias: String?, name: String) {
    self.alias = alias
    self.name = name
  }
}

extension Expression {
  /// The expressions directly within it, in the order in which they are written.
  package var children: [Expression] {
    switch self {
    case .column, .quoted, .literal: []
    case .negate(let inner), .not(let inner), .isNull(let inner, _), .cast(let inner, _): [inner]
    case .binary(_, let left, let right): [left, right]
    case .isIn(let value, let list, _): [value] + list
    case .between(let value, let low, let high, _): [value, low, high]
    case .like(let value, let pattern, _): [value, pattern]
    case .searchedCase(let branches, let otherwise): branches.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
    case .call(_, let arguments): arguments
    case .aggregate(let aggregate): aggregate.arguments + aggregate.order.map(\.expression)
    case .window(let window): window.arguments + window.partition + window.order.map(\.expression)
    }
  }

  /// The columns it is made of, each once, in order of appearance.
  package var columns: [ColumnReference] {
    var seen: Set<ColumnReference> = []
    var found: [ColumnReference] = []
    visit { expression in
      guard case .column(let alias, let name) = expression else { return }
      let reference = ColumnReference(alias: alias, name: name)
      if seen.insert(reference).inserted { found.append(reference) }
    }
    return found
  }

  /// The columns that stand outside of every aggregate: what a grouping has to hold.
  package var columnsOutsideAggregates: [ColumnReference] {
    if case .aggregate = self { return [] }
    if case .column(let alias, let name) = self { return [ColumnReference(alias: alias, name: name)] }
    var found: [ColumnReference] = []
    for reference in children.flatMap(\.columnsOutsideAggregates) where !found.contains(reference) { found.append(reference) }
    return found
  }

  package var containsAggregate: Bool {
    if case .aggregate = self { return true }
    return children.contains(where: \.containsAggregate)
  }

  package var containsWindow: Bool {
    if case .window = self { return true }
    return children.contains(where: \.containsWindow)
  }

  /// Whether it has the same value in every row: no column, aggregate or window.
  package var isConstant: Bool {
    switch self {
    case .column, .quoted, .aggregate, .window: false
    default: children.allSatisfy(\.isConstant)
    }
  }

  /// Whether it has more parts. What is written once may stand in a tree more than once, as the subject of a `CASE` does.
  func isLarger(than limit: Int) -> Bool {
    var left = limit
    return !counts(&left)
  }

  private func counts(_ left: inout Int) -> Bool {
    left -= 1
    guard left >= 0 else { return false }
    for child in children where !child.counts(&left) { return false }
    return true
  }

  /// Calls `body` with every expression in it, itself first.
  package func visit(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  /// It with each column replaced by what `change` makes of it.
  package func mapColumns(_ change: (ColumnReference) -> Expression) -> Expression {
    if case .column(let alias, let name) = self { return change(ColumnReference(alias: alias, name: name)) }
    return mapChildren { $0.mapColumns(change) }
  }

  /// It with each expression directly within it replaced.
  package func mapChildren(_ change: (Expression) -> Expression) -> Expression {
    switch self {
    case .column, .quoted, .literal: self
    case .negate(let inner): .negate(change(inner))
    case .not(let inner): .not(change(inner))
    case .isNull(let inner, let negated): .isNull(change(inner), negated: negated)
    case .cast(let inner, let type): .cast(change(inner), type)
    case .binary(let sign, let left, let right): .binary(sign, change(left), change(right))
    case .isIn(let value, let list, let negated): .isIn(change(value), list.map(change), negated: negated)
    case .between(let value, let low, let high, let negated): .between(change(value), low: change(low), high: change(high), negated: negated)
    case .like(let value, let pattern, let negated): .like(change(value), pattern: change(pattern), negated: negated)
    case .searchedCase(let branches, let otherwise):
      .searchedCase(branches.map { CaseBranch(when: change($0.condition), then: change($0.result)) }, otherwise: otherwise.map(change))
    case .call(let function, let arguments): .call(function, arguments.map(change))
    case .aggregate(let aggregate):
      .aggregate(
        Aggregate(
          aggregate.function, aggregate.arguments.map(change), isDistinct: aggregate.isDistinct,
          order: aggregate.order.map { SortKey(change($0.expression), isDescending: $0.isDescending) }))
    case .window(let window):
      .window(
        WindowCall(
          window.function, window.arguments.map(change), partition: window.partition.map(change),
          order: window.order.map { SortKey(change($0.expression), isDescending: $0.isDescending) }))
    }
  }
}
