import CUV
import Glibc
import Synchronization

/// The jobs waiting for one loop, and how other threads wake it.
///
/// It is an object of its own because both the loop and its task executor hold it, and neither must keep the other alive.
/// `@unchecked Sendable`: `local` is touched by the loop's thread only, all else is behind the mutex or atomic.
final class LoopJobQueue: @unchecked Sendable {
  enum Phase {
    case open
    /// No job is taken any more, handles are being closed.
    case closed
    /// libuv knows no handle any more; their memory is their owners'.
    case ended
  }

  private struct Inbox {
    var jobs: ContiguousArray<LoopJob> = []
    /// The loop saw no more work and may be waiting for events: the next job must wake it.
    var asleep = false
    var phase = Phase.open
    var enqueued = 0
    var wakes = 0
  }

  private let wakeHandle: UnsafeMutablePointer<uv_async_t>
  private let inbox = Mutex(Inbox())
  /// Whether the inbox has jobs: lets the loop pass by without the lock while it has other work.
  private let hasInbox = Atomic<Bool>(false)
  private let thread = Atomic<UInt>(0)
  /// Wake-ups that left the lock and have not reached libuv yet; the loop may close its handle only at 0.
  private let wakesUnderWay = Atomic<Int>(0)
  private var local: ContiguousArray<LoopJob> = []
  private var enqueuedLocally = 0

  /// - Parameter wakeHandle: initialized before the loop first sleeps, valid until `close()` returned.
  init(wakeHandle: UnsafeMutablePointer<uv_async_t>) { self.wakeHandle = wakeHandle }

  var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

  /// Makes the calling thread the loop's thread.
  func adoptThread() { thread.store(UInt(pthread_self()), ordering: .relaxed) }

  /// Queues the job; wakes the loop if it may be waiting. Dropped once the loop has ended.
  func submit(_ job: LoopJob) {
    if isCurrent {
      local.append(job)
      enqueuedLocally &+= 1
      return
    }
    let mustWake = inbox.withLock { inbox in
      guard inbox.phase == .open else { return false }
      inbox.jobs.append(job)
      hasInbox.store(true, ordering: .relaxed)
      inbox.enqueued &+= 1
      guard inbox.asleep else { return false }
      inbox.asleep = false
      inbox.wakes &+= 1
      wakesUnderWay.add(1, ordering: .relaxed)
      return true
    }
    guard mustWake else { return }
    uv_async_send(wakeHandle)
    wakesUnderWay.subtract(1, ordering: .releasing)
  }

  /// Moves every waiting job to `jobs`, which must be empty, oldest first.
  /// - Parameter sleepIfNone: when nothing waits, note that the loop is about to wait for events.
  /// - Returns: false when nothing waits.
  func take(into jobs: inout ContiguousArray<LoopJob>, sleepIfNone: Bool) -> Bool {
    let nothingHere = local.isEmpty
    // What another thread queues at this moment is found by the last look of the turn, which is the one that may sleep.
    if sleepIfNone || hasInbox.load(ordering: .relaxed) {
      inbox.withLock { inbox in
        inbox.asleep = sleepIfNone && nothingHere && inbox.jobs.isEmpty
        if !inbox.jobs.isEmpty { swap(&inbox.jobs, &jobs) }
        hasInbox.store(false, ordering: .relaxed)
      }
    }
    if !nothingHere {
      jobs.append(contentsOf: local)
      local.removeAll(keepingCapacity: true)
    }
    return !jobs.isEmpty
  }

  /// Ends the queue: later jobs are dropped and no wake-up is under way when this returns.
  func close() {
    inbox.withLock { inbox in
      inbox.phase = .closed
      inbox.asleep = false
    }
    while wakesUnderWay.load(ordering: .acquiring) != 0 { sched_yield() }
  }

  /// The thread is about to end and libuv has let go of every handle.
  func end() {
    inbox.withLock { $0.phase = .ended }
    // The system reuses thread identities.
    thread.store(0, ordering: .relaxed)
  }

  var phase: Phase { inbox.withLock { $0.phase } }

  /// Jobs queued and wake-ups sent since the start; exact on the loop's thread only.
  var counts: (enqueued: Int, wakes: Int) {
    let shared = inbox.withLock { ($0.enqueued, $0.wakes) }
    return (shared.0 + enqueuedLocally, shared.1)
  }
}
