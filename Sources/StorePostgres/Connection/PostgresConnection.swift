import CPostgres
import CUV
import EventLoop
import Primitives
import Store

/// One connection in pipeline mode: batches of statements are sent without waiting for the answers of those before them, so that many callers
/// share each way to the server and back. Bound to its loop.
final class PostgresConnection {
  private let loop: EventLoop
  private let connection: OpaquePointer
  private let poll: UnsafeMutablePointer<uv_poll_t>
  /// Sent, and not wholly answered; the oldest first.
  private var inFlight = RingBuffer<PostgresBatch>()
  /// By the address of the statement's text.
  private var prepared: [UnsafePointer<UInt8>: String] = [:]
  private var isFlushDue = false
  private var isWatchingWrites = false
  private(set) var loss: PostgresFailure?
  /// Called once, when the connection is lost.
  var onLoss: (() -> Void)?

  /// Takes a connection over that was opened by a session. Loop only.
  init(_ connection: OpaquePointer, on loop: EventLoop) throws(StoreError) {
    self.loop = loop
    self.connection = connection
    poll = .allocate(capacity: 1)
    guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1,
      loop.withUnsafeLoop({ uv_poll_init($0, poll, PQsocket(connection)) }) == 0
    else {
      poll.deallocate()
      PQfinish(connection)
      throw StoreError(.unavailable, "connecting to the database: its socket cannot be watched; look at the limit of open files")
    }
    poll.pointee.data = Unmanaged.passUnretained(self).toOpaque()
    watch()
  }

  deinit { close() }

  /// How many batches wait for their answer.
  var load: Int { inFlight.count }

  /// Sends statements together and calls `completion`, never before this returns, when all are answered. Loop only.
  func send(_ replies: [PostgresReply], completion: @escaping (PostgresFailure?) -> Void) {
    let batch = PostgresBatch(sentAt: uv_hrtime(), completion: completion)
    inFlight.append(batch)
    if loss == nil { submit(replies, in: batch) }
    // Answered in the next turn, so that nobody is called back from inside of his own call.
    if let loss { loop.schedule(afterMilliseconds: 0) { [self] in fail(loss) } }
  }

  private func submit(_ replies: [PostgresReply], in batch: PostgresBatch) {
    for reply in replies {
      let name = statementName(of: reply, in: batch)
      let isSent = reply.parameters.withValues { values, lengths, formats in
        PQsendQueryPrepared(connection, name, Int32(reply.parameters.count), values, lengths, formats, 1)
      }
      batch.expect(.statement(reply))
      if isSent == 0 { loss = failure() }
    }
    if PQpipelineSync(connection) == 0 { loss = failure() }
    guard !isFlushDue else { return }
    isFlushDue = true
    loop.atTurnEnd(self)
  }

  /// Prepares the statement where this connection has not had it yet.
  private func statementName(of reply: PostgresReply, in batch: PostgresBatch) -> String {
    if let known = prepared[reply.sql.utf8Start] { return known }
    let name = "s\(UInt(bitPattern: reply.sql.utf8Start))"
    let text = UnsafeRawPointer(reply.sql.utf8Start).assumingMemoryBound(to: CChar.self)
    if PQsendPrepare(connection, name, text, Int32(reply.parameters.count), reply.parameters.types) == 0 { loss = failure() }
    batch.expect(.prepare(name: name))
    prepared[reply.sql.utf8Start] = name
    return name
  }

  // MARK: The socket

  private func watch() {
    let events = UV_READABLE.rawValue | (isWatchingWrites ? UV_WRITABLE.rawValue : 0)
    uv_poll_start(poll, CInt(events)) { handle, status, events in
      Unmanaged<PostgresConnection>.fromOpaque(handle!.pointee.data).takeUnretainedValue().happened(status: status)
    }
  }

  private func happened(status: CInt) {
    let kept = self
    kept.flush()
    if kept.loss == nil { kept.read() }
  }

  private func flush() {
    guard loss == nil else { return }
    let status = PQflush(connection)
    if status < 0 { return lose(failure()) }
    if isWatchingWrites != (status == 1) {
      isWatchingWrites = status == 1
      watch()
    }
  }

  private func read() {
    guard PQconsumeInput(connection) == 1 else { return lose(failure()) }
    var silent = 0
    while let batch = inFlight.first, PQisBusy(connection) == 0 {
      guard let result = PQgetResult(connection) else {
        // Says that a command is over; twice in a row, that there is nothing to read.
        silent += 1
        if silent > 1 { break }
        batch.endCommand()
        continue
      }
      silent = 0
      if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
        PQclear(result)
        _ = inFlight.popFirst()
        if let failure = batch.failure, failure.isLoss {
          batch.finish()
          return lose(failure)
        }
        batch.finish()
      } else if let name = batch.take(result) {
        prepared = prepared.filter { $0.value != name }
      }
      if PQstatus(connection) == CONNECTION_BAD { return lose(failure()) }
    }
    if PQstatus(connection) == CONNECTION_BAD { lose(failure()) }
  }

  /// Gives the connection up when its oldest batch has waited for longer than this.
  func checkPatience(milliseconds: Int) {
    guard loss == nil, let oldest = inFlight.first, uv_hrtime() - oldest.sentAt > UInt64(milliseconds) * 1_000_000 else { return }
    lose(.lost("no answer for more than \(milliseconds) ms"))
  }

  private func lose(_ reason: PostgresFailure) {
    guard !isClosed else { return }
    loss = PostgresFailure.lost(reason.message)
    close()
    let lost = onLoss
    onLoss = nil
    lost?()
    fail(loss ?? reason)
  }

  private func fail(_ reason: PostgresFailure) {
    while let batch = inFlight.popFirst() { batch.finish(reason) }
  }

  private func failure() -> PostgresFailure { .lost(String(cString: PQerrorMessage(connection))) }

  private var isClosed = false

  /// Ends the connection; what is in flight is not answered any more. Loop only.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    if loss == nil { loss = .lost("the store closed it") }
    uv_poll_stop(poll)
    UnsafeMutableRawPointer(poll).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { base in
      uv_close(base) { $0!.withMemoryRebound(to: uv_poll_t.self, capacity: 1) { $0.deallocate() } }
    }
    PQfinish(connection)
  }
}

extension PostgresConnection: TurnEndObserver {
  /// What was sent in one turn leaves in one write.
  func turnEnded() {
    isFlushDue = false
    flush()
    if let loss, !isClosed { lose(loss) }
  }
}
