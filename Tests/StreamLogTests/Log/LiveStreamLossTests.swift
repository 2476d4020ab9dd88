import Domain
import Primitives
import Testing

@testable import StreamLog

/// Streams of which a part is missing, and those that are given up.
@Suite struct LiveStreamLossTests {
  private func stream(_ sequences: [Int64]) -> LiveStream {
    let stream = LiveStream(Fixture.descriptor)
    for sequence in sequences { stream.receive(Fixture.event(1, sequence, sequence == 1 ? Fixture.started : Fixture.text("\(sequence)"))) }
    return stream
  }

  @Test func `a hole is there from the first early event until it is filled`() {
    let stream = stream([1, 2])
    #expect(!stream.hasHole)
    stream.receive(Fixture.event(1, 4, Fixture.text("4")))
    #expect(stream.hasHole && stream.facts.last.sequence == 2)
    stream.receive(Fixture.event(1, 2, Fixture.text("2")))
    #expect(stream.hasHole)
    stream.receive(Fixture.event(1, 3, Fixture.text("3")))
    #expect(!stream.hasHole && stream.facts.last.sequence == 4)
  }

  @Test func `a take-over that voids what waits behind a hole closes it`() {
    let stream = stream([1, 2, 4])
    #expect(stream.hasHole)
    stream.receive(Fixture.event(2, 2, Fixture.reset(1)))
    #expect(!stream.hasHole && stream.facts.last == Fixture.at(2, 2))
  }

  @Test func `readers of a stream that is given up are ended without its end, those that come later too`() {
    let stream = stream([1, 2])
    let form = stream.open(.nativeBare, waker: nil) { NativeFormEncoder(framing: .bare) }
    var (early, late) = (StreamReader(), StreamReader(after: Fixture.at(1, 2)))
    #expect(stream.pull(&early, form: form).outcome.result == .upToDate)
    stream.abandon()
    #expect(stream.facts.isLost && !stream.isEnded)
    #expect(stream.pull(&early, form: form) == ([], .init(result: .ended, sync: nil)))
    #expect(stream.pull(&late, form: form) == ([], .init(result: .ended, sync: nil)))
    // What comes afterwards is not for anybody.
    stream.receive(Fixture.event(1, 3, Fixture.completed))
    #expect(stream.pull(&late, form: form) == ([], .init(result: .ended, sync: nil)))
  }

  @Test func `whoever waits for the end alone is woken when a stream is given up`() {
    let (stream, waker) = (stream([1]), CountingWaker())
    stream.register(waker)
    stream.receive(Fixture.event(1, 2, Fixture.text("2")))
    #expect((waker.wakes, waker.lasts) == (1, 0))
    stream.abandon()
    #expect((waker.wakes, waker.lasts) == (2, 1))
  }

  @Test func `a stream is published here while one worker of the process does so, and awaited while somebody is woken`() {
    let (stream, waker) = (stream([1]), CountingWaker())
    #expect(!stream.facts.isPublishedHere && !stream.facts.isAwaited)
    stream.publisherCame()
    stream.publisherCame()
    stream.publisherLeft()
    #expect(stream.facts.isPublishedHere)
    stream.publisherLeft()
    #expect(!stream.facts.isPublishedHere)
    stream.register(waker)
    #expect(stream.facts.isAwaited)
    stream.unregister(waker)
    #expect(!stream.facts.isAwaited)
  }
}
