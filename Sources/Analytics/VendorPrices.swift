import Domain

/// List prices that vendors have published, without discounts, batches and surcharges for long contexts. Whoever pays others configures them.
/// Models that are not here are unpriced until somebody configures them: a guess would look like a fact.
package enum VendorPrices {
  /// The month of the price pages that these figures were taken from.
  package static let version = "2025-11"

  /// - Parameter provider: the configured name of a provider that bills like the vendor.
  package static func openAI(provider: String) -> [ModelPrice] {
    openAIFigures.flatMap { $0.prices(provider: provider) }
  }

  /// Cache writes are those that live five minutes.
  /// - Parameter provider: the configured name of a provider that bills like the vendor.
  package static func anthropic(provider: String) -> [ModelPrice] {
    anthropicFigures.flatMap { $0.prices(provider: provider) }
  }

  /// Cents of a cent per million tokens, so that every figure is a whole number: `25_000` is 2.50 dollars.
  private struct Figures {
    var model: String
    var input: Int64
    var cacheRead: Int64?
    var cacheWrite: Int64?
    var output: Int64

    /// The name itself and its dated versions (`gpt-4o-2024-08-06`, `claude-sonnet-4-20250514`); not other models whose names begin alike.
    func prices(provider: String) -> [ModelPrice] {
      [model, "\(model)-20*"].map {
        ModelPrice(
          provider: provider, model: $0, input: Self.money(input), cacheRead: cacheRead.map(Self.money), cacheWrite: cacheWrite.map(Self.money),
          output: Self.money(output))
      }
    }

    private static func money(_ figure: Int64) -> Money { Money(nanodollars: figure * 100_000) }
  }

  private static let openAIFigures: [Figures] = [
    Figures(model: "gpt-5", input: 12_500, cacheRead: 1_250, output: 100_000),
    Figures(model: "gpt-5-mini", input: 2_500, cacheRead: 250, output: 20_000),
    Figures(model: "gpt-5-nano", input: 500, cacheRead: 50, output: 4_000),
    Figures(model: "gpt-4.1", input: 20_000, cacheRead: 5_000, output: 80_000),
    Figures(model: "gpt-4.1-mini", input: 4_000, cacheRead: 1_000, output: 16_000),
    Figures(model: "gpt-4.1-nano", input: 1_000, cacheRead: 250, output: 4_000),
    Figures(model: "gpt-4o", input: 25_000, cacheRead: 12_500, output: 100_000),
    Figures(model: "gpt-4o-2024-05-13", input: 50_000, output: 150_000),
    Figures(model: "gpt-4o-mini", input: 1_500, cacheRead: 750, output: 6_000),
    Figures(model: "o1", input: 150_000, cacheRead: 75_000, output: 600_000),
    Figures(model: "o3", input: 20_000, cacheRead: 5_000, output: 80_000),
    Figures(model: "o3-mini", input: 11_000, cacheRead: 5_500, output: 44_000),
    Figures(model: "o4-mini", input: 11_000, cacheRead: 2_750, output: 44_000),
    Figures(model: "gpt-4-turbo", input: 100_000, output: 300_000),
    Figures(model: "gpt-4", input: 300_000, output: 600_000),
    Figures(model: "gpt-3.5-turbo", input: 5_000, output: 15_000),
  ]

  private static let anthropicFigures: [Figures] = [
    claude("claude-opus-4-5", input: 50_000),
    claude("claude-haiku-4-5", input: 10_000),
    claude("claude-sonnet-4-5", input: 30_000),
    claude("claude-opus-4-1", input: 150_000),
    claude("claude-opus-4", input: 150_000),
    claude("claude-opus-4-0", input: 150_000),
    claude("claude-sonnet-4", input: 30_000),
    claude("claude-sonnet-4-0", input: 30_000),
    claude("claude-3-7-sonnet", input: 30_000),
    claude("claude-3-7-sonnet-latest", input: 30_000),
    claude("claude-3-5-sonnet", input: 30_000),
    claude("claude-3-5-sonnet-latest", input: 30_000),
    claude("claude-3-5-haiku", input: 8_000),
    claude("claude-3-5-haiku-latest", input: 8_000),
    claude("claude-3-opus", input: 150_000),
    Figures(model: "claude-3-haiku", input: 2_500, cacheRead: 300, cacheWrite: 3_000, output: 12_500),
  ]

  /// The vendor's own rule: output five times the input, a cache read a tenth of it, a cache write five quarters.
  private static func claude(_ model: String, input: Int64) -> Figures {
    Figures(model: model, input: input, cacheRead: input / 10, cacheWrite: input / 4 * 5, output: input * 5)
  }
}
