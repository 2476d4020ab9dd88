import Domain
import StreamLog
import Testing
@testable import Workflow

/// What is booked for a run.
struct RunMachineUsageTests {
  @Test func `an unknown price is no price, never zero`() {
    let bench = MachineBench(price: { _ in nil })
    bench.text("a").received(.usage(TokenUsage(input: 9, output: 2))).received(.finished(reason: "stop")).ended()
    #expect(bench.outcome?.usage.cost == nil)
    #expect(bench.outcome?.call?.cost == .some(nil))
    #expect(bench.outcome?.usage.tokens.totalTokens == 11)
  }

  @Test func `a provider that was never reached costs nothing, also when its price is unknown`() {
    let bench = MachineBench(policy: RetryPolicy(attempts: 1), price: { _ in nil })
    bench.failed()
    #expect(bench.outcome?.usage.cost == .zero)
    #expect(bench.outcome?.call?.cost == .some(.zero))
    #expect(!bench.take().contains { $0.contains("usage") })
  }

  @Test func `a provider that does not count is estimated, four bytes to a token`() {
    let bench = MachineBench(promptBytes: 41)
    bench.received(.reasoning("abcd")).text("éé").received(.toolCall(ToolCall(call: "c", name: "n", arguments: "123456789"))).ended()
    #expect(bench.outcome?.call?.tokens == TokenUsage(input: 11, output: 5, isEstimated: true))
  }

  @Test func `a cut before the provider counted is estimated at least as much as was said`() {
    let counted = TokenUsage(input: 9, cacheRead: 3, output: 1)
    let cut = MachineBench().received(.usage(counted)).text("abcdefghi").failed()
    #expect(cut.outcome?.call?.tokens == TokenUsage(input: 9, cacheRead: 3, output: 3, isEstimated: true))
    let more = MachineBench().text("a").received(.usage(TokenUsage(input: 9, output: 30))).failed()
    #expect(more.outcome?.call?.tokens == TokenUsage(input: 9, output: 30))
  }

  @Test func `what the provider counted after it had finished stands, also when the connection is cut then`() {
    let bench = MachineBench().text("abcdefghijkl").received(.finished(reason: "stop")).received(.usage(TokenUsage(input: 9, output: 1))).failed()
    #expect(bench.outcome?.call?.tokens == TokenUsage(input: 9, output: 1))
    let whole = MachineBench().text("abcdefghijkl").received(.usage(TokenUsage(input: 9, output: 1))).ended()
    #expect(whole.outcome?.call?.tokens == TokenUsage(input: 9, output: 1))
  }

  @Test func `counts replace each other, and attempts add up`() {
    let bench = MachineBench()
    bench.received(.usage(TokenUsage(input: 5))).failed().retryDue()
    bench.text("a").received(.usage(TokenUsage(input: 5, output: 1))).received(.usage(TokenUsage(input: 5, output: 2))).ended()
    #expect(bench.retries.map(\.tokens) == [TokenUsage(input: 5)])
    #expect(bench.outcome?.call?.tokens == TokenUsage(input: 5, output: 2))
    #expect(bench.outcome?.call?.attempt == 2)
    #expect(bench.outcome?.usage.tokens == TokenUsage(input: 10, output: 2))
    #expect(bench.outcome?.usage.cost == Money(nanodollars: 12))
  }

  @Test func `one attempt without a price makes the sum unknown`() {
    let bench = MachineBench(price: { $0.output == 0 ? nil : Money(nanodollars: 1) })
    bench.received(.usage(TokenUsage(input: 5))).failed().retryDue().text("a").ended()
    #expect(bench.outcome?.call?.cost == Money(nanodollars: 1))
    #expect(bench.outcome?.usage.cost == nil)
  }

  @Test func `a continued call is estimated by what it was given and gave, the text before it once`() {
    let bench = MachineBench(epoch: 2, log: eventLog([.begun, .said("abcdefgh")]), canContinue: true)
    bench.voided().text("ijkl").ended(.cancelled)
    #expect(bench.outcome?.call?.tokens == TokenUsage(input: 12, output: 1, isEstimated: true))
    #expect(bench.outcome?.usage.tokens == TokenUsage(input: 22, output: 3, isEstimated: true))
  }
}
