/// Prices from one source, with the name by which the ledger remembers it.
package struct PriceList: Sendable, Equatable {
  /// What `price_version` says of a cost made from this list.
  package var version: String
  package var prices: [ModelPrice]

  package init(version: String, prices: [ModelPrice]) {
    self.version = version
    self.prices = prices
  }

  /// The price that fits best; of two that fit alike the earlier.
  func price(provider: String, model: String) -> ModelPrice? {
    var best: (price: ModelPrice, fit: ModelPrice.Fit)?
    for price in prices {
      guard let fit = price.fit(provider: provider, model: model) else { continue }
      if let known = best, known.fit >= fit { continue }
      best = (price, fit)
    }
    return best?.price
  }
}
