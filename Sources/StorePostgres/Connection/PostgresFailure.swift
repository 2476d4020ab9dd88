import CPostgres
import Store

/// Why the server, or the way to it, did not do what it was asked.
struct PostgresFailure: Error, Equatable {
  /// Five characters (PostgreSQL's documentation, appendix A); empty when the connection was lost.
  var sqlState: String
  /// The server's own words, or libpq's.
  var message: String

  static func lost(_ message: String) -> PostgresFailure {
    PostgresFailure(sqlState: "", message: message.split(separator: "\n").joined(separator: "; "))
  }

  init(sqlState: String, message: String) {
    self.sqlState = sqlState
    self.message = message
  }

  init(_ result: OpaquePointer) {
    func field(_ code: UInt8) -> String { PQresultErrorField(result, Int32(code)).map { String(cString: $0) } ?? "" }
    sqlState = field(UInt8(ascii: "C"))
    let detail = field(UInt8(ascii: "D"))
    message = field(UInt8(ascii: "M")) + (detail.isEmpty ? "" : " (\(detail))")
    if sqlState.isEmpty { message = String(cString: PQresultErrorMessage(result)) }
  }

  /// The connection is of no more use: it broke, the server ends it, or it has become one that only reads.
  var isLoss: Bool {
    sqlState.isEmpty || sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25006", "25P03"].contains(sqlState)
  }

  /// Nothing was written, and the same transaction may well succeed when it is begun again: serialization failures and deadlocks (class 40), a
  /// lock not got in time, a referenced row that went at that moment, a row that another transaction made at that moment, and a statement that
  /// the server forgot.
  var isTransient: Bool { sqlState.hasPrefix("40") || ["55P03", "23503", "23505", "26000"].contains(sqlState) }

  /// - Parameter doing: the beginning of the message.
  func error(doing: String) -> StoreError {
    StoreError(isLoss || isOverload ? .unavailable : .failed, "\(doing): \(advice) (PostgreSQL\(sqlState.isEmpty ? "" : " \(sqlState)"): \(message))")
  }

  private var isOverload: Bool { ["53300", "57014", "55P03"].contains(sqlState) || sqlState.hasPrefix("40") }

  private var advice: String {
    switch sqlState {
    case "": "the database cannot be reached; look whether it runs and whether its address is right"
    case "25006": "the database only reads now; the address must lead to the primary server"
    case "53300": "the database has no connection free; raise its max_connections or lower store_connections"
    case "53100": "the database's disk is full; free space on it"
    case "57014": "the database took too long and the statement was ended; look at its load"
    case "57P01", "57P02", "57P03", "57P05", "25P03": "the database is stopping or starting; it is tried again"
    case "28000", "28P01": "the database refuses user or password; look at the store setting"
    case "3D000": "there is no such database; make it with createdb, or name another"
    case "42501": "the database's user may not do this; give it the rights, or name another user"
    case _ where isLoss: "the connection to the database broke"
    case _ where isTransient: "other transactions were in the way again and again; try again"
    default: "an unexpected answer of PostgreSQL"
    }
  }
}
