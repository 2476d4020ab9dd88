import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let runs: [StoreContract] = [
    StoreContract("a claim raises the epoch, opens the ledger, and brings the history that a model needs") { (fixture) async throws in
      let chat = try await fixture.newChat()
      try await fixture.exchange("one", "whole", in: chat)
      try await fixture.exchange("two", "", in: chat, status: .failed)
      try await fixture.exchange("three", "cut o", in: chat, status: .cancelled)
      let accepted = try await fixture.accept("four", in: chat, attachments: [.init(source: .inline([9]), name: "x", mediaType: nil)])
      _ = try await fixture.accept("five", in: chat)
      let claimed = try await fixture.take(accepted.run.id)
      #expect(claimed.run.epoch == 1)
      #expect(claimed.run.status == .running)
      #expect(claimed.history.map(\.content) == ["one", "whole", "two", "three", "cut o", "four"])
      #expect(claimed.history.last?.id == accepted.userMessage)
      #expect(claimed.attachments.map(\.content) == [[9]])
      #expect(claimed.log.isEmpty)
      #expect(claimed.cancelRequested == nil)
      let call = try await fixture.openCall(of: accepted.run.id)
      #expect(call.stream == accepted.run.stream)
      #expect(call.chat == chat)
      #expect(call.provider == "scripted")
      #expect(call.model == "scripted-1")
      #expect(call.attempt == 1)
      #expect(call.startedAt == fixture.now)
    },
    StoreContract("a run that brings its own conversation gets no history") { (fixture) async throws in
      let chat = try await fixture.newChat()
      try await fixture.exchange("one", "whole", in: chat)
      let accepted = try await fixture.accept("two", in: chat, request: RunRequest(messages: .array([])))
      #expect(try await fixture.take(accepted.run.id).history.isEmpty)
    },
    StoreContract("runs of one chat are handed out one after the other") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let first = try await fixture.accept("one", in: chat)
      let second = try await fixture.accept("two", in: chat)
      let elsewhere = try await fixture.accept("three", in: try await fixture.newChat())
      #expect(first.isNextOfChat)
      #expect(!second.isNextOfChat)
      #expect(elsewhere.isNextOfChat)
      guard case .notItsTurn = try await fixture.claim(second.run.id) else { throw UnexpectedOutcome("not its turn") }
      let claimed = try await fixture.take(first.run.id)
      guard case .notItsTurn = try await fixture.claim(second.run.id) else { throw UnexpectedOutcome("not its turn") }
      _ = try await fixture.take(elsewhere.run.id)
      let finalized = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(first, "done")))
      #expect(finalized.nextRun == second.run.id)
      guard case .finished = try await fixture.claim(first.run.id) else { throw UnexpectedOutcome("finished") }
      let next = try await fixture.take(second.run.id)
      #expect(try await fixture.store.finalize(fixture.finalization(next.run, message: fixture.answer(second, "done"))).nextRun == nil)
      #expect(try await fixture.refusal { _ = try await fixture.claim(fixture.newULID()) } == .notFound)
    },
    StoreContract("a queued run that is to be cancelled is claimed out of turn and ends without its neighbours") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let first = try await fixture.accept("one", in: chat)
      let second = try await fixture.accept("two", in: chat)
      let third = try await fixture.accept("three", in: chat)
      let claimedFirst = try await fixture.take(first.run.id)
      #expect(try await fixture.store.requestCancel(stream: second.run.stream, by: .user, now: fixture.now)?.id == second.run.id)
      #expect(try await fixture.store.requestCancel(stream: second.run.stream, by: .limit, now: fixture.now)?.status == .queued)
      let cancelled = try await fixture.take(second.run.id)
      #expect(cancelled.cancelRequested == .user)
      let end = fixture.finalization(
        cancelled.run, status: .cancelled, message: fixture.answer(second, "", status: .cancelled), cancelledBy: .user)
      // The first one has its worker already: nobody is to be woken.
      #expect(try await fixture.store.finalize(end).nextRun == nil)
      #expect(try await fixture.store.stream(second.run.stream)?.cancelledBy == .user)
      #expect(try await fixture.store.requestCancel(stream: second.run.stream, by: .user, now: fixture.now)?.status == .cancelled)
      #expect(try await fixture.store.requestCancel(stream: "gen_unknown", by: .user, now: fixture.now) == nil)
      #expect(try await fixture.store.finalize(fixture.finalization(claimedFirst.run, message: nil)).nextRun == third.run.id)
      #expect(try await fixture.store.message(first.assistantMessage)?.status == .complete)
    },
    StoreContract("a lease keeps others out until it ends, and its holder can renew it until it is taken") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      let run = accepted.run.id
      _ = try await fixture.take(run, worker: "w1")
      guard case .held = try await fixture.claim(run, worker: "w2") else { throw UnexpectedOutcome("held") }
      guard case .held = try await fixture.claim(run, worker: "w1") else { throw UnexpectedOutcome("held, offered twice") }
      fixture.time.advance(milliseconds: 9_000)
      #expect(try await fixture.store.renewLeases(worker: "w1", runs: [run], leaseMilliseconds: 10_000, now: fixture.now).isEmpty)
      #expect(try await fixture.store.renewLeases(worker: "w2", runs: [run, "none"], leaseMilliseconds: 10_000, now: fixture.now) == [run, "none"])
      fixture.time.advance(milliseconds: 9_000)
      guard case .held = try await fixture.claim(run, worker: "w2") else { throw UnexpectedOutcome("held") }
      #expect(try await fixture.store.claimableRuns(now: fixture.now, queuedBefore: fixture.now, limit: 1).isEmpty)
      fixture.time.advance(milliseconds: 1_000)
      #expect(try await fixture.store.claimableRuns(now: fixture.now, queuedBefore: fixture.now, limit: 1) == [run])
      #expect(try await fixture.take(run, worker: "w2").run.epoch == 2)
      #expect(try await fixture.store.renewLeases(worker: "w1", runs: [run], leaseMilliseconds: 10_000, now: fixture.now) == [run])
    },
    StoreContract("after a start the dead workers' leases are released and their runs are found, oldest first") { (fixture) async throws in
      let first = try await fixture.accept("a", in: try await fixture.newChat())
      let second = try await fixture.accept("b", in: try await fixture.newChat())
      let third = try await fixture.accept("c", in: try await fixture.newChat())
      let ended = try await fixture.take(second.run.id)
      _ = try await fixture.store.finalize(fixture.finalization(ended.run, message: fixture.answer(second, "b")))
      _ = try await fixture.take(first.run.id)
      #expect(try await fixture.store.unfinishedRuns(releasingLeases: false).map(\.id) == [first.run.id, third.run.id])
      guard case .held = try await fixture.claim(first.run.id, worker: "w2") else { throw UnexpectedOutcome("held") }
      #expect(try await fixture.store.unfinishedRuns(releasingLeases: true).map(\.id) == [first.run.id, third.run.id])
      #expect(try await fixture.take(first.run.id, worker: "w2").run.epoch == 2)
    },
    StoreContract("a run may be claimed when its lease has ended, or it is its turn and nobody came") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let first = try await fixture.accept("a", in: chat)
      let second = try await fixture.accept("b", in: chat)
      let third = try await fixture.accept("c", in: try await fixture.newChat())
      let accepted = fixture.now
      func claimable(queuedBefore: Timestamp, limit: Int = 10) async throws -> [String] {
        try await fixture.store.claimableRuns(now: fixture.now, queuedBefore: queuedBefore, limit: limit)
      }
      #expect(try await claimable(queuedBefore: accepted).isEmpty)
      fixture.time.advance(milliseconds: 1)
      #expect(try await claimable(queuedBefore: fixture.now) == [first.run.id, third.run.id])
      #expect(try await claimable(queuedBefore: fixture.now, limit: 1) == [first.run.id])
      _ = try await fixture.take(first.run.id, worker: "w1")
      let taken = try await fixture.take(third.run.id, worker: "w2")
      #expect(try await claimable(queuedBefore: fixture.now).isEmpty)
      _ = try await fixture.store.requestCancel(stream: second.run.stream, by: .user, now: fixture.now)
      #expect(try await claimable(queuedBefore: fixture.now) == [second.run.id])
      _ = try await fixture.store.finalize(fixture.finalization(taken.run, message: fixture.answer(third, "c")))
      fixture.time.advance(milliseconds: 10_000)
      #expect(try await claimable(queuedBefore: accepted) == [first.run.id])
      let known = try await fixture.store.runs(ofStreams: [third.run.stream, "none", first.run.stream])
      #expect(Set(known.map(\.id)) == [first.run.id, third.run.id])
      #expect(known.first { $0.id == first.run.id }?.worker == "w1")
      #expect(known.first { $0.id == third.run.id }?.status == .completed)
    },
    StoreContract("a take-over gets the log of the earlier epochs and fences its predecessor everywhere") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      let old = try await fixture.take(accepted.run.id, worker: "w1")
      func event(_ sequence: Int64, epoch: Int64) -> JournalBatch {
        var batch = JournalBatch()
        batch.append(stream: accepted.run.stream, epoch: epoch, sequence: sequence, json: Array("{\"e\":\(epoch),\"s\":\(sequence)}".utf8))
        return batch
      }
      for sequence: Int64 in 1...3 { try await fixture.store.append(event(sequence, epoch: 1), boundaries: []) }
      fixture.time.advance(milliseconds: 20_000)
      let new = try await fixture.take(accepted.run.id, worker: "w2")
      #expect(new.run.epoch == 2)
      #expect(new.log.map { String(decoding: $0, as: UTF8.self) } == ["{\"e\":1,\"s\":1}", "{\"e\":1,\"s\":2}", "{\"e\":1,\"s\":3}"])
      let calls = try await fixture.store.ledger(LedgerFilter(run: accepted.run.id), page: .all).items
      #expect(old.earlierCalls.isEmpty)
      #expect(new.earlierCalls == [EarlierCall(call: calls[0], epoch: 1)])
      #expect(new.earlierCalls[0].isLost)
      #expect(calls.map(\.status) == [.failed, .open])
      #expect(calls[0].cost == nil)
      #expect(calls[0].endedAt == fixture.now)
      // All that the old one may still try:
      try await fixture.store.append(event(4, epoch: 1), boundaries: [])
      #expect(try await fixture.store.events(of: accepted.run.stream, after: 3, limit: 9).isEmpty)
      let beginning = ArtifactBeginning(
        run: old.run.id, epoch: 1, kind: .code, parent: accepted.assistantMessage, message: accepted.assistantMessage, language: "swift", title: nil,
        inline: true, now: fixture.now)
      #expect(try await fixture.refusal { _ = try await fixture.store.beginArtifact(beginning) } == .fenced)
      #expect(
        try await fixture.refusal {
          try await fixture.store.voidArtifacts(of: accepted.assistantMessage, run: old.run.id, epoch: 1, keeping: [])
        } == .fenced)
      var call = calls[0]
      call.id = fixture.newULID()
      #expect(try await fixture.refusal { try await fixture.store.openCall(call, epoch: 1) } == .fenced)
      let late = fixture.finalization(old.run, message: fixture.answer(accepted, "late"))
      #expect(try await fixture.refusal { _ = try await fixture.store.finalize(late) } == .fenced)
      try await fixture.store.append(event(4, epoch: 2), boundaries: [])
      #expect(
        try await fixture.store.events(of: accepted.run.stream, after: 3, limit: 9).map { String(decoding: $0, as: UTF8.self) } == [
          "{\"e\":2,\"s\":4}"
        ])
      // What it used is booked all the same.
      call.id = calls[0].id
      call.status = .cancelled
      call.tokens = TokenUsage(input: 5, output: 2)
      call.cost = Money(nanodollars: 70)
      try await fixture.store.closeCall(call)
      #expect(try await fixture.store.ledger(LedgerFilter(run: accepted.run.id), page: .all).items.first == call)
      _ = try await fixture.store.finalize(fixture.finalization(new.run, message: fixture.answer(accepted, "right")))
      #expect(try await fixture.store.message(accepted.assistantMessage)?.content == "right")
      #expect(try await fixture.refusal { _ = try await fixture.store.finalize(fixture.finalization(new.run, message: nil)) } == .fenced)
    },
    StoreContract("the vendor's ID of an answer is kept with its open call, for whoever takes the run over") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      let run = accepted.run.id
      _ = try await fixture.take(run, worker: "w1")
      let call = try await fixture.openCall(of: run)
      try await fixture.store.identifyCall(call.id, run: run, epoch: 1, providerRequestID: "resp_1")
      try await fixture.store.identifyCall(call.id, run: run, epoch: 1, providerRequestID: "resp_2")
      #expect(try await fixture.openCall(of: run).providerRequestID == "resp_2")
      #expect(
        try await fixture.refusal {
          try await fixture.store.identifyCall(fixture.newULID(), run: run, epoch: 1, providerRequestID: "resp_3")
        } == .notFound)
      fixture.time.advance(milliseconds: 20_000)
      let taken = try await fixture.take(run, worker: "w2")
      #expect(taken.earlierCalls.map(\.call.providerRequestID) == ["resp_2"])
      #expect(taken.earlierCalls.map(\.call.status) == [.failed])
      #expect(
        try await fixture.refusal {
          try await fixture.store.identifyCall(call.id, run: run, epoch: 1, providerRequestID: "resp_3")
        } == .fenced)
      let second = try await fixture.openCall(of: run)
      try await fixture.store.identifyCall(second.id, run: run, epoch: 2, providerRequestID: "resp_2")
      fixture.time.advance(milliseconds: 20_000)
      let again = try await fixture.take(run, worker: "w3")
      #expect(again.earlierCalls.map(\.call.id) == [call.id, second.id])
      #expect(again.earlierCalls.map(\.epoch) == [1, 2])
      #expect(again.earlierCalls.map(\.call.providerRequestID) == ["resp_2", "resp_2"])
    },
    StoreContract("the end of a run books the calls of earlier epochs, and who was fenced cannot change that") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      _ = try await fixture.take(accepted.run.id, worker: "w1")
      fixture.time.advance(milliseconds: 20_000)
      let taken = try await fixture.take(accepted.run.id, worker: "w2")
      var first = taken.earlierCalls[0].call
      var late = first
      (late.status, late.tokens, late.cost) = (.cancelled, TokenUsage(input: 9, output: 9), Money(nanodollars: 99))
      // What a fenced worker knows is taken while the run goes on, and gives way to what the run's end says.
      try await fixture.store.closeCall(late)
      (first.status, first.tokens, first.cost) = (.completed, TokenUsage(input: 5, output: 2), Money(nanodollars: 70))
      var second = try await fixture.openCall(of: accepted.run.id)
      (second.status, second.tokens, second.cost, second.endedAt) = (.completed, TokenUsage(), .zero, fixture.now)
      var end = fixture.finalization(
        taken.run, message: fixture.answer(accepted, "a", tokens: TokenUsage(input: 5, output: 2), cost: Money(nanodollars: 70)), call: second)
      end.earlierCalls = [first]
      _ = try await fixture.store.finalize(end)
      #expect(try await fixture.store.ledger(LedgerFilter(run: accepted.run.id), page: .all).items == [first, second])
      try await fixture.store.closeCall(late)
      #expect(try await fixture.store.ledger(LedgerFilter(run: accepted.run.id), page: .all).items == [first, second])
      #expect(try await fixture.store.chat(chat)?.totalCost == Money(nanodollars: 70))
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("what a fenced worker tells of its call while the run goes on is part of the answer") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      _ = try await fixture.take(accepted.run.id, worker: "w1")
      fixture.time.advance(milliseconds: 20_000)
      let taken = try await fixture.take(accepted.run.id, worker: "w2")
      var late = taken.earlierCalls[0].call
      (late.status, late.tokens, late.cost) = (.completed, TokenUsage(input: 9, output: 4), Money(nanodollars: 99))
      try await fixture.store.closeCall(late)
      var second = try await fixture.openCall(of: accepted.run.id)
      let tokens = TokenUsage(input: 5, output: 2)
      (second.status, second.tokens, second.cost, second.endedAt) = (.completed, tokens, Money(nanodollars: 70), fixture.now)
      _ = try await fixture.store.finalize(
        fixture.finalization(taken.run, message: fixture.answer(accepted, "a", tokens: tokens, cost: Money(nanodollars: 70)), call: second))
      let answer = try #require(await fixture.store.message(accepted.assistantMessage))
      #expect(answer.tokens == TokenUsage(input: 14, output: 6))
      #expect(answer.cost == Money(nanodollars: 169))
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("what a fenced worker tells of its call after the run's end is added to the answer, once") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      _ = try await fixture.take(accepted.run.id, worker: "w1")
      fixture.time.advance(milliseconds: 20_000)
      let taken = try await fixture.take(accepted.run.id, worker: "w2")
      var second = try await fixture.openCall(of: accepted.run.id)
      let tokens = TokenUsage(input: 5, output: 2)
      (second.status, second.tokens, second.cost, second.endedAt) = (.completed, tokens, Money(nanodollars: 70), fixture.now)
      _ = try await fixture.store.finalize(
        fixture.finalization(taken.run, message: fixture.answer(accepted, "a", tokens: tokens, cost: Money(nanodollars: 70)), call: second))
      var late = taken.earlierCalls[0].call
      (late.status, late.tokens, late.cost) = (.completed, TokenUsage(input: 9, output: 4), nil)
      try await fixture.store.closeCall(late)
      try await fixture.store.closeCall(late)
      let answer = try #require(await fixture.store.message(accepted.assistantMessage))
      #expect(answer.tokens == TokenUsage(input: 14, output: 6))
      #expect(answer.cost == nil)
      #expect(try await fixture.store.chat(chat)?.unpricedMessages == 1)
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("what a run took of each provider is what its calls say, also when they tell it after the run's end") { (fixture) async throws in
      let accepted = try await fixture.accept("q", in: try await fixture.newChat())
      let tokens = TokenUsage(input: 5, output: 2)
      func noted() async throws -> String { try await fixture.tokensByProvider(accepted.run.id).filter { $0 != " " } }
      _ = try await fixture.take(accepted.run.id, worker: "w1")
      fixture.time.advance(milliseconds: 20_000)
      let taken = try await fixture.take(accepted.run.id, worker: "w2")
      var own = try await fixture.openCall(of: accepted.run.id)
      (own.status, own.endedAt) = (.completed, fixture.now)
      _ = try await fixture.store.finalize(
        fixture.finalization(taken.run, message: fixture.answer(accepted, "a", tokens: tokens, cost: Money(nanodollars: 70)), call: own))
      var late = taken.earlierCalls[0].call
      (late.status, late.tokens, late.cost) = (.completed, TokenUsage(input: 9, output: 4), Money(nanodollars: 99))
      try await fixture.store.closeCall(late)
      #expect(try await noted() == #"{"scripted":13}"#)
      // Of its own epoch: figures that the answer has already.
      own.tokens = tokens
      try await fixture.store.closeCall(own)
      #expect(try await noted() == #"{"scripted":20}"#)
      #expect(try await fixture.store.message(accepted.assistantMessage)?.tokens == TokenUsage(input: 14, output: 6))
    },
  ]
}
