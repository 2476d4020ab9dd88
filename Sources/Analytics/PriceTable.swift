import Domain

/// Prices by provider and model. Unknown is unknown: nothing is ever priced at zero because nobody knew better.
package struct PriceTable: Sendable {
  /// Names the list that a cost was made from.
  package let version: String
  private let prices: [ModelPrice]

  /// - Parameter prices: earlier ones win over later ones of the same length.
  package init(version: String, prices: [ModelPrice]) {
    self.version = version
    self.prices = prices
  }

  /// The cost of these tokens; `nil` when the model's price, or that of a kind of token that was used, is not known.
  package func cost(of tokens: TokenUsage, provider: String, model: String) -> (cost: Money, version: String)? {
    guard let price = price(provider: provider, model: model) else { return nil }
    var total: Int64 = 0
    for (count, rate) in [
      (tokens.input, price.input), (tokens.cacheRead, price.cacheRead), (tokens.cacheWrite, price.cacheWrite), (tokens.output, price.output),
    ] where count > 0 {
      guard let rate else { return nil }
      total += count * rate.nanodollars
    }
    // Rates are per million; half a nano-dollar rounds up.
    return (Money(nanodollars: (total + 500_000) / 1_000_000), version)
  }

  /// The longest name that the model's name begins with, the provider's own price before one for all.
  package func price(provider: String, model: String) -> ModelPrice? {
    var best: ModelPrice?
    for price in prices where price.provider == nil || price.provider == provider {
      guard model.hasPrefix(price.model) else { continue }
      guard let known = best else {
        best = price
        continue
      }
      let (length, knownLength) = (price.model.utf8.count, known.model.utf8.count)
      if length > knownLength || (length == knownLength && price.provider != nil && known.provider == nil) { best = price }
    }
    return best
  }
}
