import EventLoop
import Observe
import Primitives
import StreamLog
import Transport

/// One reader of one stream on one connection: hands the encoded log to the socket from its cursor on. Belongs to its loop.
package final class StreamSource: ByteSource, GroupedReader {
  /// How a reader's connection came to its end.
  package enum End: Sendable { case streamEnded, disconnected, drained }

  /// What a reader is to be given.
  package struct Order: Sendable {
    package var stream: LiveStream
    package var reader: StreamReader
    package var form: FormKey
    package var label: WireFormLabel
    package var encoder: @Sendable () -> any FormEncoder
    /// Bytes before the first event, framed.
    package var opening: [UInt8]
    /// The comment that is sent into a silence, framed; empty for a form that has none.
    package var heartbeat: [UInt8]
    /// What is said before the connection ends because the server stops, framed.
    package var farewell: [UInt8]
    /// What says that a chat is read that may be taken back; held as long as the reader is there.
    var reading: ChatReadings.Reading?
    /// Called once on the reader's loop.
    package var onEnd: @Sendable (End, _ sentBytes: Int) -> Void

    package init(
      stream: LiveStream, reader: StreamReader, form: FormKey, label: WireFormLabel, opening: [UInt8] = [], heartbeat: [UInt8] = [],
      farewell: [UInt8] = [],
      encoder: @escaping @Sendable () -> any FormEncoder, onEnd: @escaping @Sendable (End, _ sentBytes: Int) -> Void = { _, _ in }
    ) {
      self.stream = stream
      self.reader = reader
      self.form = form
      self.label = label
      self.opening = opening
      self.heartbeat = heartbeat
      self.farewell = farewell
      self.encoder = encoder
      self.onEnd = onEnd
    }
  }

  private enum Phase { case open, draining, ended }

  private let order: Order
  private let access: StreamAccess
  private let metrics: ServerMetrics
  private let loop: EventLoop
  private let formIndex: Int
  private unowned let sink: any ByteSink
  private var reader: StreamReader
  /// Bytes of this reader alone that go out before anything of the log.
  private var own: [UInt8]
  private var phase = Phase.open
  private var sentBytes = 0

  package init(_ order: Order, access: StreamAccess, metrics: ServerMetrics, sink: any ByteSink, loop: EventLoop) {
    self.order = order
    self.access = access
    self.metrics = metrics
    self.sink = sink
    self.loop = loop
    reader = order.reader
    own = order.opening
    // The group must exist before the stream knows of it, and `self` before the group has members.
    let group = access.readers(on: loop).group(of: order.stream)
    formIndex = order.stream.open(order.form, waker: group, encoder: order.encoder)
    group.add(self)
    metrics.openSubscribers[order.label].add()
  }

  package func streamHasGrown() { sink.sourceHasBytes() }

  package func pull(into outgoing: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult {
    let phase = phase
    guard phase != .ended else { return .ended }
    if !own.isEmpty { appendOwn(to: &outgoing) }
    if phase == .draining {
      own = order.farewell + order.encoder().trailer
      appendOwn(to: &outgoing)
      end(.drained)
      return .ended
    }
    let before = outgoing.count
    let outcome = order.stream.read(&reader, form: formIndex, limit: limit, into: &outgoing)
    for index in before..<outgoing.count { sentBytes += outgoing[index].range.count }
    if let reason = outcome.sync { metrics.streamSyncs[SyncReasonLabel(reason)].add() }
    switch outcome.result {
    case .upToDate: return .idle
    case .more: return .more
    case .ended:
      end(.streamEnded)
      return .ended
    }
  }

  package func sinkClosed() { end(.disconnected) }

  package func drain() {
    guard phase == .open else { return }
    phase = .draining
    sink.sourceHasBytes()
  }

  package func silence() {
    guard phase != .ended, own.isEmpty, !order.heartbeat.isEmpty else { return }
    own = order.heartbeat
    sink.sourceHasBytes()
  }

  private func appendOwn(to outgoing: inout ContiguousArray<BlockSlice>) {
    guard !own.isEmpty else { return }
    let block = ByteBlock(capacity: own.count)
    _ = block.append(own[...])
    sentBytes += own.count
    outgoing.append(BlockSlice(block: block, range: 0..<block.count))
    own = []
  }

  private func end(_ end: End) {
    guard phase != .ended else { return }
    phase = .ended
    let emptied = access.readers(on: loop).remove(self, of: order.stream)
    order.stream.close(waker: emptied)
    metrics.openSubscribers[order.label].subtract()
    order.onEnd(end, sentBytes)
  }
}

extension SyncReasonLabel {
  init(_ reason: SyncReason) {
    switch reason {
    case .initial: self = .initial
    case .recovery: self = .recovery
    case .lagged: self = .lagged
    case .checkpoint: self = .checkpoint
    }
  }
}
