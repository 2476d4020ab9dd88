/// Conditional lists and conditions in words.
extension RuleReader {
  // MARK: Lists

  /// `CASE: 0-5 Night / 6-11 Morning`, `Y -> Yes, N -> No, else Unknown`. Bounds are inclusive; what matches nothing is NULL.
  static func conditionalList(_ start: Phrase) -> Expression? {
    var phrase = start
    var column: Expression?
    let isNamed = phrase.takes(oneOf: [
      "case", "map", "mapping", "decode", "translate", "convert", "recode", "values", "lookup values", "derive", "bucket", "range", "ranges",
    ])
    if isNamed {
      phrase.skip(["of", "on", "values", "value", "as follows", "by"])
      if phrase.piece != .sign(":"), phrase.word() != "when" { column = phrase.columnName() }
      guard phrase.takes(":") || phrase.takes("->") || column == nil && phrase.word() != "when" else { return nil }
    } else if let named = phrase.columnName(), phrase.takes(":") {
      column = named
    } else {
      phrase = start
    }
    guard let source = column ?? phrase.onlySource else { return nil }
    guard let items = items(phrase, isNamed: isNamed) else { return nil }
    var branches: [Expression.CaseBranch] = []
    var otherwise: Expression?
    let results = values(of: items.map(\.label))
    for (item, result) in zip(items, results) {
      guard otherwise == nil else { return nil }
      switch item.test {
      case .otherwise: otherwise = result
      case .range(let low, let high): branches.append(.init(when: .between(source, low: low, high: high, negated: false), then: result))
      case .comparison(let sign, let value): branches.append(.init(when: .binary(sign, source, value), then: result))
      case .null: branches.append(.init(when: .isNull(source, negated: false), then: result))
      }
    }
    // One pair without the word before it may be anything.
    guard branches.count > (isNamed ? 0 : 1) else { return nil }
    return .searchedCase(branches, otherwise: otherwise)
  }

  private enum Test {
    case range(Expression, Expression), comparison(Expression.BinaryOperator, Expression), null, otherwise
  }

  private static func items(_ phrase: Phrase, isNamed: Bool) -> [(test: Test, label: [Phrase.Piece])]? {
    var items: [(test: Test, label: [Phrase.Piece])] = []
    for separator in ["/", ";", "\n", ",", "|"] {
      let pieces = parts(phrase, separator)
      guard pieces.count > 1 || separator == "," else { continue }
      items = []
      for part in pieces where !part.isAtEnd {
        guard let item = item(part, isNamed: isNamed) else {
          items = []
          break
        }
        items.append(item)
      }
      if !items.isEmpty { return items }
    }
    return nil
  }

  /// The list cut at a sign, or at line ends.
  private static func parts(_ phrase: Phrase, _ separator: String) -> [Phrase] {
    guard !phrase.isAtEnd else { return [] }
    var texts: [[Character]] = []
    var from = phrase.ranges[phrase.position].lowerBound
    for index in phrase.position..<phrase.pieces.count {
      let range = phrase.ranges[index]
      if separator != "\n", phrase.pieces[index] == .sign(separator) {
        texts.append(Array(phrase.characters[from..<range.lowerBound]))
        from = range.upperBound
      } else if separator == "\n", index > phrase.position,
        phrase.characters[phrase.ranges[index - 1].upperBound..<range.lowerBound].contains(where: \.isNewline)
      {
        texts.append(Array(phrase.characters[from..<range.lowerBound]))
        from = range.lowerBound
      }
    }
    texts.append(Array(phrase.characters[from...]))
    return texts.map { Phrase(String($0), sourceColumns: phrase.sourceColumns, known: phrase.known) }
  }

  private static func item(_ start: Phrase, isNamed: Bool) -> (test: Test, label: [Phrase.Piece])? {
    var phrase = start
    phrase.skip(["when", "if", "and"])
    if phrase.takes(oneOf: ["else", "otherwise", "default", "others", "other", "anything else", "all other", "all others"]) {
      phrase.skip(["->", "=", ":", "then", "as", "is", "to"])
      return label(phrase).map { (.otherwise, $0) }
    }
    if phrase.takes("null") {
      guard arrow(&phrase) else { return nil }
      return label(phrase).map { (.null, $0) }
    }
    if let test = comparison(&phrase) {
      _ = arrow(&phrase)
      return label(phrase).map { (test, $0) }
    }
    let isBetween = phrase.takes("between")
    guard let low = phrase.value() ?? bareValue(&phrase) else { return nil }
    if low.isNumberLiteral, phrase.takes(oneOf: isBetween ? ["and"] : ["-", "to", ". .", "through", "till"]) {
      guard let high = phrase.value(), high.isNumberLiteral else { return nil }
      _ = arrow(&phrase)
      return label(phrase).map { (.range(low, high), $0) }
    }
    guard !isBetween else { return nil }
    if low.isNumberLiteral, phrase.takes(oneOf: ["+", "and above", "or more", "and more", "and over", "or above"]) {
      _ = arrow(&phrase)
      return label(phrase).map { (.comparison(.greaterOrEqual, low), $0) }
    }
    // Behind the word CASE a number and its label need nothing between them.
    guard arrow(&phrase) || isNamed && low.isNumberLiteral else { return nil }
    return label(phrase).map { (.comparison(.equal, low), $0) }
  }

  /// A word alone before an arrow: `Y`, `Active`.
  private static func bareValue(_ phrase: inout Phrase) -> Expression? {
    var words: [String] = []
    while case .word(let word)? = phrase.piece, !["then", "is", "as"].contains(word.lowercased()), words.count < 4 {
      words.append(word)
      phrase.position += 1
    }
    return words.isEmpty ? nil : .literal(.text(words.joined(separator: " ")))
  }

  private static func arrow(_ phrase: inout Phrase) -> Bool { phrase.takes(oneOf: ["->", "= =", "=", ":", "then"]) }

  private static func comparison(_ phrase: inout Phrase) -> Test? {
    let start = phrase.position
    let signs: [(String, Expression.BinaryOperator)] = [
      ("< =", .lessOrEqual), ("> =", .greaterOrEqual), ("< >", .notEqual), ("<", .less), (">", .greater), ("≤", .lessOrEqual), ("≥", .greaterOrEqual),
      ("less than or equal to", .lessOrEqual), ("greater than or equal to", .greaterOrEqual), ("less than", .less), ("greater than", .greater),
      ("more than", .greater),
      ("under", .less), ("below", .less), ("over", .greater), ("above", .greater), ("up to", .lessOrEqual), ("at least", .greaterOrEqual),
    ]
    for (text, sign) in signs where phrase.takes(text) {
      if let value = phrase.value() { return .comparison(sign, value) }
      break
    }
    phrase.position = start
    return nil
  }

  /// What is left as a label; in quotes where it is in quotes.
  private static func label(_ phrase: Phrase) -> [Phrase.Piece]? {
    let pieces = Array(phrase.pieces[phrase.position...])
    guard !pieces.isEmpty, pieces.count <= 8 else { return nil }
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .sign(let sign) where !["-", "+", "&", "%", "(", ")", "."].contains(sign): return nil
      case .text where pieces.count > 1, .name: return nil
      case .sign("-") where index == pieces.count - 1: return nil
      // A range is no label.
      case .sign("-") where index > 0:
        if case .number = pieces[index - 1], case .number = pieces[index + 1] { return nil }
      default: continue
      }
    }
    return pieces
  }

  /// Numbers where all are numbers, else texts.
  private static func values(of labels: [[Phrase.Piece]]) -> [Expression] {
    let numbers = labels.map { label -> Expression? in
      guard label.count == 1, case .number(let digits) = label[0] else { return nil }
      return ExpressionResolver.number(digits).map { .literal($0) }
    }
    if numbers.allSatisfy({ $0 != nil }) { return numbers.compactMap { $0 } }
    return labels.map { label in
      if label.count == 1, case .word(let word) = label[0], word.uppercased() == "NULL" { return .literal(.null) }
      var text = ""
      for piece in label {
        switch piece {
        case .word(let word), .number(let word): text += (text.isEmpty || text.hasSuffix("(") || text.hasSuffix("-") ? "" : " ") + word
        case .text(let quoted): text = quoted
        case .sign(let sign): text += (sign == "(" || sign == "&") && !text.isEmpty ? " " + sign : sign
        case .name(let name): text += name
        }
      }
      return .literal(.text(text))
    }
  }

  // MARK: Conditions

  private static let comparisons: [(String, String)] = [
    ("is not equal to", "<>"), ("is not null", "IS NOT NULL"), ("is null", "IS NULL"), ("is equal to", "="), ("equals to", "="), ("equal to", "="),
    ("equals", "="),
    ("does not equal", "<>"), ("not equal to", "<>"), ("is greater than or equal to", ">="), ("is less than or equal to", "<="),
    ("is greater than", ">"),
    ("is more than", ">"), ("is less than", "<"), ("greater than or equal to", ">="), ("less than or equal to", "<="), ("greater than", ">"),
    ("less than", "<"),
    ("is not in", "NOT IN"), ("is in", "IN"), ("starts with", "LIKE"),
  ]

  /// "if X = 'A' then 'Active' else 'Inactive'", with `elseif` and "otherwise".
  static func conditionInWords(_ start: Phrase) -> Expression? {
    var phrase = start
    guard phrase.takes(oneOf: ["if", "when"]) else { return nil }
    var pieces: [String] = []
    var depth = 0
    var hasThen = false
    var isOpen = true
    while !phrase.isAtEnd {
      let range = phrase.ranges[phrase.position]
      if phrase.piece == .sign("(") { depth += 1 }
      if phrase.piece == .sign(")") { depth -= 1 }
      if phrase.takes(oneOf: [", then", "then"]) {
        guard isOpen else { return nil }
        phrase.skip(["set to", "set", "use"])
        pieces.append("THEN")
        hasThen = true
        isOpen = false
      } else if phrase.takes(oneOf: [
        ", else if", "; else if", "else if", ", elseif", "elseif", "elsif", ", elif", "elif", "else when", ", when", "; if", ", if",
      ]) {
        guard !isOpen else { return nil }
        pieces.append("WHEN")
        isOpen = true
      } else if phrase.takes(oneOf: [", else", "; else", "else", ", otherwise", "; otherwise", "otherwise"]) {
        guard !isOpen, !pieces.contains("ELSE") else { return nil }
        phrase.skip(["set to", "set", "use", ":"])
        pieces.append("ELSE")
      } else if phrase.takes(oneOf: ["end if", "endif", "end"]) {
        guard phrase.isAtEnd else { return nil }
      } else if let sign = comparisons.first(where: { phrase.takes($0.0) }) {
        guard sign.1 != "LIKE" else { return nil }
        pieces.append(sign.1)
      } else {
        pieces.append(String(phrase.characters[range]))
        // Two quoted or bare words side by side are no expression; the parser says so.
        let end = phrase.ranges[phrase.position].upperBound
        phrase.position += 1
        if !phrase.isAtEnd, phrase.ranges[phrase.position].lowerBound == end { pieces.append("\u{1}") }
      }
    }
    guard hasThen, !isOpen, depth == 0 else { return nil }
    let text = "CASE WHEN " + pieces.joined(separator: " ").replacing(" \u{1} ", with: "") + " END"
    guard let expression = try? ExpressionParser.parse(text), case .searchedCase(let branches, let otherwise) = expression else { return nil }
    let results = branches.map(\.result) + (otherwise.map { [$0] } ?? [])
    // A bare word as a result may be a column or text: that is not for us to say.
    guard results.allSatisfy({ isSure($0, phrase.sourceColumns) }), branches.allSatisfy({ isCertain($0.condition, phrase.sourceColumns) }) else {
      return nil
    }
    return expression
  }

  private static func isSure(_ expression: Expression, _ sources: [String]) -> Bool {
    guard case .column(nil, let name) = expression else { return true }
    return name.contains("_") || name.contains { $0.isNumber } || sources.contains { Phrase.letters($0) == Phrase.letters(name) }
  }

  /// Whether what a column is compared with is no bare word: `status = A`.
  private static func isCertain(_ condition: Expression, _ sources: [String]) -> Bool {
    switch condition {
    case .binary(.and, let left, let right), .binary(.or, let left, let right): isCertain(left, sources) && isCertain(right, sources)
    case .binary(_, _, let right): isSure(right, sources)
    case .isIn(_, let list, _): list.allSatisfy { isSure($0, sources) }
    default: condition.isCondition
    }
  }
}

extension Expression {
  var isNumberLiteral: Bool {
    switch self {
    case .literal(.integer), .literal(.decimal): true
    default: false
    }
  }
}
