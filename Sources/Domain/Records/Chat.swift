import Primitives

/// A conversation with its totals, which always equal the sums over its messages.
package struct Chat: Sendable, Equatable {
  package var id: ChatID
  package var title: String
  package var createdAt: Timestamp
  package var updatedAt: Timestamp
  /// Who made it: `native`, or `api` for one made by a compatible endpoint.
  package var origin: String
  /// User and assistant messages.
  package var messageCount: Int
  package var totalTokens: Int64
  package var totalCost: Money
  /// Answers whose cost is unknown although tokens were counted.
  package var unpricedMessages: Int
  /// ULID of the user whose it is; `nil` for one that was made while nobody was asked who they are.
  package var user: String?

  package init(
    id: ChatID, title: String, createdAt: Timestamp, updatedAt: Timestamp, origin: String, messageCount: Int = 0, totalTokens: Int64 = 0,
    totalCost: Money = .zero, unpricedMessages: Int = 0, user: String? = nil
  ) {
    self.id = id
    self.title = title
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.origin = origin
    self.messageCount = messageCount
    self.totalTokens = totalTokens
    self.totalCost = totalCost
    self.unpricedMessages = unpricedMessages
    self.user = user
  }
}
