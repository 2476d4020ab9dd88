import Primitives

/// A message of a chat, by the user or by the assistant.
package struct Message: Sendable, Equatable {
  package var id: EntityID
  package var parent: EntityID?
  package var role: String
  package var content: String
  package var status: MessageStatus
  package var frontendID: String?
  package var createdAt: Timestamp
  /// The run that makes or made it; only of an assistant message.
  package var run: String?
  package var finishReason: String?
  package var tokens: TokenUsage?
  package var cost: Money?
  package var provider: String?
  package var model: String?
  package var responseTimeMilliseconds: Int64?
  package var timeToFirstTokenMilliseconds: Int64?
  /// The question in whose place this one stands; only of a question.
  package var edits: EntityID?
  /// The answer after which this question goes on; `nil` for one that begins the conversation, and for answers.
  package var follows: EntityID?

  package init(
    id: EntityID, parent: EntityID?, role: String, content: String, status: MessageStatus, frontendID: String?, createdAt: Timestamp,
    run: String? = nil,
    finishReason: String? = nil, tokens: TokenUsage? = nil, cost: Money? = nil, provider: String? = nil, model: String? = nil,
    responseTimeMilliseconds: Int64? = nil, timeToFirstTokenMilliseconds: Int64? = nil,
    edits: EntityID? = nil, follows: EntityID? = nil
  ) {
    self.id = id
    self.parent = parent
    self.role = role
    self.content = content
    self.status = status
    self.frontendID = frontendID
    self.createdAt = createdAt
    self.run = run
    self.finishReason = finishReason
    self.tokens = tokens
    self.cost = cost
    self.provider = provider
    self.model = model
    self.responseTimeMilliseconds = responseTimeMilliseconds
    self.timeToFirstTokenMilliseconds = timeToFirstTokenMilliseconds
    self.edits = edits
    self.follows = follows
  }
}

package enum MessageStatus: String, Sendable, CaseIterable {
  case streaming, complete, failed, cancelled
}
