import Domain
import Primitives
import Wire

/// What `throughline config` prints: the configuration in effect, as a file with comments that say where each value came from. Secrets are masked.
enum ConfigurationListing {
  static func text(_ loaded: LoadedConfiguration) -> String {
    var text = ConfigurationText()
    text.comment(loaded.file.map { "The configuration in effect, with the file \($0)." } ?? "The configuration in effect, without a file.")
    let used = loaded.values.usedProviders.map(\.name)
    text.comment("Providers in the order in which they are asked: \(used.joined(separator: ", ")).")
    text.comment("A message that names no model goes to: \(loaded.values.defaultModel).")
    for notice in loaded.notices { text.comment("Note: \(notice).") }
    text.object(
      value: { setting in
        let value = setting.show(loaded.values)
        return setting.isSecret && !value.isNull ? .string(Secret.mask) : value
      },
      above: { _ in [] }, beside: { loaded.origin($0.name).description },
      lists: [
        ("providers", [], list(loaded.values.providers.map(entry))), ("prices", [], list(loaded.values.prices.map(entry))),
      ])
    return text.text
  }

  private static func list(_ entries: [JSONValue]) -> String {
    if entries.isEmpty { return "[]" }
    return "[\n" + entries.map { "    " + String(decoding: $0.encoded(), as: UTF8.self) }.joined(separator: ",\n") + "\n  ]"
  }

  private static func entry(_ provider: ProviderConfiguration) -> JSONValue {
    var fields = [JSONField("name", .string(provider.name)), JSONField("kind", .string(provider.kind.rawValue))]
    if !provider.baseURL.isEmpty { fields.append(JSONField("base_url", .string(provider.baseURL))) }
    if provider.apiKey != nil { fields.append(JSONField("api_key", .string(Secret.mask))) }
    fields.append(JSONField("models", .array(provider.models.map { .string($0) })))
    fields.append(JSONField("pass_unknown", .bool(provider.passUnknown)))
    if !provider.headers.isEmpty {
      fields.append(JSONField("headers", .object(provider.headers.map { JSONField($0.name, .string(Secret.mask)) })))
    }
    let timeouts = provider.timeouts
    fields.append(
      JSONField(
        "timeouts",
        .object([
          "connect": .string(DurationText.text(timeouts.connect)), "first_byte": .string(DurationText.text(timeouts.firstByte)),
          "idle": .string(DurationText.text(timeouts.idle)),
        ])))
    if provider.background { fields.append(JSONField("background", .bool(true))) }
    fields.append(JSONField("on_take_over", .string(provider.onTakeOver.rawValue)))
    return .object(fields)
  }

  private static func entry(_ price: PriceConfiguration) -> JSONValue {
    var fields = [JSONField("model", .string(price.model))]
    if let provider = price.provider { fields.append(JSONField("provider", .string(provider))) }
    fields.append(JSONField("input", .string(price.input.description)))
    if let cached = price.cachedInput { fields.append(JSONField("cached_input", .string(cached.description))) }
    if let write = price.cacheWrite { fields.append(JSONField("cache_write", .string(write.description))) }
    fields.append(JSONField("output", .string(price.output.description)))
    return .object(fields)
  }
}
