import Domain
import Testing

@testable import Gateway

struct RepairQueueTests {
  private func at(_ sequence: Int64) -> Position { Position(epoch: 1, sequence: sequence) }

  @Test func `a hole is due until it is filled, a look once`() {
    var queue = RepairQueue()
    queue.holeSeen("a")
    queue.look(["b"])
    #expect(queue.due() == (["a"], ["b"]))
    #expect(queue.due() == (["a"], []))
    queue.filled("a")
    #expect(queue.due() == ([], []))
  }

  @Test func `what is under repair is not due, and is not forgotten`() {
    var queue = RepairQueue()
    queue.holeSeen("a")
    #expect(queue.begin("a") == true)
    #expect(queue.begin("a") == false)
    queue.look(["a"])
    #expect(queue.due() == ([], []))
    queue.ended("a")
    #expect(queue.due() == ([], ["a"]))
    queue.ended("a")
    #expect(queue.due() == (["a"], []))
  }

  @Test func `a hole that nothing fills is hopeless after so many tries`() {
    var queue = RepairQueue()
    for _ in 1..<RepairQueue.mostFailures { #expect(queue.isHopeless("a", at: at(3)) == false) }
    #expect(queue.isHopeless("a", at: at(3)) == true)
    queue.forget("a")
    #expect(queue.isHopeless("a", at: at(3)) == false)
  }

  @Test func `while a stream gets on it is not hopeless`() {
    var queue = RepairQueue()
    for sequence in 1...100 { #expect(queue.isHopeless("a", at: at(Int64(sequence))) == false) }
    for _ in 2..<RepairQueue.mostFailures { #expect(queue.isHopeless("a", at: at(100)) == false) }
    #expect(queue.isHopeless("a", at: at(100)) == true)
  }

  @Test func `a stream that is forgotten is not looked at`() {
    var queue = RepairQueue()
    queue.holeSeen("a")
    queue.look(["a"])
    queue.forget("a")
    #expect(queue.due() == ([], []))
  }
}
