import Analytics
import Domain

extension Configuration {
  /// Configured prices before the vendors' published ones; the embedded provider costs nothing.
  var priceTable: PriceTable {
    let configured = prices.map {
      ModelPrice(provider: $0.provider, model: $0.model, input: $0.input, cacheRead: $0.cachedInput, cacheWrite: $0.cacheWrite, output: $0.output)
    }
    var embedded: [ModelPrice] = []
    var published: [ModelPrice] = []
    for provider in usedProviders {
      switch provider.kind {
      case .scripted:
        embedded.append(
          ModelPrice(provider: provider.name, model: "*", input: .zero, cacheRead: .zero, cacheWrite: .zero, output: .zero))
      case .openai, .openaiResponses: published += VendorPrices.openAI(provider: provider.name)
      case .anthropic: published += VendorPrices.anthropic(provider: provider.name)
      }
    }
    return PriceTable([
      PriceList(version: "configured", prices: configured), PriceList(version: "embedded", prices: embedded),
      PriceList(version: VendorPrices.version, prices: published),
    ])
  }
}
