import Primitives

/// The append-only bytes of one stream in one wire form, in immutable blocks, with a mark at the end of each frame.
/// Not thread-safe: the stream's lock guards it; the blocks themselves may be read without it below their marks.
struct EncodedLog {
  private struct Segment {
    let block: ByteBlock
    /// Where the block's first byte stands in the log.
    let start: Int
    /// Bytes of the block that belong to the log.
    var count: Int
  }

  private var segments: ContiguousArray<Segment> = []
  private var frameSequences: ContiguousArray<Int64> = []
  private var frameEnds: ContiguousArray<Int> = []
  private var firstByte = 0
  private(set) var end = 0
  /// Frames that were dropped from the front.
  private(set) var droppedFrames = 0
  /// The greatest sequence of a dropped frame.
  private(set) var droppedThrough: Int64 = 0
  /// Frames beyond this number have no number that means the same to every reader: a take-over may have made others of that number void.
  private var numberedFrames = Int.max

  /// A block's object, its place in the list, and what the allocator adds.
  private static let blockOverhead = 112
  private static let unknownCount = Int.max / 2
  private static let smallestBlock = 1024
  /// Also what a trim can save at least; more would sit idle in each of many short streams.
  private static let largestBlock = 16 * 1024

  /// Bytes of memory that the log holds.
  var retainedBytes: Int {
    segments.reduce(0) { $0 + $1.block.capacity + Self.blockOverhead } + (frameSequences.capacity + frameEnds.capacity) * MemoryLayout<Int64>.stride
  }

  /// An empty log of a stream whose beginning is no longer known.
  mutating func beginAfterDropping(through sequence: Int64) {
    precondition(frameEnds.isEmpty)
    droppedThrough = sequence
    droppedFrames = Self.unknownCount
  }

  /// A take-over came: what readers had after the frames that are here now is not known.
  mutating func stopNumbering() { numberedFrames = min(numberedFrames, droppedFrames + frameEnds.count) }

  /// Appends one frame.
  mutating func append(_ frame: ArraySlice<UInt8>, sequence: Int64) {
    append(frame)
    frameSequences.append(sequence)
    frameEnds.append(end)
  }

  mutating func append(_ frames: FrameBuffer) {
    let base = end
    append(frames.bytes[...])
    for frame in frames.ends {
      // Cursors are found by bisection: an encoder that is late with a frame does not bring it out of order.
      frameSequences.append(max(frame.sequence, frameSequences.last ?? 0))
      frameEnds.append(base + frame.end)
    }
    if let last = frames.ends.last, base + last.end < end { frameEnds[frameEnds.count - 1] = end }
  }

  /// The first frame with a sequence above `sequence`, as an index among those that are retained.
  func frame(after sequence: Int64) -> Int {
    var low = 0
    var high = frameSequences.count
    if let last = frameSequences.last, last <= sequence { return high }
    while low < high {
      let middle = (low + high) / 2
      if frameSequences[middle] <= sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The sequence of the frame at a number counted from the stream's first frame; 0 before it, `nil` when dropped, not there or ambiguous.
  func sequence(ofFrameNumber number: Int) -> Int64? {
    if number == 0 { return 0 }
    guard number <= numberedFrames else { return nil }
    let index = number - droppedFrames - 1
    guard index >= 0, index < frameSequences.count else { return nil }
    return frameSequences[index]
  }

  func start(ofFrame index: Int) -> Int { index == 0 ? firstByte : frameEnds[index - 1] }

  /// Appends slices of the frames with a sequence above `sequence`, as `slices(fromFrame:limit:into:)` does.
  func slices(after sequence: Int64, limit: Int, into slices: inout ContiguousArray<BlockSlice>) -> (through: Int64, more: Bool)? {
    self.slices(fromFrame: frame(after: sequence), limit: limit, into: &slices)
  }

  /// Appends slices from the frame on, whole frames, until about `limit` bytes (at least one frame). Frames of one sequence stay together, since
  /// a cursor cannot stand between them.
  /// - Returns: the sequence of the last frame taken and whether there is more.
  func slices(fromFrame index: Int, limit: Int, into slices: inout ContiguousArray<BlockSlice>) -> (through: Int64, more: Bool)? {
    guard index < frameEnds.count else { return nil }
    let from = start(ofFrame: index)
    var lastFrame = frameEnds.count - 1
    if frameEnds[lastFrame] - from > limit {
      var low = index
      var high = lastFrame
      while low < high {
        let middle = (low + high + 1) / 2
        if frameEnds[middle] - from <= limit { low = middle } else { high = middle - 1 }
      }
      lastFrame = low
      while lastFrame + 1 < frameEnds.count, frameSequences[lastFrame + 1] == frameSequences[lastFrame] { lastFrame += 1 }
    }
    append(from..<frameEnds[lastFrame], to: &slices)
    return (frameSequences[lastFrame], lastFrame + 1 < frameEnds.count)
  }

  /// Appends exactly the frames of one sequence.
  func slices(ofSequence sequence: Int64, into slices: inout ContiguousArray<BlockSlice>) {
    var index = frame(after: sequence - 1)
    while index < frameSequences.count, frameSequences[index] == sequence {
      append(start(ofFrame: index)..<frameEnds[index], to: &slices)
      index += 1
    }
  }

  /// Nothing more is expected: gives up the room for it. Readers keep the blocks that they have in flight.
  mutating func fit() {
    if let last = segments.last, last.block.capacity - last.count >= Self.smallestBlock {
      let fitting = ByteBlock(capacity: max(1, last.count))
      unsafe last.block.withUnsafeBytes(0..<last.count) { bytes in _ = unsafe fitting.append(Array(bytes)[...]) }
      segments[segments.count - 1] = Segment(block: fitting, start: last.start, count: last.count)
    }
    frameSequences = fitted(frameSequences)
    frameEnds = fitted(frameEnds)
  }

  private func fitted<Element>(_ elements: ContiguousArray<Element>) -> ContiguousArray<Element> {
    guard elements.capacity > elements.count else { return elements }
    var fitting = ContiguousArray<Element>()
    fitting.reserveCapacity(elements.count)
    fitting.append(contentsOf: elements)
    return fitting
  }

  /// Forgets all frames above a sequence: a take-over voided them. Readers that have them in flight keep their blocks.
  mutating func truncate(above sequence: Int64) {
    let keep = frame(after: sequence)
    if droppedThrough > sequence {
      // Some of what was dropped is void as well: how many frames is not remembered.
      droppedThrough = sequence
      droppedFrames = Self.unknownCount
    }
    guard keep < frameEnds.count else { return }
    end = start(ofFrame: keep)
    frameSequences.removeLast(frameSequences.count - keep)
    frameEnds.removeLast(frameEnds.count - keep)
    while let last = segments.last, last.start >= end { segments.removeLast() }
    if !segments.isEmpty {
      let last = segments.count - 1
      segments[last].count = end - segments[last].start
    }
  }

  /// Copies the frames after a sequence out, one array a frame.
  func forEachFrame(after sequence: Int64, through last: Int64 = .max, _ body: (ArraySlice<UInt8>) -> Void) {
    var slices: ContiguousArray<BlockSlice> = []
    var bytes: [UInt8] = []
    for index in frame(after: sequence)..<frameEnds.count {
      guard frameSequences[index] <= last else { return }
      slices.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
      append(start(ofFrame: index)..<frameEnds[index], to: &slices)
      for slice in slices { unsafe slice.block.withUnsafeBytes(slice.range) { unsafe bytes.append(contentsOf: $0) } }
      body(bytes[...])
    }
  }

  /// Drops whole blocks from the front until at most `bytes` are held, keeping the frames of the last sequence: the end of a stream must stay
  /// to be sent, whatever else is gone.
  mutating func trim(toBytes bytes: Int) {
    guard let last = frameSequences.last else { return }
    let lastStart = start(ofFrame: frame(after: last - 1))
    var held = retainedBytes
    var dropBlocks = 0
    while held > bytes, dropBlocks + 1 < segments.count, segments[dropBlocks + 1].start <= lastStart {
      held -= segments[dropBlocks].block.capacity
      dropBlocks += 1
    }
    guard dropBlocks > 0 else { return }
    let boundary = segments[dropBlocks].start
    // A frame that began in a dropped block is lost with it.
    var frames = 0
    while frames < frameEnds.count, start(ofFrame: frames) < boundary { frames += 1 }
    guard frames > 0 else { return }
    droppedThrough = frameSequences[frames - 1]
    droppedFrames += frames
    firstByte = frameEnds[frames - 1]
    segments.removeFirst(dropBlocks)
    frameSequences.removeFirst(frames)
    frameEnds.removeFirst(frames)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      let taken = fillLastBlock(from: rest)
      if taken == 0 { addBlock(for: rest.count) } else { rest = rest.dropFirst(taken) }
    }
  }

  /// Writes what fits behind the last block's bytes; 0 when it is full, or when a take-over cut it: what stands there may be on its way to a reader.
  private mutating func fillLastBlock(from bytes: ArraySlice<UInt8>) -> Int {
    let last = segments.count - 1
    guard last >= 0, segments[last].count == segments[last].block.count else { return 0 }
    let taken = segments[last].block.append(bytes)
    segments[last].count += taken
    end += taken
    return taken
  }

  /// The last segment that does not begin behind a place; nearly always the last of all, since readers are nearly always at the end.
  private func segment(holding place: Int) -> Int {
    var high = segments.count - 1
    if high <= 0 || segments[high].start <= place { return max(0, high) }
    var low = 0
    while low < high {
      let middle = (low + high + 1) / 2
      if segments[middle].start <= place { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private mutating func addBlock(for bytes: Int) {
    let grown = segments.last.map { min(max($0.block.capacity * 2, Self.smallestBlock), Self.largestBlock) } ?? Self.smallestBlock
    segments.append(Segment(block: ByteBlock(capacity: max(grown, min(bytes, Self.largestBlock))), start: end, count: 0))
  }

  private func append(_ range: Range<Int>, to slices: inout ContiguousArray<BlockSlice>) {
    var at = segment(holding: range.lowerBound)
    var from = range.lowerBound
    while from < range.upperBound, at < segments.count {
      let segment = segments[at]
      let to = min(range.upperBound, segment.start + segment.count)
      if to > from { slices.append(BlockSlice(block: segment.block, range: (from - segment.start)..<(to - segment.start))) }
      from = max(from, to)
      at += 1
    }
  }
}
