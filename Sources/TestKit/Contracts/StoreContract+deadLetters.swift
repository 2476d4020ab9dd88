import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  package static let deadLetters: [StoreContract] = [
    StoreContract("a run that is given up as lost is buried with its end, listed, and dropped once") { (fixture) async throws in
      let letters = try fixture.deadLetters
      let chat = try await fixture.newChat()
      let (first, second) = (try await fixture.accept("one", in: chat), try await fixture.accept("two", in: chat))
      for accepted in [first, second] {
        _ = try await fixture.take(accepted.run.id)
        fixture.time.advance(milliseconds: 20_000)
        let claimed = try await fixture.take(accepted.run.id, worker: "worker-2")
        #expect(try await letters.deadLetters(limit: 10).contains { $0.run == accepted.run.id } == false)
        var end = fixture.finalization(claimed.run, status: .failed, message: nil)
        end.failure = StreamFailed(code: .runLost, message: "lost once", retryable: true, partial: false)
        _ = try await fixture.store.finalize(end)
      }
      let buried = try await letters.deadLetters(limit: 10)
      #expect(buried.map(\.run) == [second.run.id, first.run.id])
      #expect(
        buried.last
          == DeadLetter(
            run: first.run.id, stream: first.run.stream, chat: chat, question: first.userMessage, reason: "lost once", attempts: 1,
            buriedAt: buried.last?.buriedAt ?? fixture.now))
      #expect(try await letters.deadLetters(limit: 1).map(\.run) == [second.run.id])
      #expect(try await letters.dropDeadLetter(run: first.run.id))
      #expect(try await !letters.dropDeadLetter(run: first.run.id))
      #expect(try await letters.deadLetters(limit: 10).map(\.run) == [second.run.id])
      #expect(try await fixture.store.run(first.run.id)?.status == .failed)
      _ = try await fixture.store.deleteChat(chat)
      #expect(try await letters.deadLetters(limit: 10).isEmpty)
    },
    StoreContract("a run that fails in another way is not buried") { (fixture) async throws in
      let accepted = try await fixture.accept("one", in: try await fixture.newChat())
      var end = fixture.finalization(try await fixture.take(accepted.run.id).run, status: .failed, message: nil)
      end.failure = StreamFailed(code: .providerRefused, message: "no", retryable: false, partial: false)
      _ = try await fixture.store.finalize(end)
      let letters = try await fixture.deadLetters.deadLetters(limit: 10)
      #expect(letters.isEmpty)
    },
  ]
}

extension StoreFixture {
  /// The same store, which must keep what was given up, too.
  fileprivate var deadLetters: any DeadLetterStore {
    get throws {
      guard let letters = store as? any DeadLetterStore else { throw UnexpectedOutcome("a store that keeps what was given up") }
      return letters
    }
  }
}
