/// A cell as it passes by while a file is read: borrowed bytes, valid only within the call that hands it over.
/// It cannot be copied, so it cannot be kept by mistake; `cell` makes one that can.
@safe package struct CellView: ~Copyable {
  enum Kind: UInt8 {
    case string, number, boolean, date, error
  }

  package let sheet: String
  /// Counted from 1, as is the column.
  package let row: Int
  package let column: Int
  let kind: Kind
  /// A string's, a date's or an error's own text; of a number its literal; of a boolean nothing.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Of a number its value, of a boolean 0 or 1.
  let number: Double
  /// Whether the literal of a number is one of JSON too.
  let isPlainNumber: Bool
  /// Without its equals sign; empty where there is none.
  let formulaBytes: UnsafeBufferPointer<UInt8>

  // Not inlined: where its parts are borrowed, Swift 6.3.1's optimizer ends with an assertion over a view made in the caller (docs/workarounds.md).
  @inline(never)
  init(
    sheet: String, row: Int, column: Int, kind: Kind, bytes: UnsafeBufferPointer<UInt8>, number: Double, isPlainNumber: Bool,
    formulaBytes: UnsafeBufferPointer<UInt8>
  ) {
    self.sheet = sheet
    self.row = row
    self.column = column
    self.kind = kind
    self.bytes = bytes
    self.number = number
    self.isPlainNumber = isPlainNumber
    self.formulaBytes = formulaBytes
  }

  package var reference: CellReference { CellReference(row: row, column: column) }

  package var formula: String? { formulaBytes.isEmpty ? nil : String(decoding: formulaBytes, as: UTF8.self) }

  package var value: CellValue {
    switch kind {
    case .string: .string(String(decoding: bytes, as: UTF8.self))
    case .number: .number(number)
    case .boolean: .boolean(number != 0)
    case .date: .date(String(decoding: bytes, as: UTF8.self))
    case .error: .error(String(decoding: bytes, as: UTF8.self))
    }
  }

  package var cell: Cell { Cell(reference, value, formula: formula) }
}
