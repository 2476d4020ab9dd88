import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

@Suite struct LiveStreamReceivingTests: LiveStreamSuite {
  @Test func `what arrives twice, late or early is told and put in order`() throws {
    let stream = LiveStream(Fixture.descriptor)
    let events = ([Fixture.started] + texts(1...3)).enumerated().map { Fixture.event(1, Int64($0.offset + 1), $0.element) }
    #expect(stream.receive(events[0]) == .appended)
    #expect(stream.receive(events[0]) == .duplicate)
    #expect(stream.receive(events[2]) == .held)
    #expect(stream.receive(events[2]) == .duplicate)
    #expect(stream.receive(Fixture.event(1, 5000, Fixture.text("far"))) == .beyondWindow)
    #expect(stream.receive(events[1]) == .appended)
    #expect(stream.facts.last == Fixture.at(1, 3))
    #expect(stream.receive(Fixture.event(2, 3, Fixture.reset(2))) == .appended)
    #expect(stream.receive(events[3]) == .stale)
    #expect(json(stream.state.text) == "word 1 ")
    let delivery = stream.delivery
    #expect((delivery.reordered, delivery.duplicates, delivery.fenced, delivery.holes) == (1, 2, 1, 0))
    var reader = StreamReader()
    #expect(try pull(stream, &reader, form: open(stream)).seen == ["stream.started 1-1", "text.delta 1-2", "stream.reset 2-3"])
  }

  @Test func `nothing is appended to a stream that has ended`() throws {
    let stream = stream([Fixture.started, Fixture.completed])
    #expect(stream.receive(Fixture.event(1, 2, Fixture.completed)) == .duplicate)
    #expect(stream.receive(Fixture.event(1, 3, Fixture.text("late"))) == .stale)
    #expect(stream.receive(Fixture.event(2, 2, Fixture.reset(1))) == .stale)
    #expect(stream.facts.status == .completed)
    #expect(stream.facts.last == Fixture.at(1, 2))
  }

  @Test func `what is held behind the end is not appended after it`() {
    let stream = stream([Fixture.started])
    #expect(stream.receive(Fixture.event(1, 3, Fixture.text("behind"))) == .held)
    #expect(stream.receive(Fixture.event(1, 2, Fixture.completed)) == .appended)
    #expect(stream.facts.last == Fixture.at(1, 2))
    #expect(stream.state.text.isEmpty)
  }

  @Test func `a hole is asked for and filled from the history`() {
    let stream = stream([Fixture.started])
    stream.receive(Fixture.event(1, 3, Fixture.text("b")), now: MonotonicTime(nanoseconds: 0))
    #expect(stream.checkHole(now: MonotonicTime(nanoseconds: 199_000_000)) == .none)
    #expect(stream.checkHole(now: MonotonicTime(nanoseconds: 200_000_000)) == .fetchHistory(from: 2, through: 2))
    #expect(stream.checkHole(now: MonotonicTime(nanoseconds: 500_000_000)) == .giveUp(missingFrom: 2))
    stream.receive(Fixture.event(1, 2, Fixture.text("a")))
    #expect(json(stream.state.text) == "ab")
    #expect(stream.checkHole(now: MonotonicTime(nanoseconds: 900_000_000)) == .none)
  }

  @Test func `a reset that overtook what it keeps waits for it`() {
    let stream = stream([Fixture.started])
    #expect(stream.receive(Fixture.event(2, 3, Fixture.reset(2))) == .held)
    #expect(stream.receive(Fixture.event(1, 2, Fixture.text("kept"))) == .appended)
    #expect(stream.facts.last == Fixture.at(2, 3))
    #expect(json(stream.state.text) == "kept")
  }
}
