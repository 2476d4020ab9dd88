/// Foreign text in HTML, SVG and Markdown.
enum MarkupText {
  /// For content and for attributes in double quotes. Controls, which XML does not take, become spaces.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n": escaped += "\n"
      default:
        let isTaken = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value & 0xFFFE != 0xFFFE
        escaped.unicodeScalars.append(isTaken ? scalar : " ")
      }
    }
    return escaped
  }

  /// For a paragraph or a cell of a Markdown table: one line, with nothing in it that Markdown would read.
  static func markdown(_ text: String) -> String {
    var line = ""
    for character in escaped(text) {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$": line += "\\\(character)"
      case "\n": line += "<br>"
      default: line.append(character)
      }
    }
    return line
  }

  /// Code in a cell of a Markdown table. Not in backticks, for code may hold them and bars.
  static func markdownCode(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let line = escaped(text).map { character in
      switch character {
      case "|": "&#124;"
      case "\n": " "
      case "\\", "`", "*", "_", "[", "]", "~", "$": "&#\(character.unicodeScalars.first?.value ?? 32);"
      default: String(character)
      }
    }
    return "<code>\(line.joined())</code>"
  }
}
