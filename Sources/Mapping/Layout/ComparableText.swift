/// The spellings that words of a workbook are compared in.
package enum ComparableText {
  /// The text's words: lower case, without accents, parted at spaces, punctuation, `camelCase` and between letters and digits.
  package static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previous = Kind.other
    for scalar in text.unicodeScalars where !isCombining(scalar) {
      let kind = Kind(scalar)
      let breaks =
        kind == .other || (kind == .upper && previous == .lower) || ((kind == .digit) != (previous == .digit) && previous != .other)
      if breaks, !word.isEmpty {
        words.append(folded(word))
        word = ""
      }
      if kind != .other { word.unicodeScalars.append(scalar) }
      previous = kind
    }
    if !word.isEmpty { words.append(folded(word)) }
    return words
  }

  /// The words with one space between them; empty where the text has none.
  package static func joined(_ text: String) -> String { words(text).joined(separator: " ") }

  /// For cells that hold a word such as `-` or `1:1`: lower case without accents, one space for many, none at all where no letter stands in it; a stop at the
  /// end is left out.
  package static func value(_ text: String) -> String {
    var text = folded(text)
    while text.count > 1, let last = text.last, last == "." || last == ";" { text.removeLast() }
    let hasLetter = text.unicodeScalars.contains { $0.isASCII ? ("a"..."z").contains($0) : $0.properties.isAlphabetic }
    var value = ""
    var isPending = false
    for scalar in text.unicodeScalars {
      let isSpace = isBlank(scalar) || (hasLetter && (scalar == "-" || scalar == "_"))
      if isSpace {
        isPending = !value.isEmpty && hasLetter
      } else {
        if isPending { value += " " }
        isPending = false
        value.unicodeScalars.append(scalar)
      }
    }
    return value
  }

  /// Without blanks, no-break spaces, zero-width marks and byte order marks at its ends.
  package static func trimmed(_ text: String) -> String {
    // Nearly every cell has nothing to take off.
    if let first = text.utf8.first, let last = text.utf8.last, (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last) { return text }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(scalars[first...last])
  }

  /// Lower case, accents off. Written out, for the standard library decomposes nothing in public.
  package static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var result = ""
    for scalar in text.lowercased().unicodeScalars where !isCombining(scalar) {
      switch scalar {
      case "à"..."å": result += "a"
      case "ą", "ă", "ā": result += "a"
      case "ç", "ć", "č": result += "c"
      case "ď": result += "d"
      case "è"..."ë", "ę", "ě", "ē": result += "e"
      case "ì"..."ï", "ī": result += "i"
      case "ł": result += "l"
      case "ñ", "ń", "ň": result += "n"
      case "ò"..."ö", "ø", "ő": result += "o"
      case "ř": result += "r"
      case "ś", "š", "ş": result += "s"
      case "ß": result += "ss"
      case "ť": result += "t"
      case "ù"..."ü", "ů", "ű": result += "u"
      case "ý", "ÿ": result += "y"
      case "ź", "ż", "ž": result += "z"
      case "æ": result += "ae"
      case "œ": result += "oe"
      case "ё": result += "е"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == " " || (0x09...0x0D).contains(scalar.value) }
    return scalar.properties.isWhitespace || scalar.value == 0xFEFF || (0x200B...0x200F).contains(scalar.value) || scalar.value == 0x2060
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    (0x0300...0x036F).contains(scalar.value) || ((0x0591...0x05C7).contains(scalar.value) && scalar.value != 0x05BE)
  }

  private enum Kind {
    case lower, upper, digit, other

    init(_ scalar: Unicode.Scalar) {
      if scalar.isASCII {
        switch scalar {
        case "a"..."z": self = .lower
        case "A"..."Z": self = .upper
        case "0"..."9": self = .digit
        default: self = .other
        }
      } else if scalar.properties.numericType != nil {
        self = .digit
      } else if scalar.properties.isUppercase {
        self = .upper
      } else {
        self = scalar.properties.isAlphabetic ? .lower : .other
      }
    }
  }
}
