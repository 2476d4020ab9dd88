import Primitives
import Testing

@testable import StreamLog

@Suite struct EncodedLogTests {
  /// Frames as (sequence, bytes), the truth that a log is compared with.
  private typealias Frame = (sequence: Int64, bytes: [UInt8])

  private func buffer(_ frames: [Frame]) -> FrameBuffer {
    var buffer = FrameBuffer()
    for frame in frames {
      buffer.bytes.append(contentsOf: frame.bytes)
      buffer.endFrame(sequence: frame.sequence)
    }
    return buffer
  }

  private func frame(_ sequence: Int64, _ count: Int) -> Frame {
    (sequence, (0..<count).map { UInt8(truncatingIfNeeded: Int(sequence) &* 31 &+ $0) })
  }

  private func read(_ log: EncodedLog, after sequence: Int64, limit: Int = .max) -> (bytes: [UInt8], through: Int64, more: Bool)? {
    var slices: ContiguousArray<BlockSlice> = []
    guard let taken = log.slices(fromFrame: log.frame(after: sequence), limit: limit, into: &slices) else { return nil }
    return (slices.flatMap(\.bytes), taken.through, taken.more)
  }

  private func expect(_ log: EncodedLog, holds frames: [Frame], _ note: String = "") {
    var seen: [[UInt8]] = []
    log.forEachFrame(after: 0) { seen.append(Array($0)) }
    #expect(seen == frames.map(\.bytes), "\(note)")
    for index in frames.indices {
      let rest = frames[index...]
      let taken = read(log, after: frames[index].sequence - 1)
      #expect(taken?.bytes == rest.flatMap(\.bytes), "\(note)")
      #expect(taken?.through == rest.last?.sequence)
      #expect(taken?.more == false)
    }
    #expect(read(log, after: frames.last?.sequence ?? .max) == nil)
  }

  @Test func `an empty log has nothing to give`() {
    let log = EncodedLog()
    #expect(read(log, after: 0) == nil)
    #expect(log.retainedBytes == 0)
    #expect(log.end == 0)
    var trimmed = log
    trimmed.trim(toBytes: 0)
    trimmed.truncate(above: 0)
    #expect(trimmed.droppedThrough == 0)
  }

  @Test(arguments: [1, 7, 100, 1023, 1024, 1025, 5000, 70_000, 200_000])
  func `frames of every size lie over the borders of blocks and come out whole`(_ size: Int) {
    var log = EncodedLog()
    let frames = (1...8).map { frame($0, size) }
    for frame in frames { log.append(buffer([frame])) }
    expect(log, holds: frames)
    #expect(log.end == 8 * size)
  }

  @Test func `many small frames in one buffer, gaps in the sequence, and frames of nothing`() {
    var log = EncodedLog()
    let frames = [frame(2, 3), frame(3, 0), frame(7, 900), frame(9, 200), frame(40, 1)]
    log.append(buffer(frames))
    expect(log, holds: frames)
    #expect(read(log, after: 3)?.through == 40)
    #expect(read(log, after: 7)?.bytes == frames[3].bytes + frames[4].bytes)
    #expect(log.frame(after: 40) == 5)
    #expect(log.frame(after: 0) == 0)
  }

  @Test func `bytes after the last mark belong to the last frame`() {
    var log = EncodedLog()
    var loose = buffer([frame(1, 10)])
    loose.bytes.append(contentsOf: [1, 2, 3])
    log.append(loose)
    log.append(buffer([frame(2, 4)]))
    #expect(read(log, after: 1)?.bytes == frame(2, 4).bytes)
    #expect(read(log, after: 0)?.bytes == frame(1, 10).bytes + [1, 2, 3] + frame(2, 4).bytes)
  }

  @Test func `a limit cuts between frames and gives at least one`() {
    var log = EncodedLog()
    let frames = (1...10).map { frame($0, 100) }
    log.append(buffer(frames))
    for limit in [0, 1, 99, 100, 101, 199, 250, 999, 1000, 5000] {
      let taken = read(log, after: 0, limit: limit)
      let expected = min(10, max(1, limit / 100))
      #expect(taken?.bytes.count == expected * 100, "limit \(limit)")
      #expect(taken?.through == Int64(expected))
      #expect(taken?.more == (expected < 10))
    }
    #expect(read(log, after: 8, limit: 100)?.through == 9)
  }

  @Test func `frames of one sequence stay together, whatever the limit`() {
    var log = EncodedLog()
    log.append(buffer([frame(1, 100), frame(2, 100), frame(2, 100), frame(2, 100), frame(3, 100)]))
    #expect(read(log, after: 1, limit: 1)?.bytes.count == 300)
    #expect(read(log, after: 0, limit: 250)?.through == 2)
    #expect(read(log, after: 0, limit: 250)?.bytes.count == 400)
    #expect(read(log, after: 2, limit: 1)?.through == 3)
    var slices: ContiguousArray<BlockSlice> = []
    log.slices(ofSequence: 2, into: &slices)
    #expect(slices.flatMap(\.bytes).count == 300)
  }

  @Test func `a frame with a sequence below the one before it belongs to that one`() {
    var log = EncodedLog()
    log.append(buffer([frame(4, 10), frame(3, 20), frame(5, 30)]))
    #expect(read(log, after: 3)?.bytes.count == 60)
    #expect(read(log, after: 4)?.bytes.count == 30)
  }

  @Test func `a part of the frames is copied out`() {
    var log = EncodedLog()
    let frames = (1...6).map { frame($0, 700) }
    log.append(buffer(frames))
    var seen: [[UInt8]] = []
    log.forEachFrame(after: 2, through: 4) { seen.append(Array($0)) }
    #expect(seen == frames[2...3].map(\.bytes))
  }

  // MARK: Truncating

  @Test(arguments: [0, 1, 5, 9, 10, 11] as [Int64])
  func `what is above a sequence goes, and what comes after takes its place`(_ keep: Int64) {
    var log = EncodedLog()
    let frames = (1...10).map { frame($0, 333) }
    log.append(buffer(frames))
    log.truncate(above: keep)
    let kept = frames.filter { $0.sequence <= keep }
    expect(log, holds: kept, "after the cut")
    let new = (1...5).map { frame(keep + $0, 500) }
    log.append(buffer(new))
    expect(log, holds: kept + new, "after the new")
  }

  @Test(arguments: [0, 1, 3, 17] as [Int64])
  func `a reader that holds what was cut off still sees its bytes`(_ keep: Int64) {
    var log = EncodedLog()
    let old = (1...20).map { frame($0, 97) }
    log.append(buffer(old))
    var held: ContiguousArray<BlockSlice> = []
    _ = log.slices(fromFrame: 0, limit: .max, into: &held)
    log.truncate(above: keep)
    log.append(buffer((1...40).map { (keep + $0, [UInt8](repeating: 0xEE, count: 97)) }))
    #expect(held.flatMap(\.bytes) == old.flatMap(\.bytes))
  }

  @Test func `cutting again and again keeps the log whole`() {
    var random = SeededRandom(seed: 5)
    var log = EncodedLog()
    var truth: [Frame] = []
    for _ in 0..<300 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        let keep = Int64.random(in: 0...Int64(truth.count), using: &random)
        log.truncate(above: keep)
        truth.removeAll { $0.sequence > keep }
      } else {
        let next = frame(Int64(truth.count + 1), .random(in: 0...2000, using: &random))
        log.append(buffer([next]))
        truth.append(next)
      }
    }
    expect(log, holds: truth)
  }

  // MARK: Room

  @Test(arguments: [1, 100, 1023, 5000, 70_000])
  func `a log that is finished gives up its room and holds what it held`(_ size: Int) {
    var log = EncodedLog()
    let frames = (1...5).map { frame($0, size) }
    for frame in frames { log.append(buffer([frame])) }
    var slices: ContiguousArray<BlockSlice> = []
    _ = log.slices(fromFrame: 0, limit: .max, into: &slices)
    let before = log.retainedBytes
    log.fit()
    expect(log, holds: frames)
    #expect(log.retainedBytes <= before)
    #expect(log.retainedBytes < 5 * size + 2048 + 112 * (1 + 5 * size / 1024))
    #expect(slices.flatMap(\.bytes) == frames.flatMap(\.bytes), "what is in flight stays")
    let new = frame(6, size)
    log.append(buffer([new]))
    expect(log, holds: frames + [new])
    var empty = EncodedLog()
    empty.fit()
    #expect(empty.retainedBytes == 0)
  }

  // MARK: Trimming

  @Test func `trimming drops whole frames from the front and says how far`() {
    var log = EncodedLog()
    let frames = (1...100).map { frame($0, 1000) }
    for frame in frames { log.append(buffer([frame])) }
    let before = log.retainedBytes
    log.trim(toBytes: 50_000)
    #expect(log.retainedBytes < before)
    #expect(log.droppedThrough > 0)
    expect(log, holds: Array(frames[Int(log.droppedThrough)...]))
    #expect(log.droppedFrames == Int(log.droppedThrough))
    let dropped = log.droppedThrough
    log.trim(toBytes: 50_000_000)
    #expect(log.droppedThrough == dropped, "there is room: nothing goes")
  }

  @Test(arguments: [10, 1000, 1024, 3000, 70_000, 300_000])
  func `trimming to nothing keeps the last frame`(_ size: Int) {
    var log = EncodedLog()
    let frames = (1...5).map { frame($0, size) }
    for frame in frames { log.append(buffer([frame])) }
    log.trim(toBytes: 0)
    #expect(log.droppedThrough < 5)
    #expect(read(log, after: 4)?.bytes == frames[4].bytes)
    let new = frame(6, size)
    log.append(buffer([new]))
    expect(log, holds: Array(frames[Int(log.droppedThrough)...]) + [new])
  }

  @Test func `trimming to nothing keeps all frames of the last sequence`() {
    var log = EncodedLog()
    log.append(buffer([frame(1, 5000), frame(2, 900), frame(2, 90_000), frame(2, 10)]))
    log.trim(toBytes: 0)
    #expect(read(log, after: 1)?.bytes.count == 90_910)
    #expect(log.droppedThrough <= 1)
  }

  @Test func `cutting below what was trimmed leaves an empty log that begins there`() {
    var log = EncodedLog()
    for sequence in 1...100 as ClosedRange<Int64> { log.append(buffer([frame(sequence, 1000)])) }
    log.trim(toBytes: 20_000)
    #expect(log.droppedThrough > 10)
    log.truncate(above: 4)
    #expect(log.droppedThrough == 4)
    expect(log, holds: [])
    let new = [frame(5, 10), frame(6, 3000)]
    log.append(buffer(new))
    expect(log, holds: new)
  }

  @Test func `trimming and cutting at random keep the log whole`() {
    var random = SeededRandom(seed: 6)
    var log = EncodedLog()
    var truth: [Frame] = []
    var last: Int64 = 0
    for _ in 0..<600 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0:
        log.trim(toBytes: .random(in: 0...40_000, using: &random))
        truth.removeAll { $0.sequence <= log.droppedThrough }
      case 1:
        last = Int64.random(in: max(log.droppedThrough, last - 20)...max(log.droppedThrough, last), using: &random)
        log.truncate(above: last)
        truth.removeAll { $0.sequence > last }
      default:
        last += 1
        let next = frame(last, .random(in: 0...3000, using: &random))
        log.append(buffer([next]))
        truth.append(next)
      }
    }
    expect(log, holds: truth)
  }

  // MARK: Frame numbers

  @Test func `frames are numbered from the stream's first, also when the first are gone`() {
    var log = EncodedLog()
    for sequence in 1...100 as ClosedRange<Int64> { log.append(buffer([frame(sequence * 2, 1000)])) }
    #expect(log.sequence(ofFrameNumber: 0) == 0)
    #expect(log.sequence(ofFrameNumber: 1) == 2)
    #expect(log.sequence(ofFrameNumber: 100) == 200)
    #expect(log.sequence(ofFrameNumber: 101) == nil)
    #expect(log.sequence(ofFrameNumber: -1) == nil)
    log.trim(toBytes: 20_000)
    #expect(log.sequence(ofFrameNumber: 1) == nil)
    #expect(log.sequence(ofFrameNumber: 100) == 200)
    #expect(log.sequence(ofFrameNumber: 0) == 0)
  }

  @Test func `a log whose beginning is not known numbers nothing`() {
    var log = EncodedLog()
    log.beginAfterDropping(through: 7)
    #expect(log.droppedThrough == 7)
    log.append(buffer([frame(8, 10)]))
    for number in 1...20 { #expect(log.sequence(ofFrameNumber: number) == nil) }
    #expect(read(log, after: 7)?.through == 8)
  }

  @Test func `after a take-over only the frames that were kept have a number`() {
    var log = EncodedLog()
    log.append(buffer((1...10).map { frame($0, 5) }))
    log.truncate(above: 6)
    log.stopNumbering()
    log.append(buffer((7...12).map { frame($0, 5) }))
    #expect(log.sequence(ofFrameNumber: 6) == 6)
    #expect(log.sequence(ofFrameNumber: 7) == nil)
    #expect(log.sequence(ofFrameNumber: 12) == nil)
    log.stopNumbering()
    #expect(log.sequence(ofFrameNumber: 7) == nil)
    #expect(log.sequence(ofFrameNumber: 6) == 6)
  }
}
