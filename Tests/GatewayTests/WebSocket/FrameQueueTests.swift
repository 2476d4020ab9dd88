import Testing

@testable import Gateway

@Suite struct FrameQueueTests {
  @Test func `one frame is worked on and the others wait in order`() {
    var queue = FrameQueue()
    #expect(queue.arrived([1]) == .begin)
    #expect(queue.arrived([2]) == .waits)
    #expect(queue.arrived([3]) == .waits)
    #expect(queue.finished() == [2])
    #expect(queue.arrived([4]) == .waits)
    #expect(queue.finished() == [3])
    #expect(queue.finished() == [4])
    #expect(queue.finished() == nil)
    #expect(queue.arrived([5]) == .begin)
  }

  @Test func `what waits is bounded in number and in bytes`() {
    var many = FrameQueue()
    _ = many.arrived([])
    for _ in 0..<FrameQueue.maxFrames { #expect(many.arrived([1]) == .waits) }
    #expect(many.arrived([1]) == .refused)
    #expect(many.finished() == [1])
    #expect(many.arrived([1]) == .waits)

    var large = FrameQueue()
    _ = large.arrived([])
    #expect(large.arrived([UInt8](repeating: 0, count: FrameQueue.maxBytes)) == .waits)
    #expect(large.arrived([1]) == .refused)
  }
}
