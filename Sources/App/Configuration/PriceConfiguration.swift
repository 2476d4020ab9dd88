import Domain

/// What a model costs, per million tokens of each kind.
package struct PriceConfiguration: Sendable, Equatable {
  /// The model's name at the vendor; a `*` at its end stands for any rest.
  package var model: String
  /// Only at this provider; `nil` for any.
  package var provider: String?
  package var input: Money
  /// `nil`: not known; an answer that read the provider's cache stays unpriced.
  package var cachedInput: Money?
  /// `nil`: not known; an answer that wrote the provider's cache stays unpriced.
  package var cacheWrite: Money?
  package var output: Money

  package init(model: String, provider: String? = nil, input: Money, cachedInput: Money? = nil, cacheWrite: Money? = nil, output: Money) {
    self.model = model
    self.provider = provider
    self.input = input
    self.cachedInput = cachedInput
    self.cacheWrite = cacheWrite
    self.output = output
  }
}
