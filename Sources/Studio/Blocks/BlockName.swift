/// The name of a block of a generation: `joins`, or with several targets `dim_customer.joins`.
package struct BlockName: Sendable, Hashable, CustomStringConvertible {
  /// The target's table; `nil` where the generation has one target.
  package var table: String?
  /// As MAPPING §4 names it: `select_clause`, `joins`, …; with `_2` and so on for further branches of a union.
  package var part: String

  package init(table: String?, part: String) {
    self.table = table
    self.part = part
  }

  package init(_ text: String) {
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else {
      self.init(table: nil, part: text)
      return
    }
    self.init(table: String(text[..<dot]), part: String(text[text.utf8.index(after: dot)...]))
  }

  package var description: String { table.map { "\($0).\(part)" } ?? part }

  /// The part without the number of its branch.
  package var kind: String {
    guard let bar = part.utf8.lastIndex(of: UInt8(ascii: "_")), Int(part[part.utf8.index(after: bar)...]) != nil else { return part }
    return String(part[..<bar])
  }

  /// Whether the values of columns stand in it.
  package var holdsColumns: Bool { kind == "select_clause" }

  /// What is said while it is made.
  package var words: String {
    switch kind {
    case "select_clause": "SELECT clause"
    case "joins": "JOIN logic"
    case "where_clause": "WHERE conditions"
    case "ctes": "common table expressions"
    case "group_by": "GROUP BY"
    case "order": "ORDER BY"
    case "load": "load statement"
    case "load_end": "end of the load statement"
    default: part
    }
  }

  /// The stage of a progress event: `select_generation` for `select_clause`.
  package var stage: String {
    let kind = kind
    return (kind.hasSuffix("_clause") ? String(kind.dropLast(7)) : kind) + "_generation"
  }
}
