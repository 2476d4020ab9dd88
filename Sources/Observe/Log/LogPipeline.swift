import Primitives
import Synchronization

/// The way of all log lines of the process: built in memory under a short lock, written in batches by a thread of its own.
///
/// The memory is bounded. A line that finds no room is dropped and counted; the next batch says how many were lost. Nothing is written
/// before `start()` except by `flush()`.
package final class LogPipeline: Sendable {
  private struct Pending {
    var bytes: [UInt8] = []
    var lines = 0
    var dropped = 0
  }

  package let format: LogFormat
  /// Records below it are not made.
  package let level: LogLevel
  /// The name that JSON lines carry.
  package let pod: String
  /// Lines lost since the start, for want of room or because the sink refused them.
  package let droppedLines: Counter

  private let sink: any LogSink
  private let time: any TimeSource
  private let capacityBytes: Int
  private let pending = Mutex(Pending())
  /// Held by whoever writes; its value is the emptied buffer of the batch before, which the next one fills again.
  private let writing = Mutex<[UInt8]>([])
  private let stopping = Atomic<Bool>(false)
  private let wakeUp = WakeUp()
  private let thread = Mutex<WriterThread?>(nil)

  /// - Parameters:
  ///   - droppedLines: the counter to use, so that it can be a registered metric.
  ///   - capacityBytes: of lines that wait to be written.
  package init(
    format: LogFormat, level: LogLevel, pod: String, sink: any LogSink = FileDescriptorSink(), time: any TimeSource = SystemTime(),
    droppedLines: Counter = Counter(), capacityBytes: Int = 1 << 20
  ) {
    self.format = format
    self.level = level
    self.pod = pod
    self.sink = sink
    self.time = time
    self.droppedLines = droppedLines
    self.capacityBytes = capacityBytes
  }

  /// Starts the writer thread. Call once.
  package func start() {
    thread.withLock { thread in
      precondition(thread == nil, "the log's writer runs already")
      thread = WriterThread { [self] in
        while !stopping.load(ordering: .acquiring) {
          wakeUp.wait()
          flush()
        }
      }
    }
  }

  /// Writes what is left, ends the thread and waits for it. Later lines wait for a `flush()`.
  package func stop() {
    stopping.store(true, ordering: .releasing)
    wakeUp.raise()
    let running = thread.withLock { thread in thread.take() }
    running?.join()
    flush()
  }

  /// Writes everything that was accepted before the call, on the calling thread; for the moments before the process ends.
  package func flush() {
    writing.withLock { batch in
      let (lines, dropped) = pending.withLock { pending in
        swap(&pending.bytes, &batch)
        defer {
          pending.lines = 0
          pending.dropped = 0
        }
        return (pending.lines, pending.dropped)
      }
      if dropped > 0 {
        let report = LogRecord(
          time: now(), level: .warning, component: .app, message: "log lines dropped", bound: [:], fields: [.count: .count(dropped)])
        report.append(as: format, pod: pod, to: &batch)
      }
      if !batch.isEmpty, !sink.write(batch) { droppedLines.add(UInt64(lines)) }
      // What one burst needed is not kept for ever.
      if batch.capacity > 64 << 10 { batch = [] } else { batch.removeAll(keepingCapacity: true) }
    }
  }

  func now() -> Timestamp { time.now() }

  /// Takes a record, or drops and counts it. Never waits for the sink.
  func accept(_ record: LogRecord) {
    let isFirst = pending.withLock { pending in
      let before = pending.bytes.count
      record.append(as: format, pod: pod, to: &pending.bytes)
      if pending.bytes.count > capacityBytes {
        pending.bytes.removeLast(pending.bytes.count - before)
        pending.dropped += 1
        droppedLines.add(1)
        return false
      }
      pending.lines += 1
      return before == 0
    }
    if isFirst { wakeUp.raise() }
  }
}
