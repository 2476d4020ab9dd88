/// Puts together what a client sends as one message: a single frame, or several between a start and an end. Pure.
struct LMCComposition {
  private var parts: MessageSubmission?
  private var isOpen = false

  /// A start that comes before the end of the last message begins anew.
  mutating func start() {
    isOpen = true
    parts = nil
  }

  /// Takes a part. - Returns: the whole message when none was begun. - Throws: when it grows beyond what a message may hold; it is dropped then.
  mutating func add(_ part: MessageSubmission) throws(Problem) -> MessageSubmission? {
    guard isOpen else { return part }
    guard var whole = parts else {
      parts = part
      return nil
    }
    whole.content += "\n" + part.content
    whole.attachments += part.attachments
    whole.frontendID = whole.frontendID ?? part.frontendID
    whole.model = whole.model ?? part.model
    let limit = MessageEndpoints.contentBytes.upperBound
    guard whole.content.utf8.count <= limit else {
      parts = nil
      isOpen = false
      throw .invalid([.init(pointer: "/content", detail: "the message's parts are longer than the limit of \(limit) bytes together")])
    }
    parts = whole
    return nil
  }

  /// - Returns: the whole message; `nil` when there was nothing in it, or no start.
  mutating func end() -> MessageSubmission? {
    isOpen = false
    return parts.take()
  }
}
