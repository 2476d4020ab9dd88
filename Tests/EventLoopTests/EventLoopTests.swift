import EventLoop
import Synchronization
import Testing

@Suite struct EventLoopTests {
  @Test func `jobs of one thread run in order, those queued by jobs after them`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      let done = Gate()
      loop.execute {
        notes.add("a")
        loop.execute {
          notes.add("c")
          loop.execute {
            notes.add("d")
            done.open()
          }
        }
        notes.add("b")
      }
      await done.wait()
    }
    #expect(notes.all == ["a", "b", "c", "d"])
  }

  @Test func `jobs queued before the start run after it`() async throws {
    let loop = EventLoop(name: "late")
    let done = Gate()
    loop.execute { done.open() }
    try loop.start()
    await done.wait()
    loop.stop()
  }

  @Test func `what was queued before the stop still runs, what comes later is dropped`() throws {
    let notes = Notes()
    let loop = EventLoop(name: "ending")
    try loop.start()
    for index in 0..<100 { loop.execute { notes.add("\(index)") } }
    loop.stop()
    loop.execute { notes.add("late") }
    #expect(notes.all == (0..<100).map(String.init))
    loop.stop()
  }

  @Test func `a loop knows its own thread`() async throws {
    try await withLoop { loop in
      #expect(!loop.isCurrent)
      let inside = try await loop.run { loop.isCurrent }
      #expect(inside)
      #expect(loop.isIsolatingCurrentContext() == false)
    }
  }

  @Test func `many jobs from many threads all run`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      await withTaskGroup { group in
        for _ in 0..<8 {
          group.addTask { for _ in 0..<1000 { loop.execute { notes.add("") } } }
        }
      }
      try await loop.run {}
    }
    #expect(notes.all.count == 8000)
  }

  @Test func `jobs from the loop itself need no wake up`() async throws {
    try await withLoop { loop in
      let done = Gate()
      let before = try await loop.run { loop.statistics.wakes }
      countDown(1000, on: loop, then: done)
      await done.wait()
      // One for each `run` from outside, at most.
      #expect(try await loop.run { loop.statistics.wakes } - before <= 2)
    }
  }

  @Test func `a task that never waits does not starve timers`() async throws {
    try await withLoop { loop in
      let fired = Gate()
      let stop = Flag()
      try await loop.run {
        loop.schedule(afterMilliseconds: 1) {
          stop.raise()
          fired.open()
        }
        spin(on: loop, until: stop)
      }
      await fired.wait()
    }
  }

  @Test func `time stands still within a turn and never goes back`() async throws {
    try await withLoop { loop in
      let first = try await loop.run { [loop.now, loop.now] }
      let second = try await loop.run { loop.now }
      #expect(first[0] == first[1])
      #expect(second >= first[0])
    }
  }

  @Test func `a group gives its loops in turn`() throws {
    let group = EventLoopGroup(count: 3)
    try group.start()
    let six = (0..<6).map { _ in ObjectIdentifier(group.next()) }
    #expect(Set(six).count == 3)
    #expect(Array(six[0..<3]) == Array(six[3..<6]))
    group.stop()
  }
}

private func countDown(_ left: Int, on loop: EventLoop, then done: Gate) {
  loop.execute { left == 0 ? done.open() : countDown(left - 1, on: loop, then: done) }
}

private func spin(on loop: EventLoop, until flag: Flag) {
  loop.execute { if !flag.isRaised { spin(on: loop, until: flag) } }
}

private final class Flag: Sendable {
  private let raised = Atomic(false)
  func raise() { raised.store(true, ordering: .relaxed) }
  var isRaised: Bool { raised.load(ordering: .relaxed) }
}
