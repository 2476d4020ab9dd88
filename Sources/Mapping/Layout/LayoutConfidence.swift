/// What speaks for a block, added up line by line so that a person can follow it.
struct LayoutConfidence {
  /// Below this a block is used and `layout_uncertain` says so.
  static let threshold = 0.6
  /// Below this it is no mapping.
  static let least = 0.4

  private(set) var value = 0.0
  private(set) var reasons: [String] = []

  mutating func add(_ weight: Double, _ reason: String) {
    guard weight != 0 else { return }
    value += weight
    let cents = Int((abs(weight) * 100).rounded())
    reasons.append("\(weight < 0 ? "-" : "+")0.\(cents < 10 ? "0" : "")\(cents) \(reason)")
  }

  /// Between 0 and 1, in hundredths.
  var result: Double { (min(1, max(0, value)) * 100).rounded() / 100 }
}
