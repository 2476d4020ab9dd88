import Domain
import StreamLog
import Testing
@testable import Workflow

/// A run that a worker was lost over.
struct RunMachineTakeOverTests {
  @Test func `nothing was durable: the stream begins behind the reset`() {
    let bench = MachineBench(epoch: 2)
    #expect(bench.take() == ["2-1 reset keep 0", "void but []"])
    bench.voided().text("a").ended().committed()
    #expect(
      bench.take() == [
        "2-2 started", "call 1", "2-3 text \"a\"", "2-4 usage 10+1 estimated 0.000000011", "finalize completed", "2-5 completed stop",
      ])
  }

  @Test func `a provider that cannot go on begins again, and the beginning stands`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("```\n"), .opened(3), .said("x")]))
    #expect(bench.take() == ["2-2 reset keep 1", "void but []"])
    bench.voided().text("y")
    #expect(bench.take() == ["call 1", "2-3 text \"y\""])
  }

  @Test func `the beginning stands also when an earlier take-over wrote it`() {
    let log =
      [StreamEvent(position: Position(epoch: 2, sequence: 1), body: .reset(StreamReset(keep: 0)))]
      + eventLog([.begun, .begun, .said("a")], epoch: 2).dropFirst()
    let bench = MachineBench(epoch: 3, log: Array(log))
    #expect(bench.take() == ["3-3 reset keep 2", "void but []"])
    bench.voided()
    #expect(bench.take() == ["call 1"])
  }

  @Test func `a provider that can go on continues the text`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("Hel"), .said("lo")]), canContinue: true)
    #expect(bench.take() == ["2-4 reset keep 3", "void but []"])
    bench.voided().text(" you").received(.usage(TokenUsage(input: 12, output: 1))).received(.finished(reason: "stop")).ended().committed()
    #expect(
      bench.take() == [
        "call 1 from \"Hello\"", "2-5 text \" you\"", "2-6 usage 22+3 estimated 0.000000025", "finalize completed", "2-7 completed stop",
      ])
    #expect(bench.outcome.map { String(decoding: $0.state.text, as: UTF8.self) } == "Hello you")
    #expect(bench.outcome?.call?.tokens == TokenUsage(input: 12, output: 1))
  }

  @Test func `an open artifact goes on where it was`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("```\n"), .opened(3), .said("x\n")]), canContinue: true, nextSequence: 4)
    #expect(bench.take() == ["2-5 reset keep 4", "void but [AC3]"])
    bench.voided().text("y\n```\nz")
    #expect(bench.take() == ["call 1 from \"```\\nx\\n\"", "2-6 text \"y\\n\"", "2-7 artifact AC3 ends, 4 bytes", "2-8 text \"```\\nz\""])
  }

  @Test func `the fence's line stands but not its artifact: it is begun with the first token`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("```py\n")]), canContinue: true)
    bench.voided()
    #expect(bench.take() == ["2-3 reset keep 2", "void but []", "call 1 from \"```py\\n\""])
    bench.text("x\n").allocated().text("```\n")
    #expect(
      bench.takeWords() == [
        "allocate code under AM2 py - inline", "2-4 artifact AC3 of AM2 begins", "2-5 text \"x\\n\"", "2-6 artifact AC3 ends, 2 bytes",
        "2-7 text \"```\\n\"",
      ])
  }

  @Test func `a fence without an artifact stays without`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("```py\n"), .said("x")]), canContinue: true)
    bench.voided().text("y\n```\n")
    #expect(bench.take().suffix(2) == ["2-5 text \"y\\n\"", "2-6 text \"```\\n\""])
  }

  @Test(
    arguments: [
      // The provider had ended: what was held back was let out and the artifact ended with the text.
      ([.begun, .said("```\n"), .opened(3), .said("x\n"), .said("``"), .closed(3)], 4, "```\nx\n"),
      ([.begun, .said("```\n"), .opened(3), .said("x\n"), .closed(3), .said("```")], 4, "```\nx\n"),
      ([.begun, .said("```\n"), .opened(3), .said("x"), .closed(3), .used(1, 2)], 4, "```\nx"),
      // The closing line is not durable, the artifact's end is.
      ([.begun, .said("```\n"), .opened(3), .said("x\n"), .closed(3)], 4, "```\nx\n"),
      // Counted, but not committed.
      ([.begun, .said("a"), .used(1, 2)], 2, "a"),
      ([.begun, .said("```\n"), .opened(3), .said("x\n"), .closed(3), .said("```\n"), .said("b"), .used(1, 2)], 7, "```\nx\n```\nb"),
    ] as [([StreamEvent.Body], Int64, String)])
  func `only what the answer could have paused at is gone on from`(_ log: [StreamEvent.Body], _ keep: Int64, _ text: String) {
    let bench = MachineBench(epoch: 2, log: eventLog(log), canContinue: true)
    bench.voided()
    #expect(bench.take().filter { !$0.hasPrefix("void") } == ["2-\(keep + 1) reset keep \(keep)", "call 1 from \(text.debugDescription)"])
  }

  @Test(
    arguments: [
      [.begun, .said("a"), .toolCalled(ToolCall(call: "c", name: "n", arguments: ""))],
      [.begun, .said("a"), .toolReturned(ToolReturn(call: "c", name: "n", succeeded: true, result: "", milliseconds: 1))],
      [.begun, .reasoningDelta("a"), .said("a")],
      [.begun],
    ] as [[StreamEvent.Body]])
  func `more than text cannot be gone on from`(_ log: [StreamEvent.Body]) {
    let bench = MachineBench(epoch: 2, log: eventLog(log), canContinue: true)
    bench.voided()
    #expect(bench.take() == ["2-2 reset keep 1", "void but []", "call 1"])
  }

  @Test func `a log with a hole stands up to the hole`() {
    var log = eventLog([.begun, .said("a"), .said("b"), .said("c")])
    log.remove(at: 2)
    let bench = MachineBench(epoch: 2, log: log, canContinue: true)
    bench.voided()
    #expect(bench.take() == ["2-3 reset keep 2", "void but []", "call 1 from \"a\""])
    #expect(MachineBench(epoch: 2, log: Array(log.dropFirst()), canContinue: true).take() == ["2-1 reset keep 0", "void but []"])
  }

  @Test func `a continued call that fails before its first token is asked again from the same text`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("a")]), canContinue: true)
    bench.voided().failed().retryDue()
    #expect(bench.take().suffix(2) == ["retry after 1 in 500", "call 2 from \"a\""])
  }

  @Test func `one that goes on and then fails keeps all`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("a")]), canContinue: true)
    bench.voided().failed(retryable: false).committed()
    #expect(bench.take().suffix(3) == ["2-4 usage 10+1 estimated 0.000000011", "finalize failed", "2-5 failed provider.cut partial"])
  }

  // MARK: The end of it

  @Test func `a run that was lost too often is given up with what there is`() {
    let log = eventLog([.begun, .said("```\n"), .opened(3), .said("x")])
    let bench = MachineBench(epoch: 6, log: log, canContinue: true)
    #expect(bench.take() == ["6-5 reset keep 4", "void but [AC3]"])
    bench.voided().committed()
    #expect(
      bench.take() == [
        "6-6 artifact AC3 ends, 1 bytes", "6-7 usage 10+2 estimated 0.000000012", "finalize failed", "6-8 failed run.lost partial",
      ])
    #expect(bench.outcome?.call == RunOutcome.ClosedCall(attempt: 1, status: .failed, tokens: TokenUsage(), cost: .zero, providerRequestID: nil))
    #expect(MachineBench(epoch: 5, log: log, canContinue: true).voided().take().last == "call 1 from \"```\\nx\"")
  }

  @Test func `given up without a word the stream has a beginning and an end`() {
    let bench = MachineBench(epoch: 6)
    bench.voided().committed()
    #expect(bench.take() == ["6-1 reset keep 0", "void but []", "6-2 started", "finalize failed", "6-3 failed run.lost"])
  }

  @Test func `cancelled meanwhile it keeps all and says so, also when it would be given up`() {
    for epoch in [2, 6] as [Int64] {
      let bench = MachineBench(
        epoch: epoch, log: eventLog([.begun, .said("a"), .toolCalled(ToolCall(call: "c", name: "n", arguments: "12345"))]), cancelRequested: .user)
      bench.voided().committed()
      #expect(
        bench.take() == [
          "\(epoch)-4 reset keep 3", "void but []", "\(epoch)-5 usage 10+2 estimated 0.000000012", "finalize cancelled",
          "\(epoch)-6 cancelled user partial",
        ])
    }
  }

  @Test func `what a lost worker had counted is booked, once`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("a"), .used(9, 3)]), cancelRequested: .user)
    bench.voided().committed()
    #expect(bench.take() == ["2-3 reset keep 2", "void but []", "2-4 usage 9+3 0.000000007", "finalize cancelled", "2-5 cancelled user partial"])
  }
}
