/// The place of a cell in its sheet, both counted from 1: `H7` is row 7, column 8.
package struct CellReference: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// What xlsx allows; ODS and CSV files with more are refused.
  package static let lastRow = 1_048_576
  package static let lastColumn = 16_384

  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads `H7`; dollar signs are passed over. `nil` where this is no reference, or none that a sheet has.
  package init?(_ text: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "$"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        guard row == 0 else { return nil }
        column = column * 26 + Int(byte & 0x1f)
        guard column <= Self.lastColumn else { return nil }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard column > 0 else { return nil }
        row = row * 10 + Int(byte & 0x0f)
        guard row > 0, row <= Self.lastRow else { return nil }
      default: return nil
      }
    }
    guard row > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// `A`, `Z`, `AA`, … for a column counted from 1.
  package static func letters(ofColumn column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  package var description: String { Self.letters(ofColumn: column) + String(row) }

  /// In reading order: row by row.
  package static func < (left: CellReference, right: CellReference) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}
