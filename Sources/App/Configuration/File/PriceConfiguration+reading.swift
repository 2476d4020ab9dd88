import Domain
import Primitives

extension PriceConfiguration {
  /// Reads one entry of `prices`.
  /// - Throws: `ConfigurationError` that names the entry.
  init(_ value: JSONValue, path: String, in file: ConfigurationFile) throws(ConfigurationError) {
    var entry = try ObjectReader(value, path: path, in: file)
    model = try entry.required(
      "model", .text(expected: "a model's name, maybe with * at its end") { !$0.isEmpty && !$0.dropLast().contains("*") })
    provider = try entry.optional("provider", .text(expected: "a provider's name") { !$0.isEmpty })
    input = try entry.required("input", .price)
    cachedInput = try entry.optional("cached_input", .price)
    cacheWrite = try entry.optional("cache_write", .price)
    output = try entry.required("output", .price)
    try entry.finish()
  }
}

extension SettingCodec where Value == Money {
  /// Dollars per million tokens. A JSON number is refused: it would be rounded on its way.
  static var price: SettingCodec {
    SettingCodec(
      typeName: "price", expected: "US dollars per million tokens as a text, such as \"2.50\"",
      parse: { text in Money(text).flatMap { $0 < .zero ? nil : $0 } }, show: { $0.description })
  }
}
