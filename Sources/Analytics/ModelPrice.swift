import Domain

/// What a model costs, in US dollars per million tokens.
package struct ModelPrice: Sendable, Equatable {
  /// The provider's configured name; `nil` for a model of this name anywhere.
  package var provider: String?
  /// The model's name at the vendor; a `*` at its end stands for any rest.
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

  /// How closely this price fits: a longer name more than a shorter one, a whole name more than a beginning, the provider's own price more
  /// than one for all. `nil` when it is for something else.
  func fit(provider: String, model: String) -> Fit? {
    guard self.provider == nil || self.provider == provider else { return nil }
    let isBeginning = self.model.utf8.last == 0x2A
    let name = isBeginning ? self.model.dropLast() : self.model[...]
    guard isBeginning ? model.hasPrefix(name) : model == name else { return nil }
    return Fit(bytes: name.utf8.count, isWhole: !isBeginning, isOwn: self.provider != nil)
  }

  struct Fit: Comparable {
    var bytes: Int
    var isWhole: Bool
    var isOwn: Bool

    static func < (left: Fit, right: Fit) -> Bool {
      (left.bytes, left.isWhole ? 1 : 0, left.isOwn ? 1 : 0) < (right.bytes, right.isWhole ? 1 : 0, right.isOwn ? 1 : 0)
    }
  }
}
