import Glibc
import Primitives

/// The calls on their way to the connection's thread, and what the thread says of the connection.
/// `@unchecked Sendable`: everything inside is touched only under the mutex.
final class RedisCallQueue: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private let capacity: Int
  private var calls: [RedisCall] = []
  private var isClosed = false
  private var hasEnded = false
  private var ending: [CheckedContinuation<Void, Never>] = []
  /// Why calls are refused at once; `nil` while there is a connection, and before the first attempt has ended.
  private var outage: RedisError?
  private var isOpen = false

  /// - Parameter capacity: calls that may wait.
  init(capacity: Int) {
    self.capacity = capacity
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // A clock that somebody sets must not lengthen a wait.
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// - Returns: why the call is refused; `nil` when it was taken and will be answered.
  func put(_ call: RedisCall) -> RedisError? {
    locked {
      if isClosed { return RedisError(.closed, "the connection is closed; the server is stopping") }
      if let outage { return outage }
      guard calls.count < capacity else {
        return RedisError(.busy, "\(capacity) calls wait for Redis already; it answers too slowly")
      }
      calls.append(call)
      if calls.count == 1 { pthread_cond_signal(changed) }
      return nil
    }
  }

  /// Everything that waits, in order, sleeping until there is something; `nil` when closed and empty.
  func takeAll() -> [RedisCall]? {
    locked {
      while calls.isEmpty, !isClosed { pthread_cond_wait(changed, mutex) }
      if calls.isEmpty { return nil }
      defer { calls = [] }
      return calls
    }
  }

  /// From now on calls are taken.
  func opened() {
    locked {
      outage = nil
      isOpen = true
    }
  }

  /// From now on calls are refused with this error. - Returns: those that were waiting.
  func lost(_ error: RedisError) -> [RedisCall] {
    locked {
      outage = error
      isOpen = false
      defer { calls = [] }
      return calls
    }
  }

  /// Sleeps that long. - Returns: `false` when closed meanwhile.
  func sleep(milliseconds: Int64) -> Bool {
    locked {
      var until = timespec()
      clock_gettime(CLOCK_MONOTONIC, &until)
      let nanoseconds = Int64(until.tv_nsec) + milliseconds % 1000 * 1_000_000
      until.tv_sec += Int(milliseconds / 1000 + nanoseconds / 1_000_000_000)
      until.tv_nsec = Int(nanoseconds % 1_000_000_000)
      while !isClosed, pthread_cond_timedwait(changed, mutex, &until) != ETIMEDOUT {}
      return !isClosed
    }
  }

  var isConnected: Bool { locked { isOpen } }

  /// Nothing more is taken in; what waits is still answered.
  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(changed)
    }
  }

  /// The thread is done: called by it, last.
  func ended() {
    let waiting = locked {
      hasEnded = true
      isOpen = false
      defer { ending = [] }
      return ending
    }
    for continuation in waiting { continuation.resume() }
  }

  func waitUntilEnded() async {
    await withCheckedContinuation { continuation in
      let isOver = locked {
        if !hasEnded { ending.append(continuation) }
        return hasEnded
      }
      if isOver { continuation.resume() }
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
