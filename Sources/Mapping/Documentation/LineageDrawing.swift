/// A target's lineage as a picture: its source columns on the left, its own on the right, a line for each that one is made of another. An SVG that stands alone,
/// is read in light and dark, and holds no script and no reference.
package struct LineageDrawing: Sendable {
  private struct Source: Hashable {
    let table: String
    let column: String
  }

  private struct Entry {
    let text: String
    let note: String
    let isTitle: Bool
    let y: Int
  }

  private static let rowHeight = 22
  private static let padding = 12
  private static let gap = 220
  private static let narrowest = 140
  private static let widest = 360
  private static let glyphWidth = 7.3

  private var left: [Entry] = []
  private var right: [Entry] = []
  private var lines: [(from: Int, to: Int, isOpen: Bool)] = []
  private let name: String

  package init(_ target: TargetPlan) {
    name = target.table.description
    var tables: [String] = []
    var columns: [String: [Source]] = [:]
    for source in target.branches.flatMap({ $0.outputs.flatMap(\.sources) }) {
      let entry = Source(table: source.table.description, column: source.column)
      if columns[entry.table] == nil { tables.append(entry.table) }
      if columns[entry.table]?.contains(entry) != true { columns[entry.table, default: []].append(entry) }
    }
    var rows: [Source: Int] = [:]
    var y = Self.padding
    for table in tables {
      left.append(Entry(text: table, note: "", isTitle: true, y: y))
      for source in columns[table] ?? [] {
        y += Self.rowHeight
        rows[source] = y
        left.append(Entry(text: source.column, note: "", isTitle: false, y: y))
      }
      y += Self.rowHeight + Self.padding
    }
    y = Self.padding
    right.append(Entry(text: name, note: "", isTitle: true, y: y))
    for (index, column) in target.columns.enumerated() {
      y += Self.rowHeight
      let outputs = target.branches.map { $0.outputs[index] }
      let isOpen = outputs.contains { $0.expression == nil }
      let kinds = outputs.reduce(into: [String]()) { kinds, output in if !kinds.contains(output.kind.rawValue) { kinds.append(output.kind.rawValue) }
      }
      right.append(Entry(text: column.name, note: isOpen ? "open" : kinds.joined(separator: ", "), isTitle: false, y: y))
      for source in Set(outputs.flatMap(\.sources).map { Source(table: $0.table.description, column: $0.column) }) {
        if let from = rows[source] { lines.append((from, y, isOpen)) }
      }
    }
    lines.sort { ($0.to, $0.from) < ($1.to, $1.from) }
  }

  /// The same plan gives the same bytes.
  package var svg: String {
    let leftWidth = Self.width(of: left)
    let rightWidth = Self.width(of: right)
    let start = Self.padding + leftWidth
    let end = start + Self.gap
    let width = end + rightWidth + Self.padding
    let height = max(left.last?.y ?? 0, right.last?.y ?? 0) + Self.rowHeight + Self.padding
    var parts: [String] = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
      aria-label="Lineage of \(MarkupText.escaped(name))">
      <style>
      .lineage-box { fill: #f3f4f6; stroke: #9ca3af; }
      .lineage-text { fill: #111827; font: 12px ui-monospace, "DejaVu Sans Mono", monospace; }
      .lineage-title { font-weight: bold; }
      .lineage-note { fill: #4b5563; }
      .lineage-line { fill: none; stroke: #2563eb; stroke-width: 1.5; stroke-opacity: 0.7; }
      .lineage-open { stroke: #b45309; stroke-dasharray: 4 3; }
      @media (prefers-color-scheme: dark) {
      .lineage-box { fill: #1f2937; stroke: #6b7280; }
      .lineage-text { fill: #f3f4f6; }
      .lineage-note { fill: #9ca3af; }
      .lineage-line { stroke: #60a5fa; }
      .lineage-open { stroke: #fbbf24; }
      }
      </style>
      """
    ]
    for line in lines {
      let from = line.from + Self.rowHeight / 2
      let to = line.to + Self.rowHeight / 2
      let middle = (start + end) / 2
      parts.append(
        "<path class=\"lineage-line\(line.isOpen ? " lineage-open" : "")\" d=\"M \(start) \(from) C \(middle) \(from) \(middle) \(to) \(end) \(to)\"/>"
      )
    }
    parts += Self.draw(left, x: Self.padding, width: leftWidth)
    parts += Self.draw(right, x: end, width: rightWidth)
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }

  private static func draw(_ entries: [Entry], x: Int, width: Int) -> [String] {
    entries.flatMap { entry in
      let baseline = entry.y + rowHeight - 7
      let style = entry.isTitle ? "lineage-text lineage-title" : "lineage-text"
      let room = Int(Double(width - 16) / glyphWidth) - (entry.note.isEmpty ? 0 : entry.note.count + 2)
      var parts = [
        "<rect class=\"lineage-box\" x=\"\(x)\" y=\"\(entry.y)\" width=\"\(width)\" height=\"\(rowHeight)\"/>",
        "<text class=\"\(style)\" x=\"\(x + 8)\" y=\"\(baseline)\"><title>\(MarkupText.escaped(entry.text))</title>"
          + "\(MarkupText.escaped(cut(entry.text, to: room)))</text>",
      ]
      if !entry.note.isEmpty {
        parts.append(
          "<text class=\"lineage-text lineage-note\" x=\"\(x + width - 8)\" y=\"\(baseline)\" text-anchor=\"end\">\(MarkupText.escaped(entry.note))</text>"
        )
      }
      return parts
    }
  }

  private static func width(of entries: [Entry]) -> Int {
    let longest = entries.map { cells($0.text) + ($0.note.isEmpty ? 0 : $0.note.count + 2) }.max() ?? 0
    return min(widest, max(narrowest, Int(Double(longest) * glyphWidth) + 20))
  }

  private static func cut(_ text: String, to room: Int) -> String {
    guard cells(text) > room else { return text }
    var kept = ""
    for character in text {
      if cells(kept) + cells(String(character)) >= max(1, room) { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// Letters of the East are as wide as two others.
  private static func cells(_ text: String) -> Int {
    text.reduce(0) { width, character in width + ((character.unicodeScalars.first?.value ?? 0) >= 0x1100 && !character.isASCII ? 2 : 1) }
  }
}
