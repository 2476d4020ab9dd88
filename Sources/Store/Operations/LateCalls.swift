import Domain

extension RunFinalization {
  /// Adds to the answer what calls of earlier epochs used of which the run's last worker never heard: theirs told the ledger after the run was taken from
  /// them. So the rows of a run add up to what its answer says.
  /// - Parameter calls: the ledger's rows of earlier epochs.
  package mutating func addUnheard(_ calls: [ProviderCall]) {
    guard var message else { return }
    let heard = Set(earlierCalls.map(\.id))
    for call in calls where !heard.contains(call.id) { message.add(late: call) }
    self.message = message
  }
}

extension Message {
  /// Adds what a call used that was told after the answer's own figures were reckoned. A price that is unknown makes the sum unknown.
  package mutating func add(late call: ProviderCall) {
    guard let used = call.tokens else { return }
    let isPriced = cost != nil || (tokens?.totalTokens ?? 0) == 0
    cost = isPriced && (call.cost != nil || used.totalTokens == 0) ? (cost ?? .zero) + (call.cost ?? .zero) : nil
    tokens = (tokens ?? TokenUsage()) + used
  }
}
