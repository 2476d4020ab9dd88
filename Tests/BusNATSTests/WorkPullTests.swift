import Primitives
import Testing

@testable import BusNATS

@Suite struct WorkPullTests {
  private func at(_ milliseconds: Int64) -> MonotonicTime { MonotonicTime(nanoseconds: 1_000_000_000).adding(milliseconds: milliseconds) }

  @Test func `one request is open as long as there is room`() {
    var pull = WorkPull(openOffers: 2)
    var action = pull.start(now: at(0))
    #expect(action == .nothing)
    action = pull.cameUp(now: at(1))
    #expect(action == .request(number: 1, batch: 2))
    action = pull.offered(now: at(2))
    #expect(action == .nothing)
    action = pull.offered(now: at(3))
    #expect(action == .nothing)
    action = pull.answered(now: at(4))
    #expect(action == .request(number: 2, batch: 1))
  }

  @Test func `a request whose time is over is made again, one that is refused after a pause, with doubt`() {
    var pull = WorkPull(openOffers: 100)
    _ = pull.start(now: at(0))
    _ = pull.cameUp(now: at(0))
    var action = pull.status("100", of: 1, now: at(1))
    #expect(action == .nothing)
    action = pull.status("408", of: 1, now: at(2))
    #expect(action == .request(number: 2, batch: 100))
    action = pull.status("503", of: 1, now: at(3))
    #expect(action == .nothing)
    action = pull.status("503", of: 2, now: at(3))
    #expect(action == .doubt)
    action = pull.tick(now: at(100))
    #expect(action == .nothing)
    action = pull.tick(now: at(300))
    #expect(action == .request(number: 3, batch: 100))
  }

  @Test func `a request of which nothing is heard is made again`() {
    var pull = WorkPull(openOffers: 100)
    _ = pull.start(now: at(0))
    _ = pull.cameUp(now: at(0))
    var action = pull.tick(now: at(WorkPull.heartbeatMilliseconds * 2))
    #expect(action == .nothing)
    action = pull.tick(now: at(WorkPull.heartbeatMilliseconds * 2 + 600))
    #expect(action == .request(number: 2, batch: 100))
    pull.wentDown()
    action = pull.tick(now: at(60_000))
    #expect(action == .nothing)
  }
}
