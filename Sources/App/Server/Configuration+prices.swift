import Analytics
import Domain

extension Configuration {
  /// Configured prices before the built-in ones; the embedded provider costs nothing.
  var priceTable: PriceTable {
    let configured = prices.map {
      ModelPrice(provider: $0.provider, model: $0.model, input: $0.input, cacheRead: $0.cachedInput, cacheWrite: $0.cacheWrite, output: $0.output)
    }
    let embedded = usedProviders.filter { $0.kind == .scripted }.map {
      ModelPrice(provider: $0.name, model: "", input: .zero, cacheRead: .zero, cacheWrite: .zero, output: .zero)
    }
    return PriceTable(version: configured.isEmpty ? "built-in" : "configured", prices: configured + embedded)
  }
}
