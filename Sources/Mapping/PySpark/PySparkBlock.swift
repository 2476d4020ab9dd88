/// A block while it is written: its lines, and which of them come from which cell.
struct PySparkBlock {
  let name: String
  private(set) var lines: [String] = []
  private(set) var spans: [RenderedTarget.Span] = []

  init(_ name: String) {
    self.name = name
  }

  var block: RenderedTarget.Block { RenderedTarget.Block(name: name, text: lines.joined(separator: "\n")) }

  mutating func add(_ line: String) { lines.append(line) }

  /// Adds an expression on lines of its own, of which the first is not indented yet, and links it to the cells that it comes from.
  mutating func add(_ expression: [String], indent: Int, column: String?, from provenance: Provenance) {
    let first = lines.count + 1
    lines.append(PythonExpression.blanks(indent) + (expression.first ?? ""))
    lines += expression.dropFirst()
    spans.append(
      RenderedTarget.Span(
        block: name, line: first, start: indent, endLine: lines.count, end: lines[lines.count - 1].utf8.count, column: column,
        provenance: provenance))
  }

  /// Puts a further call behind the last line, or on a line of its own: where there is no room, or the last is such a call too.
  mutating func follow(with text: String, indent: Int, width: Int = 100) {
    let isChain = lines[lines.count - 1].drop { $0 == " " }.first == "."
    if !isChain, lines[lines.count - 1].count + text.count <= width {
      lines[lines.count - 1] += text
    } else {
      lines.append(PythonExpression.blanks(indent) + text)
    }
  }

  /// Puts something directly behind the last line.
  mutating func append(_ text: String) { lines[lines.count - 1] += text }
}
