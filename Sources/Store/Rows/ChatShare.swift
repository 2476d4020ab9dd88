import Domain

/// What a message adds to its chat's totals.
package struct ChatShare: Sendable, Equatable {
  package var tokens: Int64
  package var cost: Int64
  package var unpriced: Int

  package init(of message: Message) {
    tokens = message.tokens?.totalTokens ?? 0
    cost = message.cost?.nanodollars ?? 0
    unpriced = message.cost == nil && tokens > 0 ? 1 : 0
  }

  /// Columns: `total_tokens, cost`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) {
    let tokens = row.optionalInteger()
    let cost = row.optionalInteger()
    self.tokens = tokens ?? 0
    self.cost = cost ?? 0
    unpriced = cost == nil && self.tokens > 0 ? 1 : 0
  }
}

extension RunStatus {
  /// How the answer of a run stands that ended like this.
  package var messageStatus: MessageStatus {
    switch self {
    case .cancelled: .cancelled
    case .failed: .failed
    default: .complete
    }
  }
}
