import EventLoop
import Testing

private final class Observer: TurnEndObserver {
  var calls = 0
  var onCall: (Observer) -> Void = { _ in }
  func turnEnded() {
    calls += 1
    onCall(self)
  }
}

@Suite struct TurnEndTests {
  @Test func `an observer is called once, after all jobs of the turn`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      try await loop.run {
        let observer = Observer()
        observer.onCall = { _ in notes.add("end") }
        loop.atTurnEnd(observer)
        loop.execute {
          notes.add("job")
          loop.execute { notes.add("job of the job") }
        }
        notes.add("turn")
      }
      try await loop.run {}
    }
    #expect(notes.all == ["turn", "job", "job of the job", "end"])
  }

  @Test func `what an observer causes still happens in the same turn`() async throws {
    try await withLoop { loop in
      let turns = LoopBound(handing: [Int](), to: loop)
      let done = Gate()
      try await loop.run {
        let observer = Observer()
        observer.onCall = { observer in
          turns.value.append(loop.statistics.turns)
          if observer.calls < 3 {
            loop.atTurnEnd(observer)
          } else {
            loop.execute {
              turns.value.append(loop.statistics.turns); done.open()
            }
          }
        }
        loop.atTurnEnd(observer)
      }
      await done.wait()
      let seen = try await loop.run { turns.value }
      #expect(seen.count == 4)
      #expect(Set(seen).count == 1)
    }
  }

  @Test func `an observer is not called again in later turns`() async throws {
    try await withLoop { loop in
      let bound = try await loop.run {
        let observer = Observer()
        loop.atTurnEnd(observer)
        return LoopBound(observer, on: loop)
      }
      for _ in 0..<10 { try await loop.run {} }
      #expect(try await loop.run { bound.value.calls } == 1)
    }
  }

  @Test func `work put off to the next turn lets events in between`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        let first = loop.statistics.turns
        let observer = Observer()
        observer.onCall = { observer in
          notes.add("\(loop.statistics.turns - first)")
          if observer.calls < 4 { loop.atNextTurnEnd(observer) } else { done.open() }
        }
        loop.atTurnEnd(observer)
      }
      await done.wait()
    }
    #expect(notes.all == ["0", "1", "2", "3"])
  }
}
