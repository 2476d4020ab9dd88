import EventLoop
import Synchronization
import Testing

private actor Resident {
  let loop: EventLoop
  var calls = 0
  init(on loop: EventLoop) { self.loop = loop }
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  func visit() -> Bool {
    calls += 1
    return loop.isCurrent
  }

  func visit(_ other: Resident, times: Int) async -> Bool {
    var always = true
    for _ in 0..<times { if await !other.visit() { always = false } }
    return always
  }
}

private struct Failure: Error, Equatable {}

@Suite struct ExecutorTests {
  @Test func `an actor on the loop runs on the loop's thread`() async throws {
    try await withLoop { loop in
      let resident = Resident(on: loop)
      #expect(await resident.visit())
    }
  }

  @Test func `a callback on the loop enters the actor without waiting`() async throws {
    try await withLoop { loop in
      let resident = Resident(on: loop)
      try await loop.run { resident.assumeIsolated { $0.calls += 41 } }
      _ = await resident.visit()
      #expect(await resident.calls == 42)
    }
  }

  @Test func `calls between actors of one loop cost no enqueue`() async throws {
    try await withLoop { loop in
      let first = Resident(on: loop)
      let second = Resident(on: loop)
      _ = await first.visit()
      let before = try await loop.run { loop.statistics.jobs }
      #expect(await first.visit(second, times: 100))
      let after = try await loop.run { loop.statistics.jobs }
      // Into the first actor, perhaps back out of the second, and the closure that reads the count.
      #expect(after - before <= 4)
    }
  }

  @Test func `a task that prefers the loop runs on it, also after a wait`() async throws {
    try await withLoop { loop in
      let task = Task(executorPreference: loop.taskExecutor) {
        var places = [loop.isCurrent]
        await Task.yield()
        places.append(loop.isCurrent)
        try? await Task.sleep(nanoseconds: 1_000_000)
        places.append(loop.isCurrent)
        return places
      }
      #expect(await task.value == [true, true, true])
    }
  }

  @Test func `a call from a preferring task to an actor of its loop is one enqueue`() async throws {
    try await withLoop { loop in
      let resident = Resident(on: loop)
      let spent = await Task(executorPreference: loop.taskExecutor) {
        let before = loop.statistics.jobs
        for _ in 0..<100 { _ = await resident.visit() }
        return loop.statistics.jobs - before
      }.value
      #expect(spent <= 200)
    }
  }

  @Test func `spawn brings result and error back to the loop, never at once`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        loop.spawn({ 42 }) { result in
          #expect(loop.isCurrent)
          notes.add("\((try? result.get()) ?? 0)")
        }
        loop.spawn({ throw Failure() }) { (result: Result<Int, any Error>) in
          #expect(throws: Failure()) { try result.get() }
          notes.add("failed")
          done.open()
        }
        notes.add("spawned")
      }
      await done.wait()
    }
    #expect(notes.all == ["spawned", "42", "failed"])
  }

  @Test func `a spawned operation can be cancelled and still reports`() async throws {
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        let task = loop.spawn({ try await Task.sleep(nanoseconds: 60_000_000_000) }) { result in
          #expect(throws: CancellationError.self) { try result.get() }
          done.open()
        }
        task.cancel()
      }
      await done.wait()
    }
  }

  @Test func `a bound value dies on its loop`() async throws {
    final class Mortal {
      let loop: EventLoop
      let died: Gate
      init(loop: EventLoop, died: Gate) {
        self.loop = loop
        self.died = died
      }
      deinit {
        #expect(loop.isCurrent)
        died.open()
      }
    }
    try await withLoop { loop in
      let died = Gate()
      var box: LoopBound<Mortal>? = try await loop.run { LoopBound(Mortal(loop: loop, died: died), on: loop) }
      withExtendedLifetime(box) {}
      box = nil
      await died.wait()
    }
  }
}
