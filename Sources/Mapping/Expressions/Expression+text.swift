/// In the catalogue's own spelling: what plans and messages print. The parser reads it as the same expression.
extension Expression: CustomStringConvertible {
  package var description: String { text(above: 0) }

  /// How strongly it holds together what is in it: what is weaker than `level` gets parentheses.
  private func text(above level: Int) -> String {
    let strength = strength
    let text = ownText
    return strength < level ? "(\(text))" : text
  }

  private var strength: Int {
    switch self {
    case .binary(.or, _, _): 1
    case .binary(.and, _, _): 2
    case .not: 3
    case .isNull, .isIn, .between, .like: 4
    case .binary(let sign, _, _): Self.strength(of: sign)
    case .negate: 8
    case .literal(.integer(let value)): value < 0 ? 8 : 9
    case .literal(.decimal(let digits)): digits.hasPrefix("-") ? 8 : 9
    default: 9
    }
  }

  static func strength(of sign: BinaryOperator) -> Int {
    switch sign {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .concatenate: 5
    case .add, .subtract: 6
    case .multiply, .divide, .remainder: 7
    }
  }

  private var ownText: String {
    switch self {
    case .column(let alias, let name):
      (alias.map { $0.split(separator: ".", omittingEmptySubsequences: false).map { Self.name(String($0)) }.joined(separator: ".") + "." } ?? "")
        + Self.name(name)
    case .quoted(let text): "\"\(text.replacing("\"", with: "\"\""))\""
    case .literal(let literal): literal.description
    case .negate(let inner): "-\(inner.text(above: 9))"
    case .not(let inner): "NOT \(inner.text(above: 3))"
    case .binary(let sign, let left, let right):
      // Comparisons do not follow one another; the others hold to the left.
      "\(left.text(above: Self.strength(of: sign) + (Self.strength(of: sign) == 4 ? 1 : 0))) \(sign.rawValue) \(right.text(above: Self.strength(of: sign) + 1))"
    case .isNull(let inner, let negated): "\(inner.text(above: 5)) IS \(negated ? "NOT " : "")NULL"
    case .isIn(let value, let list, let negated): "\(value.text(above: 5)) \(negated ? "NOT " : "")IN (\(Self.list(list)))"
    case .between(let value, let low, let high, let negated):
      "\(value.text(above: 5)) \(negated ? "NOT " : "")BETWEEN \(low.text(above: 5)) AND \(high.text(above: 5))"
    case .like(let value, let pattern, let negated): "\(value.text(above: 5)) \(negated ? "NOT " : "")LIKE \(pattern.text(above: 5))"
    case .searchedCase(let branches, let otherwise):
      "CASE" + branches.map { " WHEN \($0.condition) THEN \($0.result)" }.joined() + (otherwise.map { " ELSE \($0)" } ?? "") + " END"
    case .cast(let inner, let type): "CAST(\(inner) AS \(type.name))"
    case .call(.currentDate, _): "CURRENT_DATE"
    case .call(.currentTimestamp, _): "CURRENT_TIMESTAMP"
    case .call(let function, let arguments): "\(function.rawValue)(\(Self.list(arguments)))"
    case .aggregate(let aggregate):
      "\(aggregate.function.rawValue)(\(aggregate.isDistinct ? "DISTINCT " : "")\(aggregate.arguments.isEmpty ? "*" : Self.list(aggregate.arguments))"
        + (aggregate.order.isEmpty ? "" : " ORDER BY \(Self.keys(aggregate.order))") + ")"
    case .window(let window): Self.text(of: window)
    }
  }

  private static func text(of window: WindowCall) -> String {
    let name: String
    var arguments = list(window.arguments)
    switch window.function {
    case .window(let function): name = function.rawValue
    case .aggregate(let function):
      name = function.rawValue
      if window.arguments.isEmpty { arguments = "*" }
    }
    var parts: [String] = []
    if !window.partition.isEmpty { parts.append("PARTITION BY \(list(window.partition))") }
    if !window.order.isEmpty { parts.append("ORDER BY \(keys(window.order))") }
    return "\(name)(\(arguments)) OVER (\(parts.joined(separator: " ")))"
  }

  private static func list(_ expressions: [Expression]) -> String { expressions.map(\.description).joined(separator: ", ") }

  private static func keys(_ keys: [SortKey]) -> String {
    keys.map { "\($0.expression)\($0.isDescending ? " DESC" : "")" }.joined(separator: ", ")
  }

  /// A name as the parser reads it back: in brackets where it is no plain word or means something.
  private static func name(_ name: String) -> String {
    let isPlain =
      name.utf8.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
      && name.utf8.allSatisfy {
        $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: "_")
      }
    if isPlain, !Keywords.haveMeaning(name) { return name }
    return name.contains("]") || name.hasPrefix("@") ? "`\(name.replacing("`", with: "``"))`" : "[\(name)]"
  }
}

extension Expression.Literal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .null: "NULL"
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .integer(let value): "\(value)"
    case .decimal(let digits): digits
    case .text(let text): "'\(text.replacing("'", with: "''"))'"
    case .date(let text): "DATE '\(text)'"
    case .timestamp(let text): "TIMESTAMP '\(text)'"
    }
  }
}
