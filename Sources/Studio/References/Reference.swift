import Workbook

/// What a prompt points at: `@mapping[Sheet:A15:C20]`, `@code[joins]`, `@schema[table.column]`, `@generation[select_clause]`.
package struct Reference: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case mapping, code, schema, generation
  }

  package enum Target: Sendable, Equatable {
    case cells(sheet: String, CellRange)
    /// A block, by its name.
    case block(String)
    case column(table: String, column: String)
    case table(String)
    /// What stands between the brackets is of another form.
    case malformed
  }

  package var kind: Kind
  /// As it was written, brackets and all.
  package var text: String
  /// UTF-8 bytes from the prompt's begin.
  package var offset: Int
  package var target: Target

  package init(kind: Kind, text: String, offset: Int, target: Target) {
    self.kind = kind
    self.text = text
    self.offset = offset
    self.target = target
  }

  /// What stands between the brackets.
  package var inner: String { String(text.dropFirst(kind.rawValue.count + 2).dropLast()) }

  /// The references of a prompt, in order. An `@` that begins none of the four words is plain text; a bracket inside a sheet's name ends the reference, since no
  /// sheet has one.
  package static func all(in prompt: String) -> [Reference] {
    let bytes = Array(prompt.utf8)
    var found: [Reference] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "@"), let kind = kind(in: bytes, at: at + 1) else {
        at += 1
        continue
      }
      let open = at + 1 + kind.rawValue.utf8.count
      guard let close = bytes[open...].firstIndex(of: UInt8(ascii: "]")) else { break }
      let inner = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
      found.append(
        Reference(kind: kind, text: String(decoding: bytes[at...close], as: UTF8.self), offset: at, target: Self.target(kind, inner)))
      at = close + 1
    }
    return found
  }

  private static func kind(in bytes: [UInt8], at start: Int) -> Kind? {
    Kind.allCases.first { kind in
      let word = Array(kind.rawValue.utf8) + [UInt8(ascii: "[")]
      return bytes.count - start >= word.count && bytes[start..<(start + word.count)].elementsEqual(word)
    }
  }

  private static func target(_ kind: Kind, _ inner: String) -> Target {
    let trimmed = inner.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    let text = String(trimmed)
    switch kind {
    case .code, .generation: return text.isEmpty ? .malformed : .block(text)
    case .schema:
      guard let dot = text.lastIndex(of: "."), dot != text.startIndex, text.index(after: dot) != text.endIndex else {
        return text.isEmpty || text.hasPrefix(".") || text.hasSuffix(".") ? .malformed : .table(text)
      }
      return .column(table: String(text[..<dot]), column: String(text[text.index(after: dot)...]))
    case .mapping:
      // A range has a colon of its own: the sheet's name ends where the rest is a range.
      var colon = text.firstIndex(of: ":")
      while let place = colon {
        let rest = text[text.index(after: place)...]
        if place != text.startIndex, let range = CellRange(rest) { return .cells(sheet: String(text[..<place]), range) }
        colon = rest.firstIndex(of: ":")
      }
      return .malformed
    }
  }
}
