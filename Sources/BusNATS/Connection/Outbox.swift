import Bus
import Glibc
import Synchronization

/// What other threads want of the bus's thread.
enum BusCommand: Sendable {
  /// At once and at most once.
  case send(subject: String, payload: [UInt8], traceparent: String? = nil)
  case persist(PersistedMessage)
  case subscribe(BusSubscription)
  /// An offer was answered for good.
  case answered
  case history(stream: String, CheckedContinuation<Result<[[UInt8]], BusError>, Never>)
  case whenReady(milliseconds: Int64, CheckedContinuation<Bool, Never>)
  case received(ReceivedMessage, by: Int)
  case linkUp
  case linkDown
  case linkClosed
  case close(CheckedContinuation<Void, Never>)
}

/// Who hears what.
enum BusSubscription: Sendable {
  case worker(any BusWorker)
  case control(worker: String, any ControlReceiver)
  case pod(String, any PodReceiver)
}

/// The way from all threads to the bus's own, which sleeps in `poll`. Nobody waits here; what finds no room is refused.
final class Outbox: Sendable {
  private struct Queue {
    var commands: [BusCommand] = []
    var bytes = 0
    var isClosed = false
  }

  private let queue = Mutex(Queue())
  private let sleeps = Atomic<Bool>(false)
  private let maxBytes: Int
  /// Readable when there is something to do.
  let readEnd: Int32
  private let writeEnd: Int32

  private init(readEnd: Int32, writeEnd: Int32, maxBytes: Int) {
    self.readEnd = readEnd
    self.writeEnd = writeEnd
    self.maxBytes = maxBytes
  }

  /// No failable initializer: the optimizer of 6.3.1 cannot compile one that leaves an `Atomic` behind (docs/workarounds.md).
  /// - Returns: `nil` when the system gives no pipe.
  static func open(maxBytes: Int) -> Outbox? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return Outbox(readEnd: ends[0], writeEnd: ends[1], maxBytes: maxBytes)
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// - Returns: `false` when there is no room for this payload, or nobody takes commands any more.
  func put(_ command: BusCommand) -> Bool {
    let bytes =
      switch command {
      case .send(_, let payload, _): payload.count + 64
      case .persist(let message): message.payload.count + 64
      default: 0
      }
    let wasEmpty = queue.withLock { queue -> Bool? in
      guard !queue.isClosed, bytes == 0 || queue.bytes + bytes <= maxBytes else { return nil }
      queue.bytes += bytes
      queue.commands.append(command)
      return queue.commands.count == 1
    }
    guard let wasEmpty else { return false }
    if wasEmpty { wakeUnlessAwake() }
    return true
  }

  /// Everything since the last time.
  func takeAll() -> [BusCommand] {
    queue.withLock { queue in
      queue.bytes = 0
      return exchange(&queue.commands)
    }
  }

  /// Takes nothing more. - Returns: what was left.
  func closeAll() -> [BusCommand] {
    queue.withLock { queue in
      queue.isClosed = true
      return exchange(&queue.commands)
    }
  }

  /// Lets the thread look around.
  func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// The same, without a system call while the thread is about anyway: it looks again before it sleeps.
  func wakeUnlessAwake() {
    if sleeps.load(ordering: .sequentiallyConsistent) { wake() }
  }

  /// Calls `body`, which sleeps unless it is told that there is something to do.
  func sleeping(_ body: (_ sleeps: Bool) -> Int32) -> Int32 {
    sleeps.store(true, ordering: .sequentiallyConsistent)
    defer { sleeps.store(false, ordering: .sequentiallyConsistent) }
    return body(queue.withLock { $0.commands.isEmpty })
  }

  /// Takes back what `wake` wrote.
  func silence() {
    var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    while read(readEnd, &bytes, 32) == 32 {}
  }

  private func exchange(_ commands: inout [BusCommand]) -> [BusCommand] {
    var taken: [BusCommand] = []
    // The old buffer goes with its content; its size tells what the next turn may need.
    taken.reserveCapacity(0)
    swap(&taken, &commands)
    return taken
  }
}
