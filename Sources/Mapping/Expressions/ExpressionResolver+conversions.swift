/// What an argument has to be, and the cast that makes it so.
extension ExpressionResolver {
  func cast(_ value: ResolvedExpression, to type: DataType) throws(ResolutionFailure) -> ResolvedExpression {
    guard value.type.canCast(to: type) else {
      throw ResolutionFailure(.cannotCast, found: "\(value.type.name) cast to \(type.name)", fix: value.type.castAdvice(to: type))
    }
    let mayFail = value.type == .unknown || value.type.isText && !type.isText
    return ResolvedExpression(.cast(value.expression, type), type: type, isNullable: value.isNullable || mayFail)
  }

  /// A literal as the cast would make it, where that is certain.
  private func literal(_ value: ResolvedExpression, as type: DataType) throws(ResolutionFailure) -> ResolvedExpression? {
    guard case .literal(let literal) = value.expression else { return nil }
    switch (literal, type) {
    case (.null, _): return ResolvedExpression(value.expression, type: type, isNullable: true)
    case (.integer(let number), .text): return typed(.literal(.text("\(number)")), [])
    case (.decimal(let digits), .text): return typed(.literal(.text(digits)), [])
    case (.boolean(let truth), .text): return typed(.literal(.text(truth ? "true" : "false")), [])
    case (.date(let day), .text): return typed(.literal(.text(day)), [])
    case (.timestamp(let time), .text): return typed(.literal(.text(time)), [])
    case (.date(let day), .timestamp): return typed(.literal(.timestamp(day + " 00:00:00")), [])
    case (.integer(let number), .boolean): return number == 0 || number == 1 ? typed(.literal(.boolean(number == 1)), []) : nil
    case (.text(let text), _):
      guard let made = Self.literal(text, as: type) else {
        if type.isText { return value }
        throw ResolutionFailure(
          .cannotCast, found: "the text '\(text)' where \(type.name) is wanted",
          fix: "write the value as \(Self.example(of: type)), or make text of the other side")
      }
      return typed(.literal(made), [])
    default: return nil
    }
  }

  private static func example(of type: DataType) -> String {
    switch type {
    case .date: "DATE '2026-11-20'"
    case .timestamp: "TIMESTAMP '2026-11-20 13:05:00'"
    case .boolean: "TRUE or FALSE"
    default: "a number such as 12.50"
    }
  }

  private static func literal(_ text: String, as type: DataType) -> Expression.Literal? {
    switch type {
    case .text: return .text(text)
    case .date: return DateLiteral.date(text).map { .date($0) }
    case .timestamp: return DateLiteral.timestamp(text).map { .timestamp($0) }
    case .boolean:
      switch text.lowercased() {
      case "true", "t", "yes", "y", "on", "1": return .boolean(true)
      case "false", "f", "no", "n", "off", "0": return .boolean(false)
      default: return nil
      }
    case .integer, .decimal, .double: return number(text)
    default: return nil
    }
  }

  /// Digits with an optional sign and point.
  static func number(_ text: String) -> Expression.Literal? {
    let blankless = text.withoutOuterBlanks
    let digits = blankless.drop { $0 == "-" }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard digits.count >= blankless.count - 1, digits.utf8.count <= 38, (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.last?.isEmpty == false,
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
    else { return nil }
    return Int64(blankless).map { .integer($0) } ?? .decimal(String(blankless))
  }

  func text(_ value: ResolvedExpression) throws(ResolutionFailure) -> ResolvedExpression {
    if value.type.isText || value.type == .unknown { return value }
    if let literal = try literal(value, as: .text(length: nil)) { return literal }
    return try cast(value, to: .text(length: nil))
  }

  func number(_ value: ResolvedExpression) throws(ResolutionFailure) -> ResolvedExpression {
    if value.type.isNumber || value.type == .unknown { return value }
    if let literal = try literal(value, as: .double) { return literal }
    return try cast(value, to: value.type == .boolean ? .integer(bits: 32) : .double)
  }

  func integer(_ value: ResolvedExpression) throws(ResolutionFailure) -> ResolvedExpression {
    switch value.type {
    case .integer, .unknown: return value
    case .text:
      guard let literal = try literal(value, as: .integer(bits: 32)) else { return try cast(value, to: .integer(bits: 32)) }
      return literal.type == .integer(bits: 32) ? literal : try cast(literal, to: .integer(bits: 32))
    default: return try cast(value, to: .integer(bits: 32))
    }
  }

  /// A date or a timestamp. - Parameter needsTime: of text a timestamp is made, else a date.
  func day(_ value: ResolvedExpression, needsTime: Bool) throws(ResolutionFailure) -> ResolvedExpression {
    if value.type.isDay || value.type == .unknown { return value }
    let wanted: DataType = needsTime ? .timestamp(withTimeZone: false) : .date
    if case .literal(.text(let text)) = value.expression, !needsTime, let day = DateLiteral.timestamp(text) {
      return typed(.literal(.date(String(day.prefix(10)))), [])
    }
    if let literal = try literal(value, as: wanted) { return literal }
    return try cast(value, to: wanted)
  }

  func condition(_ value: ResolvedExpression) throws(ResolutionFailure) -> ResolvedExpression {
    switch value.type {
    case .boolean, .unknown: return value
    case .text:
      if let literal = try literal(value, as: .boolean) { return literal }
      return try cast(value, to: .boolean)
    case .integer, .decimal, .double:
      return typed(.binary(.notEqual, value.expression, .literal(.integer(0))), [value, typed(.literal(.integer(0)), [])])
    default:
      throw ResolutionFailure(
        .cannotCast, found: "\(value.type.name) where a condition is wanted", fix: "compare the value with another, or write IS NOT NULL")
    }
  }

  /// Values that stand side by side: compared, or results of one choice. Text literals become what the others are; then text becomes a number, date or truth.
  /// - Parameter fallback: what all become where they have nothing in common, or a text literal is none of it; `nil`: that is a failure.
  func alike(_ values: [ResolvedExpression], in what: String, falls fallback: DataType? = nil) throws(ResolutionFailure) -> [ResolvedExpression] {
    let others = values.filter { value in
      if case .literal(.text) = value.expression { false } else { value.type != .unknown }
    }
    // Whole numbers 0 and 1 beside a truth are truths: `is_active = 1`.
    let hasTruth = others.contains { $0.type == .boolean }
    guard var common = DataType.common(others.map(\.type)) ?? (hasTruth ? .boolean : nil) ?? mixed(others, fallback) else {
      let names = others.map(\.type.name)
      throw ResolutionFailure(
        .cannotCast, found: "\(names.joined(separator: " and ")) in \(what)", fix: "cast one of them, so that like stands beside like")
    }
    // Columns of which nothing is known stand as they are.
    if common == .unknown { return values }
    if let fallback {
      let isMixed = values.contains { value in
        if case .literal(.text(let text)) = value.expression { Self.literal(text, as: common) == nil } else { false }
      }
      if isMixed { common = fallback }
    }
    var made: [ResolvedExpression] = []
    for value in values { made.append(try alike(value, as: common)) }
    return made
  }

  private func mixed(_ values: [ResolvedExpression], _ fallback: DataType?) -> DataType? {
    if let fallback { return fallback }
    guard values.contains(where: \.type.isText) else { return nil }
    return DataType.common(values.map(\.type).filter { !$0.isText }).map { $0.isNumber ? .double : $0 }
  }

  private func alike(_ value: ResolvedExpression, as common: DataType) throws(ResolutionFailure) -> ResolvedExpression {
    if value.type == .unknown {
      return value.expression == .literal(.null) ? ResolvedExpression(value.expression, type: common, isNullable: true) : value
    }
    if value.type == common || value.type.isNumber && common.isNumber || value.type.isText && common.isText { return value }
    if let literal = try literal(value, as: common) { return literal }
    return common == .boolean ? try condition(value) : try cast(value, to: common)
  }
}

extension DataType {
  /// A date or a timestamp.
  package var isDay: Bool { self == .date || isTimestamp }
}
