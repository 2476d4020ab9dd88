/// The words of a rule, and a cursor that goes over them. A question that says no leaves the cursor where it was.
struct Phrase {
  enum Piece: Equatable {
    /// As it is written: letters, digits, `_`, and points within: `o.name`.
    case word(String)
    /// In any quotes.
    case text(String)
    /// In brackets or backticks.
    case name(String)
    case number(String)
    /// One sign, or an arrow.
    case sign(String)
  }

  private(set) var pieces: [Piece] = []
  /// Each piece as questions compare it: words in small letters, numbers, signs; empty for what stands in quotes.
  private var compared: [String] = []
  /// Where each piece begins in the text, and where it ends.
  private(set) var ranges: [Range<Int>] = []
  let characters: [Character]
  var position = 0
  let sourceColumns: [String]
  let known: KnownNames

  init(_ text: String, sourceColumns: [String], known: KnownNames) {
    characters = Array(text)
    self.sourceColumns = sourceColumns
    self.known = known
    cut()
  }

  private static let quotes: [Character: Character] = ["'": "'", "\"": "\"", "“": "”", "”": "”", "‘": "’", "’": "’", "«": "»"]

  private mutating func cut() {
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let start = index
      if character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}" {
        index += 1
        continue
      }
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if let closing = Self.quotes[character], let end = characters[(index + 1)...].firstIndex(of: closing) {
        add(.text(String(characters[(index + 1)..<end])), start..<end + 1)
        index = end + 1
      } else if character == "[" || character == "`", let end = characters[(index + 1)...].firstIndex(of: character == "[" ? "]" : "`") {
        add(.name(String(characters[(index + 1)..<end])), start..<end + 1)
        index = end + 1
      } else if character.isASCIIDigit {
        index = number(from: index)
      } else if character.isLetter || character == "_" || character == "@" {
        index += 1
        while index < characters.count, isInWord(index) { index += 1 }
        add(.word(String(characters[start..<index])), start..<index)
      } else if "-=".contains(character), next == ">" {
        index += 2
        add(.sign("->"), start..<index)
      } else {
        index += 1
        add(
          .sign(character == "→" || character == "➔" || character == "⇒" ? "->" : character == "–" || character == "—" ? "-" : String(character)),
          start..<index)
      }
    }
  }

  private mutating func add(_ piece: Piece, _ range: Range<Int>) {
    pieces.append(piece)
    ranges.append(range)
    switch piece {
    case .word(let word): compared.append(word.lowercased())
    case .number(let text), .sign(let text): compared.append(text)
    case .text, .name: compared.append("")
    }
  }

  /// A number, or a word such as `1st`.
  private mutating func number(from start: Int) -> Int {
    var index = start
    while index < characters.count,
      characters[index].isASCIIDigit || characters[index] == "." && isDigit(index + 1) && !isDigitsAndPoint(start, index)
    { index += 1 }
    if index < characters.count, characters[index].isLetter || characters[index] == "_" {
      while index < characters.count, isInWord(index) { index += 1 }
      add(.word(String(characters[start..<index])), start..<index)
    } else {
      add(.number(String(characters[start..<index])), start..<index)
    }
    return index
  }

  private func isDigit(_ index: Int) -> Bool { index < characters.count && characters[index].isASCIIDigit }
  private func isDigitsAndPoint(_ start: Int, _ end: Int) -> Bool { characters[start..<end].contains(".") }

  private func isInWord(_ index: Int) -> Bool {
    let character = characters[index]
    if character.isLetter || character.isNumber || character == "_" || character == "$" || character == "#" { return true }
    let isBetweenLetters =
      index > 0 && index + 1 < characters.count && characters[index - 1].isLetterOrDigit
      && (characters[index + 1].isLetter || characters[index + 1] == "_")
    return isBetweenLetters && (character == "." || character == "'" || character == "’")
  }

  // MARK: Questions

  var isAtEnd: Bool { position >= pieces.count }
  var piece: Piece? { position < pieces.count ? pieces[position] : nil }

  /// What is left from here on, as it is written.
  var rest: String {
    isAtEnd ? "" : String(characters[ranges[position].lowerBound...])
  }

  /// The next word in small letters.
  func word(_ ahead: Int = 0) -> String? {
    guard position + ahead < pieces.count, case .word = pieces[position + ahead] else { return nil }
    return compared[position + ahead]
  }

  /// Takes these words, separated by blanks, if they are next.
  mutating func takes(_ words: String) -> Bool {
    guard position < compared.count, let first = compared[position].utf8.first, words.utf8.first == first else { return false }
    var next = position
    for wanted in words.split(separator: " ") {
      guard next < compared.count, compared[next] == wanted else { return false }
      next += 1
    }
    position = next
    return true
  }

  /// Takes the first of these that is next; longer ones stand first.
  mutating func takes(oneOf choices: [String]) -> Bool {
    for choice in choices where takes(choice) { return true }
    return false
  }

  /// Leaves words out that say nothing.
  mutating func skip(_ words: [String]) {
    while takes(oneOf: words) {}
  }

  mutating func skipArticles() { skip(["the", "a", "an"]) }

  /// Text in quotes.
  mutating func quotedText() -> String? {
    guard case .text(let text)? = piece else { return nil }
    position += 1
    return text
  }

  /// A value that is surely one: text in quotes, a number, TRUE, FALSE, NULL, a date.
  mutating func value() -> Expression? {
    let start = position
    switch piece {
    case .text(let text):
      position += 1
      return .literal(.text(text))
    case .sign("-"):
      position += 1
      guard case .number(let digits)? = piece, let literal = ExpressionResolver.number("-" + digits) else { break }
      position += 1
      return .literal(literal)
    case .number(let digits):
      if let day = isoDate() { return .literal(.date(day)) }
      guard let literal = ExpressionResolver.number(digits) else { break }
      position += 1
      return .literal(literal)
    case .word(let word):
      switch word.uppercased() {
      case "TRUE", "FALSE":
        position += 1
        return .literal(.boolean(word.uppercased() == "TRUE"))
      case "NULL":
        position += 1
        return .literal(.null)
      case "ZERO":
        position += 1
        return .literal(.integer(0))
      default: break
      }
    default: break
    }
    position = start
    return nil
  }

  /// `2026-11-20`.
  private mutating func isoDate() -> String? {
    guard position + 4 < pieces.count, case .number(let year) = pieces[position], pieces[position + 1] == .sign("-"),
      case .number(let month) = pieces[position + 2],
      pieces[position + 3] == .sign("-"), case .number(let day) = pieces[position + 4], let date = DateLiteral.date("\(year)-\(month)-\(day)")
    else { return nil }
    position += 5
    return date
  }
}

extension Character {
  var isASCIIDigit: Bool { self >= "0" && self <= "9" && isASCII }
  var isLetterOrDigit: Bool { isLetter || isNumber || self == "_" }
}
