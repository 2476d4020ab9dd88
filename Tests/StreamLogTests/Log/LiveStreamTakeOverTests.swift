import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

@Suite struct LiveStreamTakeOverTests: LiveStreamSuite {
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
}
