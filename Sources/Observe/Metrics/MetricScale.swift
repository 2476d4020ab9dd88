/// What one unit of a stored whole number is worth in the unit that the metric's name says. Stored figures stay integers, so that sums are
/// exact; only the text form has a decimal point.
package enum MetricScale: Sendable {
  case one
  /// Stored in nanoseconds, shown in seconds; or in nano-dollars, shown in dollars.
  case nano

  private var decimals: Int {
    switch self {
    case .one: 0
    case .nano: 9
    }
  }

  /// The exact decimal, without trailing zeros: 1_500_000_000 nano is `1.5`.
  package func text(_ value: UInt64) -> String {
    guard decimals > 0 else { return "\(value)" }
    var unit: UInt64 = 1
    for _ in 0..<decimals { unit *= 10 }
    var rest = value % unit
    guard rest > 0 else { return "\(value / unit)" }
    var digits = decimals
    while rest % 10 == 0 {
      rest /= 10
      digits -= 1
    }
    let fraction = "\(rest)"
    return "\(value / unit)." + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
  }
}
