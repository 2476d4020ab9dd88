/// A text that knows where it may be broken: on one line when it fits, else with its parts on lines of their own. Same layout, same bytes.
struct SQLLayout: Sendable {
  indirect enum Node: Sendable {
    case text(String)
    /// A space, or a line end in a group that does not fit.
    case space
    /// Nothing, or a line end in a group that does not fit.
    case joint
    case sequence([SQLLayout])
    /// Line ends within it are two columns deeper.
    case indented(SQLLayout)
    /// Broken as a whole or not at all.
    case group(SQLLayout)
  }

  let node: Node
  /// Characters on one line.
  let width: Int

  static func text(_ text: String) -> SQLLayout { SQLLayout(node: .text(text), width: text.unicodeScalars.count) }
  static let space = SQLLayout(node: .space, width: 1)
  static let joint = SQLLayout(node: .joint, width: 0)

  static func sequence(_ parts: [SQLLayout]) -> SQLLayout {
    parts.count == 1 ? parts[0] : SQLLayout(node: .sequence(parts), width: parts.reduce(0) { $0 + $1.width })
  }

  static func indented(_ layout: SQLLayout) -> SQLLayout { SQLLayout(node: .indented(layout), width: layout.width) }
  static func group(_ layout: SQLLayout) -> SQLLayout { SQLLayout(node: .group(layout), width: layout.width) }

  /// Its lines, when the first begins at the column `column` and later ones are indented by `indentation` columns.
  func lines(column: Int, indentation: Int, width limit: Int) -> [String] {
    var printer = Printer(limit: limit, column: column)
    printer.print(self, indentation: indentation, isFlat: width <= limit - column)
    return printer.finished()
  }

  private struct Printer {
    let limit: Int
    var column: Int
    var lines: [String] = []
    var line = ""

    init(limit: Int, column: Int) {
      self.limit = limit
      self.column = column
    }

    mutating func print(_ layout: SQLLayout, indentation: Int, isFlat: Bool) {
      switch layout.node {
      case .text(let text):
        line += text
        column += layout.width
      case .space:
        if isFlat { print(.text(" "), indentation: indentation, isFlat: true) } else { breakLine(indentation) }
      case .joint:
        if !isFlat { breakLine(indentation) }
      case .sequence(let parts):
        for part in parts { print(part, indentation: indentation, isFlat: isFlat) }
      case .indented(let inner): print(inner, indentation: indentation + 2, isFlat: isFlat)
      case .group(let inner): print(inner, indentation: indentation, isFlat: isFlat || inner.width <= limit - column)
      }
    }

    mutating func breakLine(_ indentation: Int) {
      lines.append(line)
      line = String(repeating: " ", count: indentation)
      column = indentation
    }

    mutating func finished() -> [String] { lines + [line] }
  }
}
