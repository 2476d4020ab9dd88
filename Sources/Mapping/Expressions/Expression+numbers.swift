/// What an expression says of its own value, where the types of its columns say nothing.
extension Expression {
  /// Whether it is a number whatever its columns are: arithmetic, and what is chosen among numbers. Columns alone may be numbers written as text.
  var isSurelyNumber: Bool {
    switch self {
    case .literal(.integer), .literal(.decimal), .negate: true
    case .binary(let sign, _, _):
      switch sign {
      case .add, .subtract, .multiply, .divide, .remainder: true
      default: false
      }
    case .call(let function, let arguments):
      switch function {
      case .abs, .round, .ceil, .floor, .mod, .power, .sqrt, .sign: true
      case .coalesce, .greatest, .least: arguments.contains(where: \.isSurelyNumber)
      case .nullif: arguments.first?.isSurelyNumber == true
      default: false
      }
    case .searchedCase(let branches, let otherwise): branches.contains { $0.result.isSurelyNumber } || otherwise?.isSurelyNumber == true
    case .cast(_, let type): type.isNumber
    case .aggregate(let aggregate): Self.isSurelyNumber(aggregate.function, aggregate.arguments)
    case .window(let window):
      switch window.function {
      case .aggregate(let function): Self.isSurelyNumber(function, window.arguments)
      case .window(.rowNumber), .window(.rank), .window(.denseRank): true
      case .window: window.arguments.first?.isSurelyNumber == true
      }
    default: false
    }
  }

  private static func isSurelyNumber(_ function: AggregateFunction, _ arguments: [Expression]) -> Bool {
    switch function {
    case .count, .sum, .average: true
    case .minimum, .maximum: arguments.first?.isSurelyNumber == true
    case .stringAggregate: false
    }
  }

  /// Whether it is a number of rows, or of a row among others.
  var countsRows: Bool {
    switch self {
    case .aggregate(let aggregate): aggregate.function == .count
    case .window(let window):
      switch window.function {
      case .aggregate(let function): function == .count
      case .window(.rowNumber), .window(.rank), .window(.denseRank): true
      case .window: false
      }
    default: false
    }
  }
}
