/// What a dialect's own date patterns call each element.
struct DatePatternCodes: Sendable {
  private let codes: [DatePattern.Element: String]
  private let literal: @Sendable (_ text: String) -> String

  /// - Parameters:
  ///   - codes: by element; names are listed for each case of letters that the dialect writes them in.
  ///   - literal: how text that stands for itself is kept from being read as codes.
  init(_ codes: [DatePattern.Element: String], literal: @escaping @Sendable (_ text: String) -> String) {
    self.codes = codes
    self.literal = literal
  }

  /// `nil` where the dialect has no code for it.
  subscript(_ element: DatePattern.Element) -> String? {
    if case .literal(let text) = element { literal(text) } else { codes[element] }
  }
}

extension DatePattern.Element {
  /// The element itself; a name as most dialects write it, with a capital first.
  var capitalized: DatePattern.Element {
    switch self {
    case .monthName(let isShort, _): .monthName(isShort: isShort, .capital)
    case .weekdayName(let isShort, _): .weekdayName(isShort: isShort, .capital)
    default: self
    }
  }
}
