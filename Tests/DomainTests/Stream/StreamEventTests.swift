import Domain
import Testing

@Suite struct StreamEventTests {
  @Test func `only a completion, a failure and a cancel end a stream`() {
    let position = Position(epoch: 1, sequence: 1)
    let ends: [StreamEvent.Body] = [
      .completed(StreamCompleted(finishReason: "stop", usage: nil, milliseconds: 1, timeToFirstTokenMilliseconds: nil)),
      .failed(StreamFailed(code: .internal, message: "", retryable: false, partial: false)), .cancelled(StreamCancelled(by: .user, partial: true)),
    ]
    let others: [StreamEvent.Body] = [
      .textDelta(TextDelta("a")), .reset(StreamReset(keep: 0)), .usage(UsageReport(tokens: TokenUsage(), cost: nil, provider: "", model: "")),
      .started(StreamStarted(run: "", chat: nil, parent: nil, model: "", provider: "")),
    ]
    for body in ends { #expect(StreamEvent(position: position, body: body).isTerminal) }
    for body in others { #expect(!StreamEvent(position: position, body: body).isTerminal) }
  }

  @Test func `the codes of a failure are those of the contract`() {
    #expect(
      FailureCode.allCases.map(\.rawValue) == [
        "provider.timeout", "provider.overloaded", "provider.rate_limited", "provider.refused", "provider.cut", "provider.malformed", "run.lost",
        "internal",
      ])
  }
}
