import Domain
import StreamLog
import Testing

@Suite struct StreamEpochsTests {
  private func epochs(_ positions: (Int64, Int64)...) -> StreamEpochs {
    var epochs = StreamEpochs()
    for (epoch, sequence) in positions { epochs.appended(Fixture.at(epoch, sequence)) }
    return epochs
  }

  @Test func `before the first event there is no epoch`() {
    #expect(StreamEpochs().current == 0)
    #expect(StreamEpochs().boundary(after: 1) == nil)
    #expect(StreamEpochs().epoch(of: 1) == 1)
  }

  @Test func `events of one epoch make one entry`() {
    let one = epochs((1, 1), (1, 2), (1, 3))
    #expect(one == epochs((1, 1)))
    #expect(one.current == 1)
    #expect(one.boundary(after: 1) == nil)
    #expect(one.boundary(after: 0) == 1)
  }

  @Test func `a newer epoch begins where its first event stands`() {
    let two = epochs((1, 1), (2, 11), (2, 12))
    #expect(two.current == 2)
    #expect(two.boundary(after: 1) == 11)
    #expect(two.boundary(after: 2) == nil)
    #expect([1, 10, 11, 12, 99].map { two.epoch(of: $0) } == [1, 1, 2, 2, 2])
  }

  @Test func `a later epoch that keeps more leaves the earlier ones`() {
    let three = epochs((1, 1), (2, 11), (4, 21))
    #expect(three.boundary(after: 1) == 11)
    #expect(three.boundary(after: 2) == 21)
    #expect(three.boundary(after: 3) == 21)
    #expect([10, 11, 20, 21].map { three.epoch(of: $0) } == [1, 2, 2, 4])
  }

  @Test func `a later epoch that keeps less takes the place of those above it`() {
    let three = epochs((1, 1), (2, 11), (3, 6))
    #expect(three.boundary(after: 1) == 6)
    #expect(three.boundary(after: 2) == 6)
    #expect([5, 6, 11].map { three.epoch(of: $0) } == [1, 3, 3])
    #expect(three == epochs((1, 1), (3, 6)))
  }

  @Test func `one that keeps just as much takes its place, and one that keeps nothing takes all`() {
    #expect(epochs((1, 1), (2, 11), (3, 11)) == epochs((1, 1), (3, 11)))
    let all = epochs((1, 1), (2, 11), (3, 1))
    #expect(all == epochs((3, 1)))
    #expect(all.epoch(of: 1) == 3)
  }

  @Test func `an older epoch changes nothing`() {
    #expect(epochs((2, 1), (1, 5)) == epochs((2, 1)))
  }
}
