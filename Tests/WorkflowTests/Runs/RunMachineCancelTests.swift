import Domain
import StreamLog
import Testing
@testable import Workflow

/// A run that somebody stops, or that is another worker's: in every phase of its life.
struct RunMachineCancelTests {
  private static let failure = ModelEnding.failed(ModelFailure(code: .providerCut, message: "m", retryable: true))

  // MARK: Cancel

  @Test func `cancelled before it was claimed, it calls nobody and the ledger's row costs nothing`() {
    let bench = MachineBench(cancelRequested: .limit).committed()
    #expect(bench.take() == ["1-1 started", "finalize cancelled", "1-2 cancelled limit"])
    #expect(bench.outcome?.call == RunOutcome.ClosedCall(attempt: 1, status: .cancelled, tokens: TokenUsage(), cost: .zero, providerRequestID: nil))
    #expect(bench.outcome?.usage.cost == .zero)
  }

  @Test func `cancelled before the first token`() {
    let bench = MachineBench()
    _ = bench.take()
    bench.cancel()
    #expect(bench.take() == ["cancel call"])
    #expect(!bench.wantsCall)
    bench.ended(.cancelled).committed()
    #expect(bench.take() == ["finalize cancelled", "1-2 cancelled user"])
  }

  @Test func `cancelled in mid-answer it keeps what there is and books what was used`() {
    let bench = MachineBench()
    bench.received(.usage(TokenUsage(input: 9, output: 1))).text("```\nabcdefghij").allocated()
    _ = bench.take()
    bench.cancel(.disconnect).cancel(.user).ended(.cancelled).committed()
    #expect(
      bench.take() == [
        "cancel call", "1-5 artifact AC3 ends, 10 bytes", "1-6 usage 9+4 estimated 0.000000013", "finalize cancelled",
        "1-7 cancelled disconnect partial",
      ])
    #expect(bench.outcome?.call?.status == .cancelled)
    #expect(bench.outcome?.cancelledBy == .disconnect)
  }

  @Test func `a provider that fails because it was cancelled was cancelled`() {
    #expect(MachineBench().cancel().ended(Self.failure).outcome?.status == .cancelled)
    #expect(MachineBench().text("a").cancel().ended(Self.failure).outcome?.status == .cancelled)
  }

  @Test func `an answer that was whole before the cancel came is completed`() {
    #expect(MachineBench().text("a").cancel().ended(.completed).outcome?.status == .completed)
  }

  @Test func `cancelled while an ID is allocated it waits for the ID`() {
    let bench = MachineBench()
    bench.text("```\nx")
    _ = bench.take()
    bench.cancel().ended(.cancelled)
    #expect(bench.take() == ["cancel call"])
    bench.allocated().committed()
    #expect(
      bench.takeWords() == [
        "1-3 artifact AC3 of AM2 begins", "1-4 text \"x\"", "1-5 artifact AC3 ends, 1 bytes", "1-6 usage 10+2 estimated 0.000000012",
        "finalize cancelled",
        "1-7 cancelled user partial",
      ])
  }

  @Test func `cancelled after the provider was done, but before an ID came, it is completed once`() {
    let bench = MachineBench()
    bench.text("```\nx").ended()
    _ = bench.take()
    bench.cancel().ended(.cancelled).allocated().committed()
    #expect(bench.takeWords().suffix(2) == ["finalize completed", "1-7 completed stop"])
  }

  @Test func `cancelled between two attempts it waits no longer`() {
    let bench = MachineBench()
    bench.failed()
    _ = bench.take()
    bench.cancel()
    #expect(bench.take() == ["finalize cancelled"])
    #expect(bench.outcome?.call == nil)
    bench.retryDue().committed().retryDue()
    #expect(bench.take() == ["1-2 cancelled user"])
  }

  @Test func `cancelled while artifacts are voided it stops right after`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("a")]))
    bench.cancel()
    #expect(bench.take() == ["2-2 reset keep 1", "void but []"])
    bench.voided().committed()
    #expect(bench.take() == ["2-3 usage 10+1 estimated 0.000000011", "finalize cancelled", "2-4 cancelled user"])
  }

  @Test func `a cancel that comes too late changes nothing`() {
    let bench = MachineBench()
    bench.text("a").ended()
    _ = bench.take()
    bench.cancel().committed().cancel()
    #expect(bench.take() == ["1-4 completed stop"])
  }

  @Test func `a provider that stops of itself was stopped by the operator`() {
    #expect(MachineBench().text("a").ended(.cancelled).committed().take().last == "1-4 cancelled operator partial")
  }

  // MARK: Fenced

  @Test func `fenced while it speaks it says nothing more and the call is closed with what it used`() {
    let bench = MachineBench()
    bench.received(.identified(providerRequestID: "r")).text("abcdefgh")
    _ = bench.take()
    bench.fenced()
    #expect(bench.take() == ["release call", "abandon"])
    #expect(bench.abandoned.count == 1)
    #expect(
      bench.abandoned.first!
        == RunOutcome.ClosedCall(
          attempt: 1, status: .cancelled, tokens: TokenUsage(input: 10, output: 2, isEstimated: true), cost: Money(nanodollars: 12),
          providerRequestID: "r"))
    bench.text("x").ended().cancel().committed().retryDue().voided().fenced()
    #expect(bench.take() == [])
  }

  @Test(arguments: [true, false]) func `fenced while an ID is allocated it says nothing of the ID`(_ isAllocated: Bool) {
    let bench = MachineBench()
    bench.text("```\nx").ended()
    bench.fenced()
    _ = bench.take()
    if isAllocated { bench.allocated() } else { bench.refused() }
    #expect(bench.take() == [])
  }

  @Test func `fenced between two attempts the ledger needs nothing more`() {
    let bench = MachineBench()
    bench.failed()
    _ = bench.take()
    bench.fenced().retryDue()
    #expect(bench.take() == ["release call", "abandon"])
    #expect(bench.abandoned == [nil])
  }

  @Test func `fenced while artifacts are voided the call was never made`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun]))
    bench.fenced().voided()
    #expect(bench.abandoned == [RunOutcome.ClosedCall(attempt: 1, status: .cancelled, tokens: TokenUsage(), cost: .zero, providerRequestID: nil)])
    #expect(bench.take() == ["2-2 reset keep 1", "void but []", "release call", "abandon"])
  }

  @Test func `fenced while it is committed the call is closed as it ended`() {
    let bench = MachineBench()
    bench.text("a").ended()
    #expect(bench.isFinalizing)
    bench.fenced().committed()
    #expect(bench.take().suffix(3) == ["finalize completed", "release call", "abandon"])
    #expect(bench.abandoned.first! == bench.outcome?.call)
  }
}
