import Domain
import Primitives
import Store

extension PostgresStore {
  /// One that is asked again after its outcome was unknown gives what the first one gave.
  package func finalize(_ finalization: RunFinalization) async throws(StoreError) -> FinalizedRun {
    guard finalization.status.isFinal else { throw .notFinal(finalization.status) }
    return try await transaction { (transaction) async throws(StoreError) in
      var work = PostgresFinalization(finalization, transaction: transaction)
      return try await work.perform()
    }
  }

  package func openCall(_ call: ProviderCall, epoch: Int64) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let locked = transaction.lockRun(call.run)
      try await transaction.flush()
      _ = try locked.runUnderWay(call.run, epoch: epoch)
      transaction.insert(call, epoch: epoch)
    }
  }

  package func identifyCall(_ id: String, run: String, epoch: Int64, providerRequestID: String) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let locked = transaction.lockRun(run)
      try await transaction.flush()
      _ = try locked.runUnderWay(run, epoch: epoch)
      let identified = try await transaction.reply(
        "UPDATE provider_calls SET provider_request_id = $1 WHERE id = $2 AND run_id = $3", providerRequestID, id, run)
      if identified.changed == 0 { throw .unknown(call: id) }
    }
  }

  package func closeCall(_ call: ProviderCall) async throws(StoreError) {
    let now = call.endedAt ?? time.now()
    try await transaction { (transaction) async throws(StoreError) in
      // The chat first, as everybody locks them. Figures that are part of an answer that is written already stay; one that is being written is waited for.
      _ = transaction.lockChat(ofRun: call.run)
      let locked = transaction.lockRun(call.run)
      let booked = try await transaction.reply(
        """
        SELECT 1::bigint FROM runs WHERE ended_at IS NOT NULL
          AND id = (SELECT run_id FROM provider_calls WHERE id = $1 AND status <> 'open' AND input_tokens IS NOT NULL)
        """, call.id)
      if booked.exists { return }
      let closed = transaction.close(call)
      let row = try locked.runRow()
      let epoch = transaction.send("SELECT epoch FROM provider_calls WHERE id = $1", call.id)
      let answer = row.flatMap { $0.isOver ? $0.run.assistantMessage : nil }.map { transaction.message($0) }
      try await transaction.flush()
      guard let before = try closed.callBefore() else { throw .unknown(call: call.id) }
      transaction.emitEnd(of: call, before: before, now: now)
      guard let row, row.isOver else { return }
      transaction.sumUpProviders(of: row)
      // Calls of its own epoch the run's last worker knew, however late their rows are written.
      guard try epoch.first({ row in row.integer() }) ?? row.run.epoch < row.run.epoch, let id = row.run.assistantMessage,
        let message = try answer?.message(id)
      else { return }
      transaction.add(late: call, to: message, ofRun: row)
    }
  }
}

extension PostgresTransaction {
  /// Queues the summing up of what the ledger says that a run took of each provider.
  fileprivate func sumUpProviders(of row: RunRow) {
    send(
      """
      UPDATE runs SET tokens_by_provider = (
        SELECT coalesce(jsonb_object_agg(provider, tokens), '{}') FROM (
          SELECT provider, coalesce(sum(input_tokens + cache_read_tokens + cache_write_tokens + output_tokens), 0) AS tokens
          FROM provider_calls WHERE run_id = runs.id GROUP BY provider) AS used)
      WHERE number = $1
      """, row.number)
  }

  /// Queues the putting of figures that were unknown when the run ended into its answer, and so into its chat's totals.
  fileprivate func add(late call: ProviderCall, to answer: Message, ofRun row: RunRow) {
    guard call.tokens != nil, let chat = row.chatNumber else { return }
    var message = answer
    message.add(late: call)
    let (before, after) = (ChatShare(of: answer), ChatShare(of: message))
    send(
      """
      UPDATE messages SET prompt_tokens = $1, completion_tokens = $2, total_tokens = $3, cache_read_tokens = $4, cache_write_tokens = $5,
        reasoning_tokens = $6, estimated = $7, cost = $8
      WHERE key = $9
      """, message.tokens?.promptTokens, message.tokens?.output, message.tokens?.totalTokens, message.tokens?.cacheRead, message.tokens?.cacheWrite,
      message.tokens?.reasoning, message.tokens?.isEstimated ?? false, message.cost, EntityKey(chat: chat, sequence: answer.id.sequence))
    send(
      "UPDATE chats SET total_tokens = total_tokens + $1, total_cost = total_cost + $2, unpriced_messages = unpriced_messages + $3 WHERE number = $4",
      after.tokens - before.tokens, after.cost - before.cost, after.unpriced - before.unpriced, chat)
  }
}

/// One `finalize` at work inside its transaction.
private struct PostgresFinalization {
  private var end: RunFinalization
  private let transaction: PostgresTransaction

  init(_ end: RunFinalization, transaction: PostgresTransaction) {
    self.end = end
    self.transaction = transaction
  }

  mutating func perform() async throws(StoreError) -> FinalizedRun {
    // The chat first: who accepts its next message at this moment either sees this run's end or is seen below.
    _ = transaction.lockChat(ofRun: end.run)
    let locked = transaction.lockRun(end.run)
    let answer = transaction.send(
      """
      SELECT total_tokens, cost, updated_at, content FROM messages
      WHERE key = (SELECT (chat << 20) + assistant_sequence FROM runs WHERE id = $1)
      """, end.run)
    let earlierCalls = transaction.calls(ofRun: end.run, beforeEpoch: end.epoch)
    try await transaction.flush()
    if try isRepetition(locked, answer) { return FinalizedRun(nextRun: try await nextOfChat(try locked.runRow()?.chatNumber)) }
    let row = try locked.runUnderWay(end.run, epoch: end.epoch)
    if let message = end.message, message.id != row.run.assistantMessage { throw .notAnswer(message.id, ofRun: end.run) }
    end.addUnheard(try earlierCalls.earlierCalls().map(\.call))
    let before = try answer.first { row in ChatShare(&row) }
    try writeMessage(of: row, before: before)
    let artifacts = writeArtifacts(of: row)
    let earlier = end.earlierCalls.map { (call: $0, reply: transaction.close($0)) }
    let call = end.call.map { transaction.close($0) }
    try await transaction.flush()
    for (artifact, written) in artifacts where written.changed == 0 { throw .notBegun(artifact: artifact, byRun: end.run) }
    for (call, reply) in earlier {
      if let before = try reply.callBefore() { transaction.emitEnd(of: call, before: before, now: end.now) }
    }
    closeLedger(before: try call?.callBefore())
    transaction.append(end.lastEvents)
    writeRun(row)
    try await writeVersion()
    bury()
    for call in end.toolCalls { transaction.emit(.toolCalled(call, run: end.run), now: end.now) }
    transaction.emit(.ended(end, stream: row.run.stream), now: end.now)
    return FinalizedRun(nextRun: try await nextOfChat(row.chatNumber))
  }

  /// Whether this very end was written before, by one who did not hear so.
  private func isRepetition(_ locked: PostgresReply, _ answer: PostgresReply) throws(StoreError) -> Bool {
    guard let row = try locked.runRow(), row.run.status == end.status, row.run.epoch == end.epoch else { return false }
    if end.generation != nil { return true }
    guard let message = end.message else { return false }
    let written = try answer.first { row in
      row.skip(2)
      return (at: row.timestamp(), content: row.text())
    }
    return written?.at == end.now && written?.content == message.content && row.run.assistantMessage == message.id
  }

  /// The chat's oldest unfinished run, unless a worker has it already: a cancelled run may end before its turn.
  private func nextOfChat(_ chat: Int64?) async throws(StoreError) -> String? {
    guard let chat else { return nil }
    let oldest = transaction.send("SELECT id, status FROM runs WHERE chat = $1 AND ended_at IS NULL ORDER BY number LIMIT 1", chat)
    try await transaction.commit()
    let found = try oldest.first { row in (id: row.text(), status: row.text()) }
    return found?.status == RunStatus.queued.rawValue ? found?.id : nil
  }

  private func answerKey(of row: RunRow) -> EntityKey? {
    guard let chat = row.chatNumber, let answer = row.run.assistantMessage else { return nil }
    return EntityKey(chat: chat, sequence: answer.sequence)
  }

  private func writeMessage(of row: RunRow, before: ChatShare?) throws(StoreError) {
    guard let key = answerKey(of: row) else { return }
    guard let message = end.message else {
      // An answer never stays open behind a run that is over.
      transaction.send("UPDATE messages SET status = $1, updated_at = $2 WHERE key = $3", end.status.messageStatus, end.now, key)
      return
    }
    guard let before else { throw .unreadable("run \(end.run)", "answer") }
    transaction.send(
      """
      UPDATE messages SET content = $1, status = $2, updated_at = $3, finish_reason = $4, prompt_tokens = $5, completion_tokens = $6,
        total_tokens = $7, cache_read_tokens = $8, cache_write_tokens = $9, reasoning_tokens = $10, estimated = $11, cost = $12, provider = $13,
        model = $14, response_time_ms = $15, time_to_first_token_ms = $16, reasoning = $17
      WHERE key = $18
      """, message.content, message.status, end.now, message.finishReason, message.tokens?.promptTokens, message.tokens?.output,
      message.tokens?.totalTokens, message.tokens?.cacheRead, message.tokens?.cacheWrite, message.tokens?.reasoning,
      message.tokens?.isEstimated ?? false, message.cost, message.provider, message.model, message.responseTimeMilliseconds,
      message.timeToFirstTokenMilliseconds, end.reasoning, key)
    let after = ChatShare(of: message)
    transaction.send(
      """
      UPDATE chats SET total_tokens = total_tokens + $1, total_cost = total_cost + $2, unpriced_messages = unpriced_messages + $3,
        updated_at = greatest(updated_at, $4)
      WHERE number = $5
      """, after.tokens - before.tokens, after.cost - before.cost, after.unpriced - before.unpriced, end.now, key.chatNumber)
  }

  /// - Returns: for each artifact the answer of its update.
  private func writeArtifacts(of row: RunRow) -> [(EntityID, PostgresReply)] {
    guard let message = answerKey(of: row) else { return [] }
    var written: [(EntityID, PostgresReply)] = []
    for artifact in end.artifacts {
      let key = EntityKey(chat: message.chatNumber, sequence: artifact.id.sequence)
      let isInline = artifact.start != nil
      let reply = transaction.send(
        """
        UPDATE artifacts SET language = $1, title = $2, status = $3, inline = $4, range_start = $5, range_end = $6, name = $7, media_type = $8,
          bytes = $9, sha256 = $10, content = $11, updated_at = $12
        WHERE key = $13 AND message = $14 AND type = $15
        """, artifact.language, artifact.title, artifact.status, isInline, artifact.start, artifact.end, artifact.name, artifact.mediaType,
        artifact.bytes, artifact.sha256, isInline ? nil : artifact.content, end.now, key, message, artifact.kind)
      written.append((artifact.id, reply))
    }
    // What was begun and is not spoken of at the end was not made.
    transaction.send(
      """
      UPDATE artifacts SET status = 'void', range_start = NULL, range_end = NULL, bytes = NULL, sha256 = NULL, content = NULL, updated_at = $1
      WHERE message = $2 AND status = 'streaming'
      """, end.now, message)
    return written
  }

  /// - Parameter before: what the ledger knew of the last call; `nil` when it was not there.
  private func closeLedger(before: CallBefore?) {
    if let call = end.call {
      if let before {
        transaction.emitEnd(of: call, before: before, now: end.now)
      } else {
        transaction.insert(call, epoch: end.epoch)
        transaction.emit(.response(call), now: end.now)
      }
    }
    transaction.closeOpenCalls(ofRun: end.run, status: end.status == .cancelled ? .cancelled : .failed, now: end.now)
  }

  private func writeVersion() async throws(StoreError) {
    guard let ending = end.generation else { return }
    let found = transaction.send("SELECT number, version FROM generations WHERE id = $1 FOR NO KEY UPDATE", ending.generation)
    try await transaction.flush()
    guard let (number, latest) = try found.first({ row in (row.integer(), row.int()) }) else { return }
    var version = ending.version
    version.number = latest + 1
    transaction.insert(version, ofGeneration: number)
  }

  /// A run that is given up as lost waits for somebody to look at it.
  private func bury() {
    guard let failure = end.failure, failure.code == .runLost else { return }
    transaction.send(
      "INSERT INTO dead_letters (run, reason, attempts, buried_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", end.run, failure.message,
      end.epoch - 1, end.now)
  }

  private func writeRun(_ row: RunRow) {
    let last = end.lastEvents.entries.last { $0.stream == row.run.stream }
    transaction.send(
      """
      UPDATE runs SET status = $1, ended_at = $2, lease_worker = NULL, lease_until = NULL, cancel_by = $3, failure_code = $4, failure_message = $5,
        failure_retryable = $6, failure_partial = $7, last_epoch = $8, last_sequence = $9, tool_calls = $10,
        retries = (SELECT greatest(count(*) - 1, 0) FROM provider_calls WHERE run_id = $11),
        tokens_by_provider = (
          SELECT coalesce(jsonb_object_agg(provider, tokens), '{}') FROM (
            SELECT provider, coalesce(sum(input_tokens + cache_read_tokens + cache_write_tokens + output_tokens), 0) AS tokens
            FROM provider_calls WHERE run_id = $11 GROUP BY provider) AS used)
      WHERE number = $12
      """, end.status, end.now, end.cancelledBy, end.failure?.code, end.failure?.message, end.failure?.retryable, end.failure?.partial,
      last?.epoch, last?.lastSequence, end.toolCalls.count, end.run, row.number)
  }
}
