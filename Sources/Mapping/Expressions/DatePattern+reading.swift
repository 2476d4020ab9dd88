extension DatePattern {
  /// A pattern in the spelling of PostgreSQL and Oracle, Java, .NET, Excel, or `strftime`. `nil` where a letter means nothing that the catalogue has, such as a
  /// month without its leading zero. `mm` beside hours or seconds are minutes; `HH` is 01 to 12 only with AM or PM.
  package init?(reading text: String) {
    guard text.utf8.count <= 100, !text.isEmpty else { return nil }
    var reader = Reader(characters: Array(text))
    guard let elements = text.contains("%") && !text.contains("\"") ? reader.strftime() : reader.letters() else { return nil }
    self.init(elements)
    guard self.elements.contains(where: { if case .literal = $0 { false } else { true } }) else { return nil }
  }

  private struct Reader {
    let characters: [Character]
    var position = 0

    init(characters: [Character]) {
      self.characters = characters
    }

    mutating func strftime() -> [Element]? {
      var elements: [Element] = []
      while position < characters.count {
        let character = characters[position]
        position += 1
        guard character == "%" else {
          elements.append(.literal(String(character)))
          continue
        }
        guard position < characters.count, let element = Self.strftimeElements[characters[position]] else { return nil }
        position += 1
        elements += element
      }
      return elements
    }

    private static let strftimeElements: [Character: [Element]] = [
      "Y": [.year], "y": [.yearOfCentury], "m": [.month], "d": [.day], "H": [.hour24], "I": [.hour12], "M": [.minute], "i": [.minute], "S": [.second],
      "s": [.second], "p": [.meridiem], "f": [.microsecond], "b": [.monthName(isShort: true, .capital)], "B": [.monthName(isShort: false, .capital)],
      "a": [.weekdayName(isShort: true, .capital)], "A": [.weekdayName(isShort: false, .capital)], "%": [.literal("%")],
      "F": DatePattern.isoDate.elements, "T": [.hour24, .literal(":"), .minute, .literal(":"), .second],
    ]

    mutating func letters() -> [Element]? {
      var elements: [Element] = []
      // Whether `HH` counts to 12 shows only at the end.
      var undecidedHours: [Int] = []
      while position < characters.count {
        let character = characters[position]
        if character == "\"" || character == "'" {
          guard let text = quoted(by: character) else { return nil }
          elements.append(.literal(text))
        } else if character == "\\" {
          guard position + 1 < characters.count else { return nil }
          elements.append(.literal(String(characters[position + 1])))
          position += 2
        } else if !character.isLetter {
          elements.append(.literal(String(character)))
          position += 1
        } else if takes("FM") {
          continue
        } else if character == "T", isBetweenDateAndTime(elements) {
          elements.append(.literal("T"))
          position += 1
        } else {
          guard let element = element(after: elements) else { return nil }
          if element.isUndecidedHour { undecidedHours.append(elements.count) }
          elements.append(element.element)
        }
      }
      if elements.contains(.meridiem) {
        for index in undecidedHours { elements[index] = .hour12 }
      }
      return elements
    }

    private mutating func quoted(by quote: Character) -> String? {
      var text = ""
      position += 1
      while position < characters.count {
        let character = characters[position]
        position += 1
        if character != quote {
          text.append(character)
        } else if position < characters.count, characters[position] == quote {
          text.append(quote)
          position += 1
        } else {
          return text.isEmpty ? String(quote) : text
        }
      }
      return nil
    }

    private func isBetweenDateAndTime(_ elements: [Element]) -> Bool {
      guard !elements.isEmpty, position + 1 < characters.count else { return false }
      return characters[position + 1] == "H" || characters[position + 1] == "h"
    }

    /// Whether this word is next, in any case; then it is behind.
    private mutating func takes(_ word: String) -> Bool {
      guard position + word.count <= characters.count else { return false }
      guard zip(word, characters[position...]).allSatisfy({ String($1).uppercased() == String($0) }) else { return false }
      position += word.count
      return true
    }

    private mutating func element(after elements: [Element]) -> (element: Element, isUndecidedHour: Bool)? {
      let first = characters[position]
      let second = position + 1 < characters.count ? characters[position + 1] : " "
      let letters: LetterCase = first.isLowercase ? .lower : second.isLowercase ? .capital : .upper
      let before = elements.last { if case .literal = $0 { false } else { true } }
      let isLowercase = first.isLowercase
      if takes("YYYY") || takes("RRRR") || takes("UUUU") { return (.year, false) }
      if takes("YYY") { return nil }
      if takes("YY") || takes("RR") { return (.yearOfCentury, false) }
      if takes("Y") { return (.year, false) }
      if takes("MONTH") { return (.monthName(isShort: false, letters), false) }
      if takes("MON") { return (.monthName(isShort: true, letters), false) }
      if takes("MMMM") { return (.monthName(isShort: false, .capital), false) }
      if takes("MMM") { return (.monthName(isShort: true, .capital), false) }
      if takes("MM") { return (isMinute(after: before) ? .minute : .month, false) }
      if takes("MI") { return (.minute, false) }
      if takes("MS") { return (.millisecond, false) }
      if takes("DAY") { return (.weekdayName(isShort: false, letters), false) }
      if takes("DY") { return (.weekdayName(isShort: true, letters), false) }
      if takes("DDDD") || takes("EEEE") { return (.weekdayName(isShort: false, .capital), false) }
      // Oracle's DDD is the day of the year.
      if isLowercase, takes("DDD") { return (.weekdayName(isShort: true, .capital), false) }
      if takes("DDD") { return nil }
      if takes("DD") { return (.day, false) }
      if takes("EEE") || takes("EE") || takes("E") { return (.weekdayName(isShort: true, .capital), false) }
      if takes("HH24") { return (.hour24, false) }
      if takes("HH12") { return (.hour12, false) }
      if takes("HH") { return (.hour24, true) }
      if takes("SSSSSS") { return (.microsecond, false) }
      if takes("SSS") { return (.millisecond, false) }
      if takes("SS") { return (.second, false) }
      if takes("FFFFFF") || takes("FF6") || takes("US") { return (.microsecond, false) }
      if takes("FF3") || takes("FFF") { return (.millisecond, false) }
      if takes("FF") { return (.microsecond, false) }
      if takes("AM/PM") || takes("A.M.") || takes("P.M.") || takes("AM") || takes("PM") || takes("TT") || takes("A") { return (.meridiem, false) }
      if takes("Q") { return (.quarter, false) }
      return nil
    }

    /// `mm` is behind the hours or before the seconds.
    private func isMinute(after before: Element?) -> Bool {
      if before == .hour24 || before == .hour12 { return true }
      var next = position
      while next < characters.count, !characters[next].isLetter { next += 1 }
      return next + 1 < characters.count && "sS".contains(characters[next]) && "sS".contains(characters[next + 1])
    }
  }
}
