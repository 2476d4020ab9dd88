import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let finalization: [StoreContract] = [
    StoreContract("the end of a run is one transaction: message, artifacts, ledger, totals, run, outbox and last events") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("write code", in: chat, frontendID: "f")
      let claimed = try await fixture.take(accepted.run.id)
      func begin(_ kind: ArtifactKind, parent: EntityID, inline: Bool) async throws -> EntityID {
        try await fixture.store.beginArtifact(
          ArtifactBeginning(
            run: accepted.run.id, epoch: 1, kind: kind, parent: parent, message: accepted.assistantMessage, language: "python", title: "T",
            inline: inline, now: fixture.now))
      }
      let code = try await begin(.code, parent: accepted.assistantMessage, inline: true)
      let output = try await begin(.output, parent: code, inline: false)
      let html = try await begin(.html, parent: accepted.assistantMessage, inline: true)
      let unfinished = try await begin(.html, parent: accepted.assistantMessage, inline: true)
      #expect([code, output, html, unfinished].map(\.sequence) == [3, 4, 5, 6])
      #expect(try await fixture.store.artifact(code)?.status == .streaming)
      fixture.time.advance(milliseconds: 40)
      // Ranges count bytes: the code stands behind two characters of five bytes.
      let text = "é€print(1)\n<b>ü</b>"
      func artifact(_ id: EntityID, _ kind: ArtifactKind, parent: EntityID) -> Artifact {
        Artifact(
          id: id, parent: parent, kind: kind, language: "python", title: "T", status: .complete, frontendID: "f", createdAt: accepted.run.createdAt)
      }
      var codeEnd = artifact(code, .code, parent: accepted.assistantMessage)
      (codeEnd.start, codeEnd.end, codeEnd.bytes, codeEnd.sha256) = (5, 14, 9, "c0de")
      var htmlEnd = artifact(html, .html, parent: accepted.assistantMessage)
      (htmlEnd.start, htmlEnd.end, htmlEnd.bytes, htmlEnd.sha256, htmlEnd.status) = (14, 23, 9, "b", .partial)
      var outputEnd = artifact(output, .output, parent: code)
      (outputEnd.content, outputEnd.bytes, outputEnd.sha256) = (Array("1\n".utf8), 2, "0")
      let tokens = TokenUsage(input: 10, cacheRead: 20, cacheWrite: 30, output: 40, reasoning: 15, isEstimated: true)
      let message = fixture.answer(accepted, text, tokens: tokens, cost: Money(nanodollars: 1_234_567_890_123))
      var call = try await fixture.openCall(of: accepted.run.id)
      (call.status, call.tokens, call.cost, call.priceVersion) = (.completed, tokens, message.cost, "2026-11")
      (call.endedAt, call.providerRequestID) = (fixture.now, "req_1")
      var lastEvents = JournalBatch()
      lastEvents.append(stream: accepted.run.stream, epoch: 1, sequence: 1, json: Array("{\"type\":\"stream.completed\"}".utf8))
      let end = fixture.finalization(
        claimed.run, message: message, reasoning: "I think", artifacts: [codeEnd, outputEnd, htmlEnd], call: call,
        toolCalls: [ToolCall(call: "c1", name: "search", arguments: "{}")], lastEvents: lastEvents)
      #expect(try await fixture.store.finalize(end) == FinalizedRun(nextRun: nil))

      #expect(try await fixture.store.message(accepted.assistantMessage) == message)
      let artifacts = try await fixture.store.artifacts(of: accepted.assistantMessage)
      codeEnd.content = Array("print(1)\n".utf8)
      htmlEnd.content = Array("<b>ü</b>".utf8)
      #expect(artifacts.prefix(3).map(\.id) == [code, output, html])
      #expect(artifacts[0] == codeEnd)
      #expect(artifacts[1] == outputEnd)
      #expect(artifacts[2] == htmlEnd)
      #expect(artifacts[3].id == unfinished)
      #expect(artifacts[3].status == .void)
      #expect(artifacts[3].content == nil)
      #expect(try await fixture.store.children(of: accepted.assistantMessage).map(\.id) == [code, html, unfinished])
      #expect(try await fixture.store.children(of: code).map(\.id) == [output])
      #expect(try await fixture.store.ledger(LedgerFilter(run: accepted.run.id), page: .all).items == [call])
      let totals = try await fixture.store.chat(chat)
      #expect(totals?.totalTokens == 100)
      #expect(totals?.totalCost == message.cost)
      #expect(totals?.unpricedMessages == 0)
      try await fixture.checkTotals(of: chat)
      let stream = try await fixture.store.stream(accepted.run.stream)
      #expect(stream?.run.status == .completed)
      #expect(stream?.last == Position(epoch: 1, sequence: 1))
      #expect(stream?.reasoning == "I think")
      #expect(stream?.message == message)
      #expect(stream?.artifacts == artifacts)
      #expect(stream?.hasLog == true)
      #expect(try await fixture.store.events(of: accepted.run.stream, after: 0, limit: 5) == [Array("{\"type\":\"stream.completed\"}".utf8)])
      let events = try await fixture.store.domainEvents(after: 0, limit: 50)
      #expect(events.map(\.type) == ["workflow_queued", "workflow_started", "model_response", "tool_called", "workflow_completed"])
      #expect(events.last?.data["tokens"]?.integer == 100)
      #expect(events.last?.data["cost"]?.string == "1234.567890123")
      #expect(events.last?.data["time_ms"]?.integer == 40)
      #expect(try await fixture.store.domainEvents(after: events[1].id, limit: 1).map(\.type) == ["model_response"])
      let entities = try await fixture.store.entities(in: chat, withContent: false)
      #expect(entities.map(\.id.sequence) == Array(1...6))
      #expect(entities.allSatisfy { if case .artifact(let artifact) = $0 { artifact.content == nil } else { true } })
    },
    StoreContract("totals equal the sums for every mixture of endings, and an unknown price is counted, not priced at nothing") {
      (fixture) async throws in
      let chat = try await fixture.newChat()
      try await fixture.exchange("1", "a", in: chat, tokens: TokenUsage(input: 3, output: 4), cost: Money(nanodollars: 17))
      try await fixture.exchange("2", "b", in: chat, tokens: TokenUsage(input: 1), cost: nil)
      try await fixture.exchange("3", "", in: chat, status: .failed, tokens: nil, cost: nil)
      try await fixture.exchange("4", "", in: chat, status: .failed, tokens: TokenUsage(), cost: .zero)
      try await fixture.exchange("5", "c", in: chat, status: .cancelled, tokens: TokenUsage(cacheRead: 9), cost: nil)
      _ = try await fixture.accept("6", in: chat)
      let totals = try await fixture.store.chat(chat)
      #expect(totals?.messageCount == 12)
      #expect(totals?.totalTokens == 17)
      #expect(totals?.totalCost == Money(nanodollars: 17))
      #expect(totals?.unpricedMessages == 2)
      try await fixture.checkTotals(of: chat)
    },
    StoreContract("a failure is kept with its reason, and its outbox entry says so") { (fixture) async throws in
      let accepted = try await fixture.accept("q", in: try await fixture.newChat())
      let claimed = try await fixture.take(accepted.run.id)
      let failure = StreamFailed(code: .providerTimeout, message: "no byte for 60 s", retryable: true, partial: true)
      _ = try await fixture.store.finalize(
        fixture.finalization(claimed.run, status: .failed, message: fixture.answer(accepted, "par", status: .failed), failure: failure))
      let stream = try await fixture.store.stream(accepted.run.stream)
      #expect(stream?.failure == failure)
      #expect(stream?.cancelledBy == nil)
      #expect(stream?.run.status == .failed)
      #expect(stream?.message?.content == "par")
      #expect(try await fixture.store.domainEvents(after: 0, limit: 50).last?.type == "workflow_failed")
      // The call that nobody closed is not left open behind a run that is over.
      #expect(try await fixture.store.ledger(LedgerFilter(), page: .all).items.map(\.status) == [.failed])
    },
    StoreContract("IDs of void artifacts are used again in order, for their own kind") { (fixture) async throws in
      let accepted = try await fixture.accept("q", in: try await fixture.newChat())
      _ = try await fixture.take(accepted.run.id)
      func begin(_ kind: ArtifactKind, parent: EntityID, epoch: Int64) async throws -> EntityID {
        try await fixture.store.beginArtifact(
          ArtifactBeginning(
            run: accepted.run.id, epoch: epoch, kind: kind, parent: parent, message: accepted.assistantMessage, language: nil, title: nil,
            inline: kind != .output, now: fixture.now))
      }
      let answer = accepted.assistantMessage
      let kept = try await begin(.code, parent: answer, epoch: 1)
      let code = try await begin(.code, parent: answer, epoch: 1)
      let output = try await begin(.output, parent: code, epoch: 1)
      let html = try await begin(.html, parent: answer, epoch: 1)
      let code2 = try await begin(.code, parent: answer, epoch: 1)
      fixture.time.advance(milliseconds: 20_000)
      let taken = try await fixture.take(accepted.run.id, worker: "w2")
      try await fixture.store.voidArtifacts(of: answer, run: accepted.run.id, epoch: 2, keeping: [kept])
      #expect(try await fixture.store.artifacts(of: answer).map(\.status) == [.streaming, .void, .void, .void, .void])
      #expect(try await begin(.code, parent: answer, epoch: 2) == code)
      #expect(try await begin(.code, parent: answer, epoch: 2) == code2)
      #expect(try await begin(.code, parent: answer, epoch: 2).sequence == code2.sequence + 1)
      #expect(try await begin(.output, parent: code2, epoch: 2) == output)
      #expect(try await fixture.store.artifact(output)?.parent == code2)
      #expect(try await fixture.store.artifact(html)?.status == .void)
      _ = try await fixture.store.finalize(fixture.finalization(taken.run, message: fixture.answer(accepted, "x")))
      try await fixture.checkTotals(of: accepted.userMessage.chat)
    },
    StoreContract("an artifact below a parent of the wrong kind, or of another answer, is refused") { (fixture) async throws in
      let chat = try await fixture.newChat()
      try await fixture.exchange("q1", "a1", in: chat)
      let other = EntityID(chat: chat, sequence: 2, kind: .assistantMessage)
      let accepted = try await fixture.accept("q2", in: chat, attachments: [.init(source: .inline([1]), name: nil, mediaType: nil)])
      _ = try await fixture.take(accepted.run.id)
      let answer = accepted.assistantMessage
      func code(_ kind: ArtifactKind, parent: EntityID, message: EntityID) async throws -> StoreError.Code? {
        try await fixture.refusal {
          _ = try await fixture.store.beginArtifact(
            ArtifactBeginning(
              run: accepted.run.id, epoch: 1, kind: kind, parent: parent, message: message, language: nil, title: nil, inline: true, now: fixture.now)
          )
        }
      }
      #expect(try await code(.code, parent: other, message: answer) == .invalidParent)
      #expect(try await code(.code, parent: other, message: other) == .invalidParent)
      #expect(try await code(.code, parent: accepted.userMessage, message: answer) == .invalidParent)
      #expect(try await code(.output, parent: answer, message: answer) == .invalidParent)
      #expect(try await code(.output, parent: EntityID(chat: chat, sequence: 99, kind: .code), message: answer) == .invalidParent)
      #expect(try await code(.html, parent: accepted.attachments[0], message: answer) == .invalidParent)
      #expect(try await code(.attachment, parent: accepted.userMessage, message: answer) == .invalidParent)
      #expect(try await code(.code, parent: answer, message: answer) == nil)
      #expect(try await fixture.store.statistics(of: chat)?.lastSequence == 6)
    },
    StoreContract("what ends a run cannot end it half: a refused finalization leaves everything as it was") { (fixture) async throws in
      let chat = try await fixture.newChat()
      let accepted = try await fixture.accept("q", in: chat)
      let claimed = try await fixture.take(accepted.run.id)
      let unknown = Artifact(
        id: EntityID(chat: chat, sequence: 9, kind: .code), parent: accepted.assistantMessage, kind: .code, status: .complete, createdAt: fixture.now)
      let end = fixture.finalization(
        claimed.run, message: fixture.answer(accepted, "x", tokens: TokenUsage(input: 1), cost: .zero), artifacts: [unknown])
      #expect(try await fixture.refusal { _ = try await fixture.store.finalize(end) } == .notFound)
      #expect(try await fixture.store.message(accepted.assistantMessage)?.status == .streaming)
      #expect(try await fixture.store.chat(chat)?.totalTokens == 0)
      #expect(try await fixture.store.run(accepted.run.id)?.status == .running)
      _ = try await fixture.openCall(of: accepted.run.id)
    },
  ]
}
