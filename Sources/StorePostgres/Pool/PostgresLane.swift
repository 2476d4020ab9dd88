import CUV
import EventLoop
import Primitives
import Store

/// The connections of a store and what runs on them, all on one loop thread of their own: bodies of operations run here between two answers, so
/// that nothing of a store call happens on the caller's loop but handing it over.
///
/// Reads of one statement, or of some that do not need each other, share a connection and its ways to the server; so do appends to the log.
/// Transactions have a connection each while they last.
actor PostgresLane {
  nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private static let attempts = 6

  private let settings: PostgresSettings
  private let reads: ConnectionSlot
  private let lateReads: ConnectionSlot?
  private let appends: ConnectionSlot
  private let exclusive: [ConnectionSlot]
  private var free: [ConnectionSlot]
  private var waiting = RingBuffer<CheckedContinuation<SlotTicket, Never>>()
  private var patience: LoopTimer?

  /// Carries a slot through a continuation, both ends of which are on the loop.
  private struct SlotTicket: @unchecked Sendable { let slot: ConnectionSlot }

  init(_ settings: PostgresSettings, loop: EventLoop) {
    self.settings = settings
    self.loop = loop
    // What is asked together is answered from one state.
    let oneState = "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on"
    reads = ConnectionSlot(settings, url: settings.url, setUp: oneState, on: loop)
    // The primary can answer too: a replica whose machine is gone, and which takes seconds to refuse, is not asked at each read.
    lateReads = settings.replicaURL.map { ConnectionSlot(settings, url: $0, setUp: oneState, pauseMilliseconds: 10_000, on: loop) }
    appends = ConnectionSlot(settings, url: settings.url, on: loop)
    exclusive = (0..<max(1, settings.connections - 2)).map { _ in ConnectionSlot(settings, url: settings.url, on: loop) }
    free = exclusive.reversed()
  }

  /// Begins to watch for connections on which nobody answers.
  func start() {
    let limit = settings.statementMilliseconds + 5000
    patience = loop.schedule(afterMilliseconds: 1000, repeating: 1000) { [weak self] in
      self?.assumeIsolated { lane in
        for slot in lane.slots { slot.openConnection?.checkPatience(milliseconds: limit) }
      }
    }
  }

  private var slots: [ConnectionSlot] { [reads, appends] + exclusive + (lateReads.map { [$0] } ?? []) }

  func close() {
    patience?.cancel()
    for slot in slots { slot.close() }
  }

  // MARK: Ways to work

  /// Sends what `body` asks for in one go, reads one state of the database, and gives what the answer is decoded to. May be asked of a replica
  /// when `mayBeLate`, and of the primary when that one does not answer.
  func read<Value: Sendable>(
    mayBeLate: Bool = false, _ body: @Sendable (PostgresQuery) -> (() throws(StoreError) -> Value)
  ) async throws(StoreError) -> Value {
    if mayBeLate, let lateReads, let connection = try? await lateReads.connection() {
      let query = PostgresQuery()
      let decode = body(query)
      if await connection.answer(to: query.replies) == nil { return try decode() }
    }
    return try await once(on: reads, body)
  }

  /// Adds to the event log: in order, sharing ways to the server, without waiting for the disk.
  func append(_ body: @Sendable (PostgresQuery) -> Void) async throws(StoreError) {
    let query = PostgresQuery()
    body(query)
    let connection = try await appends.connection()
    if let failure = await connection.answer(to: query.replies) { throw failure.error(doing: "writing the event log") }
  }

  /// Sends what `body` asks for as one transaction without decisions, on a connection that nobody waits behind.
  func write<Value: Sendable>(
    _ body: @Sendable (PostgresQuery) -> (() throws(StoreError) -> Value)
  ) async throws(StoreError) -> Value {
    let slot = await acquire()
    defer { release(slot) }
    return try await once(on: slot, body)
  }

  /// Runs `body` in a transaction of its own and commits it.
  ///
  /// A transaction that the server ended for the sake of another, or whose connection broke before its COMMIT was sent, is begun again: nothing of
  /// it was written. One whose connection broke after that is not: whether it stands is unknown, which is what `unavailable` then says, and
  /// the caller asks again under the same ID or key.
  func transaction<Value: Sendable>(
    _ mode: PostgresTransaction.Mode = .readWrite, _ body: @Sendable (PostgresTransaction) async throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    let slot = await acquire()
    defer { release(slot) }
    var attempt = 1
    while true {
      let transaction = PostgresTransaction(try await slot.connection(), mode: mode)
      do throws(StoreError) {
        let value = try await body(transaction)
        try await transaction.commit()
        return value
      } catch {
        await transaction.rollBack()
        guard let failure = transaction.failure, attempt < Self.attempts, mayRepeat(transaction, after: failure) else {
          throw outcome(of: transaction, error)
        }
        attempt += 1
        await pause(milliseconds: attempt * attempt)
      }
    }
  }

  private func mayRepeat(_ transaction: PostgresTransaction, after failure: PostgresFailure) -> Bool {
    failure.isTransient || (failure.isLoss && !transaction.isCommitting)
  }

  private func outcome(of transaction: PostgresTransaction, _ error: StoreError) -> StoreError {
    guard transaction.isCommitting, let failure = transaction.failure, failure.isLoss else { return error }
    return StoreError(
      .unavailable,
      "the connection to the database broke while it committed: whether it did is unknown; ask again with the same ID or key (\(failure.message))")
  }

  /// Sends a query, a second time when the first connection turned out to be dead: nothing that comes here does harm when it is done twice.
  private func once<Value: Sendable>(
    on slot: ConnectionSlot, _ body: @Sendable (PostgresQuery) -> (() throws(StoreError) -> Value)
  ) async throws(StoreError) -> Value {
    var attempt = 1
    while true {
      let query = PostgresQuery()
      let decode = body(query)
      guard let failure = await (try slot.connection()).answer(to: query.replies) else { return try decode() }
      guard attempt < Self.attempts, failure.isTransient || (failure.isLoss && attempt == 1) else {
        throw failure.error(doing: "asking the database")
      }
      attempt += 1
      await pause(milliseconds: attempt)
    }
  }

  // MARK: Exclusive connections

  private func acquire() async -> ConnectionSlot {
    if let slot = free.popLast() { return slot }
    return await withCheckedContinuation { waiting.append($0) }.slot
  }

  private func release(_ slot: ConnectionSlot) {
    if let next = waiting.popFirst() { next.resume(returning: SlotTicket(slot: slot)) } else { free.append(slot) }
  }

  private func pause(milliseconds: Int) async {
    await withCheckedContinuation { continuation in
      loop.schedule(afterMilliseconds: milliseconds) { continuation.resume() }
    }
  }
}

/// Statements that are asked together.
final class PostgresQuery {
  private(set) var replies: [PostgresReply] = []

  @discardableResult
  func send<each Value: PostgresBindable>(_ sql: StaticString, _ values: repeat each Value) -> PostgresReply {
    let reply = PostgresReply(sql, PostgresParameters(repeat each values))
    replies.append(reply)
    return reply
  }
}
