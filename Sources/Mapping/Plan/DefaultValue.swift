/// The value of a cell under "default": quotes may be there or not, the target's type says what is meant.
enum DefaultValue {
  /// `nil` in `.success`: the cell says NULL, so nothing is filled in. A failure says what is wrong.
  static func read(_ text: String, for type: DataType?) -> Result<Expression?, Unreadable> {
    let trimmed = text.withoutOuterBlanks
    if trimmed.isEmpty || trimmed.uppercased() == "NULL" { return .success(nil) }
    let quoted = SourceText.unquoted(trimmed, by: "'") ?? SourceText.unquoted(trimmed, by: "\"")
    let plain = quoted ?? trimmed
    let failure = Unreadable(text: trimmed, type: type ?? .unknown)
    switch type ?? .unknown {
    case .text: return .success(.literal(.text(plain)))
    case .integer:
      if let number = number(plain) { return whole(number).map { .success(.literal($0)) } ?? .failure(failure) }
    case .decimal, .double:
      if let number = number(plain) { return .success(.cast(.literal(number), type ?? .unknown)) }
    case .boolean:
      switch CellWords.words(plain).joined(separator: " ") {
      case "true", "t", "yes", "y", "1": return .success(.literal(.boolean(true)))
      case "false", "f", "no", "n", "0": return .success(.literal(.boolean(false)))
      default: break
      }
    case .date:
      if let date = isoDate(plain) { return .success(.literal(.date(date))) }
    case .timestamp(let withTimeZone):
      if let timestamp = isoTimestamp(plain) {
        let literal = Expression.literal(.timestamp(timestamp))
        return .success(withTimeZone ? .cast(literal, .timestamp(withTimeZone: true)) : literal)
      }
    case .time, .binary, .json: if computed(trimmed) == nil { return .success(.cast(.literal(.text(plain)), type ?? .unknown)) }
    case .unknown:
      if quoted == nil, let number = number(plain) { return .success(.literal(number)) }
      if quoted == nil, ["TRUE", "FALSE"].contains(plain.uppercased()) { return .success(.literal(.boolean(plain.uppercased() == "TRUE"))) }
      return .success(quoted == nil ? computed(trimmed) ?? .literal(.text(plain)) : .literal(.text(plain)))
    }
    guard quoted == nil, let expression = computed(trimmed) else { return .failure(failure) }
    return .success(.cast(expression, type ?? .unknown))
  }

  struct Unreadable: Error, Equatable {
    var text: String
    var type: DataType
  }

  /// The current date and its like: a call that reads no column.
  private static func computed(_ text: String) -> Expression? {
    guard let expression = try? ExpressionParser.parse(text), case .call = expression, expression.columns.isEmpty else { return nil }
    return expression
  }

  /// `42`, `-1.50`; `nil` for anything else.
  static func number(_ text: String) -> Expression.Literal? {
    var digits = 0
    var points = 0
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): points += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"): if index > 0 { return nil }
      default: return nil
      }
    }
    guard digits > 0, points <= 1 else { return nil }
    let unsigned = text.hasPrefix("+") ? String(text.dropFirst()) : text
    if points == 0 { return Int64(unsigned).map { .integer($0) } ?? .decimal(unsigned + ".0") }
    let isNegative = unsigned.hasPrefix("-")
    var magnitude = isNegative ? String(unsigned.dropFirst()) : unsigned
    if magnitude.hasPrefix(".") { magnitude = "0" + magnitude }
    if magnitude.hasSuffix(".") { magnitude += "0" }
    return .decimal((isNegative ? "-" : "") + magnitude)
  }

  /// A number without a fraction as an integer.
  private static func whole(_ number: Expression.Literal) -> Expression.Literal? {
    guard case .decimal(let digits) = number else { return number }
    let parts = digits.split(separator: ".")
    guard parts.count == 2, parts[1].allSatisfy({ $0 == "0" }) else { return nil }
    return Int64(parts[0]).map { .integer($0) }
  }

  /// `2026-11-20`, also where a time of midnight stands behind it.
  static func isoDate(_ text: String) -> String? {
    let date = text.prefix(10)
    guard isDate(date) else { return nil }
    let rest = text.dropFirst(10)
    return rest.isEmpty || (rest.first == "T" || rest.first == " ") && rest.dropFirst().allSatisfy { "0:.".contains($0) } ? String(date) : nil
  }

  /// `2026-11-20 13:05:00` from any of the ISO spellings; a date alone is its midnight.
  static func isoTimestamp(_ text: String) -> String? {
    guard isDate(text.prefix(10)) else { return nil }
    let date = String(text.prefix(10))
    let rest = text.dropFirst(10)
    guard let separator = rest.first else { return date + " 00:00:00" }
    guard separator == "T" || separator == " " else { return nil }
    let time = rest.dropFirst()
    let clock = time.prefix(8)
    let fields = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.allSatisfy({ $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } }), fields.count == 2 || fields.count == 3 else {
      return nil
    }
    let fraction = time.dropFirst(8)
    guard fraction.isEmpty || fraction.first == "." && fraction.count > 1 && fraction.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return "\(date) \(clock)\(fields.count == 2 ? ":00" : "")\(fraction)"
  }

  private static func isDate(_ text: Substring) -> Bool {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.map(\.count) == [4, 2, 2], fields.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return false }
    guard let month = Int(fields[1]), let day = Int(fields[2]) else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}
