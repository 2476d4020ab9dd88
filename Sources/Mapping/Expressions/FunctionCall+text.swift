/// Spellings of functions of text and of hashes.
extension FunctionCall {
  func text() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "CONCATENATE": return try call(.concat)
    case "CONCAT_WS", "TEXTJOIN": return try joinedWithSeparator()
    case "UCASE", "UPCASE", "TOUPPERCASE", "UPPERCASE": return try call(.upper)
    case "LCASE", "DOWNCASE", "TOLOWERCASE", "LOWERCASE": return try call(.lower)
    case "INITCAP", "PROPER", "PROPERCASE", "TITLECASE", "CAPITALIZE": return try call(.title)
    case "BTRIM", "ALLTRIM", "STRIP": return try call(.trim)
    case "SUBSTRING", "SUBSTR", "MID": return try substring()
    case "LEFT", "RIGHT", "STRLEFT", "STRRIGHT":
      try take(1...2, "\(name)(text, count)")
      return .call(name.hasSuffix("LEFT") ? .left : .right, arguments.count == 1 ? arguments + [Self.integer(1)] : arguments)
    case "LEN", "CHAR_LENGTH", "CHARACTER_LENGTH": return try call(.length)
    case "REPLACE":
      if arguments.count == 2 { return .call(.replace, arguments + [Self.text("")]) }
      return arguments.count == 4 ? try overlaid() : try call(.replace)
    case "STUFF": return try overlaid()
    case "SUBSTITUTE", "CHANGE": return try call(.replace)
    case "SPLIT", "STRING_SPLIT", "STRING_TO_ARRAY":
      try take(2...2, "SPLIT(text, separator)[0]")
      return .call(.splitPart, [arguments[0], try separator(1)])
    case "ELEMENT_AT", "GET": return try part()
    case "SUBSTRING_INDEX":
      try take(3...3, "SUBSTRING_INDEX(text, separator, 1)")
      guard literalInteger(2) == 1 || literalInteger(2) == -1 else {
        throw failure("SUBSTRING_INDEX of several parts", "SPLIT_PART(text, separator, number)")
      }
      return try call(.splitPart)
    case "LPAD", "RPAD", "PADLEFT", "PADRIGHT":
      try take(2...3, "\(name)(text, length, fill)")
      return .call(name == "LPAD" || name == "PADLEFT" ? .leftPad : .rightPad, arguments.count == 2 ? arguments + [Self.text(" ")] : arguments)
    case "REPEAT", "REPLICATE", "REPT", "SPACE": return try repeated()
    case "POSITION", "INSTR", "STRPOS", "CHARINDEX", "LOCATE", "FIND", "SEARCH": return try position()
    case "REGEXP_REPLACE", "EREPLACE": return try regexpReplace()
    case "CHR", "CHAR", "NCHAR", "UNICHAR":
      try take(1...1, "\(name)(number)")
      guard let code = literalInteger(0), (1...0x10FFFF).contains(code), let scalar = Unicode.Scalar(UInt32(code)) else {
        throw failure("\(name) of \(arguments[0])", "the number of a sign")
      }
      return Self.text(String(Character(scalar)))
    case "STARTSWITH", "STARTS_WITH", "ENDSWITH", "ENDS_WITH", "CONTAINS":
      try take(2...2, "\(name)(text, part)")
      return Self.holds(name, arguments[0], arguments[1])
    case "EXACT":
      try take(2...2, "EXACT(text, text)")
      return .binary(.equal, arguments[0], arguments[1])
    default: return try hash()
    }
  }

  private func hash() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "MD5", "MD5_HEX", "SHA256":
      // PostgreSQL's SHA256 takes bytes: SHA256(x::bytea), SHA256(CONVERT_TO(x, 'UTF8')).
      guard case .cast(let text, .binary)? = arguments.first else { return try call(name == "SHA256" ? .sha256 : .md5) }
      return try call(name == "SHA256" ? .sha256 : .md5, [text] + arguments.dropFirst())
    case "CONVERT_TO":
      try take(2...2, "CONVERT_TO(text, 'UTF8')")
      return .cast(arguments[0], .binary)
    case "SHA2_HEX", "SHA2":
      try take(1...2, "SHA2(text, 256)")
      guard arguments.count == 1 || literalInteger(1) == 256 || literalInteger(1) == 0 else {
        throw failure("SHA2 of \(arguments[1]) bits", "SHA2(text, 256)")
      }
      return .call(.sha256, [arguments[0]])
    case "HASHBYTES", "STANDARD_HASH", "DIGEST":
      try take(2...2, "\(name) with a text and 'MD5' or 'SHA256'")
      let isFirst = name == "HASHBYTES"
      switch literalText(isFirst ? 0 : 1)?.uppercased() {
      case "MD5": return .call(.md5, [arguments[isFirst ? 1 : 0]])
      case "SHA256", "SHA2_256": return .call(.sha256, [arguments[isFirst ? 1 : 0]])
      default: throw failure("the method of \(name)", "'MD5' or 'SHA256'")
      }
    case "TO_HEX", "HEX", "ENCODE", "RAWTOHEX":
      guard let first = arguments.first, Self.isHash(first) else { return nil }
      return first
    default: return nil
    }
  }

  static func isHash(_ expression: Expression) -> Bool {
    switch expression {
    case .call(.md5, _), .call(.sha256, _): true
    default: false
    }
  }

  /// A NULL is left out with its separator: `s || a` is NULL where `a` is, and `CONCAT` skips it.
  private func joinedWithSeparator() throws(ExpressionFailure) -> Expression {
    var parts = arguments
    if name == "TEXTJOIN" {
      try take(3...1000, "TEXTJOIN(separator, TRUE, text, …)")
      guard parts[1] == .literal(.boolean(true)) else { throw failure("TEXTJOIN that keeps empty texts", "TEXTJOIN(separator, TRUE, text, …)") }
      parts.remove(at: 1)
    }
    guard parts.count > 1 else { throw failure("\(name) with \(arguments.count) arguments", "\(name)(separator, text, …)") }
    let separator = parts.removeFirst()
    if parts.count == 1, case .aggregate(var list) = parts[0], list.function == .stringAggregate, list.arguments.count == 1 {
      list.arguments.append(separator)
      return .aggregate(list)
    }
    let joined = Expression.call(.concat, parts.map { .binary(.concatenate, separator, $0) })
    if case .literal(.text(let text)) = separator {
      return text.isEmpty ? .call(.concat, parts) : .call(.substring, [joined, Self.integer(Int64(text.unicodeScalars.count) + 1)])
    }
    return .call(.substring, [joined, .binary(.add, .call(.length, [separator]), Self.integer(1))])
  }

  /// A start below 0 counts from the end.
  private func substring() throws(ExpressionFailure) -> Expression {
    try take(2...3, ScalarFunction.substring.usage)
    if let start = literalInteger(1), start < 0 {
      guard start > -1_000_000 else { throw failure("the start \(start)", "a start within the text") }
      let tail = Expression.call(.right, [arguments[0], Self.integer(-start)])
      return arguments.count == 2 ? tail : .call(.left, [tail, arguments[2]])
    }
    return try call(.substring)
  }

  /// New text in place of some characters.
  private func overlaid() throws(ExpressionFailure) -> Expression {
    try take(4...4, "\(name)(text, start, count, new)")
    let start = arguments[1]
    let end: Expression
    if let first = literalInteger(1), let count = literalInteger(2), !first.addingReportingOverflow(count).overflow {
      end = Self.integer(first + count)
    } else {
      end = .binary(.add, start, arguments[2])
    }
    guard literalInteger(1).map({ $0 > 0 }) ?? true else { throw failure("the start \(start)", "a start from 1") }
    return .call(
      .concat, [.call(.substring, [arguments[0], Self.integer(1), Self.sum(start, -1)]), arguments[3], .call(.substring, [arguments[0], end])])
  }

  /// What separates the parts: in Spark and Java a pattern, so `'\\|'` and `'[|]'` are one sign.
  func separator(_ index: Int) throws(ExpressionFailure) -> Expression {
    guard let text = literalText(index) else { return arguments[index] }
    var plain = text
    while plain.count > 1, plain.hasPrefix("\\"), plain.last.map({ !$0.isLetter && !$0.isNumber }) ?? false { plain.removeFirst() }
    if plain.count == 3, plain.hasPrefix("["), plain.hasSuffix("]") { plain = String(plain.dropFirst().dropLast()) }
    guard !plain.isEmpty, plain.count == 1 || !plain.contains(where: { "\\[](){}*+?^$".contains($0) }) else {
      throw failure("the separator '\(text)'", "a separator that stands for itself, such as ','")
    }
    return Self.text(plain)
  }

  private func part() throws(ExpressionFailure) -> Expression {
    try take(2...2, "\(name)(SPLIT(text, separator), number)")
    guard case .call(.splitPart, let list) = arguments[0], list.count == 2, let number = literalInteger(1) else {
      throw failure("\(name) of \(arguments[0])", "\(name)(SPLIT(text, separator), number)")
    }
    guard (-10_000..<10_000).contains(number) else { throw failure("the part \(number)", "a smaller number") }
    return .call(.splitPart, list + [Self.integer(name == "GET" ? number + 1 : number)])
  }

  private func repeated() throws(ExpressionFailure) -> Expression {
    try take(name == "SPACE" ? 1...1 : 2...2, name == "SPACE" ? "SPACE(count)" : "\(name)(text, count)")
    let count = arguments[arguments.count - 1]
    guard let text = name == "SPACE" ? " " : literalText(0), text.count == 1 || literalInteger(1) != nil else {
      throw failure("\(name) of \(arguments[0])", "\(name) of one sign in quotes")
    }
    if case .literal(.integer(let number)) = count, text.count != 1 || number < 1000 {
      guard number * Int64(min(text.count, 1000)) <= 1000, number < 1001, text.count <= 1000 else {
        throw failure("\(number) times the text", "at most 1000 characters")
      }
      return Self.text(String(repeating: text, count: max(0, Int(number))))
    }
    return .call(.rightPad, [Self.text(""), count, Self.text(text)])
  }

  private func position() throws(ExpressionFailure) -> Expression {
    try take(2...2, ScalarFunction.position.usage + " (a start is not read)")
    switch name {
    case "INSTR", "STRPOS": return .call(.position, [arguments[1], arguments[0]])
    case "SEARCH": return .call(.position, [.call(.upper, [arguments[0]]), .call(.upper, [arguments[1]])])
    default: return .call(.position, arguments)
    }
  }

  func regexpReplace() throws(ExpressionFailure) -> Expression {
    try take(2...4, ScalarFunction.regexpReplace.usage)
    if arguments.count == 4 {
      guard literalText(3) == "g" else { throw failure("the flags \(arguments[3])", "'g' or none: every match is replaced") }
    }
    var replacement = arguments.count == 2 ? Self.text("") : arguments[2]
    if case .literal(.text(let text)) = replacement {
      var result = ""
      var isAfterDollar = false
      for character in text {
        if isAfterDollar { result += character.isNumber ? "\\" : "$" }
        isAfterDollar = character == "$"
        if !isAfterDollar { result.append(character) }
      }
      replacement = Self.text(isAfterDollar ? result + "$" : result)
    }
    return .call(.regexpReplace, [arguments[0], arguments[1], replacement])
  }

  /// Whether a text begins with, ends with or holds another.
  static func holds(_ name: String, _ text: Expression, _ part: Expression) -> Expression {
    let length: Expression
    if case .literal(.text(let part)) = part { length = integer(Int64(part.unicodeScalars.count)) } else { length = .call(.length, [part]) }
    if name.hasPrefix("START") { return .binary(.equal, .call(.left, [text, length]), part) }
    if name.hasPrefix("END") { return .binary(.equal, .call(.right, [text, length]), part) }
    return .binary(.greater, .call(.position, [part, text]), integer(0))
  }
}
