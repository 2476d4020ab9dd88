/// Reads the `r` of a cell: `H7`.
struct CellPlace {
  let row: Int
  let column: Int

  /// `nil` where it is none that a sheet has.
  @inline(__always)
  init?(_ bytes: UnsafePointer<UInt8>) {
    var index = 0
    var column = 0
    while case let letter = bytes[index] & 0xdf, letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") {
      column = column * 26 + Int(letter & 0x1f)
      index += 1
      if index > 3 { return nil }
    }
    let firstDigit = index
    var row = 0
    while case let digit = bytes[index] &- 0x30, digit < 10 {
      row = row * 10 + Int(digit)
      index += 1
      if index - firstDigit > 7 { return nil }
    }
    guard bytes[index] == 0, column >= 1, column <= CellReference.lastColumn, row >= 1, row <= CellReference.lastRow else { return nil }
    self.row = row
    self.column = column
  }
}
