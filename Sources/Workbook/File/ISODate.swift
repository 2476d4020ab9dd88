/// Dates that a file spells out itself, brought to the form that `CellValue.date` promises.
enum ISODate {
  /// Passes over a midnight, a `Z`, and what is finer than a millisecond. Text of another form is written as it is.
  static func append(_ source: UnsafeBufferPointer<UInt8>, to text: inout ByteScratch) {
    var bytes = Array(source)
    if bytes.last == UInt8(ascii: "Z") { bytes.removeLast() }
    if let point = bytes.lastIndex(of: UInt8(ascii: ".")), bytes[(point + 1)...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      let fraction = bytes[(point + 1)...].prefix(3)
      bytes.removeSubrange(point...)
      if fraction.contains(where: { $0 != 0x30 }) { bytes += [UInt8(ascii: ".")] + fraction + repeatElement(0x30, count: 3 - fraction.count) }
    }
    let midnight = Array("T00:00:00".utf8)
    if bytes.count == 10 + midnight.count, bytes.suffix(midnight.count).elementsEqual(midnight) { bytes.removeLast(midnight.count) }
    for byte in bytes { text.append(byte) }
  }

  /// `PT13H05M30S` as a time of day below a day, else as a duration in the form of `DateText`.
  /// - Returns: whether it is one.
  static func append(period source: UnsafeBufferPointer<UInt8>, to text: inout ByteScratch) -> Bool {
    var milliseconds = 0.0
    var digits: [UInt8] = []
    var isTime = false
    var index = 0
    let isNegative = source.first == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < source.count, source[index] == UInt8(ascii: "P") else { return false }
    for byte in source[(index + 1)...] {
      switch byte {
      case UInt8(ascii: "T"): isTime = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): digits.append(byte)
      default:
        guard digits.count <= 15, let amount = Double(String(decoding: digits, as: UTF8.self)), let unit = unit(byte, isTime: isTime) else {
          return false
        }
        milliseconds += amount * unit
        digits = []
      }
    }
    guard digits.isEmpty, milliseconds < 1e15 else { return false }
    let total = Int(milliseconds.rounded())
    if !isNegative, total < 86_400_000 {
      DateText.appendTime(total, to: &text)
    } else {
      DateText.appendDuration(isNegative ? -total : total, to: &text)
    }
    return true
  }

  private static func unit(_ letter: UInt8, isTime: Bool) -> Double? {
    switch (letter, isTime) {
    case (UInt8(ascii: "D"), false): 86_400_000
    case (UInt8(ascii: "H"), true): 3_600_000
    case (UInt8(ascii: "M"), true): 60_000
    case (UInt8(ascii: "S"), true): 1000
    default: nil
    }
  }
}
