import EventLoop
import Primitives
import Store
import Synchronization

/// The store of many processes: one PostgreSQL database. What several pods and workers do at the same time is put in order by the rows that they
/// lock: a chat's for whatever gives IDs in it or ends its runs, then a run's for whatever claims, changes or ends it.
///
/// While the database cannot be reached every operation throws `unavailable`; connections are opened again when the next one is asked for. One
/// that broke at the moment of a commit throws `unavailable`, too, and may have been done: all of them may be asked again. A message comes
/// again under its `frontend_id`, its idempotency key or its run's ID, the end of a run is refused as `fenced` when it was written before, log
/// entries count once however often they were written.
package final class PostgresStore: Store {
  let time: any TimeSource
  let lane: PostgresLane
  private let gate = OperationGate()

  init(lane: PostgresLane, time: any TimeSource) {
    self.lane = lane
    self.time = time
  }

  /// Answers everything that was asked for, then closes the connections; whatever is asked later is refused.
  package func close() async {
    guard await gate.close() else { return }
    await lane.close()
    lane.loop.stop()
  }

  // MARK: Ways to work

  func read<Value: Sendable>(
    mayBeLate: Bool = false, _ body: @Sendable (PostgresQuery) -> (() throws(StoreError) -> Value)
  ) async throws(StoreError) -> Value {
    try gate.enter()
    defer { gate.leave() }
    return try await lane.read(mayBeLate: mayBeLate, body)
  }

  func write<Value: Sendable>(
    _ body: @Sendable (PostgresQuery) -> (() throws(StoreError) -> Value)
  ) async throws(StoreError) -> Value {
    try gate.enter()
    defer { gate.leave() }
    return try await lane.write(body)
  }

  func append(_ body: @Sendable (PostgresQuery) -> Void) async throws(StoreError) {
    try gate.enter()
    defer { gate.leave() }
    try await lane.append(body)
  }

  func transaction<Value: Sendable>(
    _ mode: PostgresTransaction.Mode = .readWrite, _ body: @Sendable (PostgresTransaction) async throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    try gate.enter()
    defer { gate.leave() }
    return try await lane.transaction(mode, body)
  }
}
