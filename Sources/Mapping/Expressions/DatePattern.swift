/// How a date is written as text: what `TO_DATE`, `TO_TIMESTAMP` and `TO_CHAR` have as their second argument (docs/mapping-functions.md).
package struct DatePattern: Sendable, Hashable, CustomStringConvertible {
  package enum LetterCase: Sendable, Hashable {
    case upper, capital, lower

    /// A name as the pattern wants it.
    package func applied(to name: String) -> String {
      switch self {
      case .upper: name.uppercased()
      case .lower: name.lowercased()
      case .capital: name.prefix(1).uppercased() + name.dropFirst().lowercased()
      }
    }
  }

  package enum Element: Sendable, Hashable {
    case year, yearOfCentury, quarter, month, day, hour24, hour12, minute, second, millisecond, microsecond
    /// `AM` or `PM`.
    case meridiem
    /// In English, whole or its first three letters.
    case monthName(isShort: Bool, LetterCase)
    case weekdayName(isShort: Bool, LetterCase)
    case literal(String)
  }

  package private(set) var elements: [Element]

  package init(_ elements: [Element]) {
    self.elements = []
    for element in elements {
      if case .literal(let text) = element, case .literal(let before)? = self.elements.last {
        self.elements[self.elements.count - 1] = .literal(before + text)
      } else if element != .literal("") {
        self.elements.append(element)
      }
    }
  }

  /// The pattern of a resolved expression's argument.
  package init?(_ expression: Expression) {
    guard case .literal(.text(let text)) = expression else { return nil }
    self.init(reading: text)
  }

  package static let isoDate = DatePattern([.year, .literal("-"), .month, .literal("-"), .day])
  package static let isoTimestamp = DatePattern(
    isoDate.elements + [.literal(" "), .hour24, .literal(":"), .minute, .literal(":"), .second])

  /// Whether a part of a day stands in it.
  package var hasTime: Bool {
    elements.contains { [.hour24, .hour12, .minute, .second, .millisecond, .microsecond, .meridiem].contains($0) }
  }

  /// In the catalogue's own spelling.
  package var description: String {
    elements.map { element in
      switch element {
      case .year: "YYYY"
      case .yearOfCentury: "YY"
      case .quarter: "Q"
      case .month: "MM"
      case .day: "DD"
      case .hour24: "HH24"
      case .hour12: "HH12"
      case .minute: "MI"
      case .second: "SS"
      case .millisecond: "MS"
      case .microsecond: "US"
      case .meridiem: "AM"
      case .monthName(let isShort, let letters): letters.applied(to: isShort ? "MON" : "MONTH")
      case .weekdayName(let isShort, let letters): letters.applied(to: isShort ? "DY" : "DAY")
      case .literal(let text):
        text.contains { $0.isLetter || $0 == "%" || $0 == "'" || $0 == "\"" || $0 == "\\" } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
      }
    }.joined()
  }
}
