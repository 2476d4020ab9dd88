import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

@Suite struct LiveStreamTests: LiveStreamSuite {
  // MARK: Reading

  @Test func `a reader gets everything, then waits, then the rest, then the end`() throws {
    let stream = stream([Fixture.started, Fixture.text("a")])
    let form = open(stream, .nativeChunked)
    var reader = StreamReader()
    let first = stream.pull(&reader, form: form)
    var chunks = ChunkParser()
    var parser = EventStreamParser()
    #expect(try parser.feed(chunks.feed(first.bytes)).map(\.type) == ["stream.started", "text.delta"])
    #expect(first.outcome == .init(result: .upToDate, sync: nil))
    #expect(stream.pull(&reader, form: form).bytes.isEmpty)
    stream.receive(Fixture.event(1, 3, Fixture.completed))
    let last = stream.pull(&reader, form: form)
    #expect(last.outcome == .init(result: .ended, sync: nil))
    #expect(try parser.feed(chunks.feed(last.bytes)).map(\.type) == ["stream.completed"])
    #expect(chunks.isEnded)
  }

  @Test func `an ended stream gives up its forms when the last reader leaves, and makes them again for the next`() throws {
    let stream = stream([Fixture.started] + texts(1...99))
    var readers = [StreamReader(), StreamReader()]
    let forms = [open(stream), open(stream, TextForm.key)]
    let whole = forms.indices.map { stream.pull(&readers[$0], form: forms[$0]).bytes }
    let live = stream.facts.retainedBytes
    stream.close(waker: nil)
    #expect(stream.facts.retainedBytes == live, "it is not over")
    stream.receive(Fixture.event(1, 101, Fixture.completed))
    let last = stream.pull(&readers[1], form: forms[1]).bytes
    #expect(!last.isEmpty)
    stream.close(waker: nil)
    #expect(stream.facts.retainedBytes < live * 2 / 3)
    let later = open(stream, TextForm.key)
    var reader = StreamReader()
    #expect(stream.pull(&reader, form: later).bytes == whole[1] + last)
    #expect(stream.position(afterFrames: 50, of: TextForm.key) { TextForm() } != nil)
    stream.close(waker: nil)
    var resumed = StreamReader(after: Fixture.at(1, 100))
    let again = open(stream)
    #expect(try pull(stream, &resumed, form: again).seen == ["stream.completed 1-101"])
  }

  @Test func `an answer that nobody read holds little more than its lines`() {
    let stream = stream([Fixture.started] + texts(1...500))
    let live = stream.facts.retainedBytes
    stream.receive(Fixture.event(1, 502, Fixture.completed))
    #expect(stream.facts.retainedBytes < live)
  }

  @Test func `a limit gives less and says that there is more`() throws {
    let stream = stream([Fixture.started] + texts(1...9))
    let form = open(stream)
    var reader = StreamReader()
    var seen: [String] = []
    for pulls in 1... {
      let (some, outcome) = try pull(stream, &reader, form: form, limit: 700)
      seen += some
      #expect(some.count < 10)
      if outcome.result == .upToDate { break }
      try #require(pulls < 20)
    }
    #expect(seen.count == 10)
  }

  @Test func `forms that are opened late have what came before`() throws {
    let stream = stream([Fixture.started, Fixture.text("a"), Fixture.text("b")])
    for key in [FormKey.nativeBare, TextForm.key] {
      var reader = StreamReader()
      let form = open(stream, key)
      #expect(!stream.pull(&reader, form: form).bytes.isEmpty)
      #expect(open(stream, key) == form, "the same key is the same form")
    }
  }

  @Test func `a stream rebuilt from its stored log reads as the first one did`() throws {
    let bodies = [Fixture.started] + texts(1...50) + [Fixture.completed]
    let first = stream(bodies)
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let history = bodies.enumerated().map { Array(encoder.encode(Fixture.event(1, Int64($0.offset + 1), $0.element))) }
    let second = LiveStream(Fixture.descriptor, history: history.map { $0[...] })
    var (one, two) = (StreamReader(), StreamReader())
    #expect(first.pull(&one, form: open(first)).bytes == second.pull(&two, form: open(second)).bytes)
    #expect(second.facts.isEnded)
    #expect(second.facts.last == Fixture.at(1, 52))
    #expect(json(second.state.text) == json(first.state.text))
    #expect(second.ending?.body == Fixture.completed)
  }

  @Test func `a stored log with an unreadable part syncs its readers instead of hiding the gap`() throws {
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let bodies = [Fixture.started] + texts(1...4)
    var history = bodies.enumerated().map { Array(encoder.encode(Fixture.event(1, Int64($0.offset + 1), $0.element))) }
    history[2] = Array("damaged".utf8)
    let stream = LiveStream(Fixture.descriptor, history: history.map { $0[...] })
    let form = open(stream)
    var reader = StreamReader()
    #expect(try pull(stream, &reader, form: form).seen == ["stream.sync 1-5"])
    var later = StreamReader(after: Fixture.at(1, 3))
    #expect(try pull(stream, &later, form: form).seen == ["text.delta 1-4", "text.delta 1-5"])
  }

  // MARK: Cursors

  @Test func `a cursor is readable, at the end, or of no known position`() {
    let live = stream([Fixture.started, Fixture.text("a")])
    #expect(live.answer(to: Fixture.at(1, 1)) == .readable)
    #expect(live.answer(to: Fixture.at(1, 2)) == .readable)
    #expect(live.answer(to: Fixture.at(1, 3)) == .unknownPosition)
    #expect(live.answer(to: Fixture.at(2, 1)) == .unknownPosition)
    live.receive(Fixture.event(2, 2, Fixture.reset(1)))
    #expect(live.answer(to: Fixture.at(1, 99)) == .readable, "of a lower epoch, even one that nobody remembers")
    #expect(live.answer(to: Fixture.at(2, 3)) == .unknownPosition)
    live.receive(Fixture.event(2, 3, Fixture.completed))
    #expect(live.answer(to: Fixture.at(2, 3)) == .atEnd)
    #expect(live.answer(to: Fixture.at(2, 2)) == .readable)
    #expect(live.answer(to: Fixture.at(1, 3)) == .readable)
    #expect(LiveStream(Fixture.descriptor).answer(to: Fixture.at(1, 1)) == .unknownPosition)
  }

  @Test func `a count of frames becomes a position in a form that has fewer frames than events`() {
    let stream = stream([Fixture.started, .reasoningDelta("x"), Fixture.text("a"), .reasoningDelta("y"), Fixture.text("b")])
    func position(_ count: Int) -> Position? { stream.position(afterFrames: count, of: TextForm.key) { TextForm() } }
    #expect(position(0) == Fixture.at(0, 0))
    #expect(position(1) == Fixture.at(1, 1))
    #expect(position(2) == Fixture.at(1, 3))
    #expect(position(3) == Fixture.at(1, 5))
    #expect(position(4) == nil)
  }

  @Test func `after a take-over a count means something only up to what was kept`() {
    let stream = stream([Fixture.started] + texts(1...5))
    func position(_ count: Int) -> Position? { stream.position(afterFrames: count, of: TextForm.key) { TextForm() } }
    #expect(position(6) == Fixture.at(1, 6))
    stream.receive(Fixture.event(2, 4, Fixture.reset(3)))
    for sequence in 5...9 as ClosedRange<Int64> { stream.receive(Fixture.event(2, sequence, Fixture.text("new"))) }
    #expect(position(3) == Fixture.at(1, 3))
    for count in 4...9 { #expect(position(count) == nil, "the \(count)th frame may be one that is void") }
  }

  @Test func `a form opened after the take-over knows no more`() {
    let stream = stream([Fixture.started] + texts(1...5))
    stream.receive(Fixture.event(2, 4, Fixture.reset(3)))
    stream.receive(Fixture.event(2, 5, Fixture.text("new")))
    #expect(stream.position(afterFrames: 3, of: TextForm.key) { TextForm() } == Fixture.at(1, 3))
    #expect(stream.position(afterFrames: 4, of: TextForm.key) { TextForm() } == nil)
  }

  // MARK: Readers and wakers

  private final class Counter: StreamWaker {
    private let count = CounterBox()
    var woken: Int { count.value }
    func streamGrew(isEnded: Bool) { count.add() }
  }

  @Test func `a waker is called for each event that is appended, once however many readers it has`() {
    let stream = stream([Fixture.started])
    let waker = Counter()
    for _ in 0..<3 { _ = stream.open(.nativeBare, waker: waker) { NativeFormEncoder(framing: .bare) } }
    #expect(stream.facts.readers == 3)
    stream.receive(Fixture.event(1, 2, Fixture.text("a")))
    #expect(waker.woken == 1)
    stream.receive(Fixture.event(1, 2, Fixture.text("a")))
    stream.receive(Fixture.event(1, 4, Fixture.text("c")))
    #expect(waker.woken == 1, "nothing was appended")
    stream.close(waker: nil)
    stream.receive(Fixture.event(1, 3, Fixture.text("b")))
    #expect(waker.woken == 2)
    stream.close(waker: waker)
    stream.receive(Fixture.event(1, 5, Fixture.text("d")))
    #expect(waker.woken == 2)
    #expect(stream.facts.readers == 1)
  }

  @Test func `facts tell status and position as the stream lives`() {
    let stream = LiveStream(Fixture.descriptor)
    #expect(stream.facts.status == .queued)
    #expect(stream.facts.last == Position(epoch: 0, sequence: 0))
    stream.receive(Fixture.event(1, 1, Fixture.started))
    #expect(stream.facts.status == .streaming)
    stream.receive(Fixture.event(1, 2, .cancelled(StreamCancelled(by: .user, partial: false))))
    #expect(stream.facts.status == .cancelled)
    #expect(stream.state.status == .streaming, "the end has a position of its own")
    #expect(stream.ending?.position == Fixture.at(1, 2))
  }
}
