import Observe
import Primitives

/// What the connection's thread does: connects, sends everything that waits in one write, reads the answers in order, and when that fails begins again.
struct RedisWorker {
  let address: RedisAddress
  let timeoutMilliseconds: Int64
  let queue: RedisCallQueue
  let time: any TimeSource
  let log: Log

  private var session: RedisSession?
  private var backoff = RedisBackoff()
  private var isKnownToBeLost = false

  init(address: RedisAddress, timeoutMilliseconds: Int64, queue: RedisCallQueue, time: any TimeSource, log: Log) {
    self.address = address
    self.timeoutMilliseconds = timeoutMilliseconds
    self.queue = queue
    self.time = time
    self.log = log
  }

  /// Returns when the queue is closed and empty.
  mutating func run() {
    var waiting: [RedisCall] = []
    while true {
      guard let open = session ?? connect(failing: &waiting) else {
        guard queue.sleep(milliseconds: backoff.next()) else { return }
        continue
      }
      if waiting.isEmpty {
        guard let calls = queue.takeAll() else { return }
        waiting = calls
        // A server that was restarted while nobody called is no reason to fail anybody.
        if open.isStale {
          session = nil
          continue
        }
      }
      exchange(waiting, over: open)
      waiting = []
    }
  }

  private mutating func connect(failing waiting: inout [RedisCall]) -> RedisSession? {
    do throws(RedisError) {
      let opened = try RedisSession(address, timeoutMilliseconds: timeoutMilliseconds, time: time)
      session = opened
      backoff.reset()
      queue.opened()
      if isKnownToBeLost { log.info("Redis answers again", [.address: .text(address.text)]) }
      isKnownToBeLost = false
      return opened
    } catch {
      lost(error, waiting)
      waiting = []
      return nil
    }
  }

  private mutating func exchange(_ calls: [RedisCall], over session: RedisSession) {
    // Nobody waits any more for the answer to a call that is late already.
    let now = time.monotonic()
    var open = calls[...]
    while let call = open.first, call.deadline <= now {
      call.continuation.resume(returning: .failure(RedisError(.timedOut, "Redis did not come to this call in time")))
      open.removeFirst()
    }
    do throws(RedisError) {
      for call in open { try session.append(call.commands) }
      while let call = open.first {
        var replies: [RedisReply] = []
        replies.reserveCapacity(call.commands.count)
        for _ in call.commands { replies.append(try session.next(deadline: call.deadline)) }
        call.continuation.resume(returning: .success(replies))
        open.removeFirst()
      }
    } catch {
      // Answers that are still on their way would be taken for those of later calls.
      self.session = nil
      lost(error, Array(open))
    }
  }

  private mutating func lost(_ error: RedisError, _ waiting: [RedisCall]) {
    for call in waiting + queue.lost(error) { call.continuation.resume(returning: .failure(error)) }
    if !isKnownToBeLost { log.warning("Redis does not answer", [.address: .text(address.text), .error: .text(error.message)]) }
    isKnownToBeLost = true
  }
}
