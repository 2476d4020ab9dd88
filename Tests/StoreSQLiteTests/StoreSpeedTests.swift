import Domain
import Primitives
import Store
import StoreSQLite
import TestKit
import Testing

/// Figures to look at, printed and not asserted: how fast a machine is differs.
@Suite(.serialized) struct StoreSpeedTests {
  private let clock = SystemTime()

  private func message(_ run: Int, in chat: ChatID) -> MessageAcceptance {
    var random = SplitMix(state: UInt64(run))
    return MessageAcceptance(
      chat: .existingOrCreated(chat), chatOrigin: "native", chatTitle: "t", content: "What is the capital of France?", frontendID: nil,
      attachments: [],
      session: nil, run: ULID(milliseconds: 1, using: &random).description, requestedModel: "m", provider: "p", model: "m", request: RunRequest(),
      now: clock.now())
  }

  @Test func `durable acceptances a second, by 100 callers`() async throws {
    try await withTemporaryStore { store, _ in
      let start = clock.monotonic()
      await withTaskGroup(of: Void.self) { group in
        for caller in 0..<100 {
          group.addTask {
            var random = SplitMix(state: UInt64(caller))
            let chat = ChatID(using: &random)
            for number in 0..<20 { _ = try? await store.accept(message(caller * 20 + number, in: chat), idempotency: nil) }
          }
        }
      }
      let milliseconds = max(clock.monotonic().milliseconds(since: start), 1)
      let runs = try await store.unfinishedRuns(releasingLeases: false)
      #expect(runs.count == 2000)
      print("2000 durable acceptances: \(2000 * 1000 / milliseconds) a second")
    }
  }

  @Test func `events of 500 live streams taken into the log, 500 a batch`() async throws {
    try await withTemporaryStore { store, _ in
      var streams: [String] = []
      var random = SplitMix(state: 1)
      for number in 0..<500 {
        let accepted = try await store.accept(message(number, in: ChatID(using: &random)), idempotency: nil)
        guard case .created(let accepted) = accepted else { continue }
        _ = try await store.claim(
          RunClaim(run: accepted.run.id, worker: "w", leaseMilliseconds: 60_000, now: clock.now(), call: "call-\(number)"))
        streams.append(accepted.run.stream)
      }
      let json = Array(String(repeating: "x", count: 150).utf8)
      let start = clock.monotonic()
      for sequence: Int64 in 1...40 {
        var batch = JournalBatch()
        for stream in streams { batch.append(stream: stream, epoch: 1, sequence: sequence, json: json) }
        try await store.append(batch, boundaries: [])
      }
      let milliseconds = max(clock.monotonic().milliseconds(since: start), 1)
      #expect(try await store.events(of: streams[7], after: 0, limit: 99).count == 40)
      print("20000 events in 40 rows of the log: \(20_000 * 1000 / milliseconds) a second")
    }
  }
}
