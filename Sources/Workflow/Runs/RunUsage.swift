import Domain

/// What a run's calls to its provider used: as the provider counted, else estimated from what a call was given and gave. Pure.
struct RunUsage {
  private let promptBytes: Int
  private let price: @Sendable (TokenUsage) -> Money?
  /// Of the call under way.
  private var counted: TokenUsage?
  /// `nil` until the call gave something.
  private var producedBytes: Int?
  private var continuedBytes = 0
  private var isWhole = false
  /// Of everything that was booked.
  private(set) var tokens = TokenUsage()
  /// `nil` once something was booked whose price is unknown.
  private(set) var cost: Money? = .zero

  /// - Parameter promptBytes: size of what a call is asked.
  init(promptBytes: Int, price: @escaping @Sendable (TokenUsage) -> Money?) {
    self.promptBytes = promptBytes
    self.price = price
  }

  /// A call begins. - Parameter continuedBytes: size of the answer's text that it is given to go on from.
  mutating func beginCall(continuedBytes: Int) {
    counted = nil
    producedBytes = nil
    isWhole = false
    self.continuedBytes = continuedBytes
  }

  /// The provider counted; cumulative.
  mutating func count(_ tokens: TokenUsage) { counted = tokens }

  /// The call gave so many bytes of text, reasoning or arguments.
  mutating func produced(_ bytes: Int) { producedBytes = (producedBytes ?? 0) + bytes }

  /// The provider said why it finished: what it counted is whole.
  mutating func finished() { isWhole = true }

  /// The call under way as it stands in the ledger, when it ends now. Nothing when it never answered.
  func call(endedAs status: ProviderCallStatus) -> (tokens: TokenUsage, cost: Money?) {
    let output = TokenEstimate.tokens(bytes: producedBytes ?? 0)
    var tokens = counted ?? TokenUsage()
    if counted == nil, producedBytes != nil {
      tokens = TokenUsage(input: TokenEstimate.tokens(bytes: promptBytes + continuedBytes), output: output, isEstimated: true)
    } else if status != .completed, !isWhole, tokens.output < output {
      // Cut before the provider could count the output: the input is known, the output is not.
      tokens.output = output
      tokens.isEstimated = true
    }
    return (tokens, cost(of: tokens))
  }

  mutating func book(_ tokens: TokenUsage, cost: Money?) {
    self.tokens = self.tokens + tokens
    if let cost, let booked = self.cost { self.cost = booked + cost } else { self.cost = nil }
  }

  /// What a call used that nobody counted. - Parameter givenBytes: of the answer's text that it was given to go on from.
  func estimate(givenBytes: Int, producedBytes: Int) -> (tokens: TokenUsage, cost: Money?) {
    let tokens = TokenUsage(
      input: TokenEstimate.tokens(bytes: promptBytes + givenBytes), output: TokenEstimate.tokens(bytes: producedBytes), isEstimated: true)
    return (tokens, cost(of: tokens))
  }

  private func cost(of tokens: TokenUsage) -> Money? { tokens.totalTokens == 0 ? .zero : price(tokens) }
}
