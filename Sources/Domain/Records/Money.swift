/// An amount of US dollars as whole nano-dollars: exact for every price per token in use. Text form: a plain decimal without trailing zeros.
package struct Money: Hashable, Sendable, Comparable, BitwiseCopyable, CustomStringConvertible {
  package var nanodollars: Int64

  package init(nanodollars: Int64) { self.nanodollars = nanodollars }

  package static let zero = Money(nanodollars: 0)

  /// Reads a decimal such as `0.000125`; `nil` when it is not one, has more than nine places or does not fit.
  package init?(_ text: some StringProtocol) {
    let negative = text.hasPrefix("-")
    let parts = text.utf8.dropFirst(negative ? 1 : 0).split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 10 else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    guard fraction.count <= 9, parts.count == 1 || !fraction.isEmpty else { return nil }
    var value: Int64 = 0
    for digit in Array(parts[0]) + fraction + Array(repeating: 0x30, count: 9 - fraction.count) {
      guard (0x30...0x39).contains(digit) else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.addingReportingOverflow(Int64(digit - 0x30))
      guard !overflows, !overflowsToo else { return nil }
      value = sum
    }
    nanodollars = negative ? -value : value
  }

  package var description: String {
    let magnitude = nanodollars.magnitude
    let whole = magnitude / 1_000_000_000
    var fraction = magnitude % 1_000_000_000
    let sign = nanodollars < 0 ? "-" : ""
    guard fraction > 0 else { return "\(sign)\(whole)" }
    var places = 9
    while fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    let digits = String(fraction)
    return "\(sign)\(whole).\(String(repeating: "0", count: places - digits.utf8.count))\(digits)"
  }

  /// The sum; what does not fit, which only a provider's nonsense can ask for, stays at the greatest amount instead of ending the process.
  package static func + (left: Money, right: Money) -> Money {
    let (sum, overflows) = left.nanodollars.addingReportingOverflow(right.nanodollars)
    return Money(nanodollars: overflows ? (left.nanodollars < 0 ? .min : .max) : sum)
  }

  package static func < (left: Money, right: Money) -> Bool { left.nanodollars < right.nanodollars }
}
