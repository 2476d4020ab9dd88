import EventLoop
import Glibc
import Synchronization
import Testing

@Suite struct LoopTimerTests {
  @Test func `timers fire in the order of their delays`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        loop.schedule(afterMilliseconds: 20) {
          notes.add("late")
          done.open()
        }
        loop.schedule(afterMilliseconds: 5) { notes.add("early") }
        loop.schedule(afterMilliseconds: 0) { notes.add("at once") }
      }
      await done.wait()
    }
    #expect(notes.all == ["at once", "early", "late"])
  }

  @Test func `a repeating timer goes on until it is cancelled`() async throws {
    let notes = Notes()
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        var calls = 0
        var timer: LoopTimer?
        timer = loop.schedule(afterMilliseconds: 1, repeating: 1) {
          calls += 1
          notes.add("\(calls)")
          if calls == 3 {
            timer?.cancel()
            #expect(timer?.isActive == false)
            timer = nil
            loop.schedule(afterMilliseconds: 10) { done.open() }
          }
        }
      }
      await done.wait()
    }
    #expect(notes.all == ["1", "2", "3"])
  }

  @Test func `a cancelled timer does not fire and lets go of its action`() async throws {
    final class Witness {}
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        var witness: Witness? = Witness()
        weak let seen = witness
        let timer = loop.schedule(afterMilliseconds: 1) { [witness] in
          _ = witness
          Issue.record("a cancelled timer fired")
        }
        witness = nil
        timer.cancel()
        #expect(seen == nil)
        timer.reschedule(afterMilliseconds: 0)
        loop.schedule(afterMilliseconds: 5) { done.open() }
      }
      await done.wait()
    }
  }

  @Test func `a timer that makes itself due at once lets other events pass`() async throws {
    try await withLoop { loop in
      let stop = Atomic<Bool>(false)
      try await loop.run {
        var timer: LoopTimer?
        timer = loop.schedule(afterMilliseconds: 0) {
          if stop.load(ordering: .relaxed) { timer = nil } else { timer?.reschedule(afterMilliseconds: 0) }
        }
      }
      // Jobs run at the turn's end, which a timer must not keep from coming.
      for _ in 0..<3 { try await loop.run {} }
      stop.store(true, ordering: .relaxed)
    }
  }

  @Test func `a timer can be used again`() async throws {
    try await withLoop { loop in
      let done = Gate()
      try await loop.run {
        var calls = 0
        var timer: LoopTimer?
        timer = loop.schedule(afterMilliseconds: 10_000) {
          calls += 1
          if calls == 2 { done.open() } else { timer?.reschedule(afterMilliseconds: 1) }
        }
        timer?.reschedule(afterMilliseconds: 1)
      }
      await done.wait()
    }
  }

  @Test func `a delay counts from the call, not from the turn's start`() async throws {
    try await withLoop { loop in
      let done = Gate()
      let elapsed = LoopBound(handing: Int64(0), to: loop)
      try await loop.run {
        usleep(20_000)
        let begin = clock_gettime_nsec()
        loop.schedule(afterMilliseconds: 15) {
          elapsed.value = clock_gettime_nsec() - begin
          done.open()
        }
      }
      await done.wait()
      // libuv counts whole milliseconds.
      #expect(try await loop.run { elapsed.value } >= 13_000_000)
    }
  }

  @Test func `timers left at the stop and released after it do no harm`() async throws {
    let loop = EventLoop(name: "left")
    try loop.start()
    let timer = try await loop.run { LoopBound(loop.schedule(afterMilliseconds: 60_000) {}, on: loop) }
    loop.stop()
    _ = consume timer
  }

  @Test func `a watched signal calls its action on the loop`() async throws {
    try await withLoop { loop in
      let got = Gate()
      try await loop.run {
        _ = try SignalWatcher(signal: SIGUSR2, on: loop) {
          #expect(loop.isCurrent)
          got.open()
        }
      }
      kill(getpid(), SIGUSR2)
      await got.wait()
    }
  }
}

private func clock_gettime_nsec() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
