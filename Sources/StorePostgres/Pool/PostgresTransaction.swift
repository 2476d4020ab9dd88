import Store

/// A transaction at work on a connection of its own. Statements that nothing has to be known of are queued and travel with the next one that is
/// waited for, so that a transaction costs as many ways to the server and back as it has decisions to take. Bound to its loop.
final class PostgresTransaction {
  private let connection: PostgresConnection
  private var queued: [PostgresReply]
  /// What the connection or the server refused.
  private(set) var failure: PostgresFailure?
  /// From then on a lost connection leaves it open whether the transaction stands.
  private(set) var isCommitting = false
  private(set) var hasBegun = false

  init(_ connection: PostgresConnection, mode: Mode) {
    self.connection = connection
    queued = [PostgresReply(mode.begin, PostgresParameters())]
  }

  enum Mode {
    case readWrite
    /// One state of the database for all that is read.
    case snapshot

    fileprivate var begin: StaticString {
      switch self {
      case .readWrite: "BEGIN"
      case .snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
      }
    }
  }

  /// Queues a statement; its answer is there after the next `flush`.
  @discardableResult
  func send<each Value: PostgresBindable>(_ sql: StaticString, _ values: repeat each Value) -> PostgresReply {
    let reply = PostgresReply(sql, PostgresParameters(repeat each values))
    queued.append(reply)
    return reply
  }

  /// Sends all that is queued and waits for the answers. - Throws: what the server refused.
  func flush() async throws(StoreError) {
    guard !queued.isEmpty else { return }
    hasBegun = true
    let replies = queued
    queued = []
    if let failure = await connection.answer(to: replies) {
      self.failure = failure
      throw failure.error(doing: isCommitting ? "committing" : "asking the database")
    }
  }

  /// Sends the statement with all that is queued, and waits.
  func reply<each Value: PostgresBindable>(_ sql: StaticString, _ values: repeat each Value) async throws(StoreError) -> PostgresReply {
    let reply = send(sql, repeat each values)
    try await flush()
    return reply
  }

  /// Commits with all that is queued. Done by whoever runs the body, unless the body has the last word to read and does it itself.
  func commit() async throws(StoreError) {
    guard !isCommitting else { return }
    send("COMMIT")
    isCommitting = true
    try await flush()
  }

  /// Takes everything back. Nothing is thrown: a connection that cannot do it is lost, and the server does it then.
  func rollBack() async {
    guard hasBegun, connection.loss == nil else { return }
    _ = await connection.answer(to: [PostgresReply("ROLLBACK", PostgresParameters())])
  }
}

extension PostgresConnection {
  /// Sends the statements and waits for their answers. - Returns: the first failure.
  func answer(to replies: [PostgresReply]) async -> PostgresFailure? {
    await withCheckedContinuation { continuation in
      send(replies) { continuation.resume(returning: $0) }
    }
  }
}
