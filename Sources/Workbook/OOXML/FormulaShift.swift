/// A shared formula stands written out in its first cell only; in the others its relative references have moved along.
enum FormulaShift {
  /// Writes the formula as it reads so many rows and columns further. What leads out of the sheet becomes `#REF!`.
  static func append(_ formula: UnsafeBufferPointer<UInt8>, rows: Int, columns: Int, to text: inout XMLText) throws(WorkbookError) {
    var index = 0
    while index < formula.count {
      let byte = formula[index]
      var end = index + 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        while end < formula.count, formula[end] != byte { end += 1 }
        end = min(end + 1, formula.count)
      case UInt8(ascii: "["):
        var depth = 1
        while end < formula.count, depth > 0 {
          if formula[end] == UInt8(ascii: "[") { depth += 1 } else if formula[end] == UInt8(ascii: "]") { depth -= 1 }
          end += 1
        }
      case _ where isWord(byte):
        while end < formula.count, isWord(formula[end]) { end += 1 }
        let following = end < formula.count ? formula[end] : 0
        let word = UnsafeBufferPointer(rebasing: formula[index..<end])
        // A function, a sheet's name, or the table of a structured reference.
        if following != UInt8(ascii: "("), following != UInt8(ascii: "!"), following != UInt8(ascii: "["),
          let reference = Reference(word, isPartOfRange: following == UInt8(ascii: ":") || (index > 0 && formula[index - 1] == UInt8(ascii: ":")))
        {
          try reference.append(rows: rows, columns: columns, to: &text)
          index = end
          continue
        }
      default: break
      }
      try text.append(UnsafeBufferPointer(rebasing: formula[index..<end]))
      index = end
    }
  }

  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "$"),
      UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  /// `A1`, `$A$1`, and in ranges `A` or `1`.
  private struct Reference {
    private var letters: ArraySlice<UInt8>
    private var digits: Int?
    private let isColumnFixed: Bool
    private let isRowFixed: Bool

    init?(_ word: UnsafeBufferPointer<UInt8>, isPartOfRange: Bool) {
      guard word.count <= 12 else { return nil }
      var rest = ArraySlice(word)
      var dollar = Self.takeDollar(&rest)
      letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
      rest = rest.dropFirst(letters.count)
      guard letters.count <= 3 else { return nil }
      isColumnFixed = dollar && !letters.isEmpty
      if !letters.isEmpty { dollar = Self.takeDollar(&rest) }
      isRowFixed = dollar
      guard rest.count <= 7, rest.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), rest.first != UInt8(ascii: "0") else {
        return nil
      }
      digits = rest.isEmpty ? nil : rest.reduce(0) { $0 * 10 + Int($1 & 0xf) }
      if letters.isEmpty || digits == nil {
        guard isPartOfRange, !(letters.isEmpty && digits == nil) else { return nil }
      }
    }

    private static func takeDollar(_ rest: inout ArraySlice<UInt8>) -> Bool {
      guard rest.first == UInt8(ascii: "$") else { return false }
      rest.removeFirst()
      return true
    }

    func append(rows: Int, columns: Int, to text: inout XMLText) throws(WorkbookError) {
      var written: [UInt8] = []
      if !letters.isEmpty {
        let column = letters.reduce(0) { $0 * 26 + Int($1 & 0x1f) } + (isColumnFixed ? 0 : columns)
        guard (1...CellReference.lastColumn).contains(column) else { return try text.append(Array("#REF!".utf8)) }
        if isColumnFixed { written.append(UInt8(ascii: "$")) }
        written += CellReference.letters(ofColumn: column).utf8
      }
      if let digits {
        let row = digits + (isRowFixed ? 0 : rows)
        guard (1...CellReference.lastRow).contains(row) else { return try text.append(Array("#REF!".utf8)) }
        if isRowFixed { written.append(UInt8(ascii: "$")) }
        written += String(row).utf8
      }
      try text.append(written)
    }
  }

  /// Whether the formula names another workbook's file, as in `'[Budget.xlsx]Q1'!A1`. The number of an external link, `[1]`, is none by itself.
  static func namesAnotherWorkbook(_ formula: UnsafeBufferPointer<UInt8>) -> Bool {
    guard formula.contains(UInt8(ascii: "[")) else { return false }
    var isInText = false
    var start: Int?
    for index in formula.indices {
      switch formula[index] {
      case UInt8(ascii: "\""): isInText.toggle()
      case UInt8(ascii: "[") where !isInText: start = index + 1
      case UInt8(ascii: "]"):
        if let opened = start, isWorkbookFile(formula[opened..<index]) { return true }
        start = nil
      default: break
      }
    }
    return false
  }

  private static func isWorkbookFile(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let lower = name.suffix(5).map { $0 | 0x20 }
    return [".xlsx", ".xlsm", ".xlsb"].contains { lower.elementsEqual($0.utf8) }
      || [".xls", ".ods"].contains { lower.suffix(4).elementsEqual($0.utf8) }
  }
}
