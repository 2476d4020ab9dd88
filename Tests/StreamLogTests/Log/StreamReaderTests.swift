import Domain
import StreamLog
import Testing

/// What a reader gets next, case by case of the wire contract's chapter on streams.
@Suite struct StreamReaderTests {
  private typealias Step = StreamReader.Step

  /// Facts of a log whose epochs begin at the given sequences.
  private func facts(_ epochs: [(Int64, Int64)] = [(1, 1)], last: Int64, dropped: Int64 = 0, ended: Bool = false) -> Log {
    var all = StreamEpochs()
    for (epoch, first) in epochs { all.appended(Fixture.at(epoch, first)) }
    return Log(epochs: all, last: last, dropped: dropped, isEnded: ended)
  }

  private func reader(_ epoch: Int64, _ sequence: Int64) -> StreamReader { StreamReader(after: Fixture.at(epoch, sequence)) }

  // MARK: One epoch

  @Test func `a reader from the start waits while there is nothing and then gets the first event`() {
    let reader = StreamReader()
    #expect(reader.next(facts([], last: 0)) == .wait)
    #expect(reader.next(facts(last: 1)) == .frames(after: 0))
  }

  @Test func `a cursor in the middle gets what comes after it`() {
    #expect(reader(1, 5).next(facts(last: 9)) == .frames(after: 5))
  }

  @Test func `a cursor at the end waits, and of an ended stream has everything`() {
    #expect(reader(1, 9).next(facts(last: 9)) == .wait)
    #expect(reader(1, 9).next(facts(last: 9, ended: true)) == .ended)
    #expect(reader(1, 8).next(facts(last: 9, ended: true)) == .frames(after: 8))
  }

  @Test func `an ended stream of one event is given to a reader from the start`() {
    #expect(StreamReader().next(facts(last: 1, ended: true)) == .frames(after: 0))
  }

  @Test func `what was sent moves the cursor and nothing else`() {
    var reader = StreamReader()
    reader.sent(through: Fixture.at(1, 4))
    #expect(reader.cursor == Fixture.at(1, 4))
    #expect(reader.next(facts(last: 9)) == .frames(after: 4))
    #expect(reader.next(facts(last: 4)) == .wait)
  }

  // MARK: A log that lost its beginning

  @Test func `a reader from the start of a trimmed log gets an initial sync`() {
    #expect(StreamReader().next(facts(last: 9, dropped: 4)) == .sync(through: 9, .initial))
  }

  @Test func `a cursor from before the trim gets a recovery`() {
    #expect(reader(1, 3).next(facts(last: 9, dropped: 4)) == .sync(through: 9, .recovery))
  }

  @Test func `a reader that fell behind the trim gets told that it lagged`() {
    var reader = StreamReader()
    reader.sent(through: Fixture.at(1, 3))
    #expect(reader.next(facts(last: 9, dropped: 4)) == .sync(through: 9, .lagged))
  }

  @Test func `a cursor at the trim's edge needs no sync`() {
    #expect(reader(1, 4).next(facts(last: 9, dropped: 4)) == .frames(after: 4))
  }

  @Test func `a sync never covers the end, which is sent after it`() {
    var reader = StreamReader()
    #expect(reader.next(facts(last: 9, dropped: 8, ended: true)) == .sync(through: 8, .initial))
    reader.synced(through: Fixture.at(1, 8))
    #expect(reader.next(facts(last: 9, dropped: 8, ended: true)) == .frames(after: 8))
    reader.sent(through: Fixture.at(1, 9))
    #expect(reader.next(facts(last: 9, dropped: 8, ended: true)) == .ended)
  }

  @Test func `a synced reader that is at the end waits, and goes on with the next event`() {
    var reader = StreamReader()
    reader.synced(through: Fixture.at(1, 9))
    #expect(reader.next(facts(last: 9, dropped: 4)) == .wait)
    #expect(reader.next(facts(last: 12, dropped: 9)) == .frames(after: 9))
    #expect(reader.next(facts(last: 12, dropped: 10)) == .sync(through: 12, .lagged))
  }

  // MARK: A take-over

  @Test(arguments: [1, 9, 10] as [Int64])
  func `a cursor of a lower epoch at or below keep stands and goes on, through the reset`(_ sequence: Int64) {
    #expect(reader(1, sequence).next(facts([(1, 1), (2, 11)], last: 15)) == .frames(after: sequence))
  }

  @Test(arguments: [11, 12, 15, 99] as [Int64])
  func `a cursor of a lower epoch above keep, brought from elsewhere, gets the reset and a sync`(_ sequence: Int64) {
    #expect(reader(1, sequence).next(facts([(1, 1), (2, 11)], last: 15)) == .resetThenSync(reset: 11, through: 15))
  }

  @Test func `a cursor at keep gets the reset next, even when it is the last event`() {
    #expect(reader(1, 10).next(facts([(1, 1), (2, 11)], last: 11)) == .frames(after: 10))
    #expect(reader(1, 12).next(facts([(1, 1), (2, 11)], last: 11)) == .resetThenSync(reset: 11, through: 11))
  }

  @Test func `a reader whose every event the server sent is answered from keep + 1`() {
    var reader = StreamReader()
    reader.sent(through: Fixture.at(1, 14))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 13)) == .frames(after: 10))
  }

  @Test func `so is a reader that began at or below keep and was sent the rest`() {
    var reader = reader(1, 10)
    reader.sent(through: Fixture.at(1, 14))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 13)) == .frames(after: 10))
  }

  @Test func `a reader that began above keep gets a sync after the reset`() {
    var reader = reader(1, 12)
    reader.sent(through: Fixture.at(1, 14))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 13)) == .resetThenSync(reset: 11, through: 13))
  }

  @Test func `a reset at which nothing was void yet is simply the next event`() {
    var reader = StreamReader()
    reader.sent(through: Fixture.at(1, 10))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 11)) == .frames(after: 10))
  }

  @Test func `a reader that was synced above keep gets the reset and another sync`() {
    var reader = StreamReader()
    reader.synced(through: Fixture.at(1, 12))
    reader.sent(through: Fixture.at(1, 14))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 13)) == .resetThenSync(reset: 11, through: 13))
    reader.synced(through: Fixture.at(2, 13))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 13)) == .wait)
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 14)) == .frames(after: 13))
  }

  @Test func `a reader that was synced at or below keep is only reset`() {
    var reader = StreamReader()
    reader.synced(through: Fixture.at(1, 10))
    reader.sent(through: Fixture.at(1, 14))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 13)) == .frames(after: 10))
  }

  @Test func `only the latest sync counts: what was had after it can be cut back to`() {
    var reader = StreamReader()
    reader.synced(through: Fixture.at(1, 20))
    #expect(reader.next(facts([(1, 1), (2, 11)], last: 12)) == .resetThenSync(reset: 11, through: 12))
    reader.synced(through: Fixture.at(2, 12))
    reader.sent(through: Fixture.at(2, 18))
    #expect(reader.next(facts([(1, 1), (2, 11), (3, 16)], last: 17)) == .frames(after: 15))
  }

  @Test func `the sync after a reset on an ended stream leaves the end to be sent`() {
    #expect(reader(1, 12).next(facts([(1, 1), (2, 11)], last: 15, ended: true)) == .resetThenSync(reset: 11, through: 14))
    #expect(reader(1, 12).next(facts([(1, 1), (2, 11)], last: 12, ended: true)) == .resetThenSync(reset: 11, through: 11))
  }

  @Test func `a cursor above keep whose reset was trimmed away gets one sync`() {
    #expect(reader(1, 14).next(facts([(1, 1), (2, 11)], last: 30, dropped: 11)) == .sync(through: 30, .recovery))
    #expect(reader(1, 14).next(facts([(1, 1), (2, 11)], last: 30, dropped: 10)) == .resetThenSync(reset: 11, through: 30))
    #expect(reader(1, 14).next(facts([(1, 1), (2, 11)], last: 30, dropped: 20, ended: true)) == .sync(through: 29, .recovery))
  }

  @Test func `the end of a lower epoch is no end`() {
    #expect(reader(1, 20).next(facts([(1, 1), (2, 11)], last: 20, ended: true)) == .resetThenSync(reset: 11, through: 19))
  }

  // MARK: Several take-overs

  @Test func `of two take-overs with rising keeps each reader gets the first that concerns it`() {
    let twice = facts([(1, 1), (2, 11), (3, 21)], last: 25)
    #expect(reader(1, 8).next(twice) == .frames(after: 8))
    #expect(reader(1, 10).next(twice) == .frames(after: 10))
    #expect(reader(1, 12).next(twice) == .resetThenSync(reset: 11, through: 25))
    #expect(reader(2, 15).next(twice) == .frames(after: 15))
    #expect(reader(2, 20).next(twice) == .frames(after: 20))
    #expect(reader(2, 21).next(twice) == .resetThenSync(reset: 21, through: 25))
    #expect(reader(3, 22).next(twice) == .frames(after: 22))
  }

  @Test func `a reader that had everything walks through two resets`() {
    let twice = facts([(1, 1), (2, 11), (3, 21)], last: 25)
    var reader = StreamReader()
    reader.sent(through: Fixture.at(1, 15))
    #expect(reader.next(twice) == .frames(after: 10))
    reader.sent(through: Fixture.at(2, 20))
    #expect(reader.next(twice) == .frames(after: 20))
  }

  @Test func `a later take-over with a lower keep is the one that counts for both older epochs`() {
    let lower = facts([(1, 1), (2, 11), (3, 6)], last: 9)
    #expect(reader(1, 5).next(lower) == .frames(after: 5))
    #expect(reader(1, 6).next(lower) == .resetThenSync(reset: 6, through: 9))
    #expect(reader(1, 10).next(lower) == .resetThenSync(reset: 6, through: 9))
    #expect(reader(2, 12).next(lower) == .resetThenSync(reset: 6, through: 9))
    var sent = StreamReader()
    sent.sent(through: Fixture.at(2, 12))
    #expect(sent.next(lower) == .frames(after: 5))
  }

  @Test func `a take-over that keeps nothing begins again`() {
    let again = facts([(1, 1), (2, 1)], last: 3)
    #expect(StreamReader().next(again) == .frames(after: 0))
    #expect(reader(1, 1).next(again) == .resetThenSync(reset: 1, through: 3))
    var sent = StreamReader()
    sent.sent(through: Fixture.at(1, 9))
    #expect(sent.next(again) == .frames(after: 0))
  }

  @Test func `a stream whose first epoch is not 1 is read from its start`() {
    #expect(StreamReader().next(facts([(2, 1)], last: 3)) == .frames(after: 0))
    #expect(reader(1, 7).next(facts([(2, 1)], last: 3)) == .resetThenSync(reset: 1, through: 3))
  }
}

private struct Log {
  var epochs: StreamEpochs
  var last: Int64
  var dropped: Int64
  var isEnded: Bool
}

extension StreamReader {
  fileprivate func next(_ log: Log) -> Step {
    next(LogFacts(boundary: log.epochs.boundary(after: cursor.epoch), last: log.last, droppedThrough: log.dropped, isEnded: log.isEnded))
  }
}
