import Domain

/// Prices by provider and model. Unknown is unknown: nothing is ever priced at zero because nobody knew better.
package struct PriceTable: Sendable {
  private let lists: [PriceList]

  /// - Parameter lists: an earlier one that has a price for a model wins over later ones, however closely those fit.
  package init(_ lists: [PriceList]) { self.lists = lists }

  /// One list.
  package init(version: String, prices: [ModelPrice]) { self.init([PriceList(version: version, prices: prices)]) }

  /// The cost of these tokens, exact to half a nano-dollar, which rounds up; and the version of the list that it was made from.
  /// - Returns: `nil` when the model's price, or that of a kind of token that was used, is not known, or no amount of money can hold the cost.
  package func cost(of tokens: TokenUsage, provider: String, model: String) -> (cost: Money, version: String)? {
    guard let (price, version) = price(provider: provider, model: model) else { return nil }
    // Counts come from outside; 64 bits would not hold every product.
    var total: Int128 = 0
    for (count, rate) in [
      (tokens.input, price.input), (tokens.cacheRead, price.cacheRead), (tokens.cacheWrite, price.cacheWrite), (tokens.output, price.output),
    ] where count > 0 {
      guard let rate else { return nil }
      total += Int128(count) * Int128(rate.nanodollars)
    }
    // Rates are per million tokens.
    guard let nanodollars = Int64(exactly: (total + 500_000) / 1_000_000) else { return nil }
    return (Money(nanodollars: nanodollars), version)
  }

  /// The price of a model and the version of its list.
  package func price(provider: String, model: String) -> (price: ModelPrice, version: String)? {
    for list in lists {
      if let price = list.price(provider: provider, model: model) { return (price, list.version) }
    }
    return nil
  }
}
