import Synchronization

/// The loops of a process, usually one for each core.
package final class EventLoopGroup: Sendable {
  package let loops: [EventLoop]
  private let turn = Atomic<Int>(0)

  /// - Parameter count: loops to make, at least 1.
  package init(count: Int) {
    precondition(count > 0, "a group has at least one loop")
    loops = (0..<count).map { EventLoop(name: "loop-\($0)") }
  }

  /// Starts every loop; when one fails, those already running are stopped again.
  package func start() throws(EventLoopError) {
    for (index, loop) in loops.enumerated() {
      do {
        try loop.start()
      } catch {
        for started in loops.prefix(index) { started.stop() }
        throw error
      }
    }
  }

  /// Stops and joins every loop.
  package func stop() {
    for loop in loops { loop.stop() }
  }

  /// The loops one after the other, round and round.
  package func next() -> EventLoop {
    let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    return loops[Int(UInt(bitPattern: index) % UInt(loops.count))]
  }
}
