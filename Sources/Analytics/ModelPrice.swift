import Domain

/// What one model costs, in US dollars per million tokens.
package struct ModelPrice: Sendable, Equatable {
  /// The provider's configured name; `nil` for a model of this name anywhere.
  package var provider: String?
  /// The model's name, or its beginning: `gpt-4o` is also the price of `gpt-4o-2024-08-06` unless that has one of its own.
  package var model: String
  package var input: Money
  /// `nil`: not known, so that an answer that used it stays unpriced.
  package var cacheRead: Money?
  package var cacheWrite: Money?
  package var output: Money

  package init(provider: String? = nil, model: String, input: Money, cacheRead: Money? = nil, cacheWrite: Money? = nil, output: Money) {
    self.provider = provider
    self.model = model
    self.input = input
    self.cacheRead = cacheRead
    self.cacheWrite = cacheWrite
    self.output = output
  }
}
