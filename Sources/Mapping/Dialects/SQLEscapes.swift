/// Escapes that several dialects share.
enum SQLEscapes {
  /// Control characters as backslash escapes.
  static func controls(in text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0a: escaped += "\\n"
      case 0x0d: escaped += "\\r"
      case 0x09: escaped += "\\t"
      case 0..<0x20: escaped += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A text cut at its control characters: `'a' || CHR(10) || 'b'`, for dialects without escapes.
  static func pieces(_ text: String, controlsBy function: String, quoted: (String) -> String) -> [SQL] {
    var pieces: [SQL] = []
    var plain = ""
    for scalar in text.unicodeScalars {
      guard scalar.value < 0x20 else {
        plain.unicodeScalars.append(scalar)
        continue
      }
      if !plain.isEmpty { pieces.append(SQL(quoted(plain))) }
      plain = ""
      pieces.append(SQL("\(raw: function)(\(Int(scalar.value)))"))
    }
    if !plain.isEmpty || pieces.isEmpty { pieces.append(SQL(quoted(plain))) }
    return pieces
  }

  /// A text inside a pattern of PostgreSQL's or Snowflake's: in double quotes where it would be read as a code.
  static func quotedInPattern(_ text: String) -> String {
    text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "\"" || $0 == "\\" }
      ? "\"" + text.replacingBytes("\\", with: "\\\\").replacingBytes("\"", with: "\\\"") + "\"" : text
  }
}

/// Regular expressions as the catalogue means them: a letter is one of any language.
enum RegularExpressionText {
  /// `\w` spelled out, for engines where it knows letters of ASCII alone.
  static func withLettersOfAllLanguages(_ pattern: String) -> String {
    var written = ""
    var isEscaped = false
    var isInClass = false
    for character in pattern.unicodeScalars {
      if isEscaped {
        written += character == "w" ? (isInClass ? "\\p{L}\\p{N}_" : "[\\p{L}\\p{N}_]") : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        if character == "[" { isInClass = true } else if character == "]" { isInClass = false }
        written.unicodeScalars.append(character)
      }
    }
    return isEscaped ? written + "\\" : written
  }
}

/// A `LIKE` pattern taken apart.
enum LikePattern {
  enum Part: Equatable {
    case any, one
    case character(Unicode.Scalar)
  }

  static func parts(_ pattern: String) -> [Part] {
    var parts: [Part] = []
    var isEscaped = false
    for character in pattern.unicodeScalars {
      if isEscaped {
        parts.append(.character(character))
        isEscaped = false
      } else {
        switch character {
        case "\\": isEscaped = true
        case "%": parts.append(.any)
        case "_": parts.append(.one)
        default: parts.append(.character(character))
        }
      }
    }
    if isEscaped { parts.append(.character("\\")) }
    return parts
  }

  /// Written again with a backslash in front of `special` characters alone, and whether one stands there.
  static func escaped(_ pattern: String, special: Set<Unicode.Scalar>) -> (text: String, hasEscape: Bool) {
    var text = String.UnicodeScalarView()
    var hasEscape = false
    for part in parts(pattern) {
      switch part {
      case .any: text.append("%")
      case .one: text.append("_")
      case .character(let character):
        if special.contains(character) {
          text.append("\\")
          hasEscape = true
        }
        text.append(character)
      }
    }
    return (String(text), hasEscape)
  }
}
