import Domain
import Primitives
import StreamLog
import Testing
@testable import Workflow

/// A run that nobody takes over.
struct RunMachineTests {
  @Test func `a run begins, speaks, is committed and only then says that it is completed`() {
    let bench = MachineBench()
    #expect(bench.take() == ["1-1 started", "call 1"])
    bench.received(.identified(providerRequestID: "r-1")).text("Hel").text("lo")
    #expect(bench.take() == ["1-2 text \"Hel\"", "1-3 text \"lo\""])
    bench.received(.usage(TokenUsage(input: 9, output: 2))).received(.finished(reason: "length")).ended()
    #expect(bench.take() == ["1-4 usage 9+2 0.000000011", "finalize completed"])
    #expect(
      bench.outcome?.call
        == RunOutcome.ClosedCall(
          attempt: 1, status: .completed, tokens: TokenUsage(input: 9, output: 2), cost: Money(nanodollars: 11), providerRequestID: "r-1"))
    bench.committed()
    #expect(bench.take() == ["1-5 completed length"])
    bench.committed().ended().text("x").cancel().fenced().retryDue().voided()
    #expect(bench.take() == [])
  }

  @Test func `times are counted from the claim to the first token and to the end`() {
    let bench = MachineBench()
    bench.pass(milliseconds: 20).text("a").pass(milliseconds: 30).text("b").pass(milliseconds: 5).ended()
    #expect(bench.outcome?.timeToFirstTokenMilliseconds == 20)
    #expect(bench.outcome?.milliseconds == 55)
  }

  @Test func `an empty piece is no token`() {
    let bench = MachineBench()
    bench.text("").received(.reasoning("")).pass(milliseconds: 20)
    _ = bench.take()
    bench.failed()
    #expect(bench.take() == ["retry after 1 in 500"])
  }

  @Test func `the reason to stop is that of the provider, else what was said decides`() {
    #expect(MachineBench().text("a").ended().outcome?.finishReason == "stop")
    #expect(MachineBench().received(.toolCall(ToolCall(call: "c", name: "n", arguments: "{}"))).ended().outcome?.finishReason == "tool_calls")
    #expect(MachineBench().text("a").received(.finished(reason: "content_filter")).ended().outcome?.finishReason == "content_filter")
  }

  @Test func `an answer without a word is completed`() {
    let bench = MachineBench()
    bench.ended().committed()
    #expect(bench.take() == ["1-1 started", "call 1", "1-2 usage 0+0 0", "finalize completed", "1-3 completed stop"])
  }

  @Test func `reasoning and tools become events in the order in which they came`() {
    let bench = MachineBench()
    _ = bench.take()
    bench.received(.reasoning("hm")).text("a").received(.toolCall(ToolCall(call: "c", name: "n", arguments: "{}")))
    bench.received(.toolReturn(ToolReturn(call: "c", name: "n", succeeded: true, result: "r", milliseconds: 1), isConsole: false)).text("b")
    #expect(bench.take() == ["1-2 reasoning \"hm\"", "1-3 text \"a\"", "1-4 tool c called", "1-5 tool c returned", "1-6 text \"b\""])
  }

  // MARK: Artifacts

  @Test func `a fence becomes an artifact between the delta of its opening line and that of its closing line`() {
    let bench = MachineBench()
    _ = bench.take()
    bench.text("Look:\n```py\nx\n``").text("`\nok").allocated().ended().committed()
    #expect(
      bench.take() == [
        "1-2 text \"Look:\\n```py\\n\"", "pause", "allocate code under AM2 py - inline", "resume", "1-3 artifact AC3 of AM2 begins",
        "1-4 text \"x\\n\"",
        "1-5 artifact AC3 ends, 2 bytes", "1-6 text \"```\\nok\"", "1-7 usage 10+5 estimated 0.000000015", "finalize completed", "1-8 completed stop",
      ])
    let artifact = bench.outcome?.state.artifacts.first
    #expect(artifact?.start == 12)
    #expect(artifact?.end == 14)
    #expect(artifact?.sha256 == "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac")
  }

  @Test func `HTML is an artifact of its own kind`() {
    let bench = MachineBench()
    _ = bench.take()
    bench.text("```html title=\"p\"\n")
    #expect(bench.take().last == "allocate html under AM2 html p inline")
  }

  @Test func `what comes while an ID is allocated waits and comes out in order`() {
    let bench = MachineBench()
    bench.text("```\n")
    _ = bench.take()
    bench.text("a").received(.reasoning("hm")).text("b\n```\n").received(.toolCall(ToolCall(call: "c", name: "n", arguments: ""))).text("z").ended()
    #expect(bench.take() == [])
    bench.allocated()
    #expect(
      bench.takeWords() == [
        "1-3 artifact AC3 of AM2 begins", "1-4 text \"a\"", "1-5 reasoning \"hm\"", "1-6 text \"b\\n\"", "1-7 artifact AC3 ends, 3 bytes",
        "1-8 text \"```\\n\"", "1-9 tool c called", "1-10 text \"z\"", "1-11 usage 10+4 estimated 0.000000014", "finalize completed",
      ])
  }

  @Test func `without an ID the text goes on alone`() {
    let bench = MachineBench()
    bench.text("```\nx\n")
    _ = bench.take()
    bench.refused().text("```\ny\n```\nz\n").allocated().ended()
    #expect(
      bench.takeWords() == [
        "1-3 text \"x\\n\"", "1-4 text \"```\\ny\\n```\\n\"", "allocate code under AM2 - - inline", "1-5 artifact AC3 of AM2 begins",
        "1-6 text \"z\\n\"",
        "1-7 artifact AC3 ends, 2 bytes", "1-8 usage 10+5 estimated 0.000000015", "finalize completed",
      ])
  }

  @Test func `a fence that is never closed ends with the text`() {
    let bench = MachineBench()
    bench.text("```\nx\n``").allocated()
    _ = bench.take()
    bench.ended()
    #expect(bench.take().prefix(2) == ["1-5 text \"``\"", "1-6 artifact AC3 ends, 4 bytes"])
  }

  @Test func `a run without a message has no artifacts`() {
    let bench = MachineBench(withMessage: false)
    _ = bench.take()
    bench.text("```\nx\n```\n").ended()
    #expect(bench.take().prefix(3) == ["1-2 text \"```\\n\"", "1-3 text \"x\\n\"", "1-4 text \"```\\n\""])
  }

  @Test func `log probabilities are not lost when their text is held back`() {
    let bench = MachineBench()
    bench.text("```\n", logprobs: "[1]").allocated()
    _ = bench.take()
    bench.text("``", logprobs: "[2]").text("`\n", logprobs: "[3]")
    #expect(bench.take() == ["1-4 text \"\" [2]", "1-5 artifact AC3 ends, 0 bytes", "1-6 text \"```\\n\" [3]"])
    #expect(bench.outcome == nil)
    bench.ended()
    #expect(bench.outcome?.state.logprobs == ["[1]", "[2]", "[3]"])
  }

  // MARK: Console output

  private func console(_ call: String, _ result: String) -> ModelEvent {
    .toolReturn(ToolReturn(call: call, name: "python", succeeded: true, result: result, milliseconds: 1), isConsole: true)
  }

  @Test func `console output stands under the code of the answer`() {
    let bench = MachineBench()
    bench.text("```py\nx\n```\n").allocated()
    _ = bench.take()
    bench.received(console("c", "42\n"))
    #expect(bench.take() == ["1-7 tool c returned", "pause", "allocate output under AC3 - python"])
    bench.allocated(.output)
    #expect(
      bench.takeWords() == ["1-8 artifact AO4 of AC3 begins", "1-9 artifact AO4 \"42\\n\"", "1-10 artifact AO4 ends, 3 bytes"])
  }

  @Test func `without code in the answer, output stands under what its own tool was given`() {
    let bench = MachineBench()
    bench.received(.toolCall(ToolCall(call: "a", name: "python", arguments: "1+1"))).received(
      .toolCall(ToolCall(call: "b", name: "python", arguments: "2+2")))
    _ = bench.take()
    bench.received(console("a", "2")).received(console("b", "4")).text("z")
    bench.allocated().allocated(.output).allocated().allocated(.output)
    #expect(
      bench.takeWords() == [
        "1-4 tool a returned", "allocate code under AM2 - python", "1-5 artifact AC3 of AM2 begins", "1-6 artifact AC3 \"1+1\"",
        "1-7 artifact AC3 ends, 3 bytes", "allocate output under AC3 - python", "1-8 artifact AO4 of AC3 begins", "1-9 artifact AO4 \"2\"",
        "1-10 artifact AO4 ends, 1 bytes", "1-11 tool b returned", "allocate code under AM2 - python", "1-12 artifact AC5 of AM2 begins",
        "1-13 artifact AC5 \"2+2\"", "1-14 artifact AC5 ends, 3 bytes", "allocate output under AC5 - python", "1-15 artifact AO6 of AC5 begins",
        "1-16 artifact AO6 \"4\"", "1-17 artifact AO6 ends, 1 bytes", "1-18 text \"z\"",
      ])
  }

  @Test func `console output is let go when its code gets no ID`() {
    let bench = MachineBench()
    bench.received(console("c", "42")).text("z")
    _ = bench.take()
    bench.refused()
    #expect(bench.take() == ["resume", "1-3 text \"z\""])
  }

  // MARK: Retries

  @Test func `a failure before the first token is tried again, twice`() {
    let bench = MachineBench()
    _ = bench.take()
    bench.received(.identified(providerRequestID: "r")).failed()
    #expect(bench.take() == ["retry after 1 in 500"])
    bench.text("late").ended()
    #expect(bench.take() == [])
    bench.retryDue()
    #expect(bench.take() == ["call 2"])
    bench.failed(jitter: 0).retryDue().failed()
    #expect(bench.take() == ["retry after 2 in 500", "call 3", "finalize failed"])
    bench.committed()
    #expect(bench.take() == ["1-2 failed provider.cut"])
    #expect(bench.retries.map(\.providerRequestID) == ["r", nil])
  }

  @Test func `an answer comes after a failure as if nothing had been`() {
    let bench = MachineBench()
    bench.received(.finished(reason: "length")).failed().retryDue().text("a").ended().committed()
    #expect(bench.take().suffix(4) == ["1-2 text \"a\"", "1-3 usage 10+1 estimated 0.000000011", "finalize completed", "1-4 completed stop"])
  }

  @Test(arguments: [(0, 0), (1200, 1200), (30_000, 30_000), (-5, 0)] as [(Int64, Int64)])
  func `what the provider asks to wait is waited`(_ asked: Int64, _ waited: Int64) {
    let bench = MachineBench()
    _ = bench.take()
    bench.failed(.providerRateLimited, retryAfter: asked)
    #expect(bench.take() == ["retry after 1 in \(waited)"])
  }

  @Test func `nobody waits longer than the policy says`() {
    let bench = MachineBench()
    bench.failed(.providerRateLimited, retryAfter: 30_001).committed()
    #expect(bench.take().last == "1-2 failed provider.rate_limited")
    #expect(bench.outcome?.failure?.retryAfterMilliseconds == 30_001)
  }

  @Test func `what cannot be mended by asking again is not asked again`() {
    let bench = MachineBench()
    bench.failed(.providerRefused, retryable: false).committed()
    #expect(bench.take().last == "1-2 failed provider.refused")
  }

  @Test(arguments: [ModelEvent.text(TextDelta("a")), .reasoning("a"), .toolCall(ToolCall(call: "c", name: "n", arguments: ""))])
  func `after the first token a failure ends the run and keeps what there is`(_ first: ModelEvent) {
    let bench = MachineBench()
    bench.received(first).failed().committed()
    #expect(bench.take().last == "1-4 failed provider.cut partial")
    #expect(bench.outcome?.status == .failed)
    #expect(bench.outcome?.call?.status == .failed)
  }

  @Test func `a failure while an ID is allocated waits for it`() {
    let bench = MachineBench()
    bench.text("```\nx")
    _ = bench.take()
    bench.failed()
    #expect(bench.take() == [])
    bench.allocated().committed()
    #expect(
      bench.takeWords() == [
        "1-3 artifact AC3 of AM2 begins", "1-4 text \"x\"", "1-5 artifact AC3 ends, 1 bytes", "1-6 usage 10+2 estimated 0.000000012",
        "finalize failed",
        "1-7 failed provider.cut partial",
      ])
  }
}
