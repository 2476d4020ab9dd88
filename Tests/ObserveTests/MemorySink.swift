import Observe
import Synchronization

/// Keeps what was written; refuses everything while `refuses` is set.
final class MemorySink: LogSink {
  private let written = Mutex<[UInt8]>([])
  private let refusing = Atomic<Bool>(false)

  var refuses: Bool {
    get { refusing.load(ordering: .relaxed) }
    set { refusing.store(newValue, ordering: .relaxed) }
  }

  var text: String { written.withLock { String(decoding: $0, as: UTF8.self) } }

  var lines: [Substring] { text.split(separator: "\n") }

  func write(_ lines: [UInt8]) -> Bool {
    if refuses { return false }
    written.withLock { $0.append(contentsOf: lines) }
    return true
  }
}

extension LogPipeline {
  /// A pipeline at a fixed time that writes when it is flushed.
  convenience init(_ format: LogFormat = .text, level: LogLevel = .info, sink: MemorySink, capacityBytes: Int = 1 << 20) {
    self.init(format: format, level: level, pod: "pod-1", sink: sink, time: FixedTime(), capacityBytes: capacityBytes)
  }
}
