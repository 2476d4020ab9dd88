/// Tokens of one provider call in disjoint buckets, whatever the vendor's own way of adding them up: nothing is counted twice.
package struct TokenUsage: Sendable, Equatable {
  /// Fresh input: neither read from nor written to the provider's cache.
  package var input: Int64
  package var cacheRead: Int64
  package var cacheWrite: Int64
  /// All output, reasoning included.
  package var output: Int64
  /// The part of `output` that was reasoning.
  package var reasoning: Int64
  /// Counted by us because the provider gave no figures.
  package var isEstimated: Bool

  package init(input: Int64 = 0, cacheRead: Int64 = 0, cacheWrite: Int64 = 0, output: Int64 = 0, reasoning: Int64 = 0, isEstimated: Bool = false) {
    self.input = input
    self.cacheRead = cacheRead
    self.cacheWrite = cacheWrite
    self.output = output
    self.reasoning = reasoning
    self.isEstimated = isEstimated
  }

  package var promptTokens: Int64 { input + cacheRead + cacheWrite }
  package var totalTokens: Int64 { promptTokens + output }

  package static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: left.input + right.input, cacheRead: left.cacheRead + right.cacheRead, cacheWrite: left.cacheWrite + right.cacheWrite,
      output: left.output + right.output, reasoning: left.reasoning + right.reasoning, isEstimated: left.isEstimated || right.isEstimated)
  }

  /// What is left of a sum when a part of it is known; never below zero.
  package func without(_ part: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: max(0, input - part.input), cacheRead: max(0, cacheRead - part.cacheRead), cacheWrite: max(0, cacheWrite - part.cacheWrite),
      output: max(0, output - part.output), reasoning: max(0, reasoning - part.reasoning), isEstimated: isEstimated || part.isEstimated)
  }
}

/// What an answer used, as the wire tells it. `cost` is `nil` when the price is unknown, never zero for that reason.
package struct UsageReport: Sendable, Equatable {
  package var tokens: TokenUsage
  package var cost: Money?
  package var provider: String
  package var model: String

  package init(tokens: TokenUsage, cost: Money?, provider: String, model: String) {
    self.tokens = tokens
    self.cost = cost
    self.provider = provider
    self.model = model
  }
}
