import Domain
import Primitives
import Store

/// One `finalize` at work inside its transaction.
struct Finalization {
  private let end: RunFinalization
  private let writer: Writer
  private let row: RunRow
  private var connection: Connection { writer.connection }

  /// - Throws: `fenced`.
  init(_ end: RunFinalization, writer: Writer) throws(StoreError) {
    self.writer = writer
    row = try writer.connection.runUnderWay(end.run, epoch: end.epoch)
    guard end.status.isFinal else { throw .notFinal(end.status) }
    if let message = end.message, message.id != row.run.assistantMessage {
      throw .notAnswer(message.id, ofRun: end.run)
    }
    var end = end
    if end.epoch > 1 { end.addUnheard(try writer.connection.calls(ofRun: end.run, beforeEpoch: end.epoch).map(\.call)) }
    self.end = end
  }

  func perform() throws(StoreError) -> FinalizedRun {
    try writeMessage()
    try writeArtifacts()
    try closeLedger()
    // Before the run's end is written: the log takes events of unfinished runs only.
    try writer.journal.append(end.lastEvents, now: end.now)
    try writeRun()
    try writeVersion()
    try bury()
    try emitEvents()
    writer.forget(stream: row.run.stream)
    return FinalizedRun(nextRun: try nextOfChat())
  }

  /// The chat's oldest unfinished run, unless a worker has it already: a cancelled run may end before its turn.
  private func nextOfChat() throws(StoreError) -> String? {
    guard let chat = row.chatNumber else { return nil }
    let oldest = try connection.first("SELECT id, status FROM runs WHERE chat = ? AND ended_at IS NULL ORDER BY number LIMIT 1", chat) { row in
      (id: row.text(), status: row.text())
    }
    return oldest?.status == RunStatus.queued.rawValue ? oldest?.id : nil
  }

  // MARK: Message and chat totals

  private var answerKey: EntityKey? {
    guard let chat = row.chatNumber, let answer = row.run.assistantMessage else { return nil }
    return EntityKey(chat: chat, sequence: answer.sequence)
  }

  private func writeMessage() throws(StoreError) {
    guard let key = answerKey else { return }
    guard let message = end.message else {
      // An answer never stays open behind a run that is over.
      try connection.run("UPDATE messages SET status = ?, updated_at = ? WHERE key = ?", end.status.messageStatus, end.now, key)
      return
    }
    let before = try share(of: key)
    try connection.run(
      """
      UPDATE messages SET content = ?, status = ?, updated_at = ?, finish_reason = ?, prompt_tokens = ?, completion_tokens = ?, total_tokens = ?,
        cache_read_tokens = ?, cache_write_tokens = ?, reasoning_tokens = ?, estimated = ?, cost = ?, provider = ?, model = ?,
        response_time_ms = ?, time_to_first_token_ms = ?, reasoning = ?
      WHERE key = ?
      """, message.content, message.status, end.now, message.finishReason, message.tokens?.promptTokens, message.tokens?.output,
      message.tokens?.totalTokens, message.tokens?.cacheRead, message.tokens?.cacheWrite, message.tokens?.reasoning,
      message.tokens?.isEstimated ?? false, message.cost, message.provider, message.model, message.responseTimeMilliseconds,
      message.timeToFirstTokenMilliseconds, end.reasoning, key)
    let after = try share(of: key)
    try connection.run(
      """
      UPDATE chats SET total_tokens = total_tokens + ?, total_cost = total_cost + ?, unpriced_messages = unpriced_messages + ?,
        updated_at = max(updated_at, ?)
      WHERE number = ?
      """, after.tokens - before.tokens, after.cost - before.cost, after.unpriced - before.unpriced, end.now, key.chatNumber)
  }

  private func share(of key: EntityKey) throws(StoreError) -> ChatShare {
    let share = try connection.first("SELECT total_tokens, cost FROM messages WHERE key = ?", key) { row in ChatShare(&row) }
    guard let share else { throw .unreadable("run \(end.run)", "answer") }
    return share
  }

  // MARK: Artifacts

  private func writeArtifacts() throws(StoreError) {
    guard let message = answerKey else { return }
    for artifact in end.artifacts {
      let key = EntityKey(chat: message.chatNumber, sequence: artifact.id.sequence)
      let isInline = artifact.start != nil
      let written = try connection.run(
        """
        UPDATE artifacts SET language = ?, title = ?, status = ?, inline = ?, range_start = ?, range_end = ?, name = ?, media_type = ?, bytes = ?,
          sha256 = ?, content = ?, updated_at = ?
        WHERE key = ? AND message = ? AND type = ?
        """, artifact.language, artifact.title, artifact.status, isInline, artifact.start, artifact.end, artifact.name, artifact.mediaType,
        artifact.bytes, artifact.sha256, isInline ? nil : artifact.content, end.now, key, message, artifact.kind)
      if written == 0 { throw .notBegun(artifact: artifact.id, byRun: end.run) }
    }
    // What was begun and is not spoken of at the end was not made.
    let left = try connection.all("SELECT key FROM artifacts WHERE message = ? AND status = 'streaming'", message) { row in
      EntityKey(value: row.integer())
    }
    for key in left { try connection.voidArtifact(key, now: end.now) }
  }

  // MARK: Ledger and run

  private func closeLedger() throws(StoreError) {
    for call in end.earlierCalls { _ = try connection.close(call, now: end.now) }
    if let call = end.call, try !connection.close(call, now: end.now) {
      try connection.insert(call, epoch: end.epoch)
      try connection.emit(.response(call), now: end.now)
    }
    try connection.closeOpenCalls(ofRun: end.run, status: end.status == .cancelled ? .cancelled : .failed, now: end.now)
  }

  private func writeRun() throws(StoreError) {
    let last = end.lastEvents.entries.last { $0.stream == row.run.stream }
    try connection.run(
      """
      UPDATE runs SET status = ?, ended_at = ?, lease_worker = NULL, lease_until = NULL, cancel_by = ?, failure_code = ?, failure_message = ?,
        failure_retryable = ?, failure_partial = ?, last_epoch = ?, last_sequence = ?, tool_calls = ?, tokens_by_provider = ?,
        retries = (SELECT max(count(*) - 1, 0) FROM provider_calls WHERE run_id = ?)
      WHERE number = ?
      """, end.status, end.now, end.cancelledBy, end.failure?.code, end.failure?.message, end.failure?.retryable, end.failure?.partial,
      last?.epoch, last?.lastSequence, end.toolCalls.count, try connection.tokensByProvider(ofRun: end.run), end.run, row.number)
  }

  private func writeVersion() throws(StoreError) {
    guard let ending = end.generation, let generation = try connection.generationRow(ending.generation) else { return }
    var version = ending.version
    version.number = generation.generation.version + 1
    try connection.insert(version, ofGeneration: generation.number)
  }

  /// A run that is given up as lost waits for somebody to look at it.
  private func bury() throws(StoreError) {
    guard let failure = end.failure, failure.code == .runLost else { return }
    try connection.run(
      "INSERT INTO dead_letters (run, reason, attempts, buried_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", end.run, failure.message,
      end.epoch - 1, end.now)
  }

  // MARK: Outbox

  private func emitEvents() throws(StoreError) {
    for call in end.toolCalls { try connection.emit(.toolCalled(call, run: end.run), now: end.now) }
    try connection.emit(.ended(end, stream: row.run.stream), now: end.now)
  }
}
