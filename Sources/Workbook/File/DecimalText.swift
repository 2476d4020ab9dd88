import Glibc

/// A number in the text of a file, read to the nearest double.
struct DecimalText {
  let value: Double
  /// Without white space around it; borrowed as what it was read from.
  let literal: UnsafeBufferPointer<UInt8>
  /// Whether the literal is a number in JSON too, which allows no plus sign and no needless zeros.
  let isJSON: Bool

  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = (0...22).map { exponent in (0..<exponent).reduce(1.0) { power, _ in power * 10 } }
  private static let exactMantissa: UInt64 = 1 << 53
  private static let maxLength = 400

  /// `nil` where it is no finite number.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    literal = UnsafeBufferPointer(rebasing: text[start..<end])
    guard !literal.isEmpty, literal.count <= Self.maxLength else { return nil }
    var index = 0
    let isNegative = literal[0] == UInt8(ascii: "-")
    let hasPlus = literal[0] == UInt8(ascii: "+")
    if isNegative || hasPlus { index = 1 }
    var mantissa: UInt64 = 0
    var isExact = true
    let firstDigit = index
    while index < literal.count, case let digit = literal[index] &- 0x30, digit < 10 {
      if mantissa < 1 << 58 { mantissa = mantissa * 10 + UInt64(digit) } else { isExact = false }
      index += 1
    }
    let wholeDigits = index - firstDigit
    var fractionDigits = 0
    var hasPoint = false
    if index < literal.count, literal[index] == UInt8(ascii: ".") {
      hasPoint = true
      index += 1
      while index < literal.count, case let digit = literal[index] &- 0x30, digit < 10 {
        if mantissa < 1 << 58 { mantissa = mantissa * 10 + UInt64(digit) } else { isExact = false }
        index += 1
        fractionDigits += 1
      }
    }
    guard wholeDigits + fractionDigits > 0 else { return nil }
    let hasExponent = index < literal.count
    if hasExponent {
      guard literal[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      if index < literal.count, literal[index] == UInt8(ascii: "-") || literal[index] == UInt8(ascii: "+") { index += 1 }
      guard index < literal.count else { return nil }
      while index < literal.count {
        guard literal[index] &- 0x30 < 10 else { return nil }
        index += 1
      }
    }
    isJSON = !hasPlus && wholeDigits > 0 && (wholeDigits == 1 || literal[firstDigit] != UInt8(ascii: "0")) && (!hasPoint || fractionDigits > 0)
    // W. D. Clinger's fast path: both numbers are exact, so one division rounds once.
    if isExact, !hasExponent, mantissa <= Self.exactMantissa, fractionDigits <= 22 {
      let magnitude = fractionDigits == 0 ? Double(mantissa) : Double(mantissa) / Self.powers[fractionDigits]
      value = isNegative ? -magnitude : magnitude
      return
    }
    value = Self.slowValue(literal)
    guard value.isFinite else { return nil }
  }

  @inline(never)
  private static func slowValue(_ literal: UnsafeBufferPointer<UInt8>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: literal.count + 1) { copy in
      for index in literal.indices { copy[index] = CChar(bitPattern: literal[index]) }
      copy[literal.count] = 0
      guard let base = copy.baseAddress else { return .nan }
      return strtod(base, nil)
    }
  }
}
