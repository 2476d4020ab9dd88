import Domain
import Primitives
import Testing

@Suite struct UsageTests {
  @Test func `prompt and total are sums of disjoint buckets`() {
    let usage = TokenUsage(input: 1, cacheRead: 20, cacheWrite: 300, output: 4000, reasoning: 3000)
    #expect(usage.promptTokens == 321)
    #expect(usage.totalTokens == 4321)
  }

  @Test func `adding adds each bucket, and an estimate stays one`() {
    let sum = TokenUsage(input: 1, cacheRead: 2, cacheWrite: 3, output: 4, reasoning: 5) + TokenUsage(input: 10, output: 40, isEstimated: true)
    #expect(sum == TokenUsage(input: 11, cacheRead: 2, cacheWrite: 3, output: 44, reasoning: 5, isEstimated: true))
  }

  @Test func `only a run that will not go on is final`() {
    #expect(RunStatus.allCases.filter(\.isFinal) == [.completed, .failed, .cancelled])
  }

  @Test func `a run's descriptor names its stream, entity and echo`() {
    let chat = EntityIDTests.chat
    let answer = EntityID(chat: chat, sequence: 2, kind: .assistantMessage)
    let run = Run(
      id: "r", stream: "s", chat: chat, userMessage: nil, assistantMessage: answer, frontendID: "f", session: nil, requestedModel: "m", provider: "p",
      model: "m", status: .queued, epoch: 0, createdAt: .init(microseconds: 0), request: RunRequest())
    #expect(run.descriptor == StreamDescriptor(name: "s", entity: answer, frontendID: "f", run: "r", chat: chat))
  }
}
