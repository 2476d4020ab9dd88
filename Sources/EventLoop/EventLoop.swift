import CPlatform
import CUV
import Glibc
import Primitives
import Synchronization

/// One thread that waits for events and runs everything bound to it: sockets, timers, jobs, actors, tasks.
///
/// A **turn** is: events and timers, then queued jobs until none is left, then the turn's end observers; only then does the loop wait
/// again. So everything that one batch of events causes is gathered before anybody writes.
///
/// Members marked "loop only" trap on any other thread. `@unchecked Sendable`: the unprotected fields belong to the loop's thread.
package final class EventLoop: @unchecked Sendable {
  /// The thread's name, at most 15 bytes of which the system shows.
  package let name: String
  /// Runs the jobs of tasks that prefer this loop. An object of its own, because a loop that is serial and task executor at once
  /// costs two more enqueues for every call between two of its actors.
  package let taskExecutor: LoopTaskExecutor

  let queue: LoopJobQueue
  private let loop: UnsafeMutablePointer<uv_loop_t>
  private let wake: UnsafeMutablePointer<uv_async_t>
  private let turnEnd: UnsafeMutablePointer<uv_prepare_t>
  private let busy: UnsafeMutablePointer<uv_idle_t>
  private let lifecycle = Mutex(Lifecycle.new)

  private var jobs: ContiguousArray<LoopJob> = []
  private var observers: ContiguousArray<any TurnEndObserver> = []
  private var nextObservers: ContiguousArray<any TurnEndObserver> = []
  private var calledObservers: ContiguousArray<any TurnEndObserver> = []
  private var cachedNow: UInt64 = 0
  private var turns = 0
  private var isStopping = false
  /// libuv before 1.45 runs timers until none is due, also those that a timer made due: they must wait a turn, or sockets starve.
  var isFiringTimer = false

  /// Jobs that one turn runs before events get their chance again, so that a task that never waits cannot starve the sockets.
  private static let jobsPerTurn = 10_000

  private enum Lifecycle {
    case new
    case running(pthread_t)
    case stopped
  }

  /// Makes a loop that does not run yet; jobs queued before `start()` run then.
  package init(name: String) {
    self.name = name
    loop = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    turnEnd = .allocate(capacity: 1)
    busy = .allocate(capacity: 1)
    queue = LoopJobQueue(wakeHandle: wake)
    taskExecutor = LoopTaskExecutor(queue: queue)
  }

  deinit {
    loop.deallocate()
    wake.deallocate()
    turnEnd.deallocate()
    busy.deallocate()
  }

  /// Starts the thread. It stays until `stop()` and keeps the loop alive.
  package func start() throws(EventLoopError) {
    _ = Self.brokenPipesAreErrors
    let status = lifecycle.withLock { lifecycle -> CInt in
      guard case .new = lifecycle else { preconditionFailure("an event loop starts once") }
      let status = open()
      if status != 0 { lifecycle = .stopped }
      return status
    }
    guard status == 0 else {
      throw EventLoopError(
        code: .loopSetup,
        message: "event loop \(name) needs epoll and eventfd descriptors, the system said: \(String(cString: uv_strerror(status))); "
          + "raise the limit of open files (ulimit -n)")
    }
    try startThread()
  }

  /// Runs what is queued, closes every handle that is still open, ends the thread and joins it. Not from the loop itself.
  /// Jobs queued afterwards are dropped. Does nothing on a loop that is not running.
  package func stop() {
    precondition(!isCurrent, "an event loop cannot join itself")
    let thread = lifecycle.withLock { lifecycle -> pthread_t? in
      guard case .running(let thread) = lifecycle else { return nil }
      lifecycle = .stopped
      return thread
    }
    guard let thread else { return }
    execute { [unowned self] in
      isStopping = true
      uv_stop(loop)
    }
    pthread_join(thread, nil)
  }

  /// True on the loop's thread.
  package var isCurrent: Bool { queue.isCurrent }

  /// Traps unless called on the loop's thread.
  package func preconditionCurrent() {
    precondition(isCurrent, "this belongs to event loop \(name) and was used on another thread")
  }

  /// Runs the job on the loop: in order with others of the same thread; from the loop itself later in the same turn.
  package func execute(_ job: @escaping @Sendable () -> Void) { queue.submit(.closure(job)) }

  /// Calls the observer once, at the end of this turn, after all jobs and before the loop waits. Loop only.
  package func atTurnEnd(_ observer: any TurnEndObserver) {
    preconditionCurrent()
    observers.append(observer)
  }

  /// Calls the observer once, at the end of the next turn, which looks for events without waiting: for work that is cut into pieces so
  /// that events get their chance in between. Loop only.
  package func atNextTurnEnd(_ observer: any TurnEndObserver) {
    preconditionCurrent()
    nextObservers.append(observer)
  }

  /// Monotonic time, read once a turn. Loop only.
  package var now: MonotonicTime {
    preconditionCurrent()
    if cachedNow == 0 { cachedNow = uv_hrtime() }
    return MonotonicTime(nanoseconds: cachedNow)
  }

  /// Turns taken, jobs queued (closures and executor jobs) and wake-ups from other threads since the start. Loop only.
  package var statistics: (turns: Int, jobs: Int, wakes: Int) {
    preconditionCurrent()
    let counts = queue.counts
    return (turns, counts.enqueued, counts.wakes)
  }

  /// Gives libuv's loop to owners of C handles for the duration of the call. Loop only. Such an owner closes its handles itself, in
  /// time; a handle left open at `stop()` is closed without a callback.
  package func withUnsafeLoop<Result>(_ body: (UnsafeMutablePointer<uv_loop_t>) throws -> Result) rethrows -> Result {
    preconditionCurrent()
    return try body(loop)
  }
}

extension EventLoop {
  /// Writing to a peer that is gone must be an error of that write, never the end of the process.
  private static let brokenPipesAreErrors: Void = {
    signal(SIGPIPE, SIG_IGN)
  }()

  private func open() -> CInt {
    var status = uv_loop_init(loop)
    guard status == 0 else { return status }
    loop.pointee.data = Unmanaged.passUnretained(self).toOpaque()
    // The wake-up itself does nothing: the jobs run at the end of the turn, which is the one place where they run.
    status = uv_async_init(loop, wake) { _ in }
    guard status == 0 else {
      uv_loop_close(loop)
      return status
    }
    uv_prepare_init(loop, turnEnd)
    uv_prepare_start(turnEnd) { EventLoop.of($0!.pointee.loop).endTurn() }
    uv_idle_init(loop, busy)
    return 0
  }

  private func startThread() throws(EventLoopError) {
    var thread = pthread_t()
    let retained = Unmanaged.passRetained(self)
    let status = pthread_create(&thread, nil, { Unmanaged<EventLoop>.fromOpaque($0!).takeRetainedValue().run() }, retained.toOpaque())
    guard status == 0 else {
      retained.release()
      lifecycle.withLock { $0 = .stopped }
      throw EventLoopError(
        code: .threadStart,
        message: "event loop \(name) needs a thread, the system said: \(String(cString: strerror(status))); raise the limit of processes (ulimit -u)")
    }
    let started = thread
    lifecycle.withLock { $0 = .running(started) }
  }

  /// The loop's thread from beginning to end.
  private func run() -> UnsafeMutableRawPointer? {
    queue.adoptThread()
    cplatform_name_this_thread(name)
    while !isStopping { uv_run(loop, UV_RUN_DEFAULT) }
    endTurn()
    queue.close()
    uv_walk(loop, { handle, _ in if uv_is_closing(handle) == 0 { uv_close(handle, nil) } }, nil)
    uv_run(loop, UV_RUN_DEFAULT)
    uv_loop_close(loop)
    queue.end()
    return nil
  }

  static func of(_ loop: UnsafeMutablePointer<uv_loop_t>?) -> EventLoop {
    Unmanaged<EventLoop>.fromOpaque(loop!.pointee.data).takeUnretainedValue()
  }

  /// Everything between the events and the next wait.
  private func endTurn() {
    turns &+= 1
    var budget = Self.jobsPerTurn
    while true {
      if queue.take(into: &jobs, sleepIfNone: observers.isEmpty && nextObservers.isEmpty) {
        budget -= jobs.count
        runJobs()
        if budget > 0 { continue }
      }
      if !observers.isEmpty {
        swap(&observers, &calledObservers)
        for observer in calledObservers { observer.turnEnded() }
        calledObservers.removeAll(keepingCapacity: true)
        if budget > 0 { continue }
      }
      break
    }
    // An active idle handle makes libuv look for events without waiting.
    let hasMore = !nextObservers.isEmpty
    if budget <= 0 || hasMore { uv_idle_start(busy) { _ in } } else { uv_idle_stop(busy) }
    if hasMore {
      observers.append(contentsOf: nextObservers)
      nextObservers.removeAll(keepingCapacity: true)
    }
    cachedNow = 0
  }

  private func runJobs() {
    let serial = asUnownedSerialExecutor()
    let task = taskExecutor.asUnownedTaskExecutor()
    for job in jobs {
      switch job {
      case .closure(let run): run()
      case .isolated(let job): job.runSynchronously(on: serial)
      case .preferring(let job): job.runSynchronously(on: task)
      }
    }
    jobs.removeAll(keepingCapacity: true)
  }
}
