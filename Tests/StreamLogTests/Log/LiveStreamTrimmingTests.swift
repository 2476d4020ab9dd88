import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

@Suite struct LiveStreamTrimmingTests: LiveStreamSuite {
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
}
