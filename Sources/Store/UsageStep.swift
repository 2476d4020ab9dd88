/// What the calls to providers used that ended in one step of time.
package struct UsageStep: Sendable, Equatable {
  /// Begin of the step in seconds since 1970.
  package var start: Int64
  /// Of calls whose price is known.
  package var nanodollars: Int64
  /// Reasoning included.
  package var completionTokens: Int64
  /// Calls with counted tokens and no known price.
  package var unpricedCalls: Int64
  package var failedCalls: Int64

  package init(start: Int64, nanodollars: Int64, completionTokens: Int64, unpricedCalls: Int64, failedCalls: Int64) {
    self.start = start
    self.nanodollars = nanodollars
    self.completionTokens = completionTokens
    self.unpricedCalls = unpricedCalls
    self.failedCalls = failedCalls
  }
}
