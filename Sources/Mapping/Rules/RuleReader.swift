/// Understands what stands in a transformation's cell: an expression in any spelling, a whole `SELECT`, or a rule in words of which there is no doubt. All else is prose.
/// It goes by the words and by the names that are known: whose a name is and what type it has is the resolver's.
package struct RuleReader {
  /// Longer texts are stories, unless they are expressions as a whole.
  private static let maxCharacters = 4000

  /// - Parameters:
  ///   - sourceColumns: the columns that the row names as its source: what a rule that names none is about.
  ///   - known: what tells an expression of plain words (`NOT closed`, `price/quantity`) from words that only look like one (`NOT used`, `Yes/No`).
  package static func read(_ rule: String, sourceColumns: [String], known: KnownNames = KnownNames()) -> Rule {
    var text = rule.withoutOuterBlanks
    if CopyWords.contains(text) || text.isEmpty { return .copy }
    if let select = select(text) { return select }
    guard text.count <= maxCharacters else { return (try? ExpressionParser.parse(text)).map { .expression($0) } ?? .prose(text) }
    let phrase = Phrase(text, sourceColumns: sourceColumns, known: known)
    if let rule = inWords(phrase) { return rule }
    // A sentence ends with a full stop, an expression does not.
    if text.hasSuffix("."), text.count > 1 {
      text.removeLast()
      if let rule = inWords(Phrase(text, sourceColumns: sourceColumns, known: known)) { return rule }
    }
    return expression(text, phrase)
  }

  private static func inWords(_ phrase: Phrase) -> Rule? {
    guard !phrase.isAtEnd, phrase.pieces.count <= 400 else { return nil }
    // A column may be called `version` or `sequence`.
    if phrase.pieces.count == 1, case .word(let word)? = phrase.pieces.first, let own = source(word, phrase) {
      return .expression(Phrase.column(own))
    }
    if let generated = generated(phrase) { return .generated(generated) }
    if let column = copied(phrase) { return .expression(column) }
    if let value = constant(phrase) { return .expression(value) }
    if let lookup = lookup(phrase) { return .lookup(lookup) }
    if let list = conditionalList(phrase) ?? defaulted(phrase) ?? conditionInWords(phrase) { return .expression(list) }
    if let value = split(phrase) ?? joined(phrase) ?? chain(phrase) { return .expression(value) }
    return nil
  }

  // MARK: Expressions

  private static func expression(_ text: String, _ phrase: Phrase) -> Rule {
    do throws(ExpressionFailure) {
      let expression = try ExpressionParser.parse(text)
      switch expression {
      case .call(.currentDate, _): return .generated(.currentDate)
      case .call(.currentTimestamp, _): return .generated(.currentTimestamp)
      default: return isSurelyMeant(expression, text, phrase) ? .expression(expression) : .prose(text)
      }
    } catch {
      return looksLikeExpression(text, phrase) ? .malformed(error) : .prose(text)
    }
  }

  /// What parses may be words all the same: `Derived`, `Yes/No`, `not used`, `DD/MM/YYYY`.
  private static func isSurelyMeant(_ expression: Expression, _ text: String, _ phrase: Phrase) -> Bool {
    func isPlainWord(_ expression: Expression) -> Bool {
      guard case .column(nil, let name) = expression, !phrase.pieces.contains(.name(name)) else { return false }
      return !name.contains("_") && !name.contains { $0.isNumber } && !isColumn(name, phrase)
    }
    let hasBlanks = [" - ", " / "].contains { text.contains($0) }
    switch expression {
    case .column(nil, let name):
      guard phrase.pieces.count == 1, case .word? = phrase.pieces.first, !isColumn(name, phrase) else { return true }
      // Beside the row's own column it may as well be a function's name.
      guard phrase.sourceColumns.isEmpty else { return false }
      let small = name.lowercased()
      guard !small.hasPrefix("udf_"), !small.hasPrefix("fn_"), !small.hasPrefix("sp_") else { return false }
      return name.contains("_") || name.contains { $0.isNumber } || name.first?.isLowercase == true && name.contains { $0.isUppercase }
    case .not(let inner): return !isPlainWord(inner) && inner != .literal(.null)
    case .binary(.and, let left, let right), .binary(.or, let left, let right): return !isPlainWord(left) && !isPlainWord(right)
    case .binary(.divide, let left, let right), .binary(.subtract, let left, let right):
      guard DatePattern(reading: text) == nil else { return false }
      let leaves = [left, right].flatMap { inner in inner.children.isEmpty ? [inner] : inner.children }
      let isNumbers = leaves.allSatisfy { if case .literal = $0 { true } else { false } }
      if isNumbers || leaves.allSatisfy(isPlainWord) { return hasBlanks }
      return true
    case .call(.concat, let parts): return !parts.allSatisfy(isPlainWord) || text.contains("(") || phrase.sourceColumns.isEmpty
    default: return true
    }
  }

  /// The row's own source column that the word means, as the row spells it.
  private static func source(_ name: String, _ phrase: Phrase) -> String? {
    phrase.sourceColumns.first { Phrase.letters($0) == Phrase.letters(name) }
  }

  /// One of the row's own source columns, or one that a table is known to have.
  private static func isColumn(_ name: String, _ phrase: Phrase) -> Bool { source(name, phrase) != nil || phrase.known.hasColumn(name) }

  private static let statements: Set<String> = [
    "drop", "delete", "insert", "update", "create", "alter", "truncate", "grant", "select", "exec", "execute", "merge", "declare", "begin", "with",
  ]

  /// Whether somebody tried to write an expression, and not a sentence.
  private static func looksLikeExpression(_ text: String, _ phrase: Phrase) -> Bool {
    if text.hasPrefix("=") && text.count > 1 { return true }
    var isAfterSemicolon = false
    var pairs = 0
    var hasCall = false
    var hasOperator = false
    var isAfterWord = false
    for (index, piece) in phrase.pieces.enumerated() {
      let next = index + 1 < phrase.pieces.count ? phrase.pieces[index + 1] : nil
      switch piece {
      case .word(let word):
        if isAfterSemicolon, statements.contains(word.lowercased()) { return true }
        isAfterSemicolon = false
        let isKeyword = Keywords.isReserved(word) || ["OVER", "PARTITION", "BY", "ORDER", "ASC", "DESC", "INTERVAL"].contains(word.uppercased())
        if isAfterWord, !isKeyword { pairs += 1 }
        isAfterWord = !isKeyword
        if next == .sign("("), phrase.ranges[index].upperBound == phrase.ranges[index + 1].lowerBound, word.count > 1 { hasCall = true }
        if word.uppercased() == "CASE", case .word(let when)? = next, when.uppercased() == "WHEN" { hasCall = true }
      case .sign(let sign):
        isAfterSemicolon = sign == ";"
        isAfterWord = false
        if ["=", "<", ">", "+", "*", "|", "/", "&", "!"].contains(sign) { hasOperator = true }
        if sign == "-", next == .sign("-") { hasOperator = true }
      case .text:
        isAfterSemicolon = false
        isAfterWord = false
      case .name, .number:
        isAfterSemicolon = false
        if isAfterWord { pairs += 1 }
        isAfterWord = true
      }
    }
    if hasCall { return pairs <= 1 }
    return hasOperator && pairs == 0 && phrase.pieces.count > 1
  }

  /// A text that begins as a statement. Prose begins so as well: "Select the first address".
  private static func select(_ text: String) -> Rule? {
    let opened = text.drop { $0 == "(" || $0.isWhitespace }
    let isSelect = opened.lowercased().hasPrefix("select")
    guard isSelect || opened.hasPrefix("WITH ") && opened.contains("SELECT"),
      opened.dropFirst(6).first.map({ $0.isWhitespace || $0 == "*" }) ?? true || !isSelect
    else { return nil }
    do throws(ExpressionFailure) {
      return .select(try ExpressionParser.parseSelect(text))
    } catch {
      let hasFrom = opened.lowercased().split(whereSeparator: \.isWhitespace).contains("from")
      let isCapital = opened.hasPrefix("SELECT") || opened.hasPrefix("WITH")
      return isCapital || hasFrom && opened.contains(where: { "=*(.,".contains($0) }) ? .malformed(error) : .prose(text)
    }
  }
}
