import Domain
import Primitives
import Store
import Wire

/// One `accept` at work inside its transaction: the chat is locked, all that must be known of it is asked for together, and all that is written
/// travels with the commit.
struct PostgresAcceptance {
  private let message: MessageAcceptance
  private let transaction: PostgresTransaction

  init(_ message: MessageAcceptance, transaction: PostgresTransaction) {
    self.message = message
    self.transaction = transaction
  }

  func perform() async throws(StoreError) -> Creation<AcceptedMessage> {
    let chat = try await chooseChat()
    let questions = Questions(message, chat: chat, transaction: transaction)
    try await transaction.flush()
    let attachments = try questions.attachments()
    let branch = try questions.branch()
    let identity = try AcceptanceIdentity(message, in: chat)
    if let frontendID = message.frontendID, let earlier = try questions.earlier() {
      guard earlier.content == message.content, earlier.branch == branch, try questions.earlierAttachments() == attachments.map(\.identity) else {
        throw identity.conflict(with: frontendID)
      }
      return .existing(try await accepted(earlier, in: chat))
    }
    let isNext = !questions.unfinished.exists
    return .created(write(to: chat, try identity.allocation(), attachments: attachments, branch: branch, isNextOfChat: isNext))
  }

  private func chooseChat() async throws(StoreError) -> ChatRow {
    let id = message.chat.id
    // Whoever makes the same chat at the same time was first, or it was deleted between two looks: a few times are enough.
    for _ in 0..<4 {
      let locked = transaction.lockChat(id)
      try await transaction.flush()
      if let known = try locked.first({ (row) throws(StoreError) in try ChatRow(withUser: &row) }) {
        if case .created = message.chat { throw .exists(chat: id) }
        return known
      }
      if case .existing = message.chat { throw .unknown(chat: id) }
      let chat = Chat(
        id: id, title: message.chatTitle, createdAt: message.now, updatedAt: message.now, origin: message.chatOrigin, user: message.user)
      let made = transaction.insert(chat)
      try await transaction.flush()
      if let number = try made.first({ row in row.integer() }) {
        return ChatRow(number: number, lastSequence: 0, frontEndOwnsIDs: false, chat: chat)
      }
    }
    throw StoreError(.unavailable, "chat \(id) is made and deleted again and again at this moment; try again")
  }

  /// The answer that was given then, with what the run has become since.
  private func accepted(_ earlier: Earlier, in chat: ChatRow) async throws(StoreError) -> AcceptedMessage {
    let run = transaction.send(
      """
      SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
        failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
        epoch, created_at, lease_worker, request
      FROM runs WHERE chat = $1 AND user_sequence = $2 ORDER BY assistant_sequence LIMIT 1
      """, chat.number, earlier.key.sequence)
    let attached = transaction.send("SELECT key FROM artifacts WHERE message = $1 ORDER BY key", earlier.key)
    let unfinished = transaction.send("SELECT min(number) FROM runs WHERE chat = $1 AND ended_at IS NULL", chat.number)
    try await transaction.flush()
    guard let row = try run.runRow(), let answer = row.run.assistantMessage else { throw .unreadable("message \(earlier.key.sequence)", "run") }
    let first = try unfinished.first { row in row.optionalInteger() } ?? nil
    return AcceptedMessage(
      run: row.run, userMessage: EntityID(chat: chat.chat.id, sequence: earlier.key.sequence, kind: .userMessage), assistantMessage: answer,
      attachments: try attached.all { row in EntityID(chat: chat.chat.id, sequence: EntityKey(value: row.integer()).sequence, kind: .attachment) },
      isFallbackAllocation: false, isNextOfChat: !row.isOver && first == row.number)
  }

  private func write(
    to chat: ChatRow, _ allocation: AcceptanceIdentity.Allocation, attachments: [PostgresAttachment], branch: MessageBranch, isNextOfChat: Bool
  ) -> AcceptedMessage {
    let chatID = chat.chat.id
    let question = EntityID(chat: chatID, sequence: allocation.first, kind: .userMessage)
    let answer = EntityID(chat: chatID, sequence: allocation.first + attachments.count + 1, kind: .assistantMessage)
    let questionKey = EntityKey(chat: chat.number, sequence: question.sequence)
    transaction.send(
      """
      INSERT INTO messages (key, id, role, status, frontend_id, created_at, updated_at, metadata, content)
      VALUES ($1, $2, 'user', 'complete', $3, $4, $4, $5, $6)
      """, questionKey, question, message.frontendID, message.now, JSONBText(text: branch.metadata(beside: message.metadata)), message.content)
    var attached: [EntityID] = []
    for (offset, attachment) in attachments.enumerated() {
      let id = EntityID(chat: chatID, sequence: allocation.first + 1 + offset, kind: .attachment)
      attachment.insert(id, key: EntityKey(chat: chat.number, sequence: id.sequence), question: questionKey, message: message, in: transaction)
      attached.append(id)
    }
    transaction.send(
      """
      INSERT INTO messages (key, id, parent, role, status, frontend_id, run_id, created_at, updated_at, content)
      VALUES ($1, $2, $3, 'assistant', 'streaming', $4, $5, $6, $6, '')
      """, EntityKey(chat: chat.number, sequence: answer.sequence), answer, questionKey, message.frontendID, message.run, message.now)
    transaction.send(
      """
      UPDATE chats SET last_sequence = $1, message_count = message_count + 2, updated_at = greatest(updated_at, $2),
        front_end_owns_ids = front_end_owns_ids OR $3
      WHERE number = $4
      """, answer.sequence, message.now, allocation.isCanonical, chat.number)
    let run = message.queuedRun(question: question, answer: answer)
    transaction.insert(run, chat: chat.number)
    if let session = message.session { transaction.join(session: session, run: run.id, now: message.now) }
    transaction.emit(.queued(run), now: message.now)
    return AcceptedMessage(
      run: run, userMessage: question, assistantMessage: answer, attachments: attached,
      isFallbackAllocation: chat.frontEndOwnsIDs && message.frontendID == nil, isNextOfChat: isNextOfChat)
  }
}

/// A question that came with the same `frontend_id` before.
private struct Earlier {
  var key: EntityKey
  var content: String
  var branch: MessageBranch
}

/// All that an acceptance has to know of its chat, asked for together.
private struct Questions {
  private let message: MessageAcceptance
  private let chat: ChatRow
  private let sources: [PostgresReply?]
  private let edited: PostgresReply?
  private let followed: PostgresReply?
  private let earlierMessage: PostgresReply?
  private let earlierFiles: PostgresReply?
  let unfinished: PostgresReply

  init(_ message: MessageAcceptance, chat: ChatRow, transaction: PostgresTransaction) {
    self.message = message
    self.chat = chat
    let number = chat.number
    sources = message.attachments.map { attachment in
      switch attachment.source {
      case .inline: nil
      case .upload(let id): transaction.upload(id)
      case .artifact(let id):
        transaction.send(
          "SELECT name, media_type, bytes, blob FROM artifacts WHERE key = $1 AND id = $2 AND blob IS NOT NULL",
          EntityKey(chat: number, sequence: id.sequence), id)
      }
    }
    edited = message.edits.map { transaction.message($0) }
    followed = message.follows.map {
      transaction.send("SELECT 1::bigint FROM messages WHERE key = $1 AND id = $2", EntityKey(chat: number, sequence: $0.sequence), $0)
    }
    earlierMessage = message.frontendID.map {
      transaction.send(
        "SELECT key, content, metadata::text FROM messages WHERE key >> 20 = $1 AND frontend_id = $2 AND parent IS NULL", number, $0)
    }
    earlierFiles = message.frontendID.map {
      transaction.send(
        """
        SELECT name, media_type, sha256 FROM artifacts
        WHERE message = (SELECT key FROM messages WHERE key >> 20 = $1 AND frontend_id = $2 AND parent IS NULL) ORDER BY key
        """, number, $0)
    }
    unfinished = transaction.send("SELECT 1::bigint FROM runs WHERE chat = $1 AND ended_at IS NULL LIMIT 1", number)
  }

  func attachments() throws(StoreError) -> [PostgresAttachment] {
    var resolved: [PostgresAttachment] = []
    for (attachment, source) in zip(message.attachments, sources) {
      resolved.append(try PostgresAttachment(attachment, of: message.user, source: source, chat: chat.chat.id))
    }
    return resolved
  }

  /// - Throws: `unknownReference`.
  func branch() throws(StoreError) -> MessageBranch {
    var question: Message?
    if let id = message.edits {
      guard id.chat == chat.chat.id, id.kind == .userMessage, let found = try edited?.message(id) else {
        throw .unknown(reference: id, "question (UM)")
      }
      question = found
    }
    if let id = message.follows {
      guard id.chat == chat.chat.id, id.kind == .assistantMessage, followed?.exists == true else { throw .unknown(reference: id, "answer (AM)") }
    }
    return MessageBranch(edits: question, follows: message.follows)
  }

  func earlier() throws(StoreError) -> Earlier? {
    let chat = chat.chat.id
    let reader = JSONReader.stored
    return try earlierMessage?.first { (row) throws(StoreError) in
      let key = EntityKey(value: row.integer())
      let content = row.text()
      let id = EntityID(chat: chat, sequence: key.sequence, kind: .userMessage)
      return Earlier(key: key, content: content, branch: try MessageBranch(metadata: row.text(), of: id, reader: reader))
    } ?? nil
  }

  func earlierAttachments() throws(StoreError) -> [PostgresAttachment.Identity] {
    try earlierFiles?.all { row in
      PostgresAttachment.Identity(name: row.optionalText(), mediaType: row.optionalText(), sha256: row.text())
    } ?? []
  }
}
