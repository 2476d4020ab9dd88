/// The example file: every setting at its default with what it means. Read as it stands, it changes nothing.
enum ConfigurationExample {
  static func text() -> String {
    var text = ConfigurationText()
    text.comment("Every setting of Throughline at its default. Keep the lines that you change and start with: throughline serve --config FILE")
    text.comment("JSON with // comments. Durations: 200ms, 10s, 5m, 24h, 30d. Sizes: 64KiB, 1MiB, 2GiB.")
    text.comment("A flag wins over the environment, the environment over this file. This file is made by: throughline config --print example")
    text.object(
      value: \.standard,
      above: { setting in
        let names = [setting.flag, setting.variable, setting.vendorVariable].compactMap { $0 }.joined(separator: ", ")
        return [""] + wrapped(setting.summary) + ["(\(names); \(setting.typeName))"]
      },
      beside: { _ in nil },
      lists: [
        (
          "providers", [""] + wrapped("Providers of models, besides the short ways \"openai\" and \"anthropic\" above."),
          list(ConfigurationLists.providerExamples)
        ),
        ("prices", [""] + wrapped("US dollars per million tokens, as texts."), list(ConfigurationLists.priceExamples)),
      ])
    return text.text
  }

  private static func list(_ examples: [String]) -> String {
    "[\n" + examples.map { "    // \($0)\n" }.joined() + "  ]"
  }

  private static func wrapped(_ sentence: String) -> [String] {
    var lines = [""]
    for word in sentence.split(separator: " ") {
      if lines[lines.count - 1].count + word.count > 100 { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}
