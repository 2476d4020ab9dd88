import CPostgres
import Glibc
import Mapping

/// A connection that waits for its server no longer than a run may take. Blocks its thread, and belongs to it.
final class PostgresSampleConnection {
  private let connection: OpaquePointer
  /// In milliseconds of the monotonic clock.
  private let end: Int64
  /// Set once it is of no more use.
  private var loss: SampleFailure?

  /// - Throws: `unavailable`.
  init(url: String, limits: PostgresSampleLimits) throws(SampleFailure) {
    end = Self.now() + Int64(limits.runMilliseconds)
    // What libpq has against an address repeats pieces of it, and a password may be among them.
    guard let parsed = PQconninfoParse(url, nil) else {
      throw SampleFailure(
        code: .unavailable, found: "the address of the PostgreSQL for samples cannot be read",
        fix: "write postgres://user@host:port/database, and %40 for an @ in a password")
    }
    PQconninfoFree(parsed)
    // What stands in front of the URL is a default that it may overrule.
    let options: KeyValuePairs = [
      "connect_timeout": "\(limits.connectSeconds)", "application_name": "throughline samples", "tcp_user_timeout": "\(limits.runMilliseconds)",
      "dbname": url, "client_encoding": "UTF8",
    ]
    let keys: [UnsafeMutablePointer<CChar>?] = options.map { strdup($0.key) } + [nil]
    let values: [UnsafeMutablePointer<CChar>?] = options.map { strdup($0.value) } + [nil]
    defer { for text in keys + values { free(text) } }
    guard let connection = PQconnectdbParams(keys.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1) else {
      throw SampleFailure(code: .unavailable, found: "there is no memory for a connection", fix: "try again when the machine is less busy")
    }
    guard PQstatus(connection) == CONNECTION_OK else {
      let words = Self.reason(String(cString: PQerrorMessage(connection)))
      PQfinish(connection)
      throw SampleFailure(
        code: .unavailable, found: "the PostgreSQL for samples cannot be reached: \(words)",
        fix: "look whether it runs, and at the address, the user and the password")
    }
    self.connection = connection
  }

  deinit { PQfinish(connection) }

  /// Runs one statement. Rows are handed on one by one: none are gathered here.
  /// - Parameter values: what its marks (`$1` …) stand for, as text.
  func run(_ sql: String, _ values: [String?] = [], _ row: (OpaquePointer) -> Void = { _ in }) throws(SampleFailure) {
    if let loss { throw loss }
    let copies: [UnsafeMutablePointer<CChar>?] = values.map { value in value.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    let sent = PQsendQueryParams(connection, sql, CInt(values.count), nil, copies.map { UnsafePointer($0) }, nil, nil, 0)
    guard sent == 1 else { throw lost(Self.reason(String(cString: PQerrorMessage(connection)))) }
    PQsetSingleRowMode(connection)
    var failure: SampleFailure?
    while let result = try next() {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE: row(result)
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK: break
      default: failure = failure ?? refusal(result)
      }
    }
    if let failure { throw failure }
  }

  /// What is refused in `work` ends nothing but that: without a mark to go back to, a refusal would end the transaction.
  func apart(_ work: () throws(SampleFailure) -> Void) throws(SampleFailure) {
    try run("SAVEPOINT throughline_sample")
    do throws(SampleFailure) { try work() } catch {
      try? run("ROLLBACK TO SAVEPOINT throughline_sample")
      throw error
    }
    try run("RELEASE SAVEPOINT throughline_sample")
  }

  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\"").replacing("\0", with: ""))\"" }

  /// - Returns: `nil` when the statement has no more.
  private func next() throws(SampleFailure) -> OpaquePointer? {
    while PQisBusy(connection) == 1 {
      var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
      let left = end - Self.now()
      guard left > 0, poll(&descriptor, 1, CInt(clamping: left)) != 0 else {
        let failure = SampleFailure(
          code: .tooMuch, found: "the run of the samples takes too long", fix: "look for a join without a condition, or take fewer sample rows")
        loss = failure
        throw failure
      }
      guard PQconsumeInput(connection) == 1 else { throw lost(Self.reason(String(cString: PQerrorMessage(connection)))) }
    }
    return PQgetResult(connection)
  }

  private func lost(_ words: String) -> SampleFailure {
    let failure = SampleFailure(
      code: .unavailable, found: "the connection to the PostgreSQL for samples broke: \(words)", fix: "look whether it runs, and try again")
    loss = failure
    return failure
  }

  private func refusal(_ result: OpaquePointer) -> SampleFailure {
    func field(_ code: UInt8) -> String { PQresultErrorField(result, CInt(code)).map { String(cString: $0) } ?? "" }
    let state = field(UInt8(ascii: "C"))
    // 57014: ended by `statement_timeout`.
    if state == "57014" {
      return SampleFailure(
        code: .tooMuch, found: "a statement over the samples takes too long", fix: "look for a join without a condition, or take fewer sample rows")
    }
    if state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") {
      return lost(Self.reason(String(cString: PQresultErrorMessage(result))))
    }
    return SampleFailure(
      code: .refused, found: "PostgreSQL refuses (\(state)): \(field(UInt8(ascii: "M")))", fix: "look at the rule, and at the types of the samples")
  }

  /// What libpq says, without the machine's name and address in front: those who see a sample's result need not know them.
  static func reason(_ message: String) -> String {
    let lines = message.split(separator: "\n")
    for mark in [" failed: ", " to address: "] {
      if let line = lines.last(where: { $0.contains(mark) }), let words = line.split(separator: mark, maxSplits: 1).last { return String(words) }
    }
    return lines.first.map { String($0) } ?? "no reason is given"
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
