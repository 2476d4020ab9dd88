/// Rules in words that change one value: letters, blanks, casts, dates, lengths; several of them one after the other.
extension RuleReader {
  private typealias Change = (Expression) -> Expression

  /// "trim and convert to upper case", "year of order_date", "convert to date DD/MM/YYYY".
  static func chain(_ start: Phrase) -> Expression? {
    var phrase = start
    var column: Expression?
    var changes: [Change] = []
    while !phrase.isAtEnd {
      guard changes.count < 8, let change = change(&phrase, &column) else { return nil }
      changes.append(change)
      if phrase.isAtEnd { break }
      guard phrase.takes(oneOf: [", and then", ", then", ", and", "and then", "and", "then", ",", "&", "+", ";"]) else { return nil }
      guard !phrase.isAtEnd else { return nil }
    }
    guard !changes.isEmpty, let source = column ?? phrase.onlySource else { return nil }
    return changes.reduce(source) { $1($0) }
  }

  /// One change, and the column where it names it.
  private static func change(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    let start = phrase
    for reader in [letters, blanks, dates, casts, parts, lengths] {
      var named = column
      phrase = start
      if let change = reader(&phrase, &named) {
        column = named
        return change
      }
    }
    phrase = start
    return nil
  }

  /// "of X", "X": the column that a change is about. False where another was named before, or where "of" names none.
  private static func about(_ phrase: inout Phrase, _ column: inout Expression?, _ words: [String] = ["of", "from", "in", "on", "for", "to"]) -> Bool
  {
    let start = phrase.position
    let isNamed = phrase.takes(oneOf: words)
    guard let named = phrase.columnName() else {
      if isNamed, column == nil, phrase.onlySource != nil,
        phrase.takes(oneOf: ["the source", "source", "it", "the column", "column", "the date", "the value", "the string", "date"])
      {
        return true
      }
      phrase.position = start
      return !isNamed
    }
    guard column == nil || column == named else { return false }
    column = named
    return true
  }

  private static let converting = [
    "convert", "converted", "change", "changed", "transform", "transformed", "make", "set", "apply", "put", "turn", "cast", "casted", "parse",
    "format", "formatted",
  ]

  /// Upper, lower and title case.
  private static func letters(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    let isAsked = phrase.takes(oneOf: converting)
    if isAsked { _ = about(&phrase, &column, []) }
    let isNamedFirst = !isAsked && leads(&phrase, &column)
    let isDirected = phrase.takes(oneOf: ["to all", "to", "into", "in all", "in", "all", "as"])
    let choices: [([String], ScalarFunction)] = [
      (
        [
          "upper case", "upper - case", "uppercase", "upper", "capital letters", "uppercased", "großbuchstaben", "верхний регистр", "wielkie litery",
          "mayúsculas", "mayusculas",
        ], .upper
      ),
      (
        [
          "lower case", "lower - case", "lowercase", "lower", "lowercased", "kleinbuchstaben", "нижний регистр", "małe litery", "minúsculas",
          "minusculas",
        ], .lower
      ),
      (
        [
          "title case", "title - case", "titlecase", "proper case", "proper - case", "propercase", "initcap", "init cap", "initial caps",
          "initial capitals", "camel case words",
        ], .title
      ),
    ]
    guard let function = choices.first(where: { phrase.takes(oneOf: $0.0) })?.1 else { return nil }
    phrase.skip(["letters", "characters", "case", "format"])
    if isNamedFirst || isDirected && column != nil { return { .call(function, [$0]) } }
    return about(&phrase, &column) ? { .call(function, [$0]) } : nil
  }

  /// "X to upper case": the column first.
  private static func leads(_ phrase: inout Phrase, _ column: inout Expression?) -> Bool {
    let start = phrase.position
    guard column == nil, let named = phrase.columnName(),
      phrase.word() == "to" || phrase.word() == "in" || phrase.word() == "as" || phrase.word() == "into"
    else {
      phrase.position = start
      return false
    }
    column = named
    return true
  }

  /// Trimming, removing and replacing.
  private static func blanks(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    let trims: [([String], ScalarFunction)] = [
      (
        [
          "trim leading and trailing", "remove leading and trailing", "remove leading / trailing", "strip leading and trailing",
          "remove trailing and leading", "trim both sides",
        ], .trim
      ),
      (["left trim", "ltrim", "trim leading", "remove leading"], .leftTrim),
      (["right trim", "rtrim", "trim trailing", "remove trailing"], .rightTrim),
      (["trim", "trimmed", "trimming", "strip"], .trim),
    ]
    if let function = trims.first(where: { phrase.takes(oneOf: $0.0) })?.1 {
      let isBlank = phrase.takes(oneOf: [
        "the spaces", "spaces", "space", "whitespaces", "whitespace", "white spaces", "white space", "blanks", "extra spaces",
      ])
      if !isBlank, phrase.takes(oneOf: ["zeros", "zeroes", "zero", "0 s"]) {
        guard function != .trim, about(&phrase, &column) else { return nil }
        return { .call(function, [$0, .literal(.text("0"))]) }
      }
      return about(&phrase, &column) ? { .call(function, [$0]) } : nil
    }
    if phrase.takes(oneOf: ["remove", "strip", "delete", "eliminate"]) {
      phrase.skip(["all the", "all", "any", "the"])
      guard let sign = separator(&phrase, allowsNone: false), about(&phrase, &column, ["from", "in", "of"]) else { return nil }
      return { .call(.replace, [$0, .literal(.text(sign)), .literal(.text(""))]) }
    }
    guard phrase.takes(oneOf: ["replace", "substitute"]) else { return nil }
    phrase.skip(["all", "every", "the"])
    guard let old = separator(&phrase, allowsNone: false), phrase.takes(oneOf: ["with", "by", "to"]), let new = separator(&phrase, allowsNone: true),
      about(&phrase, &column, ["in", "of", "from"])
    else { return nil }
    return { .call(.replace, [$0, .literal(.text(old)), .literal(.text(new))]) }
  }

  // MARK: Dates and casts

  /// A pattern as it stands in a rule: in quotes, or to the end of it where all of it is one. In words a month without a leading zero is no pattern.
  private static func pattern(_ phrase: inout Phrase) -> DatePattern? {
    let start = phrase
    if let text = phrase.quotedText() {
      guard let pattern = DatePattern(reading: text), isCertain(pattern) else {
        phrase = start
        return nil
      }
      return pattern
    }
    // As much as reads: "YYYY-MM-DD HH24:MI:SS and …" ends before "and".
    let first = phrase.position
    for end in stride(from: min(phrase.pieces.count, first + 16), to: first, by: -1) {
      let text = String(phrase.characters[phrase.ranges[first].lowerBound..<phrase.ranges[end - 1].upperBound])
      guard let pattern = DatePattern(reading: text), isCertain(pattern) else { continue }
      phrase.position = end
      return pattern
    }
    return nil
  }

  /// Whether at least two parts of a date or a time stand in it: `DATE` is no pattern, nor is `day`.
  private static func isCertain(_ pattern: DatePattern) -> Bool {
    let parts = pattern.elements.filter { if case .literal = $0 { false } else { true } }
    return parts.count > 1
  }

  /// "convert to date DD/MM/YYYY" and "parse" read text; "format as DD/MM/YYYY" and "convert to DD/MM/YYYY" write it.
  private static func dates(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    let isParsing = phrase.takes("parse")
    let isFormatting = !isParsing && phrase.takes(oneOf: ["format", "formatted", "reformat", "display"])
    guard isParsing || isFormatting || phrase.takes(oneOf: converting) else { return nil }
    let start = phrase
    // "DD/MM/YYYY to YYYY-MM-DD".
    phrase.skip(["date format", "format", "the", "from", "date"])
    if let from = pattern(&phrase), phrase.takes(oneOf: ["format to", "to", "into", "->"]) {
      phrase.skip(["the", "format"])
      guard !isParsing, let to = pattern(&phrase) else { return nil }
      phrase.skip(["format"])
      return { .call(.toChar, [.call(from.hasTime ? .toTimestamp : .toDate, [$0, text(from)]), text(to)]) }
    }
    phrase = start
    var ahead = phrase
    guard pattern(&ahead) != nil || about(&phrase, &column, []) else { return nil }
    // The value's own kind: "format the date as …".
    let beforeKind = phrase
    phrase.skip(["the", "date", "timestamp", "datetime"])
    if phrase.position == beforeKind.position || !["to", "as", "into", "in"].contains(phrase.word() ?? "") { phrase = beforeKind }
    _ = phrase.takes(oneOf: ["to a", "to", "into a", "into", "as a", "as", "in"])
    let isTimestamp = phrase.takes(oneOf: ["timestamp", "datetime", "date time", "date and time"])
    let isDate = !isTimestamp && phrase.takes("date")
    let hasKind = isTimestamp || isDate
    if hasKind { phrase.skip(["datatype", "data type", "type", "field", "column"]) }
    let behind = phrase
    phrase.skip(["using the", "using", "with the", "with", "in the", "in", "of", "from", "format", "pattern", "date", ":", "as", "mask", "("])
    guard let pattern = pattern(&phrase) else {
      phrase = behind
      return hasKind && !isFormatting ? { .cast($0, isDate ? .date : .timestamp(withTimeZone: false)) } : nil
    }
    phrase.skip([")", "date format", "format", "string"])
    guard isParsing || hasKind && !isFormatting else { return { .call(.toChar, [$0, text(pattern)]) } }
    return { .call(isTimestamp || isParsing && pattern.hasTime ? .toTimestamp : .toDate, [$0, text(pattern)]) }
  }

  private static func text(_ pattern: DatePattern) -> Expression { .literal(.text(pattern.description)) }

  /// "cast to integer", "convert X to DECIMAL(10,2)".
  private static func casts(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    guard
      phrase.takes(oneOf: [
        "convert", "converted", "cast", "casted", "typecast", "type cast", "type - cast", "change datatype", "change data type", "change type",
        "change",
      ])
    else { return nil }
    guard about(&phrase, &column, ["of"]), phrase.takes(oneOf: ["to a", "to an", "to", "into", "as a", "as an", "as"]) else { return nil }
    let first = phrase.position
    guard case .word? = phrase.piece else { return nil }
    // `DECIMAL(10,2)` is six pieces; the longest that reads as a type and is nothing but one.
    for end in stride(from: min(phrase.pieces.count, first + 8), to: first, by: -1) {
      let name = String(phrase.characters[phrase.ranges[first].lowerBound..<phrase.ranges[end - 1].upperBound])
      guard isTypeAlone(phrase.pieces[first..<end]), let type = DataType(reading: name), type != .unknown else { continue }
      phrase.position = end
      phrase.skip(["datatype", "data type", "type", "format", "value"])
      return { .cast($0, type) }
    }
    return nil
  }

  private static func isTypeAlone(_ pieces: ArraySlice<Phrase.Piece>) -> Bool {
    let known: Set<String> = ["precision", "varying", "with", "without", "local", "time", "zone", "char", "byte", "max"]
    return pieces.dropFirst().allSatisfy { piece in
      switch piece {
      case .number, .sign("("), .sign(")"), .sign(","): true
      case .word(let word): known.contains(word.lowercased())
      default: false
      }
    }
  }

  /// "year of order_date", "Extract month from X", "date part".
  private static func parts(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    let isAsked = phrase.takes(oneOf: ["extract", "extracted", "extracting", "get", "take", "derive", "fetch", "pull", "return", "calculate"])
    phrase.skip(["only", "just", "the", "out"])
    let units: [([String], (Expression) -> Expression)] = [
      (["month name", "name of month", "name of the month"], { .call(.toChar, [$0, .literal(.text("Month"))]) }),
      (["day name", "weekday name", "name of day", "name of the day", "name of weekday"], { .call(.toChar, [$0, .literal(.text("Day"))]) }),
      (["day of year", "day of the year"], { extract(.dayOfYear, $0) }),
      (["week number", "week of year", "week of the year", "iso week", "calendar week"], { extract(.week, $0) }),
      (["day of month", "day of the month"], { extract(.day, $0) }), (["year"], { extract(.year, $0) }), (["quarter"], { extract(.quarter, $0) }),
      (["month number", "month"], { extract(.month, $0) }), (["week"], { extract(.week, $0) }), (["day"], { extract(.day, $0) }),
      (["hours", "hour"], { extract(.hour, $0) }),
      (["minutes", "minute"], { extract(.minute, $0) }), (["seconds", "second"], { extract(.second, $0) }),
      (["last day of month", "last day of the month", "end of month", "month end"], { .call(.lastDay, [$0]) }),
      (
        ["first day of month", "first day of the month", "start of month", "beginning of month", "month start"],
        { .call(.dateTrunc, [.literal(.text("MONTH")), $0]) }
      ),
    ]
    // "last day of month" begins as "last".
    if let (_, make) = units.last(where: { phrase.takes(oneOf: $0.0) }) {
      let isPart = phrase.takes(oneOf: ["part", "component", "portion", "number", "value", "only"])
      let isNamed = phrase.word() == "of" || phrase.word() == "from" || phrase.word() == "in"
      phrase.skip(["part", "only"])
      guard isAsked || isPart || isNamed, about(&phrase, &column, ["of", "from", "in"]) else { return nil }
      phrase.skip(["part", "only", "date", "column"])
      return make
    }
    guard phrase.takes(oneOf: ["date part", "date portion", "date component", "date only"]), about(&phrase, &column, ["of", "from", "in"]) else {
      return nil
    }
    return { .cast($0, .date) }
  }

  private static func extract(_ unit: DateUnit, _ value: Expression) -> Expression { .call(.extract, [.literal(.text(unit.rawValue)), value]) }

  // MARK: Numbers and lengths

  /// "first 3 characters", "round to 2 decimals", "absolute value", "length of X", "md5 hash of X".
  private static func lengths(_ phrase: inout Phrase, _ column: inout Expression?) -> Change? {
    phrase.skip([
      "take the", "take", "get the", "get", "extract the", "extract", "use the", "use", "calculate", "compute", "apply", "generate", "only the",
      "only", "the",
    ])
    if phrase.takes(oneOf: ["first", "left", "leftmost", "starting"]) { return ends(&phrase, &column, .left) }
    if phrase.takes(oneOf: ["last", "right", "rightmost", "final"]) { return ends(&phrase, &column, .right) }
    if phrase.takes(oneOf: ["round", "rounded", "rounding"]) {
      guard about(&phrase, &column, ["of"]) else { return nil }
      var places: Int64 = 0
      _ = phrase.takes(oneOf: ["off to", "to", "off", "up to", "with"])
      if case .number(let digits)? = phrase.piece {
        guard let number = Int64(digits), (0...18).contains(number) else { return nil }
        phrase.position += 1
        places = number
        guard
          phrase.takes(oneOf: [
            "decimal places", "decimal place", "decimal points", "decimal digits", "decimals", "decimal", "places", "digits after the decimal point",
          ])
        else { return nil }
      } else if phrase.takes(oneOf: ["two decimal places", "two decimals"]) {
        places = 2
      } else if !phrase.takes(oneOf: [
        "the nearest integer", "nearest integer", "whole number", "the nearest whole number", "nearest whole number", "integer",
      ]) {
        return nil
      }
      return { .call(.round, places == 0 ? [$0] : [$0, .literal(.integer(places))]) }
    }
    let functions: [([String], ScalarFunction)] = [
      (["absolute value", "absolute", "abs value"], .abs), (["length", "number of characters", "character count", "string length"], .length),
      (["reverse", "reversed"], .reverse),
      (["md5 hash", "md5 hash value", "md5"], .md5), (["sha256 hash", "sha - 256 hash", "sha 256 hash", "sha256", "sha - 256", "sha 256"], .sha256),
      (["last day of the month", "last day of month", "month end"], .lastDay),
    ]
    for (words, function) in functions where phrase.takes(oneOf: words) {
      return about(&phrase, &column) ? { .call(function, [$0]) } : nil
    }
    return nil
  }

  private static func ends(_ phrase: inout Phrase, _ column: inout Expression?, _ function: ScalarFunction) -> Change? {
    let numbers: [String: Int64] = ["one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10]
    let count: Int64
    if case .number(let digits)? = phrase.piece, let number = Int64(digits), (1...10_000).contains(number) {
      count = number
    } else if let number = phrase.word().flatMap({ numbers[$0] }) {
      count = number
    } else if phrase.word() == "character" || phrase.word() == "letter" {
      count = 1
      phrase.position -= 1
    } else {
      return nil
    }
    phrase.position += 1
    guard phrase.takes(oneOf: ["characters", "character", "chars", "char", "letters", "letter", "digits", "digit", "positions", "symbols"]) else {
      return nil
    }
    return about(&phrase, &column) ? { .call(function, [$0, .literal(.integer(count))]) } : nil
  }
}
