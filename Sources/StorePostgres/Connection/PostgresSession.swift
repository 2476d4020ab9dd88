import CPostgres
import Glibc
import Store

/// A connection whose calls block until they are answered: for opening, migrating and copying. The one owner of libpq's connection until it is
/// handed to a `PostgresConnection`.
struct PostgresSession: ~Copyable {
  let pointer: OpaquePointer

  /// Connects and sets the session up. Blocks at most the connect timeout of each address that the name has.
  /// - Throws: `unavailable` when the server cannot be reached or refuses.
  init(_ settings: PostgresSettings, url: String) throws(StoreError) { pointer = try Self.connect(settings, url: url) }

  private static func connect(_ settings: PostgresSettings, url: String) throws(StoreError) -> OpaquePointer {
    // What stands in the URL comes last and wins.
    let words = [
      ("client_encoding", "UTF8"), ("fallback_application_name", "throughline"), ("connect_timeout", String(settings.connectSeconds)),
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", String(settings.statementMilliseconds + 5000)), ("dbname", url),
    ]
    var keys: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0.0) } + [nil]
    var values: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0.1) } + [nil]
    defer { for text in keys + values { free(text) } }
    let made = keys.withUnsafeMutableBufferPointer { keys in
      values.withUnsafeMutableBufferPointer { values in
        PQconnectdbParams(
          UnsafeRawPointer(keys.baseAddress)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self),
          UnsafeRawPointer(values.baseAddress)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self), 1)
      }
    }
    guard let made else { throw StoreError(.failed, "connecting to the database: there is not enough memory") }
    do throws(StoreError) {
      guard PQstatus(made) == CONNECTION_OK else {
        throw PostgresFailure.lost(String(cString: PQerrorMessage(made))).error(doing: "connecting to the database")
      }
      PQsetNoticeProcessor(made, { _, _ in }, nil)
      try execute(setUp(settings), on: made, doing: "setting up the connection to the database")
      return made
    } catch {
      PQfinish(made)
      throw error
    }
  }

  private static func setUp(_ settings: PostgresSettings) -> String {
    """
    SET statement_timeout = \(settings.statementMilliseconds); SET lock_timeout = \(settings.statementMilliseconds / 2);
    SET idle_in_transaction_session_timeout = \(settings.statementMilliseconds); SET client_min_messages = warning
    """
  }

  deinit { PQfinish(pointer) }

  /// Gives libpq's connection away; whoever gets it closes it.
  consuming func release() -> OpaquePointer {
    let pointer = pointer
    discard self
    return pointer
  }

  /// Runs text that holds no values, several statements if need be.
  func execute(_ sql: String, doing: String) throws(StoreError) { try Self.execute(sql, on: pointer, doing: doing) }

  private static func execute(_ sql: String, on pointer: OpaquePointer, doing: String) throws(StoreError) {
    guard let result = PQexec(pointer, sql) else { throw PostgresFailure.lost(String(cString: PQerrorMessage(pointer))).error(doing: doing) }
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    default: throw PostgresFailure(result).error(doing: doing)
    }
  }

  /// Runs one statement with values and gives all of its rows.
  @discardableResult
  func rows<each Value: PostgresBindable>(_ sql: String, _ values: repeat each Value, doing: String) throws(StoreError) -> PostgresRows {
    try rows(sql, PostgresParameters(repeat each values), doing: doing)
  }

  @discardableResult
  func rows(_ sql: String, _ parameters: PostgresParameters, doing: String) throws(StoreError) -> PostgresRows {
    let made = parameters.withValues { values, lengths, formats in
      PQexecParams(pointer, sql, Int32(parameters.count), parameters.types, values, lengths, formats, 1)
    }
    guard let made else { throw PostgresFailure.lost(String(cString: PQerrorMessage(pointer))).error(doing: doing) }
    switch PQresultStatus(made) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return PostgresRows(made)
    default:
      defer { PQclear(made) }
      throw PostgresFailure(made).error(doing: doing)
    }
  }
}
