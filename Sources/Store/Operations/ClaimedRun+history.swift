import Domain

extension RunRow {
  /// Where the messages lie of which a worker may have to know; `nil` when the request brings its own.
  package var historyRange: ClosedRange<EntityKey>? {
    guard run.request.messages == nil, let answer = run.assistantMessage, let chat = chatNumber, answer.sequence > 1 else { return nil }
    return EntityKey(chat: chat, sequence: 1)...EntityKey(chat: chat, sequence: answer.sequence - 1)
  }
}

extension ClaimedRun {
  /// The branch that the run's question stands on, oldest first: the question, the answer that it follows, that answer's question, and so on.
  ///
  /// An answer that says nothing tells the model nothing; one that was cut off or cancelled is context like any other.
  /// - Parameter messages: those of the chat before the run's answer, in any order.
  package static func history(before run: Run, among messages: [Message]) -> [Message] {
    let byID = Dictionary(uniqueKeysWithValues: messages.map { ($0.id, $0) })
    var branch: [Message] = []
    var next = run.userMessage
    // Whatever follows is older than what follows it; a row that says otherwise must not make this go round.
    while let message = next.flatMap({ byID[$0] }), message.id.sequence < branch.last?.id.sequence ?? .max {
      branch.append(message)
      next = message.parent ?? message.follows
    }
    return branch.reversed().filter { $0.parent == nil || !$0.content.isEmpty }
  }
}
