extension SQLDialectRules {
  /// A date as text, in the pieces that the dialect has codes for and those that are made here.
  func formatted(_ date: SQLOperand, _ pattern: DatePattern) throws(UnsupportedSQL) -> SQL {
    var pieces: [SQL] = []
    var codes = ""
    var hasElement = false
    var words = ""
    for element in pattern.elements {
      if let code = Self.dateCodes[element] {
        codes += code
        if case .literal(let text) = element { words += text } else { hasElement = true }
      } else {
        if hasElement { pieces.append(formatted(date, codes: codes)) } else if !words.isEmpty { pieces.append(text(words)) }
        (codes, words, hasElement) = ("", "", false)
        pieces.append(try piece(element, of: date))
      }
    }
    if hasElement { pieces.append(formatted(date, codes: codes)) } else if !words.isEmpty { pieces.append(text(words)) }
    return pieces.count == 1 ? pieces[0] : joined(pieces)
  }

  private func piece(_ element: DatePattern.Element, of date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch element {
    case .yearOfCentury:
      guard let code = Self.dateCodes[.year] else { break }
      return SQL.call(dialect == .sqlite ? "SUBSTR" : "SUBSTRING", formatted(date, codes: code), "3", "2")
    case .quarter: return text(ofNumber: SQLOperand(expression: date.expression, type: .integer(bits: 32), sql: try extracted(.quarter, from: date)))
    case .monthName(_, let letters) where letters != .capital && Self.dateCodes[element.capitalized] != nil,
      .weekdayName(_, let letters) where letters != .capital && Self.dateCodes[element.capitalized] != nil:
      return SQL.call(letters == .upper ? "UPPER" : "LOWER", formatted(date, codes: Self.dateCodes[element.capitalized] ?? ""))
    case .monthName(let isShort, let letters):
      return chosen(try extracted(.month, from: date), Self.monthNames.map { letters.applied(to: isShort ? String($0.prefix(3)) : $0) })
    case .weekdayName(let isShort, let letters):
      return chosen(try extracted(.isoDayOfWeek, from: date), Self.weekdayNames.map { letters.applied(to: isShort ? String($0.prefix(3)) : $0) })
    case .meridiem:
      let hour = try extracted(.hour, from: date)
      return SQL.searchedCase([(SQL.comparison(hour, "<", "12"), text("AM")), (SQL.comparison(hour, ">=", "12"), text("PM"))])
    default: break
    }
    throw UnsupportedSQL("\(DatePattern([element])) of a date's pattern is not to be had")
  }

  /// The name that belongs to a number from 1.
  private func chosen(_ number: SQL, _ names: [String]) -> SQL {
    var branches: [(condition: SQL, result: SQL)] = []
    for (index, name) in names.enumerated() {
      branches.append((SQL.comparison(number, "=", integer(index + 1)), text(name)))
    }
    return SQL.searchedCase(branches)
  }

  static var monthNames: [String] {
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
  }

  static var weekdayNames: [String] { ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] }

  // Texts of fixed width

  /// How many characters an element has; `nil` where that hangs on the date.
  static func width(_ element: DatePattern.Element) -> Int? {
    switch element {
    case .year: 4
    case .yearOfCentury, .month, .day, .hour24, .minute, .second: 2
    case .millisecond: 3
    case .microsecond: 6
    case .literal(let text): text.unicodeScalars.count
    case .quarter, .hour12, .meridiem, .monthName, .weekdayName: nil
    }
  }

  /// Whether every character of a text in this pattern has its place.
  static func isFixed(_ pattern: DatePattern) -> Bool { pattern.elements.allSatisfy { width($0) != nil } }

  /// The ISO text that a text in a pattern of fixed width stands for, cut together from its places.
  func isoText(of text: SQL, _ pattern: DatePattern, isTimestamp: Bool, substring name: String = "SUBSTRING") throws(UnsupportedSQL) -> SQL {
    var places: [DatePattern.Element: SQL] = [:]
    var start = 1
    for element in pattern.elements {
      guard let width = Self.width(element) else {
        throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read")
      }
      places[element] = SQL.call(name, text, integer(start), integer(width))
      start += width
    }
    var year = places[.year]
    if year == nil, let short = places[.yearOfCentury] {
      year = joined([SQL.when(SQL.comparison(short, "<", self.text("70")), then: self.text("20"), otherwise: self.text("19")), short])
    }
    guard let year else { throw UnsupportedSQL("a date without its year cannot be read") }
    var pieces = [year, self.text("-"), places[.month] ?? self.text("01"), self.text("-"), places[.day] ?? self.text("01")]
    if isTimestamp {
      pieces += [
        self.text(" "), places[.hour24] ?? self.text("00"), self.text(":"), places[.minute] ?? self.text("00"), self.text(":"),
        places[.second] ?? self.text("00"),
      ]
      if let fraction = places[.microsecond] ?? places[.millisecond] { pieces += [self.text("."), fraction] }
    }
    return joined(merged(pieces))
  }

  /// Neighbouring written texts as one.
  private func merged(_ pieces: [SQL]) -> [SQL] {
    var merged: [SQL] = []
    var pending: String?
    for piece in pieces {
      let flat = piece.flat
      if flat.hasPrefix("'"), flat.hasSuffix("'"), piece.binding == .primary, flat.dropFirst().dropLast().allSatisfy({ $0 != "'" }) {
        pending = (pending ?? "") + flat.dropFirst().dropLast()
      } else {
        if let text = pending { merged.append(SQL("'" + text + "'")) }
        pending = nil
        merged.append(piece)
      }
    }
    if let text = pending { merged.append(SQL("'" + text + "'")) }
    return merged
  }

  /// A regular expression of a pattern's texts, letters in any case.
  static func regularExpression(_ elements: [DatePattern.Element]) -> String {
    "^"
      + elements.map { element in
        switch element {
        case .year: "[0-9]{4}"
        case .quarter: "[1-4]"
        case .month: "(?:0[1-9]|1[0-2])"
        case .day: "(?:0[1-9]|[12][0-9]|3[01])"
        case .yearOfCentury, .hour24, .hour12, .minute, .second: "[0-9]{2}"
        case .millisecond: "[0-9]{3}"
        case .microsecond: "[0-9]{6}"
        case .meridiem: "[AaPp][Mm]"
        case .monthName(isShort: true, _), .weekdayName(isShort: true, _): "[A-Za-z]{3}"
        case .monthName, .weekdayName: "[A-Za-z]+"
        case .literal(let text): text.unicodeScalars.map { "\\.^$|()[]{}*+?/".unicodeScalars.contains($0) ? "\\\($0)" : String($0) }.joined()
        }
      }.joined() + "$"
  }

  /// All codes of a pattern; `nil` where the dialect has none for one.
  func codes(_ pattern: DatePattern) -> String? {
    var codes = ""
    for element in pattern.elements {
      guard let code = Self.dateCodes[element.capitalized] else { return nil }
      codes += code
    }
    return codes
  }

  // Shared spellings

  /// The months from the first day of the year 0: what `DATE_DIFF` of months, quarters and years is made of.
  func differenceOfMonths(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    func part(_ unit: DateUnit, _ date: SQLOperand) throws(UnsupportedSQL) -> SQL { try extracted(unit, from: date).atLeast(.multiplicative) }
    let years = SQL("\(try part(.year, end)) - \(try part(.year, start))").bound(.additive)
    guard unit != .year else { return years }
    let perYear = unit == .month ? 12 : 4
    return SQL(
      .group(
        .sequence([
          SQL("(\(years)) * \(perYear)").layout,
          .indented(.sequence([.space, SQL("+ \(try part(unit, end))").layout, .space, SQL("- \(try part(unit, start))").layout])),
        ])), binding: .additive)
  }
}

/// Regular expressions of what casts from text read.
enum SQLTextForms {
  /// Blanks around it; the number is the first group.
  static let number = "^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-2]?[0-9]{1,2})?)\\s*$"
  /// A date or a timestamp; hours, minutes and seconds exist, its day is the first group.
  static let moment = "^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?)?$"
}
