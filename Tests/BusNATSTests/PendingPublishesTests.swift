import Bus
import Primitives
import Testing

@testable import BusNATS

@Suite struct PendingPublishesTests {
  private func at(_ milliseconds: Int64) -> MonotonicTime { MonotonicTime(nanoseconds: 1_000_000_000).adding(milliseconds: milliseconds) }

  private func message(_ id: String, bytes: Int = 10, whenConfirmed: (@Sendable (BusError?) -> Void)? = nil) -> PersistedMessage {
    PersistedMessage(subject: "s", id: id, payload: [UInt8](repeating: 0, count: bytes), whenConfirmed: whenConfirmed)
  }

  @Test func `before the broker is there all is kept, then all is sent in order`() {
    var pending = PendingPublishes(maxMessages: 10, maxBytes: 10_000)
    for id in ["a", "b", "c"] {
      let admission = pending.add(message(id), now: at(0))
      #expect(admission == .keep)
    }
    let ids = pending.cameUp(now: at(5))
    #expect(ids == [1, 2, 3])
    let names = ids.compactMap { pending[$0]?.id }
    #expect(names == ["a", "b", "c"])
    let admission = pending.add(message("d"), now: at(6))
    #expect(admission == .send(4))
  }

  @Test func `what is not confirmed is due again after a while, what is refused sooner, what is confirmed never`() {
    var pending = PendingPublishes(maxMessages: 10, maxBytes: 10_000)
    _ = pending.cameUp(now: at(0))
    for id in ["silent", "refused", "confirmed"] { _ = pending.add(message(id), now: at(0)) }
    let confirmed = pending.confirmed(3)
    #expect(confirmed?.id == "confirmed")
    let gone = pending.refused(2, passing: true, now: at(10))
    #expect(gone == nil)
    var due = pending.overdue(now: at(200))
    #expect(due == [])
    due = pending.overdue(now: at(10 + PendingPublishes.refusedMilliseconds))
    #expect(due == [2])
    due = pending.overdue(now: at(PendingPublishes.patienceMilliseconds))
    #expect(due == [1])
    pending.wentDown()
    due = pending.overdue(now: at(100_000))
    #expect(due == [])
  }

  @Test func `a refusal for good takes the message out`() {
    var pending = PendingPublishes(maxMessages: 10, maxBytes: 10_000)
    _ = pending.cameUp(now: at(0))
    _ = pending.add(message("large"), now: at(0))
    let gone = pending.refused(1, passing: false, now: at(1))
    #expect(gone?.id == "large")
    let count = pending.count
    #expect(count == 0)
  }

  @Test func `there is room for so many messages and so many bytes, and again after a confirmation`() {
    var pending = PendingPublishes(maxMessages: 2, maxBytes: 1000)
    _ = pending.add(message("a"), now: at(0))
    _ = pending.add(message("b"), now: at(0))
    var admission = pending.add(message("c"), now: at(0))
    #expect(admission == .drop)
    _ = pending.confirmed(1)
    admission = pending.add(message("large", bytes: 950), now: at(0))
    #expect(admission == .drop)
    admission = pending.add(message("d"), now: at(0))
    #expect(admission == .keep)
  }

  @Test func `who waits is given up in time, and counts no more`() {
    var pending = PendingPublishes(maxMessages: 10, maxBytes: 10_000)
    _ = pending.add(message("nobody waits"), now: at(0))
    _ = pending.add(message("waited for", whenConfirmed: { _ in }), now: at(0))
    var gone = pending.givenUp(now: at(PendingPublishes.waitMilliseconds - 1)).map(\.id)
    #expect(gone == [])
    gone = pending.givenUp(now: at(PendingPublishes.waitMilliseconds)).map(\.id)
    #expect(gone == ["waited for"])
    let count = pending.count
    #expect(count == 1)
  }
}
