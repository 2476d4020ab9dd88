/// What each function of the catalogue wants as its arguments.
extension ExpressionResolver {
  func call(_ function: ScalarFunction, _ arguments: [ResolvedExpression]) throws(ResolutionFailure) -> ResolvedExpression {
    guard function.arity.contains(arguments.count) else {
      throw ResolutionFailure(.badExpression, found: "\(function.rawValue) with \(arguments.count) arguments", fix: "write \(function.usage)")
    }
    switch function {
    case .concat: return node(function, try each(arguments, text), isNullable: false)
    case .upper, .lower, .title, .trim, .leftTrim, .rightTrim, .length, .replace, .reverse, .position, .regexpReplace, .md5, .sha256:
      return node(function, try each(arguments, text))
    case .substring, .left, .right:
      return node(function, [try text(arguments[0])] + (try each(Array(arguments.dropFirst()), integer)))
    case .splitPart: return try splitPart(arguments)
    case .leftPad, .rightPad:
      return node(function, [try text(arguments[0]), try integer(arguments[1]), try text(arguments[2])])
    case .abs, .ceil, .floor, .sign, .power: return node(function, try each(arguments, number))
    case .mod, .sqrt: return node(function, try each(arguments, number), isNullable: true)
    case .round: return node(function, [try number(arguments[0])] + (try each(Array(arguments.dropFirst()), integer)))
    case .greatest, .least:
      let parts = try alike(arguments, in: function.rawValue)
      return node(function, parts, isNullable: parts.allSatisfy(\.isNullable))
    case .coalesce:
      let parts = try alike(arguments, in: "COALESCE", falls: .text(length: nil))
      return node(function, parts, isNullable: parts.allSatisfy(\.isNullable))
    case .nullif: return node(function, try alike(arguments, in: "NULLIF"), isNullable: true)
    case .currentDate, .currentTimestamp: return node(function, [])
    case .toDate, .toTimestamp: return try parsed(function, arguments)
    case .toChar: return try shown(arguments)
    case .extract, .dateTrunc, .dateAdd, .dateDiff, .lastDay: return try ofDates(function, arguments)
    }
  }

  private func node(_ function: ScalarFunction, _ arguments: [ResolvedExpression], isNullable: Bool? = nil) -> ResolvedExpression {
    typed(.call(function, arguments.map(\.expression)), arguments, isNullable: isNullable)
  }

  private func each(
    _ values: [ResolvedExpression], _ change: (ResolvedExpression) throws(ResolutionFailure) -> ResolvedExpression
  ) throws(ResolutionFailure) -> [ResolvedExpression] {
    var made: [ResolvedExpression] = []
    for value in values { made.append(try change(value)) }
    return made
  }

  private func splitPart(_ arguments: [ResolvedExpression]) throws(ResolutionFailure) -> ResolvedExpression {
    if arguments[2].expression == .literal(.integer(0)) {
      throw ResolutionFailure(.badExpression, found: "the part 0", fix: "SPLIT_PART counts parts from 1")
    }
    return node(.splitPart, [try text(arguments[0]), try text(arguments[1]), try integer(arguments[2])])
  }

  private func parsed(_ function: ScalarFunction, _ arguments: [ResolvedExpression]) throws(ResolutionFailure) -> ResolvedExpression {
    // Of what is a date already nothing is read.
    if arguments[0].type.isDay { return try cast(arguments[0], to: function == .toDate ? .date : .timestamp(withTimeZone: false)) }
    guard DatePattern(arguments[1].expression) != nil else {
      throw ResolutionFailure(.badExpression, found: "the pattern \(arguments[1].expression)", fix: "write a pattern in quotes, such as 'YYYY-MM-DD'")
    }
    return node(function, [try text(arguments[0]), arguments[1]], isNullable: true)
  }

  private func shown(_ arguments: [ResolvedExpression]) throws(ResolutionFailure) -> ResolvedExpression {
    guard let pattern = DatePattern(arguments[1].expression) else {
      throw ResolutionFailure(.badExpression, found: "the pattern \(arguments[1].expression)", fix: "write a pattern in quotes, such as 'YYYY-MM-DD'")
    }
    guard !arguments[0].type.isNumber else {
      throw ResolutionFailure(
        .cannotCast, found: "TO_CHAR of \(arguments[0].type.name) with a pattern of dates", fix: "cast the number to VARCHAR, or fill it up with LPAD"
      )
    }
    return node(.toChar, [try day(arguments[0], needsTime: pattern.hasTime), arguments[1]])
  }

  private func ofDates(_ function: ScalarFunction, _ arguments: [ResolvedExpression]) throws(ResolutionFailure) -> ResolvedExpression {
    func unit(_ index: Int) throws(ResolutionFailure) -> DateUnit {
      guard let unit = DateUnit(arguments[index].expression), unit.isSpan || function == .extract else {
        throw ResolutionFailure(
          .badExpression, found: "the unit \(arguments[index].expression)",
          fix: "write \(function.usage), the unit one of YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND")
      }
      return unit
    }
    switch function {
    case .extract, .dateTrunc:
      let unit = try unit(0)
      // Oracle's TRUNC is read as this before anybody knows that it is of a number.
      if function == .dateTrunc, unit == .day, arguments[1].type.isNumber {
        guard !arguments[1].expression.isLarger(than: 1000) else {
          throw ResolutionFailure(.badExpression, found: "TRUNC of an expression with more than 1000 parts", fix: "write a shorter one")
        }
        return try resolve(FunctionCall.towardsZero(arguments[1].expression, places: 0), within: .row)
      }
      return node(function, [arguments[0], try day(arguments[1], needsTime: unit.isOfTime)])
    case .dateAdd:
      let unit = try unit(2)
      return node(function, [try day(arguments[0], needsTime: unit.isOfTime), try integer(arguments[1]), arguments[2]])
    case .dateDiff:
      let unit = try unit(0)
      return node(function, [arguments[0], try day(arguments[1], needsTime: unit.isOfTime), try day(arguments[2], needsTime: unit.isOfTime)])
    default: return node(function, [try day(arguments[0], needsTime: false)])
    }
  }
}
