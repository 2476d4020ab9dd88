import EventLoop
import Primitives
import Transport
import Wire

/// A source that a test fills from outside, one chunk a call.
final class TestSource: ByteSource {
  private let sink: any ByteSink
  private var waiting: [BlockSlice] = []
  private var hasEnded = false
  var isChunked = true
  var onClosed: () -> Void = {}
  var onDrain: (TestSource) -> Void = { $0.end() }
  var onSilence: (TestSource) -> Void = { _ in }
  private(set) var pulls = 0

  init(_ sink: any ByteSink) { self.sink = sink }

  func write(_ text: String) {
    var bytes: [UInt8] = []
    if isChunked { HTTPChunk.append(ArraySlice(text.utf8), to: &bytes) } else { bytes = Array(text.utf8) }
    append(bytes)
  }

  func append(_ bytes: [UInt8]) {
    let block = ByteBlock(capacity: bytes.count)
    _ = block.append(bytes[...])
    waiting.append(BlockSlice(block: block, range: 0..<bytes.count))
    sink.sourceHasBytes()
  }

  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    if isChunked { append(HTTPChunk.last) } else { sink.sourceHasBytes() }
  }

  func abort() { sink.abort() }

  func pull(into slices: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult {
    pulls += 1
    var taken = 0
    while let first = waiting.first, taken < limit {
      slices.append(first)
      taken += first.range.count
      waiting.removeFirst()
    }
    return !waiting.isEmpty ? .more : hasEnded ? .ended : .idle
  }

  func sinkClosed() { onClosed() }
  func drain() { onDrain(self) }
  func silence() { onSilence(self) }
}

/// A source that always has bytes, as a log that is far ahead of its reader: the same block again and again.
final class EndlessSource: ByteSource {
  static let block: ByteBlock = {
    let block = ByteBlock(capacity: 64 * 1024)
    var bytes: [UInt8] = []
    HTTPChunk.append(ArraySlice(repeating: 0x61, count: 64 * 1024 - 8), to: &bytes)
    _ = block.append(bytes[...])
    return block
  }()

  let pulled: Tally
  let closed: Gate

  init(_ sink: any ByteSink, pulled: Tally, closed: Gate) {
    self.pulled = pulled
    self.closed = closed
    sink.sourceHasBytes()
  }

  func pull(into slices: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult {
    slices.append(BlockSlice(block: Self.block, range: 0..<Self.block.count))
    pulled.add(Self.block.count)
    return .more
  }

  func sinkClosed() { closed.open() }
  func drain() {}
}
