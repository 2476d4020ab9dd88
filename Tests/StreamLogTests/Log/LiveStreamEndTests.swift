import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

/// A stream of which only the end is known.
@Suite struct LiveStreamEndTests: LiveStreamSuite {
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
}
