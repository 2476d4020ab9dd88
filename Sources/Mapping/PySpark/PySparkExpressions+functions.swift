extension PySparkExpressions {
  /// A scalar function of the catalogue. Arguments stand in its order; those that may be left out may be missing.
  mutating func call(_ function: ScalarFunction, _ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    switch function {
    case .concat: .call("F.concat_ws", [.text("")] + (try columns(arguments)))
    case .upper: .call("F.upper", try columns(arguments))
    case .lower: .call("F.lower", try columns(arguments))
    case .title: helper(.title, try column(try Self.argument(0, of: function, arguments)))
    case .trim, .leftTrim, .rightTrim: try trim(function, arguments)
    case .substring: try substring(arguments)
    case .left: try left(arguments)
    case .right: try right(arguments)
    case .length: .call("F.length", try columns(arguments))
    case .replace: .call("F.replace", try columns(arguments))
    case .splitPart:
      .spark(
        "split_part", try column(try Self.argument(0, of: function, arguments)), try column(try Self.argument(1, of: function, arguments)),
        try int(try Self.argument(2, of: function, arguments)))
    case .leftPad, .rightPad: try pad(function == .leftPad ? "lpad" : "rpad", arguments)
    case .reverse: .call("F.reverse", try columns(arguments))
    case .position: .call("F.position", try columns(arguments))
    case .regexpReplace: try regexpReplace(arguments)
    case .abs: .call("F.abs", try columns(arguments))
    case .round: try round(arguments)
    case .ceil, .floor: try wholeStep(function, try Self.argument(0, of: function, arguments))
    case .mod: try remainder(try Self.argument(0, of: function, arguments), try Self.argument(1, of: function, arguments))
    case .power: .spark("pow", try double(try Self.argument(0, of: function, arguments)), try double(try Self.argument(1, of: function, arguments)))
    case .sqrt: try squareRoot(try double(try Self.argument(0, of: function, arguments)))
    case .sign: .call("F.signum", try columns(arguments)).method("cast", .text("int"))
    case .greatest, .least:
      arguments.count == 1 ? try column(arguments[0]) : .call(function == .greatest ? "F.greatest" : "F.least", try columns(arguments))
    case .toDate, .toTimestamp, .toChar, .extract, .dateTrunc, .dateAdd, .dateDiff, .currentDate, .currentTimestamp, .lastDay:
      try dateCall(function, arguments)
    case .coalesce: .call("F.coalesce", try columns(arguments))
    case .nullif: .call("F.nullif", try columns(arguments))
    case .md5: .call("F.md5", try columns(arguments))
    case .sha256: .spark("sha2", try column(try Self.argument(0, of: function, arguments)), .number(256))
    }
  }

  static func argument(_ index: Int, of function: ScalarFunction, _ arguments: [Expression]) throws(NotInSpark) -> Expression {
    guard arguments.indices.contains(index) else { throw NotInSpark(what: "\(function.rawValue) lacks its argument \(index + 1)") }
    return arguments[index]
  }

  /// A whole number that stands in the expression itself.
  static func constant(_ expression: Expression) -> Int? {
    switch expression {
    case .literal(.integer(let number)): Int(exactly: number)
    case .negate(.literal(.integer(let number))): Int(exactly: -number)
    default: nil
    }
  }

  private mutating func trim(_ function: ScalarFunction, _ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let name = function == .trim ? "trim" : function == .leftTrim ? "ltrim" : "rtrim"
    let text = try column(try Self.argument(0, of: function, arguments))
    guard arguments.count > 1, arguments[1] != .literal(.text(" ")) else { return .call("F.\(name)", [text]) }
    let characters = try column(arguments[1])
    return function == .trim ? .spark("btrim", text, characters) : .spark("call_function", .text(name), characters, text)
  }

  private mutating func substring(_ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let text = try column(try Self.argument(0, of: .substring, arguments))
    let start = try Self.argument(1, of: .substring, arguments)
    let count = arguments.count > 2 ? arguments[2] : nil
    if let first = Self.constant(start), let length = count.map(Self.constant) ?? 2_147_483_647 {
      let end = first.addingReportingOverflow(length)
      let stop = count == nil || end.overflow ? 2_147_483_647 : end.partialValue
      let from = max(1, first)
      return .spark("substring", text, .number(from), .number(max(0, count == nil ? stop : stop - from)))
    }
    let position = try int(start)
    let from =
      Self.constant(start).map { PythonExpression.lit(.number(max(1, $0))) }
      ?? .spark("when", .infix("<", [position, .number(1)]), .number(1)).method("otherwise", position)
    guard let count else { return text.method("substr", from, .spark("length", text)) }
    return text.method("substr", from, .infix("-", [.infix("+", [position, try int(count)]), from]))
  }

  private mutating func left(_ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let text = try column(try Self.argument(0, of: .left, arguments))
    let count = try Self.argument(1, of: .left, arguments)
    let length = PythonExpression.spark("length", text)
    guard let constant = Self.constant(count) else {
      let wanted = try int(count)
      let taken = PythonExpression.spark("when", .infix("<", [wanted, .number(0)]), .infix("+", [length, wanted])).method("otherwise", wanted)
      return text.method("substr", .lit(.number(1)), taken)
    }
    if constant >= 0 { return .spark("substring", text, .number(1), .number(constant)) }
    return text.method("substr", .lit(.number(1)), .infix("-", [length, .atom("\(-constant)")]))
  }

  private mutating func right(_ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let text = try column(try Self.argument(0, of: .right, arguments))
    let count = try Self.argument(1, of: .right, arguments)
    let length = PythonExpression.spark("length", text)
    guard let constant = Self.constant(count) else {
      let wanted = try int(count)
      let from = PythonExpression.spark("when", .infix("<", [wanted, .number(0)]), .infix("-", [.lit(.number(1)), wanted]))
        .method("when", .infix("<", [wanted, length]), .infix("+", [.infix("-", [length, wanted]), .number(1)]))
        .method("when", wanted.method("isNotNull"), .number(1))
      return text.method("substr", from, length)
    }
    if constant >= 0 { return .spark("right", text, .lit(.number(constant))) }
    return text.method("substr", .lit(.number(1 - constant)), length)
  }

  private mutating func pad(_ name: String, _ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let function: ScalarFunction = name == "lpad" ? .leftPad : .rightPad
    let text = try column(try Self.argument(0, of: function, arguments))
    let length = try Self.argument(1, of: function, arguments)
    let fill = arguments.count > 2 ? arguments[2] : .literal(.text(" "))
    if let constant = Self.constant(length), case .literal(.text(let filling)) = fill {
      return .call("F.\(name)", [text, .number(constant), .text(filling)])
    }
    return .spark("call_function", .text(name), text, try int(length), try column(fill))
  }

  /// Patterns are in the part of the language that Java's and the others' share; what is put in is spelled Java's way.
  private mutating func regexpReplace(_ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let text = try column(try Self.argument(0, of: .regexpReplace, arguments))
    guard case .literal(.text(let pattern)) = try Self.argument(1, of: .regexpReplace, arguments),
      case .literal(.text(let replacement)) = try Self.argument(2, of: .regexpReplace, arguments)
    else {
      throw NotInSpark(what: "REGEXP_REPLACE in Spark takes a pattern and a replacement that are written in the rule")
    }
    return .spark("regexp_replace", text, .text(pattern), .text(Self.javaReplacement(replacement)))
  }

  /// `\1` is `$1` in Java, where `$` and `\` by themselves are to be marked.
  private static func javaReplacement(_ text: String) -> String {
    var spelled = ""
    var characters = text[...]
    while let character = characters.popFirst() {
      if character == "\\", let digit = characters.first, digit.isASCII, digit.isNumber {
        spelled += "$\(digit)"
        characters.removeFirst()
      } else if character == "\\", characters.first == "\\" {
        spelled += "\\\\"
        characters.removeFirst()
      } else if character == "$" || character == "\\" {
        spelled += "\\\(character)"
      } else {
        spelled.append(character)
      }
    }
    return spelled
  }

  private mutating func round(_ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    let number = try column(try Self.argument(0, of: .round, arguments))
    guard arguments.count > 1 else { return .spark("round", number, .number(0)) }
    guard let places = Self.constant(arguments[1]) else {
      throw NotInSpark(what: "ROUND in Spark takes a number of places that is written in the rule")
    }
    return .spark("round", number, .number(places))
  }

  private mutating func wholeStep(_ function: ScalarFunction, _ operand: Expression) throws(NotInSpark) -> PythonExpression {
    let step = PythonExpression.spark(function == .ceil ? "ceil" : "floor", try column(operand))
    return type(operand) == .double ? step.method("cast", .text("double")) : step
  }

  private func squareRoot(_ number: PythonExpression) throws(NotInSpark) -> PythonExpression {
    .spark("when", .infix(">=", [number, .number(0)]), .spark("sqrt", number))
  }
}
