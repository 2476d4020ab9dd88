import CPostgres
import Store

/// One statement of a batch, and later its answer.
final class PostgresReply {
  /// Lives as long as the process: the address of its text names the prepared statement.
  let sql: StaticString
  let parameters: PostgresParameters
  fileprivate(set) var rows: PostgresRows?

  init(_ sql: StaticString, _ parameters: PostgresParameters) {
    self.sql = sql
    self.parameters = parameters
  }

  /// How many rows it touched.
  var changed: Int { rows?.changed ?? 0 }

  func all<Result>(_ decode: (inout PostgresRow) throws(StoreError) -> Result) throws(StoreError) -> [Result] { try rows?.map(decode) ?? [] }
  func first<Result>(_ decode: (inout PostgresRow) throws(StoreError) -> Result) throws(StoreError) -> Result? { try rows?.first(decode) }
  /// Whether it gave a row.
  var exists: Bool { rows.map { $0.count > 0 } ?? false }
}

/// Statements that travel together: sent in one go, answered in one go. Outside of a transaction that was begun they are one transaction
/// of their own. The first that fails takes those behind it along.
final class PostgresBatch {
  enum Command {
    case prepare(name: String)
    case statement(PostgresReply)
  }

  private var commands: [Command] = []
  private var position = 0
  private(set) var failure: PostgresFailure?
  /// When it was sent, for finding out that nobody answers.
  let sentAt: UInt64
  private let completion: (PostgresFailure?) -> Void

  init(sentAt: UInt64, completion: @escaping (PostgresFailure?) -> Void) {
    self.sentAt = sentAt
    self.completion = completion
  }

  func expect(_ command: Command) { commands.append(command) }

  /// Takes the result of the command whose turn it is.
  /// - Returns: the name of a statement that the server does not have, although it was to be prepared.
  func take(_ result: OpaquePointer) -> String? {
    let command = position < commands.count ? commands[position] : nil
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
      if case .statement(let reply) = command { reply.rows = PostgresRows(result) } else { PQclear(result) }
      return nil
    case PGRES_PIPELINE_ABORTED: PQclear(result)
    default:
      if failure == nil { failure = PostgresFailure(result) }
      PQclear(result)
    }
    if case .prepare(let name) = command { return name }
    return nil
  }

  func endCommand() { position += 1 }

  func finish(_ failure: PostgresFailure? = nil) { completion(self.failure ?? failure) }
}
