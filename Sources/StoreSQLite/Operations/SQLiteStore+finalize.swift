import Domain
import Primitives
import Store

extension SQLiteStore {
  package func finalize(_ finalization: RunFinalization) async throws(StoreError) -> FinalizedRun {
    try await write(durable: true) { (writer) throws(StoreError) in try Finalization(finalization, writer: writer).perform() }
  }

  package func openCall(_ call: ProviderCall, epoch: Int64) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      _ = try writer.connection.runUnderWay(call.run, epoch: epoch)
      try writer.connection.insert(call, epoch: epoch)
    }
  }

  package func identifyCall(_ id: String, run: String, epoch: Int64, providerRequestID: String) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      _ = try writer.connection.runUnderWay(run, epoch: epoch)
      let identified = try writer.connection.run(
        "UPDATE provider_calls SET provider_request_id = ? WHERE id = ? AND run_id = ?", providerRequestID, id, run)
      if identified == 0 { throw StoreError(.notFound, "there is no call \(id) of run \(run) in the ledger; open it before it is made") }
    }
  }

  package func closeCall(_ call: ProviderCall) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      let connection = writer.connection
      if try connection.isBooked(call: call.id) { return }
      guard try connection.close(call, now: call.endedAt ?? writer.time.now()) else { throw .unknown(call: call.id) }
      guard let row = try connection.runRow(call.run, withRequest: false), row.isOver else { return }
      try connection.run("UPDATE runs SET tokens_by_provider = ? WHERE number = ?", try connection.tokensByProvider(ofRun: call.run), row.number)
      // Calls of its own epoch the run's last worker knew, however late their rows are written.
      guard try connection.exists("SELECT 1 FROM provider_calls WHERE id = ? AND epoch < ?", call.id, row.run.epoch) else { return }
      try connection.add(late: call, toAnswerOf: row)
    }
  }
}

extension Connection {
  /// Puts figures that were unknown when the run ended into its answer, and so into its chat's totals.
  fileprivate func add(late call: ProviderCall, toAnswerOf row: RunRow) throws(StoreError) {
    guard call.tokens != nil, let chat = row.chatNumber, let id = row.run.assistantMessage, var message = try message(id) else { return }
    let before = ChatShare(of: message)
    message.add(late: call)
    let after = ChatShare(of: message)
    try run(
      """
      UPDATE messages SET prompt_tokens = ?, completion_tokens = ?, total_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?,
        reasoning_tokens = ?, estimated = ?, cost = ?
      WHERE key = ?
      """, message.tokens?.promptTokens, message.tokens?.output, message.tokens?.totalTokens, message.tokens?.cacheRead, message.tokens?.cacheWrite,
      message.tokens?.reasoning, message.tokens?.isEstimated ?? false, message.cost, EntityKey(chat: chat, sequence: id.sequence))
    try run(
      "UPDATE chats SET total_tokens = total_tokens + ?, total_cost = total_cost + ?, unpriced_messages = unpriced_messages + ? WHERE number = ?",
      after.tokens - before.tokens, after.cost - before.cost, after.unpriced - before.unpriced, chat)
  }
}
