/// Reads expressions: one grammar for the spellings of PostgreSQL, Spark, T-SQL, Oracle, Excel and Talend (docs/mapping-functions.md says what each function
/// becomes). Names and types are not looked at: `ExpressionResolver` does that.
package struct ExpressionParser {
  /// Parentheses, calls and branches within one another.
  static let maxNesting = 64
  /// Operators that follow one another: the tree is as deep.
  private static let maxChained = 256

  let text: [UInt8]
  private let tokens: [Token]
  private var position = 0
  private var nesting = 0
  private var chained = 0
  /// Whether it is Java's: `"x"` is text, `||` between conditions is OR.
  let isJava: Bool
  /// Whether it began with `=`: `"x"` is text.
  let isExcelFormula: Bool

  /// How strongly operators bind, weakest first.
  enum Level {
    static let all = 0
    static let choice = 1
    static let or = 2
    static let and = 3
    static let not = 4
    static let comparison = 5
    static let joining = 6
    static let sum = 7
    static let product = 8
    static let sign = 9
    static let power = 10
  }

  init(_ text: String) throws(ExpressionFailure) {
    let asJava = (try? Lexer.tokens(of: text, isJava: true)) ?? []
    isJava = Self.isJava(asJava)
    var tokens = isJava ? asJava : try Lexer.tokens(of: text, isJava: false)
    isExcelFormula = tokens.first?.kind == .symbol("=")
    if isExcelFormula { tokens.removeFirst() }
    self.tokens = tokens
    self.text = Array(text.utf8)
  }

  /// Reads a text that is one expression. A semicolon at its end is left out. - Throws: `ExpressionFailure` for everything else, a second statement too.
  package static func parse(_ text: String) throws(ExpressionFailure) -> Expression {
    var parser = try ExpressionParser(text)
    let expression = try parser.parse(Level.all)
    try parser.expectEnd()
    if let failure = Self.unfinishedList(in: expression) { throw failure }
    return expression
  }

  private static func isJava(_ tokens: [Token]) -> Bool {
    for (index, token) in tokens.enumerated() {
      let next = index + 1 < tokens.count ? tokens[index + 1].kind : .end
      switch token.kind {
      case .symbol("=="), .symbol("&&"), .symbol("?"): return true
      case .word(let word) where next == .symbol("."):
        let upper = word.uppercased()
        if Keywords.isTalendRow(word) || (Keywords.namespaces.contains(upper) && upper.count > 1 && upper != "FUNCTIONS") { return true }
      default: continue
      }
    }
    return false
  }

  /// `SPLIT(x, ',')` and `COLLECT_LIST(x)` are lists until something takes a part of them or joins them; no expression has a list as its value.
  static func unfinishedList(in expression: Expression) -> ExpressionFailure? {
    var failure: ExpressionFailure?
    expression.visit { inner in
      switch inner {
      case .call(.splitPart, let arguments) where arguments.count < 3:
        failure =
          failure ?? ExpressionFailure(at: 0, found: "SPLIT, which gives a list", expected: "one part of it, as in SPLIT(x, ',')[0], counted from 0")
      case .aggregate(let aggregate) where aggregate.function == .stringAggregate && aggregate.arguments.count < 2:
        failure =
          failure
          ?? ExpressionFailure(at: 0, found: "COLLECT_LIST, which gives a list", expected: "STRING_AGG(x, ','), which joins the values to text")
      default: break
      }
    }
    return failure
  }

  // MARK: Tokens

  var token: Token { tokens[position] }
  func peek(_ ahead: Int = 1) -> Token { tokens[min(position + ahead, tokens.count - 1)] }

  @discardableResult mutating func advance() -> Token {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  mutating func takes(_ symbol: String) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  func isWord(_ word: String, ahead: Int = 0) -> Bool {
    guard case .word(let text) = peek(ahead).kind else { return false }
    return text.uppercased() == word
  }

  mutating func takesWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(ExpressionFailure) {
    guard takes(symbol) else { throw failure(expected: "'\(symbol)'") }
  }

  mutating func expectWord(_ word: String) throws(ExpressionFailure) {
    guard takesWord(word) else { throw failure(expected: word) }
  }

  /// A comma, or what Excel takes for one where commas are in numbers.
  mutating func takesSeparator() -> Bool { takes(",") || takes(";") }

  mutating func expectEnd() throws(ExpressionFailure) {
    let semicolon = token
    if takes(";"), token.kind != .end {
      throw ExpressionFailure(at: semicolon.offset, found: "a second statement", expected: "one expression in a cell")
    }
    guard token.kind == .end else { throw failure(expected: "an operator or the end") }
  }

  func failure(expected: String) -> ExpressionFailure {
    if isWord("SELECT") || isWord("EXISTS") {
      return ExpressionFailure(
        at: token.offset, found: "a subquery",
        expected: "a value of this row; a value of another table is a join, or the rule 'join to TABLE by COLUMN, take COLUMN'")
    }
    return ExpressionFailure(at: token.offset, found: token.description, expected: expected)
  }

  mutating func enter() throws(ExpressionFailure) {
    nesting += 1
    guard nesting <= Self.maxNesting else {
      throw ExpressionFailure(
        at: token.offset, found: "more than \(Self.maxNesting) parts within one another", expected: "an expression that is less deep")
    }
  }

  mutating func leave() { nesting -= 1 }

  /// Parts of a tree. Within the nesting alone, parts that are written once and stand there twice would double without end.
  static let maxParts = 10_000

  func bounded(_ expression: Expression) throws(ExpressionFailure) -> Expression {
    guard !expression.isLarger(than: Self.maxParts) else {
      throw ExpressionFailure(at: token.offset, found: "more than \(Self.maxParts) parts", expected: "a shorter expression")
    }
    return expression
  }

  // MARK: Operators

  /// Reads an expression of operators that bind at least so strongly.
  mutating func parse(_ level: Int) throws(ExpressionFailure) -> Expression {
    var left = try prefix()
    var links = 0
    while let (sign, strength) = infix, strength >= level {
      // The first operator of a kind is bounded by the nesting; those behind it make the tree deeper each.
      links += 1
      if links > 1 { chained += 1 }
      guard chained <= Self.maxChained else {
        throw ExpressionFailure(at: token.offset, found: "more than \(Self.maxChained) operators", expected: "a shorter expression")
      }
      left = try apply(sign, strength, to: left, at: level)
    }
    return left
  }

  /// The operator that is next, in capitals, and how strongly it binds.
  private var infix: (String, Int)? {
    switch token.kind {
    case .symbol(let sign):
      switch sign {
      case "?": (sign, Level.choice)
      case "||": (sign, isJava ? Level.or : Level.joining)
      case "&&": (sign, Level.and)
      case "=", "==", "<>", "!=", "^=", "~=", "<", "<=", ">", ">=", "<=>": (sign, Level.comparison)
      case "&": (sign, Level.joining)
      case "+", "-": (sign, Level.sum)
      case "*", "/", "%": (sign, Level.product)
      case "^": (sign, Level.power)
      default: nil
      }
    case .word(let word):
      switch word.uppercased() {
      case "OR": ("OR", Level.or)
      case "AND": ("AND", Level.and)
      case "NOT", "IS", "IN", "BETWEEN", "LIKE", "ILIKE": (word.uppercased(), Level.comparison)
      default: nil
      }
    default: nil
    }
  }

  private mutating func apply(_ sign: String, _ strength: Int, to left: Expression, at level: Int) throws(ExpressionFailure) -> Expression {
    if strength == Level.comparison, Self.isComparison(left), !wasParenthesized {
      throw failure(expected: "AND, OR or the end: comparisons do not follow one another")
    }
    if strength == Level.comparison, case .word = token.kind { return try predicate(on: left) }
    advance()
    switch sign {
    case "?":
      try enter()
      defer { leave() }
      let first = try parse(Level.all)
      try expect(":")
      let second = try parse(Level.choice)
      return .searchedCase([.init(when: left, then: first)], otherwise: second)
    case "&": return .call(.concat, Self.parts(of: left) + [try parse(strength + 1)])
    case "^": return .call(.power, [left, try parse(strength + 1)])
    case "+", "-":
      if isWord("INTERVAL"), let interval = try interval() {
        return .call(.dateAdd, [left, sign == "-" ? Self.negated(interval.count) : interval.count, .literal(.text(interval.unit.rawValue))])
      }
    default: break
    }
    let right = try parse(strength + 1)
    let made = binary(sign, left, right)
    return sign == "<=>" ? try bounded(made) : made
  }

  private func binary(_ sign: String, _ left: Expression, _ right: Expression) -> Expression {
    switch sign {
    case "=", "==":
      if isJava, sign == "==", right == .literal(.null) { return .isNull(left, negated: false) }
      return .binary(.equal, left, right)
    case "<>", "!=", "^=", "~=":
      if isJava, right == .literal(.null) { return .isNull(left, negated: true) }
      return .binary(.notEqual, left, right)
    case "<=>": return .not(Self.isDistinct(left, right))
    case "&&", "AND": return .binary(.and, left, right)
    case "OR": return .binary(.or, left, right)
    case "||": return .binary(isJava && (left.isCondition || right.isCondition) ? .or : .concatenate, left, right)
    default: return .binary(Expression.BinaryOperator(rawValue: sign) ?? .add, left, right)
    }
  }

  /// `IS NULL`, `IN`, `BETWEEN`, `LIKE` and their negations.
  private mutating func predicate(on value: Expression) throws(ExpressionFailure) -> Expression {
    if takesWord("IS") {
      let negated = takesWord("NOT")
      if takesWord("NULL") { return .isNull(value, negated: negated) }
      if takesWord("DISTINCT") {
        try expectWord("FROM")
        let distinct = try bounded(Self.isDistinct(value, try parse(Level.joining)))
        return negated ? .not(distinct) : distinct
      }
      let isTrue = isWord("TRUE")
      guard takesWord("TRUE") || takesWord("FALSE") else { throw failure(expected: "NULL, NOT NULL, TRUE or FALSE") }
      let truth = Expression.call(.coalesce, [value, .literal(.boolean(!isTrue))])
      return isTrue == negated ? .not(truth) : truth
    }
    let negated = takesWord("NOT")
    if takesWord("IN") {
      try expect("(")
      var list: [Expression] = []
      repeat {
        try enter()
        list.append(try parse(Level.all))
        leave()
      } while takesSeparator()
      try expect(")")
      return .isIn(value, list, negated: negated)
    }
    if takesWord("BETWEEN") {
      let low = try parse(Level.joining)
      try expectWord("AND")
      return .between(value, low: low, high: try parse(Level.joining), negated: negated)
    }
    let ignoresCase = isWord("ILIKE")
    guard takesWord("LIKE") || takesWord("ILIKE") else { throw failure(expected: "IN, BETWEEN or LIKE") }
    var pattern = try parse(Level.joining)
    if isWord("ESCAPE") { pattern = try escaped(pattern) }
    guard ignoresCase else { return .like(value, pattern: pattern, negated: negated) }
    return .like(.call(.upper, [value]), pattern: .call(.upper, [pattern]), negated: negated)
  }

  /// The pattern with `\` in place of the sign that `ESCAPE` names.
  private mutating func escaped(_ pattern: Expression) throws(ExpressionFailure) -> Expression {
    advance()
    guard case .literal(.text(let text)) = pattern, case .text(let sign) = token.kind, sign.count == 1, let sign = sign.first else {
      throw failure(expected: "one sign in single quotes, and a pattern that is text")
    }
    advance()
    var result = ""
    var isEscaped = false
    for character in text {
      if !isEscaped, character == sign {
        isEscaped = true
        continue
      }
      if isEscaped || character == "\\" { result.append("\\") }
      result.append(character)
      isEscaped = false
    }
    return .literal(.text(result))
  }

  private mutating func prefix() throws(ExpressionFailure) -> Expression {
    let isNot = isWord("NOT")
    guard isNot || token.kind == .symbol("!") || token.kind == .symbol("-") || token.kind == .symbol("+") else {
      return try postfix(on: try primary())
    }
    try enter()
    defer { leave() }
    let sign = advance()
    if isNot { return .not(try parse(Level.not)) }
    let inner = try parse(Level.sign)
    if sign.kind == .symbol("!") { return .not(inner) }
    return sign.kind == .symbol("+") ? inner : Self.negated(inner)
  }

  // MARK: Shapes

  /// Whether the last thing read was a closing parenthesis: then a comparison in it is a value.
  private var wasParenthesized: Bool { position > 0 && tokens[position - 1].kind == .symbol(")") }

  private static func isComparison(_ expression: Expression) -> Bool {
    switch expression {
    case .binary(let sign, _, _): Expression.strength(of: sign) == 4
    case .isNull, .isIn, .between, .like: true
    default: false
    }
  }

  /// `a & b & c` is one joining of three.
  private static func parts(of expression: Expression) -> [Expression] {
    if case .call(.concat, let parts) = expression { return parts }
    return [expression]
  }

  static func negated(_ expression: Expression) -> Expression {
    switch expression {
    case .literal(.integer(let value)) where value > 0: .literal(.integer(-value))
    case .literal(.decimal(let digits)) where !digits.hasPrefix("-"): .literal(.decimal("-" + digits))
    default: .negate(expression)
    }
  }

  /// A comparison for which NULL is a value.
  static func isDistinct(_ left: Expression, _ right: Expression) -> Expression {
    .searchedCase(
      [
        .init(when: .binary(.equal, left, right), then: .literal(.boolean(false))),
        .init(when: .binary(.and, .isNull(left, negated: false), .isNull(right, negated: false)), then: .literal(.boolean(false))),
      ], otherwise: .literal(.boolean(true)))
  }
}

extension Expression {
  /// Whether it is true or false by its shape, whatever its columns are.
  package var isCondition: Bool {
    switch self {
    case .not, .isNull, .isIn, .between, .like, .literal(.boolean): true
    case .binary(let sign, _, _): Expression.strength(of: sign) <= 4
    case .searchedCase(let branches, let otherwise): branches.allSatisfy(\.result.isCondition) && otherwise?.isCondition ?? true
    default: false
    }
  }
}
