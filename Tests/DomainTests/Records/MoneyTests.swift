import Domain
import Testing

@Suite struct MoneyTests {
  @Test(
    arguments: [
      (0, "0"), (1, "0.000000001"), (125_000, "0.000125"), (1_000_000_000, "1"), (1_500_000_000, "1.5"), (10_010_000_000, "10.01"),
      (-1, "-0.000000001"), (-2_250_000_000, "-2.25"), (999_999_999_999_999_999, "999999999.999999999"), (1_000_000_000_000_000_000, "1000000000"),
      (Int64.max, "9223372036.854775807"), (-Int64.max, "-9223372036.854775807"),
    ] as [(Int64, String)])
  func `nano-dollars print as a plain decimal and read back`(_ nanodollars: Int64, _ text: String) {
    #expect(Money(nanodollars: nanodollars).description == text)
    #expect(Money(text) == Money(nanodollars: nanodollars))
  }

  @Test func `random amounts survive the way through text`() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<2000 {
      let shift = Int.random(in: 0..<63, using: &random)
      let money = Money(nanodollars: Int64(truncatingIfNeeded: random.next()) >> shift)
      #expect(Money(money.description) == money)
    }
  }

  @Test(arguments: [("1.50", "1.5"), ("0.0", "0"), ("-0", "0"), ("000.1", "0.1"), ("3", "3")])
  func `other spellings of a decimal are read`(_ text: String, _ printed: String) {
    #expect(Money(text)?.description == printed)
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "1.0000000001", "1e3", "1,5", "+1", "--1", " 1", "1 ", "1.2.3", "0x1", "NaN", "\u{661}", "9223372036.854775808",
    "99999999999", "-99999999999.1",
  ])
  func `what is no amount, too fine or too great is refused`(_ text: String) {
    #expect(Money(text) == nil)
  }

  @Test func `amounts add and compare`() {
    #expect(Money(nanodollars: 1) + Money(nanodollars: 2) == Money(nanodollars: 3))
    #expect(Money(nanodollars: -1) < .zero)
  }

  @Test func `a sum that does not fit stays at the greatest amount`() {
    #expect(Money(nanodollars: .max) + Money(nanodollars: 1) == Money(nanodollars: .max))
    #expect(Money(nanodollars: .min) + Money(nanodollars: -1) == Money(nanodollars: .min))
    #expect(Money(nanodollars: .max) + Money(nanodollars: .min) == Money(nanodollars: -1))
  }
}
