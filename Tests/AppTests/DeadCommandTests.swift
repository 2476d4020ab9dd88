import App
import Domain
import Primitives
import Store
import StoreSQLite
import TestKit
import Testing

@Suite struct DeadCommandTests {
  private let folder = TemporaryFolder()
  private let console = MemoryConsole()

  private func run(_ arguments: String...) async -> ExitCode {
    await Program(services: .embedded, environment: [:], console: console, machine: KnownMachine()).run(arguments + ["--data", folder.path])
  }

  private func store() throws -> SQLiteStore { try SQLiteStore.open(path: folder.path + "/throughline.db", time: SystemTime()) }

  private func newULID() -> String {
    var random = SystemRandomNumberGenerator()
    return ULID(milliseconds: SystemTime().now().milliseconds, using: &random).description
  }

  /// A question whose worker was lost for good.
  private func lostRun() async throws -> AcceptedMessage {
    let (store, now) = (try store(), SystemTime().now())
    var random = SystemRandomNumberGenerator()
    let message = MessageAcceptance(
      chat: .created(ChatID(using: &random)), chatOrigin: "native", chatTitle: "A chat", content: "why?", frontendID: "f",
      attachments: [.init(source: .inline(Array("data".utf8)), name: "a.txt", mediaType: "text/plain")], session: nil, run: newULID(),
      requestedModel: "scripted", provider: "scripted", model: "scripted-1", request: RunRequest(), now: now)
    guard case .created(let accepted) = try await store.accept(message, idempotency: nil) else { throw CancellationError() }
    let claim = RunClaim(run: accepted.run.id, worker: "w", leaseMilliseconds: 1000, now: now, call: newULID())
    guard case .claimed(let claimed) = try await store.claim(claim) else { throw CancellationError() }
    _ = try await store.finalize(
      RunFinalization(
        run: claimed.run.id, epoch: claimed.run.epoch, status: .failed, message: nil, reasoning: nil, artifacts: [], call: nil,
        failure: StreamFailed(code: .runLost, message: "the run was lost", retryable: true, partial: false), cancelledBy: nil,
        lastEvents: JournalBatch(), now: now))
    await store.close()
    return accepted
  }

  @Test func `a run that was given up is listed, and asked again in its place`() async throws {
    let lost = try await lostRun()
    #expect(await run("dead", "list") == .done)
    #expect(console.output.contains(lost.run.id))
    #expect(console.output.contains("the run was lost"))
    #expect(await run("dead", "retry", lost.run.id) == .done)
    let store = try store()
    let runs = try await store.unfinishedRuns(releasingLeases: false)
    #expect(runs.count == 1)
    let question = try #require(runs.first?.userMessage)
    #expect(try await store.message(question)?.content == "why?")
    #expect(try await store.artifacts(of: question).map(\.name) == ["a.txt"])
    #expect(try await store.deadLetters(limit: 10).isEmpty)
    await store.close()
    #expect(await run("dead", "retry", lost.run.id) == .problems)
  }

  @Test func `to ask again beside a running server is refused with what to do`() async throws {
    let lost = try await lostRun()
    let server = try store()
    #expect(await run("dead", "retry", lost.run.id) == .refused)
    #expect(console.complaints.joined().contains("stop the server, retry, and start it again"))
    #expect(await run("dead", "list") == .done)
    await server.close()
  }

  @Test func `a run that was given up is dropped once`() async throws {
    let lost = try await lostRun()
    #expect(await run("dead", "drop", lost.run.id) == .done)
    #expect(await run("dead", "drop", lost.run.id) == .problems)
    #expect(await run("dead", "list") == .done)
    #expect(console.output.contains("no run was given up"))
  }

  @Test func `dead without a word that it knows is refused`() async {
    #expect(await run("dead") == .refused)
    #expect(await run("dead", "retry") == .refused)
  }
}
