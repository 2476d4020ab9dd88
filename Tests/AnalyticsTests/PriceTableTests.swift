import Analytics
import Domain
import Testing

@Suite struct PriceTableTests {
  private func price(_ model: String, provider: String? = nil, _ input: String, output: String = "0") throws -> ModelPrice {
    ModelPrice(provider: provider, model: model, input: try #require(Money(input)), output: try #require(Money(output)))
  }

  @Test func `a cost is the exact sum over the kinds of tokens`() throws {
    let table = PriceTable(
      version: "v",
      prices: [
        ModelPrice(
          model: "m", input: try #require(Money("3")), cacheRead: Money("0.30"), cacheWrite: Money("3.75"),
          output: try #require(Money("15")))
      ])
    let tokens = TokenUsage(input: 1_000, cacheRead: 20_000, cacheWrite: 300, output: 777, reasoning: 500)
    let cost = try #require(table.cost(of: tokens, provider: "p", model: "m"))
    #expect(cost.cost == Money("0.02178"))
    #expect(cost.version == "v")
  }

  @Test func `half a nano-dollar rounds up, less rounds down, once for the whole cost`() throws {
    let table = PriceTable(
      version: "v", prices: [try price("half", "0.0005"), try price("less", "0.000499"), try price("both", "0.0003", output: "0.0002")])
    #expect(table.cost(of: TokenUsage(input: 1), provider: "p", model: "half")?.cost == Money(nanodollars: 1))
    #expect(table.cost(of: TokenUsage(input: 1), provider: "p", model: "less")?.cost == .zero)
    #expect(table.cost(of: TokenUsage(input: 1, output: 1), provider: "p", model: "both")?.cost == Money(nanodollars: 1))
    #expect(table.cost(of: TokenUsage(), provider: "p", model: "half")?.cost == .zero)
  }

  @Test func `what is not known is not priced: a model, or a kind of token that was used`() throws {
    let table = PriceTable(version: "v", prices: [try price("m", "1", output: "1")])
    #expect(table.cost(of: TokenUsage(input: 1), provider: "p", model: "other") == nil)
    #expect(table.cost(of: TokenUsage(input: 1, cacheRead: 1), provider: "p", model: "m") == nil)
    #expect(table.cost(of: TokenUsage(input: 1, cacheWrite: 1), provider: "p", model: "m") == nil)
    #expect(table.cost(of: TokenUsage(input: 1), provider: "p", model: "m") != nil)
    #expect(PriceTable([]).cost(of: TokenUsage(input: 1), provider: "p", model: "m") == nil)
  }

  @Test func `a count beyond all reason is unpriced, not a crash`() throws {
    let table = PriceTable(version: "v", prices: [try price("m", "75", output: "75")])
    #expect(table.cost(of: TokenUsage(input: .max, output: .max), provider: "p", model: "m") == nil)
    #expect(table.cost(of: TokenUsage(input: -5), provider: "p", model: "m")?.cost == .zero)
    #expect(table.cost(of: TokenUsage(input: 1_000_000_000_000), provider: "p", model: "m")?.cost == Money("75000000"))
  }

  @Test func `the closest name wins: longer, then whole, then the provider's own, then the earlier`() throws {
    let table = PriceTable(
      version: "v",
      prices: [
        try price("*", "1"), try price("gpt-*", "2"), try price("gpt-x", "3"), try price("gpt-x*", "4"), try price("gpt-x", provider: "mine", "5"),
        try price("gpt-x", "6"),
      ])
    func dollars(_ model: String, at provider: String = "p") -> String? { table.price(provider: provider, model: model)?.price.input.description }
    #expect(dollars("anything") == "1")
    #expect(dollars("gpt-y") == "2")
    #expect(dollars("gpt-x") == "3")
    #expect(dollars("gpt-x-2") == "4")
    #expect(dollars("gpt-x", at: "mine") == "5")
    #expect(dollars("GPT-x") == "1")
  }

  @Test func `a configured price stands before a published one that fits more closely`() throws {
    let table = PriceTable([
      PriceList(version: "configured", prices: [try price("gpt-*", "1")]),
      PriceList(version: "2025-11", prices: VendorPrices.openAI(provider: "openai")),
    ])
    #expect(table.price(provider: "openai", model: "gpt-4o")?.version == "configured")
    #expect(table.price(provider: "openai", model: "o3")?.version == "2025-11")
  }

  @Test(arguments: [
    ("gpt-4o", "2.5", "10"), ("gpt-4o-2024-08-06", "2.5", "10"), ("gpt-4o-2024-05-13", "5", "15"), ("gpt-4o-mini", "0.15", "0.6"),
    ("gpt-4o-mini-2024-07-18", "0.15", "0.6"), ("gpt-4.1-nano", "0.1", "0.4"), ("o3-mini", "1.1", "4.4"), ("o4-mini-2025-04-16", "1.1", "4.4"),
  ])
  func `published prices of OpenAI`(model: String, input: String, output: String) {
    let price = PriceTable(version: "v", prices: VendorPrices.openAI(provider: "openai")).price(provider: "openai", model: model)?.price
    #expect(price?.input == Money(input))
    #expect(price?.output == Money(output))
  }

  @Test(arguments: [
    ("claude-3-5-haiku-20241022", "0.8", "0.08", "1", "4"), ("claude-sonnet-4-20250514", "3", "0.3", "3.75", "15"),
    ("claude-opus-4-1-20250805", "15", "1.5", "18.75", "75"), ("claude-3-7-sonnet-latest", "3", "0.3", "3.75", "15"),
    ("claude-3-haiku-20240307", "0.25", "0.03", "0.3", "1.25"), ("claude-opus-4-5", "5", "0.5", "6.25", "25"),
  ])
  func `published prices of Anthropic`(model: String, input: String, read: String, write: String, output: String) {
    let price = PriceTable(version: "v", prices: VendorPrices.anthropic(provider: "anthropic")).price(provider: "anthropic", model: model)?.price
    #expect(price?.input == Money(input))
    #expect(price?.cacheRead == Money(read))
    #expect(price?.cacheWrite == Money(write))
    #expect(price?.output == Money(output))
  }

  @Test(arguments: ["gpt-4o-audio-preview", "gpt-4o-realtime-preview", "gpt-4.5-preview", "o3-pro", "o1-mini-x", "claude-sonnet-9", "qwen3-8b", ""])
  func `a model whose name only begins like a known one is unpriced`(model: String) {
    let table = PriceTable(version: "v", prices: VendorPrices.openAI(provider: "p") + VendorPrices.anthropic(provider: "p"))
    #expect(table.price(provider: "p", model: model) == nil)
    #expect(table.price(provider: "other", model: "gpt-4o") == nil)
  }
}
