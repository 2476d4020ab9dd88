import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

@Suite struct LiveStreamTests {
  private func stream(_ bodies: [StreamEvent.Body], memoryLimitBytes: Int = 8 << 20) -> LiveStream {
    let stream = LiveStream(Fixture.descriptor, memoryLimitBytes: memoryLimitBytes)
    for (index, body) in bodies.enumerated() { stream.receive(Fixture.event(1, Int64(index + 1), body)) }
    return stream
  }

  private func texts(_ range: ClosedRange<Int>) -> [StreamEvent.Body] { range.map { Fixture.text("word \($0) ") } }

  private func open(_ stream: LiveStream, _ key: FormKey = .nativeBare) -> Int {
    stream.open(key, waker: nil) { key == TextForm.key ? TextForm() as any FormEncoder : NativeFormEncoder(framing: key.framing) }
  }

  private func messages(_ bytes: [UInt8]) throws -> [WireMessage] {
    var parser = EventStreamParser()
    return try parser.feed(bytes)
  }

  private func pull(_ stream: LiveStream, _ reader: inout StreamReader, form: Int, limit: Int = .max) throws -> (
    seen: [String], outcome: LiveStream.ReadOutcome
  ) {
    let (bytes, outcome) = stream.pull(&reader, form: form, limit: limit)
    return (try messages(bytes).map { "\($0.type) \($0.position)" }, outcome)
  }

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

  // MARK: Receiving

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

  // MARK: Trimming

  private func ended(_ words: Int, memoryLimitBytes: Int) -> LiveStream {
    stream([Fixture.started] + texts(1...words) + [Fixture.completed], memoryLimitBytes: memoryLimitBytes)
  }

  @Test func `memory stays within its limit while the stream grows`() {
    let stream = stream([Fixture.started], memoryLimitBytes: 200_000)
    let (one, two) = (open(stream), open(stream, .nativeWebSocket))
    #expect(one != two)
    for sequence in 2...20_000 as ClosedRange<Int64> {
      stream.receive(Fixture.event(1, sequence, .reasoningDelta("")))
      if sequence.isMultiple(of: 500) { #expect(stream.facts.retainedBytes < 500_000) }
    }
  }

  @Test func `a reader from the start of a trimmed and ended stream gets one sync and the end`() throws {
    let stream = ended(500, memoryLimitBytes: 40_000)
    var reader = StreamReader()
    let (seen, outcome) = try pull(stream, &reader, form: open(stream))
    #expect(seen == ["stream.sync 1-501", "stream.completed 1-502"])
    #expect(outcome == .init(result: .ended, sync: .initial))
  }

  @Test(arguments: [1, 100, 1000, 3000, 20_000])
  func `a stream trimmed to nothing still gives its end, whatever the size of its frames`(_ size: Int) throws {
    let stream = stream([
      Fixture.started, Fixture.text(String(repeating: "x", count: size)),
      .failed(
        StreamFailed(code: .internal, message: String(repeating: "y", count: size), retryable: false, partial: true)),
    ])
    let form = open(stream)
    stream.trim(toBytes: 0)
    var reader = StreamReader()
    let (seen, outcome) = try pull(stream, &reader, form: form)
    #expect(seen.last == "stream.failed 1-3")
    #expect(outcome.result == .ended)
    var late = StreamReader(after: Fixture.at(1, 2))
    #expect(try pull(stream, &late, form: form).seen == ["stream.failed 1-3"])
  }

  @Test func `a form that cannot sync ends with its error instead`() {
    let stream = ended(500, memoryLimitBytes: 40_000)
    let form = open(stream, TextForm.key)
    var reader = StreamReader()
    let (bytes, outcome) = stream.pull(&reader, form: form)
    #expect(json(bytes) == "[error stream.lagged]\n")
    #expect(outcome == .init(result: .ended, sync: nil))
    var late = StreamReader(after: Fixture.at(1, 501))
    #expect(json(stream.pull(&late, form: form).bytes) == "1-502:[end]\n")
  }

  @Test func `an encoder made after the beginning was trimmed has seen the first event`() {
    let stream = stream([Fixture.started] + texts(1...500), memoryLimitBytes: 40_000)
    var late = StreamReader(after: Fixture.at(1, 500))
    let text = json(stream.pull(&late, form: open(stream, TextForm.key)).bytes)
    #expect(text.hasPrefix("1-501:#"), "the form writes ? before text of a stream that it did not see begin: \(text)")
  }

  @Test func `a reader that lags behind a trim is synced once and goes on`() throws {
    let stream = stream([Fixture.started] + texts(1...500), memoryLimitBytes: 8 << 20)
    let form = open(stream)
    var reader = StreamReader()
    _ = stream.pull(&reader, form: form, limit: 1)
    stream.trim(toBytes: 20_000)
    let (seen, outcome) = try pull(stream, &reader, form: form)
    #expect(seen == ["stream.sync 1-501"])
    #expect(outcome.sync == .lagged)
    stream.receive(Fixture.event(1, 502, Fixture.text("more")))
    #expect(try pull(stream, &reader, form: form).seen == ["text.delta 1-502"])
  }

  @Test func `readers that lag at the same time share one sync, which is made anew when the stream has grown`() throws {
    let stream = stream([Fixture.started] + texts(1...500), memoryLimitBytes: 40_000)
    let form = open(stream)
    func sync() throws -> BlockSlice {
      var reader = StreamReader()
      var slices: ContiguousArray<BlockSlice> = []
      _ = stream.read(&reader, form: form, limit: .max, into: &slices)
      return try #require(slices.first)
    }
    let first = try sync()
    #expect(try sync().block === first.block)
    stream.receive(Fixture.event(1, 502, Fixture.text("last")))
    let second = try sync()
    #expect(second.block !== first.block)
    #expect(try messages(second.bytes).first?.body["state"]?["text"]?.string?.hasSuffix("last") == true)
    stream.receive(Fixture.event(2, 502, Fixture.reset(501)))
    #expect(try messages(sync().bytes).first?.position == Fixture.at(2, 502))
  }

  // MARK: Take-overs

  @Test func `state and forms are what they would be without the void part`() {
    let stream = stream([Fixture.started] + texts(1...4))
    let form = open(stream, TextForm.key)
    stream.receive(Fixture.event(2, 4, Fixture.reset(3)))
    stream.receive(Fixture.event(2, 5, Fixture.text("new")))
    #expect(json(stream.state.text) == "word 1 word 2 new")
    var reader = StreamReader()
    #expect(json(stream.pull(&reader, form: form).bytes) == "1-1:[begin]\n1-2:#1<word 1 >\n1-3:#2<word 2 >\n2-5:#3<new>\n")
  }

  @Test func `text after void text is never sent by a form that cannot replace it`() {
    let stream = stream([Fixture.started] + texts(1...4))
    let form = open(stream, TextForm.key)
    var (above, below) = (StreamReader(), StreamReader(after: Fixture.at(1, 3)))
    _ = stream.pull(&above, form: form)
    stream.receive(Fixture.event(2, 4, Fixture.reset(3)))
    stream.receive(Fixture.event(2, 5, Fixture.text("new")))
    let (bytes, outcome) = stream.pull(&above, form: form)
    #expect(json(bytes) == "[error stream.reset]\n")
    #expect(outcome.result == .ended)
    #expect(json(stream.pull(&below, form: form).bytes) == "2-5:#3<new>\n")
  }

  @Test func `a take-over that keeps everything is not even seen by such a form`() {
    let stream = stream([Fixture.started] + texts(1...2))
    let form = open(stream, TextForm.key)
    var reader = StreamReader()
    _ = stream.pull(&reader, form: form)
    stream.receive(Fixture.event(2, 4, Fixture.reset(3)))
    stream.receive(Fixture.event(2, 5, Fixture.text("on")))
    #expect(json(stream.pull(&reader, form: form).bytes) == "2-5:#3<on>\n")
  }

  @Test func `reset and sync for a reader from elsewhere come in one pull`() throws {
    let stream = stream([Fixture.started] + texts(1...9))
    let form = open(stream)
    var reader = StreamReader(after: Fixture.at(1, 8))
    _ = stream.pull(&reader, form: form)
    stream.receive(Fixture.event(2, 6, Fixture.reset(5)))
    for sequence in 7...9 as ClosedRange<Int64> { stream.receive(Fixture.event(2, sequence, Fixture.text("n"))) }
    let (seen, outcome) = try pull(stream, &reader, form: form)
    #expect(seen == ["stream.reset 2-6", "stream.sync 2-9"])
    #expect(outcome.sync == .recovery)
    stream.receive(Fixture.event(2, 10, Fixture.completed))
    #expect(try pull(stream, &reader, form: form).seen == ["stream.completed 2-10"])
  }

  @Test(arguments: [0, 1] as [Int64])
  func `an answer that begins again after its log was trimmed is read whole`(_ keep: Int64) throws {
    let stream = stream([Fixture.started] + texts(1...2000), memoryLimitBytes: 40_000)
    let (form, text) = (open(stream), open(stream, TextForm.key))
    var old = StreamReader(after: Fixture.at(1, 1500))
    stream.receive(Fixture.event(2, keep + 1, Fixture.reset(keep)))
    stream.receive(Fixture.event(2, keep + 2, keep == 0 ? Fixture.started : Fixture.text("again")))
    if keep == 0 { stream.receive(Fixture.event(2, 3, Fixture.text("again"))) }
    stream.receive(Fixture.event(2, 4, Fixture.completed))
    #expect(json(stream.state.text) == "again")
    #expect(stream.facts.isEnded)
    let (seen, _) = try pull(stream, &old, form: form)
    #expect(seen == ["stream.reset 2-\(keep + 1)", "stream.sync 2-3", "stream.completed 2-4"])
    var fresh = StreamReader()
    let (all, outcome) = try pull(stream, &fresh, form: form)
    #expect(outcome.result == .ended)
    #expect(
      all
        == (keep == 0
          ? ["stream.reset 2-1", "stream.started 2-2", "text.delta 2-3", "stream.completed 2-4"] : ["stream.sync 2-3", "stream.completed 2-4"]))
    var late = StreamReader(after: Fixture.at(2, 2))
    #expect(json(stream.pull(&late, form: text).bytes) == "2-3:#1<again>\n2-4:[end]\n")
  }

  @Test func `a take-over that voids more than is remembered ends its readers, so that they come again`() {
    let stream = stream([Fixture.started] + texts(1...2000), memoryLimitBytes: 40_000)
    let form = open(stream)
    var reader = StreamReader(after: Fixture.at(1, 2001))
    stream.receive(Fixture.event(2, 6, Fixture.reset(5)))
    stream.receive(Fixture.event(2, 7, Fixture.text("new")))
    #expect(stream.pull(&reader, form: form) == ([], .init(result: .ended, sync: nil)))
    stream.receive(Fixture.event(2, 8, Fixture.completed))
    #expect(stream.facts.isEnded)
  }

  // MARK: A stream of which only the end is known

  @Test func `it gives one sync and the end, and 204 to who has both`() throws {
    let end = Fixture.event(3, 40, Fixture.completed)
    let state = StreamState(folding: [Fixture.event(1, 1, Fixture.started), Fixture.event(3, 39, Fixture.text("all"))])
    let stream = LiveStream(Fixture.descriptor, state: state, end: end)
    let form = open(stream)
    for cursor in [nil, Fixture.at(1, 50), Fixture.at(2, 3), Fixture.at(3, 7)] {
      var reader = cursor.map { StreamReader(after: $0) } ?? StreamReader()
      if let cursor { #expect(stream.answer(to: cursor) == .readable) }
      let (seen, outcome) = try pull(stream, &reader, form: form)
      #expect(seen == ["stream.sync 3-39", "stream.completed 3-40"])
      #expect(outcome.result == .ended)
    }
    #expect(stream.answer(to: Fixture.at(3, 40)) == .atEnd)
    #expect(stream.answer(to: Fixture.at(3, 41)) == .unknownPosition)
    #expect(json(stream.state.text) == "all")
    #expect(stream.facts.status == .completed)
  }

  @Test func `to a form that cannot sync it gives the end alone, of a stream that it saw begin`() {
    let state = StreamState(folding: [Fixture.event(1, 1, Fixture.started), Fixture.event(1, 2, Fixture.text("all"))])
    let stream = LiveStream(Fixture.descriptor, state: state, end: Fixture.event(1, 3, Fixture.completed))
    let form = open(stream, TextForm.key)
    var (fresh, late) = (StreamReader(), StreamReader(after: Fixture.at(1, 2)))
    #expect(json(stream.pull(&fresh, form: form).bytes) == "[error stream.lagged]\n")
    #expect(json(stream.pull(&late, form: form).bytes) == "1-3:[end]\n")
  }

  @Test func `one that ended with its first event gives just that`() throws {
    let stream = LiveStream(
      Fixture.descriptor, state: StreamState(), end: Fixture.event(1, 1, .cancelled(StreamCancelled(by: .user, partial: false))))
    var reader = StreamReader()
    #expect(try pull(stream, &reader, form: open(stream)).seen == ["stream.cancelled 1-1"])
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
