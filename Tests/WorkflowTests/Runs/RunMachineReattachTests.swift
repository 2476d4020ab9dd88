import Domain
import Primitives
import StreamLog
import Testing

@testable import Workflow

/// A run whose lost answer goes on at its provider.
struct RunMachineReattachTests {
  private static let counted = TokenUsage(input: 12, output: 5)

  private func bench(
    _ bodies: [StreamEvent.Body], epoch: Int64 = 2, earlier: [EarlierCall]? = nil, canContinue: Bool = false, cancelRequested: CancelledBy? = nil,
    nextSequence: Int = 4
  ) -> MachineBench {
    MachineBench(
      epoch: epoch, log: eventLog(bodies), earlier: earlier ?? [lostCall(epoch: 1, response: "r")], canContinue: canContinue, canReattach: true,
      cancelRequested: cancelRequested, nextSequence: nextSequence)
  }

  @Test func `a lost answer is listened to again, what stands is left out, and it is paid once`() {
    let bench = bench([.begun, .said("Hel"), .said("lo")])
    #expect(bench.take() == ["call 1 to r"])
    #expect(bench.wantsCall)
    bench.received(.attachable(response: "r")).text("He").text("ll")
    #expect(bench.take() == [])
    bench.text("o wor")
    #expect(bench.take() == ["pause", "2-4 reset keep 3", "void but []"])
    bench.text("ld").voided()
    #expect(bench.take() == ["resume", "2-5 text \" wor\"", "2-6 text \"ld\""])
    bench.received(.usage(Self.counted)).received(.finished(reason: "stop")).ended().committed()
    #expect(bench.take() == ["2-7 usage 12+5 0.000000017", "finalize completed", "2-8 completed stop"])
    let outcome = bench.outcome
    #expect(outcome.map { String(decoding: $0.state.text, as: UTF8.self) } == "Hello world")
    #expect(outcome?.usage.tokens == Self.counted)
    #expect(
      outcome?.call == RunOutcome.ClosedCall(attempt: 1, status: .completed, tokens: TokenUsage(), cost: .zero, providerRequestID: "r"))
    #expect(outcome?.earlierCalls.map(\.tokens) == [Self.counted])
    #expect(outcome?.earlierCalls.map(\.cost) == [Money(nanodollars: 17)])
    #expect(outcome?.earlierCalls.map(\.status) == [.completed])
    #expect(bench.settled.isEmpty)
  }

  @Test func `however the provider cuts what it says again, nothing is missing and nothing comes twice`() {
    let answer = "Grüße 🙂:\n```py\nprint(1)\n```\nDone.\n"
    for kept in 1...3 {
      for size in 1...answer.count {
        let log: [StreamEvent.Body] = [.begun, .said("Grüße 🙂:\n```py\n"), .opened(3), .said("print(1)\n")]
        let bench = bench(Array(log.prefix(kept + 1)))
        var rest = answer[...]
        while !rest.isEmpty {
          bench.text(String(rest.prefix(size)))
          rest = rest.dropFirst(size)
        }
        bench.ended().voided()
        while bench.take().contains(where: { $0.hasPrefix("allocate") }) { bench.allocated() }
        #expect(bench.outcome.map { String(decoding: $0.state.text, as: UTF8.self) } == answer, "\(kept) events stand, \(size) characters a piece")
        #expect(bench.outcome?.state.artifacts.count == 1)
        #expect(bench.outcome?.usage.tokens == TokenUsage(input: 10, output: 10, isEstimated: true))
      }
    }
  }

  @Test func `reasoning and tool calls that stand are left out, too, each in its own order`() {
    let call = ToolCall(call: "c", name: "n", arguments: "{}")
    let bench = bench([.begun, .reasoningDelta("hm"), .said("a"), .toolCalled(call)])
    // The text was held back by its worker, so it came behind the thought; the provider says it before.
    bench.text("a").received(.reasoning("hm, well")).received(.toolCall(call)).voided()
    #expect(bench.take() == ["call 1 to r", "pause", "2-5 reset keep 4", "void but []", "resume", "2-6 reasoning \", well\""])
    bench.received(.toolCall(ToolCall(call: "d", name: "n", arguments: "{}"))).ended()
    #expect(bench.take().first == "2-7 tool d called")
    #expect(bench.outcome?.state.toolCalls.map(\.call) == ["c", "d"])
  }

  @Test func `of an answer that had not said a word, the first sign is enough`() {
    let silent = bench([])
    #expect(silent.take() == ["call 1 to r"])
    silent.received(.attachable(response: "r")).voided().text("a")
    #expect(silent.take() == ["pause", "2-1 reset keep 0", "void but []", "resume", "2-2 started", "2-3 text \"a\""])
    let begun = bench([.begun])
    begun.received(.attachable(response: "r")).voided()
    #expect(begun.take() == ["call 1 to r", "pause", "2-2 reset keep 1", "void but []", "resume"])
  }

  @Test func `an answer that had ended is told to its end, and what its worker had counted is not booked twice`() {
    let bench = bench([.begun, .said("a"), .used(12, 5)])
    bench.text("a").received(.usage(Self.counted)).received(.finished(reason: "length")).ended()
    #expect(bench.take() == ["call 1 to r", "pause", "2-3 reset keep 2", "void but []"])
    bench.voided().committed()
    #expect(bench.take() == ["resume", "2-4 usage 12+5 0.000000017", "finalize completed", "2-5 completed length"])
    #expect(bench.outcome?.earlierCalls.map(\.tokens) == [Self.counted])
  }

  // MARK: When it cannot be listened to

  @Test func `an answer that is gone is asked for anew, and both calls have their figures`() {
    let bench = bench([.begun, .said("abcdefgh")])
    bench.failed(.providerRefused, retryable: false)
    #expect(bench.take() == ["call 1 to r", "retry after 1 in 0"])
    #expect(bench.retries == [RunOutcome.ClosedCall(attempt: 1, status: .failed, tokens: TokenUsage(), cost: .zero, providerRequestID: "r")])
    bench.retryDue()
    #expect(bench.take() == ["2-2 reset keep 1", "void but []", "end r"])
    #expect(bench.settled.map(\.tokens) == [TokenUsage(input: 10, output: 2, isEstimated: true)])
    bench.voided().text("x").received(.usage(Self.counted)).received(.finished(reason: "stop")).ended()
    #expect(bench.take() == ["call 2", "2-3 text \"x\"", "2-4 usage 22+7 estimated 0.000000029", "finalize completed"])
    #expect(bench.outcome?.call?.attempt == 2)
    #expect(bench.outcome?.call?.tokens == Self.counted)
    #expect(bench.outcome?.earlierCalls.map(\.tokens) == [TokenUsage(input: 10, output: 2, isEstimated: true)])
  }

  @Test func `one that is gone is gone on from where the provider can`() {
    let bench = bench([.begun, .said("ab")], canContinue: true)
    bench.failed(retryable: false).retryDue().voided()
    #expect(bench.take() == ["call 1 to r", "retry after 1 in 0", "2-3 reset keep 2", "void but []", "end r", "call 2 from \"ab\""])
  }

  @Test(arguments: [
    [ModelEvent.text(TextDelta("Hex"))], [.text(TextDelta("Help"))], [.text(TextDelta("He")), .text(TextDelta("y"))],
  ])
  func `another answer than the one that stands is not told`(_ events: [ModelEvent]) {
    let bench = bench([.begun, .said("Hello")])
    for event in events { bench.received(event) }
    #expect(bench.take() == ["call 1 to r", "cancel call", "retry after 1 in 0"])
    // What it still says, and its end, mean nothing.
    bench.text("x").ended(.cancelled).retryDue().voided()
    #expect(bench.take() == ["2-2 reset keep 1", "void but []", "end r", "call 2"])
  }

  @Test func `one that ends before it has said what stands is another one`() {
    let bench = bench([.begun, .said("Hello")])
    bench.text("Hel").ended()
    #expect(bench.take() == ["call 1 to r", "retry after 1 in 0"])
  }

  @Test func `a provider that cannot be reached is tried again before anything is paid twice`() {
    let bench = bench([.begun, .said("a")])
    bench.failed().retryDue().failed()
    #expect(bench.take() == ["call 1 to r", "retry after 1 in 500", "call 2 to r", "retry after 2 in 1000"])
    bench.retryDue().text("ab").voided()
    #expect(bench.take() == ["call 3 to r", "pause", "2-3 reset keep 2", "void but []", "resume", "2-4 text \"b\""])
    // Tries to listen take nothing from those of a call that is paid.
    let other = self.bench([.begun])
    other.failed().retryDue().failed().retryDue().failed().retryDue().voided()
    #expect(other.take().last == "call 4")
    other.failed()
    #expect(other.take() == ["retry after 4 in 500"])
  }

  @Test func `heard again and cut before a new word, it is listened to once more`() {
    let bench = bench([.begun, .said("a")])
    bench.text("a").voided().failed()
    #expect(bench.take().suffix(2) == ["resume", "retry after 1 in 500"])
    bench.retryDue().text("a").text("b").ended()
    #expect(bench.take() == ["call 2 to r", "2-4 text \"b\"", "2-5 usage 10+1 estimated 0.000000011", "finalize completed"])
    #expect(bench.outcome?.earlierCalls.map(\.tokens) == [TokenUsage(input: 10, output: 1, isEstimated: true)])
  }

  @Test func `what a tool gave back is not told again, so such an answer is asked for anew`() {
    let bench = bench([.begun, .toolReturned(ToolReturn(call: "c", name: "n", succeeded: true, result: "", milliseconds: 1))])
    #expect(bench.take() == ["2-2 reset keep 1", "void but []", "end r"])
  }

  // MARK: Cancelled, given up, fenced, lost again

  @Test func `cancelled before it is heard again, all is kept and the call is cancelled`() {
    let bench = bench([.begun, .said("a```")])
    bench.cancel()
    #expect(bench.take() == ["call 1 to r", "cancel call"])
    #expect(!bench.wantsCall)
    bench.ended(.cancelled).voided()
    #expect(
      bench.take() == ["2-3 reset keep 2", "void but []", "2-4 usage 10+1 estimated 0.000000011", "finalize cancelled"])
    #expect(bench.outcome?.earlierCalls.map(\.status) == [.failed])
    #expect(bench.outcome?.call?.status == .cancelled)
  }

  @Test func `cancelled while it waits, the answer is ended at the provider`() {
    let bench = bench([.begun, .said("a")])
    bench.failed().cancel().voided()
    #expect(
      bench.take() == [
        "call 1 to r", "retry after 1 in 500", "2-3 reset keep 2", "void but []", "end r", "2-4 usage 10+1 estimated 0.000000011",
        "finalize cancelled",
      ])
  }

  @Test func `cancelled or lost too often before it was claimed, it is ended at the provider and not listened to`() {
    #expect(bench([.begun], cancelRequested: .user).take() == ["2-2 reset keep 1", "void but []", "end r"])
    #expect(bench([.begun], epoch: 6).take() == ["6-2 reset keep 1", "void but []", "end r"])
  }

  @Test func `cancelled while artifacts are voided, it ends with what stands`() {
    let bench = bench([.begun, .said("a")])
    bench.text("abc").cancel()
    #expect(bench.take().suffix(2) == ["void but []", "cancel call"])
    bench.ended(.cancelled).voided().committed()
    #expect(
      bench.take() == [
        "resume", "2-4 text \"bc\"", "2-5 usage 10+1 estimated 0.000000011", "finalize cancelled", "2-6 cancelled user partial",
      ])
    #expect(bench.outcome?.earlierCalls.map(\.status) == [.cancelled])
  }

  @Test func `fenced while it listens, it leaves the answer and its bill to the next one`() {
    let bench = bench([.begun, .said("a")])
    bench.text("abc").voided().fenced()
    #expect(bench.take().suffix(2) == ["release call", "abandon"])
    #expect(
      bench.abandoned == [RunOutcome.ClosedCall(attempt: 1, status: .cancelled, tokens: TokenUsage(), cost: .zero, providerRequestID: "r")])
  }

  @Test func `lost once more, it is listened to once more, and the bill stands at the first call`() {
    // The second worker was fenced and closed its row; the third was lost.
    var second = lostCall(epoch: 2, response: "r")
    (second.call.tokens, second.call.cost) = (TokenUsage(), .zero)
    let bench = bench(
      [.begun, .said("ab")], epoch: 4, earlier: [lostCall(epoch: 1, response: "r"), second, lostCall(epoch: 3, response: "r")])
    bench.text("abc").voided().received(.usage(Self.counted)).received(.finished(reason: "stop")).ended()
    #expect(bench.outcome?.earlierCalls.map(\.tokens) == [Self.counted, TokenUsage(), TokenUsage()])
    #expect(bench.outcome?.usage.tokens == Self.counted)
  }

  @Test func `given up after two tries to listen, the answer is booked once, by all that it said`() {
    let log =
      eventLog([.begun, .said("abcd")])
      + [
        StreamEvent(position: Position(epoch: 2, sequence: 3), body: .reset(StreamReset(keep: 2))),
        StreamEvent(position: Position(epoch: 2, sequence: 4), body: .said("efgh")),
      ]
    let bench = MachineBench(
      epoch: 3, log: log, earlier: [lostCall(epoch: 1, response: "r"), lostCall(epoch: 2, response: "r")], canReattach: true)
    bench.failed(retryable: false).retryDue()
    #expect(bench.settled.map(\.tokens) == [TokenUsage(input: 10, output: 2, isEstimated: true), TokenUsage()])
    #expect(bench.settled.map(\.cost) == [Money(nanodollars: 12), .zero])
  }

  @Test func `a provider that may not listen again ends the answer before it asks anew`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("a")]), earlier: [lostCall(epoch: 1, response: "r")], canReattach: false)
    bench.voided()
    #expect(bench.take() == ["2-2 reset keep 1", "void but []", "end r", "call 1"])
  }
}
