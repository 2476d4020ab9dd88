/// The types of resolved expressions, from the types of the columns in them: what the resolver works out, and dialects ask again for parts.
package struct ExpressionTyping: Sendable {
  private let columnType: @Sendable (_ alias: String?, _ name: String) -> DataType

  /// - Parameter columnType: of a column by its table's alias; `.unknown` where nobody knows.
  package init(columnType: @escaping @Sendable (_ alias: String?, _ name: String) -> DataType) {
    self.columnType = columnType
  }

  /// For the tables of one `SELECT`.
  package init(_ tables: [SelectBranch.SourceTable]) {
    var types: [String: [String: DataType]] = [:]
    for table in tables {
      types[table.alias.lowercased()] = Dictionary(table.columns.map { ($0.name.lowercased(), $0.type) }) { first, _ in first }
    }
    self.init { [types] alias, name in alias.flatMap { types[$0.lowercased()]?[name.lowercased()] } ?? .unknown }
  }

  package func type(of expression: Expression) -> DataType {
    if case .column(let alias, let name) = expression { return columnType(alias, name) }
    return Self.type(of: expression, children: expression.children.map { type(of: $0) })
  }

  /// The type of an expression that is no column. - Parameter types: of its children, in their order.
  static func type(of expression: Expression, children types: [DataType]) -> DataType {
    switch expression {
    case .column: return .unknown
    case .quoted: return .text(length: nil)
    case .literal(let literal): return type(of: literal)
    case .negate: return types[0].isText ? .double : types[0]
    case .not, .isNull, .isIn, .between, .like: return .boolean
    case .binary(let sign, _, _): return type(of: sign, types[0], types[1])
    case .searchedCase(let branches, let otherwise):
      var results = branches.indices.map { types[$0 * 2 + 1] }
      if otherwise != nil { results.append(types[types.count - 1]) }
      return common(branches.map(\.result) + (otherwise.map { [$0] } ?? []), results)
    case .cast(_, let type): return type
    case .call(let function, let arguments): return type(of: function, arguments, types)
    case .aggregate(let aggregate): return type(of: aggregate.function, types.first ?? .unknown)
    case .window(let window):
      switch window.function {
      case .aggregate(let function): return type(of: function, types.first ?? .unknown)
      case .window(.rowNumber), .window(.rank), .window(.denseRank): return .integer(bits: 64)
      case .window(.lag), .window(.lead):
        return window.arguments.count == 3 ? common([window.arguments[0], window.arguments[2]], [types[0], types[2]]) : types.first ?? .unknown
      case .window(.firstValue), .window(.lastValue): return types.first ?? .unknown
      }
    }
  }

  /// What values that stand for one another have in common. Beside a value of no known type a number says nothing of the places that all of them have.
  static func common(_ values: [Expression], _ types: [DataType]) -> DataType {
    let common = DataType.common(types) ?? .text(length: nil)
    guard common.isNumber, common != .double else { return common }
    return zip(values, types).contains { $0 != .literal(.null) && $1 == .unknown } ? .unknown : common
  }

  private static func type(of literal: Expression.Literal) -> DataType {
    switch literal {
    case .null: return .unknown
    case .boolean: return .boolean
    case .integer(let value): return .integer(bits: Int32(exactly: value) == nil ? 64 : 32)
    case .decimal(let digits):
      let parts = digits.drop { $0 == "-" }.split(separator: ".")
      let scale = parts.count > 1 ? parts[1].utf8.count : 0
      let whole = parts.first.map { $0 == "0" ? 0 : $0.utf8.count } ?? 0
      return .decimal(precision: max(1, whole + scale), scale: scale)
    case .text: return .text(length: nil)
    case .date: return .date
    case .timestamp: return .timestamp(withTimeZone: false)
    }
  }

  private static func type(of sign: Expression.BinaryOperator, _ left: DataType, _ right: DataType) -> DataType {
    switch sign {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or: .boolean
    case .concatenate: .text(length: nil)
    case .divide: .double
    case .add, .subtract: .sum(left, right)
    case .multiply: .product(left, right)
    case .remainder: left == .unknown || right == .unknown ? .unknown : .common([left, right]) ?? .unknown
    }
  }

  private static func type(of function: ScalarFunction, _ arguments: [Expression], _ types: [DataType]) -> DataType {
    switch function {
    case .concat, .upper, .lower, .title, .trim, .leftTrim, .rightTrim, .substring, .left, .right, .replace, .splitPart, .leftPad, .rightPad,
      .reverse,
      .regexpReplace, .toChar:
      return .text(length: nil)
    case .length, .position, .sign, .extract, .dateDiff: return .integer(bits: 32)
    case .md5: return .text(length: 32)
    case .sha256: return .text(length: 64)
    case .abs: return types.first ?? .unknown
    case .power, .sqrt: return .double
    case .ceil, .floor:
      switch types.first {
      case .integer: return .integer(bits: 64)
      case .decimal(let precision?, let scale): return .decimal(precision: min(38, precision - (scale ?? 0) + 1), scale: 0)
      default: return types.first ?? .unknown
      }
    case .round:
      guard case .decimal(let precision?, let scale)? = types.first else { return types.first ?? .unknown }
      let places: Int
      if arguments.count == 1 {
        places = 0
      } else if case .literal(.integer(let value)) = arguments[1] {
        places = max(0, Int(clamping: value))
      } else {
        return types[0]
      }
      return .decimal(precision: min(38, precision - (scale ?? 0) + 1 + min(places, scale ?? 0)), scale: min(places, scale ?? 0))
    case .mod, .greatest, .least, .coalesce: return common(arguments, types)
    case .nullif: return types.first ?? .unknown
    case .toDate, .currentDate, .lastDay: return .date
    case .toTimestamp, .currentTimestamp: return .timestamp(withTimeZone: false)
    case .dateTrunc:
      return types.count > 1 && (types[1] == .date || types[1].isTimestamp) ? types[1] : .timestamp(withTimeZone: false)
    case .dateAdd:
      guard types.first == .date else { return types.first.map { $0.isTimestamp ? $0 : .timestamp(withTimeZone: false) } ?? .unknown }
      return arguments.count == 3 && DateUnit(arguments[2])?.isOfTime == false ? .date : .timestamp(withTimeZone: false)
    }
  }

  private static func type(of function: AggregateFunction, _ type: DataType) -> DataType {
    switch function {
    case .count: return .integer(bits: 64)
    case .average: return .double
    case .minimum, .maximum: return type
    case .stringAggregate: return .text(length: nil)
    case .sum:
      switch type {
      case .integer: return .integer(bits: 64)
      case .decimal(.some, let scale): return .decimal(precision: 38, scale: scale)
      case .text: return .double
      default: return type
      }
    }
  }
}
