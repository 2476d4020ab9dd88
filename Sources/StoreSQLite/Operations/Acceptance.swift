import Domain
import Primitives
import Store
import Wire

/// One `accept` at work inside its transaction.
struct Acceptance {
  private let message: MessageAcceptance
  private let writer: Writer
  private var connection: Connection { writer.connection }

  init(_ message: MessageAcceptance, writer: Writer) {
    self.message = message
    self.writer = writer
  }

  private enum Outcome {
    case allocated(AcceptanceIdentity.Allocation)
    case existing(AcceptedMessage)
  }

  func perform() throws(StoreError) -> Creation<AcceptedMessage> {
    let chat = try chooseChat()
    let attachments = try message.attachments.map { (attachment) throws(StoreError) in
      try ResolvedAttachment(attachment, of: message.user, chat: chat, connection: connection)
    }
    let branch = try MessageBranch(of: message, in: chat, connection: connection)
    switch try decideIdentity(in: chat, attachments: attachments, branch: branch) {
    case .existing(let earlier): return .existing(earlier)
    case .allocated(let allocation):
      return .created(try write(to: chat, allocation, attachments: attachments, branch: branch))
    }
  }

  private func chooseChat() throws(StoreError) -> ChatRow {
    let id = message.chat.id
    let known = try connection.chatRow(id)
    switch (message.chat, known) {
    case (.existing, let known?), (.existingOrCreated, let known?): return known
    case (.existing, nil): throw .unknown(chat: id)
    case (.created, .some): throw .exists(chat: id)
    case (.existingOrCreated, nil), (.created, nil):
      let chat = Chat(
        id: id, title: message.chatTitle, createdAt: message.now, updatedAt: message.now, origin: message.chatOrigin,
        user: message.user)
      return ChatRow(number: try connection.insert(chat), lastSequence: 0, frontEndOwnsIDs: false, chat: chat)
    }
  }

  private func decideIdentity(
    in chat: ChatRow, attachments: [ResolvedAttachment], branch: MessageBranch
  ) throws(StoreError) -> Outcome {
    let identity = try AcceptanceIdentity(message, in: chat)
    if let frontendID = message.frontendID, let earlier = try earlier(frontendID, in: chat) {
      guard try isSame(as: earlier, attachments: attachments, branch: branch) else { throw identity.conflict(with: frontendID) }
      return .existing(try accepted(earlier, in: chat))
    }
    return .allocated(try identity.allocation())
  }

  /// The question that came with this `frontend_id` before.
  private func earlier(_ frontendID: String, in chat: ChatRow) throws(StoreError) -> MessageRow? {
    let key = try connection.first(
      "SELECT key FROM messages WHERE key >> 20 = ? AND frontend_id = ? AND parent IS NULL", chat.number, frontendID
    ) { row in EntityKey(value: row.integer()) }
    guard let key else { return nil }
    return try connection.messageRows(key...key, chat: chat.chat.id).first
  }

  private func isSame(as earlier: MessageRow, attachments: [ResolvedAttachment], branch: MessageBranch) throws(StoreError) -> Bool {
    guard earlier.message.content == message.content, earlier.branch == branch else { return false }
    let known = try connection.all("SELECT name, media_type, sha256 FROM artifacts WHERE message = ? ORDER BY key", earlier.key) { row in
      ResolvedAttachment.Identity(name: row.optionalText(), mediaType: row.optionalText(), sha256: row.text())
    }
    return known == attachments.map(\.identity)
  }

  /// The answer that was given then, with what the run has become since.
  private func accepted(_ earlier: MessageRow, in chat: ChatRow) throws(StoreError) -> AcceptedMessage {
    guard let answer = try connection.answers(to: earlier.key).first else { throw .unreadable("message \(earlier.message.id)", "answer") }
    let assistantMessage = EntityID(chat: chat.chat.id, sequence: answer.sequence, kind: .assistantMessage)
    guard let row = try connection.runRow(stream: assistantMessage.description) else { throw .unreadable("message \(assistantMessage)", "run") }
    let attachments = try connection.all("SELECT key FROM artifacts WHERE message = ? ORDER BY key", earlier.key) { row in
      EntityID(chat: chat.chat.id, sequence: EntityKey(value: row.integer()).sequence, kind: .attachment)
    }
    let hasToWait = try connection.hasUnfinishedRun(inChat: chat.number, before: row.number)
    return AcceptedMessage(
      run: row.run, userMessage: earlier.message.id, assistantMessage: assistantMessage, attachments: attachments, isFallbackAllocation: false,
      isNextOfChat: !row.isOver && !hasToWait)
  }

  private func write(
    to chat: ChatRow, _ allocation: AcceptanceIdentity.Allocation, attachments: [ResolvedAttachment], branch: MessageBranch
  ) throws(StoreError) -> AcceptedMessage {
    let chatID = chat.chat.id
    let question = EntityID(chat: chatID, sequence: allocation.first, kind: .userMessage)
    let answer = EntityID(chat: chatID, sequence: allocation.first + attachments.count + 1, kind: .assistantMessage)
    let questionKey = EntityKey(chat: chat.number, sequence: question.sequence)
    try connection.run(
      """
      INSERT INTO messages (key, id, role, status, frontend_id, created_at, updated_at, metadata, content)
      VALUES (?, ?, 'user', 'complete', ?, ?, ?, ?, ?)
      """, questionKey, question, message.frontendID, message.now, message.now,
      branch.metadata(beside: message.metadata), message.content)
    var attached: [EntityID] = []
    for (offset, attachment) in attachments.enumerated() {
      let id = EntityID(chat: chatID, sequence: allocation.first + 1 + offset, kind: .attachment)
      try attachment.insert(id, key: EntityKey(chat: chat.number, sequence: id.sequence), question: questionKey, message: message, in: connection)
      attached.append(id)
    }
    try connection.run(
      """
      INSERT INTO messages (key, id, parent, role, status, frontend_id, run_id, created_at, updated_at, content)
      VALUES (?, ?, ?, 'assistant', 'streaming', ?, ?, ?, ?, '')
      """, EntityKey(chat: chat.number, sequence: answer.sequence), answer, questionKey, message.frontendID, message.run, message.now, message.now)
    try connection.run(
      """
      UPDATE chats SET last_sequence = ?, message_count = message_count + 2, updated_at = max(updated_at, ?),
        front_end_owns_ids = front_end_owns_ids | ?
      WHERE number = ?
      """, answer.sequence, message.now, allocation.isCanonical, chat.number)
    let run = try queueRun(question: question, answer: answer, in: chat)
    return AcceptedMessage(
      run: run, userMessage: question, assistantMessage: answer, attachments: attached,
      isFallbackAllocation: chat.frontEndOwnsIDs && message.frontendID == nil,
      isNextOfChat: try !connection.hasUnfinishedRun(inChat: chat.number, before: writer.lastRunNumber))
  }

  private func queueRun(question: EntityID, answer: EntityID, in chat: ChatRow) throws(StoreError) -> Run {
    let run = message.queuedRun(question: question, answer: answer)
    try connection.insert(run, number: writer.takeRunNumber(), chat: chat.number)
    if let session = message.session { _ = try connection.join(session: session, run: writer.lastRunNumber, stream: run.stream, now: message.now) }
    try connection.emit(.queued(run), now: message.now)
    return run
  }
}
