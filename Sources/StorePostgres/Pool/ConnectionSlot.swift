import CPostgres
import CUV
import EventLoop
import Store

/// A place for one connection, opened when it is first needed and again after it was lost. Bound to its loop.
final class ConnectionSlot {
  private enum State {
    case empty
    case opening(waiting: [(Result<PostgresConnection, StoreError>) -> Void])
    case open(PostgresConnection)
  }

  private let settings: PostgresSettings
  private let url: String
  /// Run once in each new session.
  private let setUp: String?
  /// After a failed attempt the next one waits for this long; who asks meanwhile hears why the last one failed.
  private let pauseNanoseconds: UInt64
  private let loop: EventLoop
  private var state = State.empty
  private var lastRefusal: (error: StoreError, at: UInt64)?
  private var isClosed = false

  init(_ settings: PostgresSettings, url: String, setUp: String? = nil, pauseMilliseconds: UInt64 = 200, on loop: EventLoop) {
    self.settings = settings
    self.url = url
    self.setUp = setUp
    pauseNanoseconds = pauseMilliseconds * 1_000_000
    self.loop = loop
  }

  /// The slot's connection.
  /// - Throws: `unavailable` while the database cannot be reached.
  func connection() async throws(StoreError) -> PostgresConnection {
    if case .open(let connection) = state, connection.loss == nil { return connection }
    if let lastRefusal, uv_hrtime() - lastRefusal.at < pauseNanoseconds { throw lastRefusal.error }
    let handed = await withCheckedContinuation { (continuation: CheckedContinuation<HandedConnection, Never>) in
      wait { continuation.resume(returning: HandedConnection(result: $0)) }
    }
    return try handed.result.get()
  }

  var openConnection: PostgresConnection? {
    if case .open(let connection) = state { connection } else { nil }
  }

  func close() {
    isClosed = true
    openConnection?.close()
    state = .empty
  }

  private func wait(_ waiter: @escaping (Result<PostgresConnection, StoreError>) -> Void) {
    if case .opening(let waiting) = state {
      state = .opening(waiting: waiting + [waiter])
      return
    }
    state = .opening(waiting: [waiter])
    BlockingWork.run(on: loop) { [settings, url, setUp] () -> Result<OpenedConnection, StoreError> in
      do throws(StoreError) {
        let session = try PostgresSession(settings, url: url)
        if let setUp { try session.execute(setUp, doing: "setting up the connection to the database") }
        return .success(OpenedConnection(pointer: session.release()))
      } catch {
        return .failure(error)
      }
    } then: { [self] in
      opened($0)
    }
  }

  private func opened(_ result: Result<OpenedConnection, StoreError>) {
    var waiters: [(Result<PostgresConnection, StoreError>) -> Void] = []
    if case .opening(let waiting) = state { waiters = waiting }
    state = .empty
    let outcome: Result<PostgresConnection, StoreError>
    do throws(StoreError) {
      outcome = .success(try take(result.get().pointer))
      lastRefusal = nil
    } catch {
      lastRefusal = (error, uv_hrtime())
      outcome = .failure(error)
    }
    for waiter in waiters { waiter(outcome) }
  }

  private func take(_ pointer: OpaquePointer) throws(StoreError) -> PostgresConnection {
    guard !isClosed else {
      PQfinish(pointer)
      throw .closed
    }
    let connection = try PostgresConnection(pointer, on: loop)
    connection.onLoss = { [weak self, weak connection] in
      guard let self, openConnection === connection else { return }
      state = .empty
    }
    state = .open(connection)
    return connection
  }
}

/// libpq's connection on its way from the thread that opened it to the loop that owns it: one owner at any time.
private struct OpenedConnection: @unchecked Sendable { let pointer: OpaquePointer }

/// A connection on its way through a continuation, both ends of which are on its loop.
private struct HandedConnection: @unchecked Sendable { let result: Result<PostgresConnection, StoreError> }
