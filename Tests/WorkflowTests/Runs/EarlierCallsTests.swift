import Domain
import Primitives
import StreamLog
import Testing

@testable import Workflow

/// What is booked for calls of earlier epochs.
struct EarlierCallsTests {
  private let usage = RunUsage(promptBytes: 40, price: testPrice)

  private func settled(
    _ calls: [EarlierCall], _ log: [StreamEvent], except response: String? = nil
  ) -> (calls: EarlierCalls, written: [String]) {
    var calls = EarlierCalls(calls)
    let written = calls.settle(by: log[...], except: response, usage: usage)
    return (calls, written.map { "\($0.id) \($0.tokens?.promptTokens ?? -1)+\($0.tokens?.output ?? -1)" })
  }

  private func said(_ text: String, _ epoch: Int64, _ sequence: Int64) -> StreamEvent {
    StreamEvent(position: Position(epoch: epoch, sequence: sequence), body: .said(text))
  }

  @Test func `each lost call is booked by what its epoch said, and by what it was given to go on from`() {
    let log = [said("abcd", 1, 1), said("efghijkl", 2, 2), said("m", 3, 3)]
    #expect(
      settled((1...3).map { lostCall(epoch: $0) }, log).written == ["call-1-1 10+1", "call-2-1 11+2", "call-3-1 13+1"])
  }

  @Test func `of a call of which the log shows nothing nothing is known, and its price is unknown, not zero`() {
    let (calls, written) = settled([lostCall(epoch: 1), lostCall(epoch: 2)], [said("a", 2, 1)])
    #expect(written == ["call-2-1 10+1"])
    #expect(calls.calls[0].call.tokens == nil && calls.calls[0].call.cost == nil)
    #expect(calls.known.map(\.id) == ["call-2-1"])
  }

  @Test func `what was said of a call before stays`() {
    var known = lostCall(epoch: 1)
    (known.call.tokens, known.call.cost) = (TokenUsage(input: 7, output: 7), Money(nanodollars: 3))
    let (calls, written) = settled([known], [said("abcdefgh", 1, 1)])
    #expect(written.isEmpty)
    #expect(calls.known == [known.call])
  }

  @Test func `a report of the whole run leaves its last call what is not another's`() {
    var first = lostCall(epoch: 1)
    (first.call.tokens, first.call.cost) = (TokenUsage(input: 5), Money(nanodollars: 2))
    let log = [said("a", 2, 1), StreamEvent(position: Position(epoch: 2, sequence: 2), body: .used(9, 3))]
    let (calls, written) = settled([first, lostCall(epoch: 2)], log)
    #expect(written == ["call-2-1 4+3"])
    #expect(calls.calls[1].call.cost == Money(nanodollars: 5))
  }

  @Test func `calls of one answer are one bill, at the first of them`() {
    let calls = [lostCall(epoch: 1, response: "r"), lostCall(epoch: 2, response: "r"), lostCall(epoch: 3, response: "s")]
    let log = [said("abcd", 1, 1), said("efgh", 2, 2), said("ij", 3, 3)]
    #expect(settled(calls, log).written == ["call-1-1 10+2", "call-2-1 0+0", "call-3-1 12+1"])
    #expect(settled(calls, log, except: "r").written == ["call-3-1 12+1"])
    #expect(EarlierCalls(calls).lostResponse == "s")
  }
}
