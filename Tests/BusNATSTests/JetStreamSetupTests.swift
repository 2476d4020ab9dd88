import Primitives
import Testing

@testable import BusNATS

@Suite struct JetStreamSetupTests {
  private func at(_ milliseconds: Int64) -> MonotonicTime { MonotonicTime(nanoseconds: 1_000_000_000).adding(milliseconds: milliseconds) }

  private func refused(_ status: Int64, _ number: Int64) -> JetStreamAnswer {
    JetStreamAnswer(refusal: .init(status: status, number: number, text: "refusal \(number)"))
  }

  /// The request of an action, or nothing.
  private func request(_ action: JetStreamSetup.Action) -> (number: UInt64, subject: String) {
    guard case .request(let number, let subject, _) = action else { return (0, "") }
    return (number, subject)
  }

  @Test func `every stream is made, then the consumer, and then all is there`() {
    var setup = JetStreamSetup(NATSBusOptions())
    var action = setup.linkUp(now: at(0))
    var subjects: [String] = []
    while case .request(let number, let subject, _) = action {
      subjects.append(subject)
      action = setup.answered(number, JetStreamAnswer(), now: at(1))
    }
    #expect(action == .ready)
    let isReady = setup.isReady
    #expect(isReady)
    #expect(
      subjects == ["TL_WORK", "TL_STREAMS", "TL_CHANNELS", "TL_EVENTS"].map { "$JS.API.STREAM.CREATE.\($0)" } + [ConsumerDefinition.workersSubject])
  }

  @Test func `a stream that is there with other settings is changed, and one that cannot be is left`() {
    var setup = JetStreamSetup(NATSBusOptions())
    let first = request(setup.linkUp(now: at(0)))
    let second = request(setup.answered(first.number, refused(400, JetStreamAnswer.Refusal.streamNameInUse), now: at(1)))
    #expect(second.subject == "$JS.API.STREAM.UPDATE.TL_WORK")
    let left = setup.answered(second.number, refused(400, 10_052), now: at(2))
    #expect(left == .differs(stream: "TL_WORK", reason: "refusal 10052"))
    let third = request(setup.tick(now: at(2)))
    #expect(third.subject == "$JS.API.STREAM.CREATE.TL_STREAMS")
  }

  @Test func `a broker that is not ready is asked again, and the reason is told once`() {
    var setup = JetStreamSetup(NATSBusOptions())
    var next = request(setup.linkUp(now: at(0)))
    var said = setup.answered(next.number, refused(503, 10_008), now: at(1))
    #expect(said == .failed(reason: "refusal 10008"))
    let early = setup.tick(now: at(50))
    #expect(early == .nothing)
    next = request(setup.tick(now: at(150)))
    #expect(next.subject == "$JS.API.STREAM.CREATE.TL_WORK")
    said = setup.answered(next.number, refused(503, 10_008), now: at(151))
    #expect(said == .nothing)
    next = request(setup.tick(now: at(1000)))
    said = setup.tick(now: at(1000 + JetStreamSetup.patienceMilliseconds))
    #expect(said != .nothing)
    // Too late to count.
    let late = setup.answered(next.number, JetStreamAnswer(), now: at(5000))
    #expect(late == .nothing)
  }

  @Test func `doubt has everything looked at again, once`() {
    var setup = JetStreamSetup(NATSBusOptions())
    var action = setup.linkUp(now: at(0))
    while case .request(let number, _, _) = action { action = setup.answered(number, JetStreamAnswer(), now: at(1)) }
    let doubt = setup.doubted(now: at(10))
    #expect(doubt == .nothing)
    let isReady = setup.isReady
    #expect(!isReady)
    _ = setup.doubted(now: at(11))
    let next = request(setup.tick(now: at(200)))
    #expect(next.subject == "$JS.API.STREAM.CREATE.TL_WORK")
    setup.linkDown()
    let after = setup.tick(now: at(10_000))
    #expect(after == .nothing)
  }
}
