/// Rules in words about text: joining and splitting.
extension RuleReader {
  // MARK: Joining

  /// "concatenate A and B with space".
  static func joined(_ start: Phrase) -> Expression? {
    var phrase = start
    guard
      phrase.takes(oneOf: [
        "concatenate", "concatenation of", "concatenated", "concat", "combine", "combination of", "merge", "join", "append", "verkette", "verketten",
        "konkateniere", "połącz", "concatenar",
      ])
    else { return prefixed(start) }
    phrase.skip(["the", "columns", "fields", "values", "of", "column", "both", "together", ":"])
    var parts = phrase.columnList()
    let named = parts.count
    if parts.isEmpty {
      guard phrase.sourceColumns.count > 1 else { return nil }
      phrase.skip(["all", "these", "source", "columns", "fields", "column", "them", "values"])
      parts = phrase.sourceColumns.map(Phrase.column)
    }
    guard parts.count > 1 else { return nil }
    phrase.skip(["columns", "fields", "together", "values", ","])
    if phrase.isAtEnd {
      // "join A and B" may be a join of tables, "combine" a sum.
      let isSure = start.word().map { $0.hasPrefix("concat") || $0.hasPrefix("verkett") } ?? false
      return isSure ? .call(.concat, parts) : nil
    }
    guard
      phrase.takes(oneOf: [
        "separated by", "seperated by", "delimited by", "with", "using", "by", "and separate with", "and separate by", "with separator", "having",
        "mit", "через", "con",
        "ze", "joined by", "joined with", "- separator", "separator",
      ])
    else { return nil }
    guard let separator = separator(&phrase, allowsNone: true), phrase.isAtEnd, named > 0 || phrase.sourceColumns.count > 1 else { return nil }
    guard !separator.isEmpty else { return .call(.concat, parts) }
    return .call(.concat, Array(parts.map { [$0] }.joined(separator: [.literal(.text(separator))])))
  }

  /// "prefix with 'ORD-'", "append '_X'".
  private static func prefixed(_ start: Phrase) -> Expression? {
    var phrase = start
    let isPrefix = phrase.takes(oneOf: ["add prefix", "prefix with", "prefixed with", "prefix", "add the prefix"])
    let isSuffix = !isPrefix && phrase.takes(oneOf: ["add suffix", "suffix with", "suffixed with", "suffix", "append", "add the suffix"])
    guard isPrefix || isSuffix else { return nil }
    guard let text = phrase.quotedText() else { return nil }
    phrase.skip(["to", "before", "in front of", "after", "at the end of", "at the beginning of"])
    guard let column = phrase.isAtEnd ? phrase.onlySource : phrase.columnName(), phrase.isAtEnd else { return nil }
    return isPrefix ? .binary(.concatenate, .literal(.text(text)), column) : .binary(.concatenate, column, .literal(.text(text)))
  }

  /// A separator in words or in quotes.
  static func separator(_ phrase: inout Phrase, allowsNone: Bool) -> String? {
    phrase.skip(["the", "a", "an", "single", "one", "delimiter", "separator", "character", "sign", "as"])
    let text: String
    if let quoted = phrase.quotedText() {
      text = quoted
    } else if case .sign(let sign)? = phrase.piece, sign != "(" || phrase.pieces.count == phrase.position + 1 {
      phrase.position += 1
      text = sign
    } else if let named = separators.first(where: { phrase.takes($0.0) }) {
      guard allowsNone || !named.1.isEmpty else { return nil }
      text = named.1
    } else {
      return nil
    }
    phrase.skip([
      "in between them", "in between", "between them", "between", "as separator", "as a separator", "as delimiter", "as the separator",
      "as the delimiter", "as a delimiter",
      "separator", "delimiter", "character", "sign", "separated", "delimited",
    ])
    return text.isEmpty && !allowsNone ? nil : text
  }

  private static let separators: [(String, String)] = [
    ("comma and space", ", "), ("comma and a space", ", "), ("comma space", ", "), ("no separator", ""), ("no space", ""), ("no spaces", ""),
    ("nothing", ""),
    ("spaces", " "), ("space", " "), ("blank", " "), ("whitespace", " "), ("commas", ","), ("comma", ","), ("hyphens", "-"), ("hyphen", "-"),
    ("dash", "-"),
    ("dashes", "-"), ("minus", "-"), ("underscores", "_"), ("underscore", "_"), ("forward slash", "/"), ("slash", "/"), ("pipe", "|"), ("pipes", "|"),
    ("dot", "."),
    ("period", "."), ("full stop", "."), ("semicolon", ";"), ("semi colon", ";"), ("colon", ":"), ("tab", "\t"), ("at sign", "@"), ("at", "@"),
    ("leerzeichen", " "),
    ("komma", ","), ("bindestrich", "-"), ("пробел", " "), ("пробелом", " "), ("запятую", ","), ("spacją", " "), ("spacja", " "), ("espacio", " "),
    ("coma", ","),
    ("plus sign", "+"), ("ampersand", "&"), ("hash", "#"),
  ]

  // MARK: Splitting

  private static let ordinals: [(String, Int64)] = [
    ("first", 1), ("1st", 1), ("second", 2), ("2nd", 2), ("third", 3), ("3rd", 3), ("fourth", 4), ("4th", 4), ("fifth", 5), ("5th", 5), ("6th", 6),
    ("7th", 7), ("8th", 8),
    ("last", -1), ("left", 1),
  ]

  private static let partWords = [
    "part of the string", "part", "portion", "piece", "token", "element", "segment", "word", "value", "item", "section", "name", "half", "one",
    "string",
  ]

  private static func ordinal(_ phrase: inout Phrase) -> Int64? {
    if let found = ordinals.first(where: { phrase.takes($0.0) }) { return found.1 }
    let start = phrase.position
    if phrase.takes("part"), case .number(let digits)? = phrase.piece, let number = Int64(digits), (1...99).contains(number) {
      phrase.position += 1
      return number
    }
    phrase.position = start
    return nil
  }

  private static func partOf(_ text: Expression, _ separator: String, _ number: Int64) -> Expression {
    .call(.splitPart, [text, .literal(.text(separator)), .literal(.integer(number))])
  }

  /// "first part of X before '-'", "Split by '-' take 2nd", "text after '@'".
  static func split(_ start: Phrase) -> Expression? {
    var phrase = start
    if phrase.takes(oneOf: ["split", "splitting", "splitted", "tokenize"]) { return splitAndTaken(&phrase) }
    phrase.skip(["take", "get", "extract", "use", "keep", "pick", "derive", "return", "only", "just", "the", "everything", "all"])
    let behind = phrase
    // With a number: parts between separators.
    if let number = ordinal(&phrase) {
      let isWord = phrase.word() == "word"
      guard phrase.takes(oneOf: partWords) || phrase.word() == "before" else { return nil }
      var column: Expression?
      if phrase.takes(oneOf: ["of", "from", "in"]) {
        guard let named = phrase.columnName() else { return nil }
        column = named
      }
      if phrase.isAtEnd {
        guard isWord, let source = column ?? phrase.onlySource else { return nil }
        return partOf(source, " ", number)
      }
      let isBefore = phrase.takes(oneOf: ["before the", "before", "up to", "until"])
      if isBefore, number != 1 { return nil }
      guard
        isBefore
          || phrase.takes(oneOf: [
            "split by", "split on", "splitted by", "when split by", "after split by", "after splitting by", "after splitting on", "separated by",
            "seperated by",
            "delimited by", "using delimiter", "using", "by", "based on", "with delimiter", "divided by",
          ])
      else { return nil }
      return ended(&phrase, column) { partOf($0, $1, number) }
    }
    phrase = behind
    phrase.skip(["text", "part", "string", "substring", "value", "portion", "characters"])
    var column: Expression?
    let source = phrase
    if phrase.takes(oneOf: ["of", "from", "in"]) {
      guard let named = phrase.columnName() else { return nil }
      column = named
    } else if !["before", "after"].contains(phrase.word() ?? "") {
      guard source.position == behind.position, let named = phrase.columnName() else { return nil }
      column = named
    }
    if phrase.takes(oneOf: ["before the", "before"]) {
      phrase.skip(["first"])
      return ended(&phrase, column) { partOf($0, $1, 1) }
    }
    guard phrase.takes(oneOf: ["after the", "after"]) else { return nil }
    if phrase.takes("last") { return ended(&phrase, column) { partOf($0, $1, -1) } }
    phrase.skip(["first"])
    return ended(&phrase, column) { text, separator in
      let at = Expression.call(.position, [.literal(.text(separator)), text])
      let length = Int64(separator.unicodeScalars.count)
      return .searchedCase(
        [.init(when: .binary(.greater, at, .literal(.integer(0))), then: .call(.substring, [text, .binary(.add, at, .literal(.integer(length)))]))],
        otherwise: .searchedCase([.init(when: .isNull(text, negated: true), then: .literal(.text("")))], otherwise: nil))
    }
  }

  /// The separator, the column where it was not named before, and the end.
  private static func ended(_ phrase: inout Phrase, _ column: Expression?, _ make: (Expression, String) -> Expression) -> Expression? {
    guard let separator = separator(&phrase, allowsNone: false) else { return nil }
    var column = column
    if column == nil, phrase.takes(oneOf: ["of", "from", "in"]) {
      guard let named = phrase.columnName() else { return nil }
      column = named
    }
    guard phrase.isAtEnd, let source = column ?? phrase.onlySource else { return nil }
    return make(source, separator)
  }

  private static func splitAndTaken(_ phrase: inout Phrase) -> Expression? {
    phrase.skip(["the"])
    var column: Expression?
    // "split part 2 of x by '-'".
    if phrase.word() == "part", let number = ordinal(&phrase) {
      if phrase.takes(oneOf: ["of", "from", "in"]) {
        guard let named = phrase.columnName() else { return nil }
        column = named
      }
      guard phrase.takes(oneOf: ["by", "on", "using", "with", "at"]) else { return nil }
      return ended(&phrase, column) { partOf($0, $1, number) }
    }
    let separatorWords = ["by", "on", "at", "using", "with", "based on"]
    if !separatorWords.contains(where: { phrase.word() == $0 }) {
      guard let named = phrase.columnName() else { return nil }
      column = named
    }
    guard phrase.takes(oneOf: separatorWords), let separator = separator(&phrase, allowsNone: false) else { return nil }
    phrase.skip([",", ";", "and", "then", "take", "get", "use", "keep", "extract", "return", "select", "pick", "choose", "the", "-", ":", "->"])
    let number: Int64
    if let named = ordinal(&phrase) {
      number = named
    } else if case .number(let digits)? = phrase.piece, let counted = Int64(digits), (1...99).contains(counted) {
      // Whether "index 0" or "part 1" is the first is not said by a number alone.
      return nil
    } else {
      return nil
    }
    phrase.skip(partWords)
    guard phrase.isAtEnd, let source = column ?? phrase.onlySource else { return nil }
    return partOf(source, separator, number)
  }
}
