import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  /// Of stores that also keep workbooks and what is generated from them.
  package static let generations = workbooks + generationRuns + generationVersions

  static let workbooks: [StoreContract] = [
    StoreContract("the same bytes of the same user are one workbook, and its content is kept while anything needs it") { (fixture) async throws in
      let store = try fixture.generationStore
      let content = Array("a workbook".utf8)
      let first = fixture.workbook("Sales.xlsx", content, user: "ann")
      guard case .created(first) = try await store.addWorkbook(first, content: content) else { throw UnexpectedOutcome("a new workbook") }
      let again = fixture.workbook("Other name.xlsx", content, user: "ann")
      guard case .existing(first) = try await store.addWorkbook(again, content: content) else { throw UnexpectedOutcome("the workbook of before") }
      let anothers = fixture.workbook("Sales.xlsx", content, user: nil)
      guard case .created(anothers) = try await store.addWorkbook(anothers, content: content) else { throw UnexpectedOutcome("a new workbook") }
      #expect(try await store.workbook(first.id) == first)
      #expect(try await store.workbook("unknown") == nil)
      #expect(try await store.workbookContent(sha256: first.sha256) == content)
      try await store.deleteWorkbook(first.id)
      #expect(try await fixture.refusal { try await store.deleteWorkbook(first.id) } == .notFound)
      #expect(try await store.workbookContent(sha256: first.sha256) == content)
      let (generation, run) = fixture.generation("gen_kept", of: anothers)
      _ = try await store.startGeneration(generation, run: run)
      try await store.deleteWorkbook(anothers.id)
      #expect(try await store.workbookContent(sha256: first.sha256) == content)
      #expect(try await store.workbookContent(sha256: "unknown") == nil)
    },
    StoreContract("workbooks are listed newest first, each user's own") { (fixture) async throws in
      let store = try fixture.generationStore
      var made: [WorkbookRecord] = []
      for number in 0..<5 {
        let content = Array("workbook \(number)".utf8)
        let workbook = fixture.workbook("\(number).xlsx", content, user: number == 4 ? "bob" : "ann")
        _ = try await store.addWorkbook(workbook, content: content)
        made.insert(workbook, at: 0)
        fixture.time.advance(milliseconds: 1)
      }
      let first = try await store.workbooks(of: "ann", page: PageRequest(limit: 3, cursor: nil))
      let second = try await store.workbooks(of: "ann", page: PageRequest(limit: 3, cursor: first.nextCursor))
      #expect(first.items + second.items == made.filter { $0.user == "ann" } && second.nextCursor == nil)
      #expect(try await store.workbooks(of: nil, page: .all).items == made)
      #expect(try await store.workbooks(of: "eve", page: .all).items.isEmpty)
    },
    StoreContract("a layout is remembered for a user and a shape until it is forgotten") { (fixture) async throws in
      let store = try fixture.generationStore
      try await store.rememberLayout("{\"a\":1}", ofShape: "s", user: "ann", now: fixture.now)
      try await store.rememberLayout("{\"a\":2}", ofShape: "s", user: "ann", now: fixture.now)
      try await store.rememberLayout("{\"a\":3}", ofShape: "s", user: nil, now: fixture.now)
      #expect(try await store.layout(ofShape: "s", user: "ann") == "{\"a\":2}")
      #expect(try await store.layout(ofShape: "s", user: nil) == "{\"a\":3}")
      #expect(try await store.layout(ofShape: "other", user: "ann") == nil)
      try await store.rememberLayout(nil, ofShape: "s", user: "ann", now: fixture.now)
      #expect(try await store.layout(ofShape: "s", user: "ann") == nil)
    },
  ]

  static let generationRuns: [StoreContract] = [
    StoreContract("a generation of the same ID and content is the one that is there, and another one is refused") { (fixture) async throws in
      let store = try fixture.generationStore
      let (generation, run) = try await fixture.newGeneration("gen_one")
      let found = try await store.generation("gen_one")
      #expect(found == generation && found?.status == .queued)
      var (again, secondRun) = fixture.generation("gen_one", like: generation)
      guard case .existing(generation) = try await store.startGeneration(again, run: secondRun) else { throw UnexpectedOutcome("the one of before") }
      again.contentSHA256 = "other"
      secondRun.id = fixture.newULID()
      #expect(try await fixture.refusal { _ = try await store.startGeneration(again, run: secondRun) } == .exists)
      #expect(try await store.generation(ofStream: "gen_one") == generation)
      #expect(try await store.generation(ofStream: "gen_two") == nil)
      #expect(try await fixture.store.run(run.id)?.stream == "gen_one")
      #expect(try await store.generations(of: nil, page: .all).items == [generation])
      #expect(try await store.generations(of: "eve", page: .all).items.isEmpty)
    },
    StoreContract("a generation's run is claimed without a chat, and without a provider the ledger has no row for it") { (fixture) async throws in
      let (_, run) = try await fixture.newGeneration("gen_one")
      let claimed = try await fixture.take(run.id)
      #expect(claimed.run.chat == nil && claimed.run.stream == "gen_one" && claimed.run.epoch == 1 && claimed.history.isEmpty)
      #expect(claimed.run.request == run.request)
      #expect(try await fixture.store.ledger(LedgerFilter(run: run.id), page: .all).items.isEmpty)
    },
    StoreContract("a user's ledger has the calls of its generations among those of its chats") { (fixture) async throws in
      let access = try fixture.access
      let (ann, bob) = (try await fixture.newUser("Ann"), try await fixture.newUser("Bob"))
      let chat = try await fixture.newChat(of: ann)
      var expected: [ProviderCall] = []
      for number in 0..<4 {
        if number % 2 == 0 {
          let run = try await fixture.exchange("q", "a", in: chat).run
          expected += try await fixture.store.ledger(LedgerFilter(run: run.id), page: .all).items
        } else {
          let (_, run) = try await fixture.newGeneration("gen_\(number)", of: ann.id, provider: "scripted")
          _ = try await fixture.take(run.id)
          expected += try await fixture.store.ledger(LedgerFilter(run: run.id), page: .all).items
        }
        let (_, his) = try await fixture.newGeneration("gen_his_\(number)", of: bob.id, provider: "scripted")
        _ = try await fixture.take(his.id)
        fixture.time.advance(milliseconds: 10)
      }
      #expect(expected.map(\.stream).filter { $0.hasPrefix("gen_") } == ["gen_1", "gen_3"] && expected.count == 4)
      let first = try await access.ledger(ofUser: ann.id, from: nil, to: nil, page: PageRequest(limit: 3, cursor: nil))
      let second = try await access.ledger(ofUser: ann.id, from: nil, to: nil, page: PageRequest(limit: 3, cursor: first.nextCursor))
      #expect(first.items.count == 3 && first.items + second.items == expected)
      let late = try await access.ledger(ofUser: ann.id, from: expected[1].startedAt, to: expected[3].startedAt, page: .all)
      #expect(late.items == [expected[1], expected[2]])
    },
    StoreContract("the end of a run writes its generation's version, and only the epoch that holds the run does") { (fixture) async throws in
      let store = try fixture.generationStore
      let (_, run) = try await fixture.newGeneration("gen_one")
      let first = try await fixture.take(run.id).run
      fixture.time.advance(milliseconds: 20_000)
      let second = try await fixture.take(run.id, worker: "worker-2").run
      #expect(try await fixture.refusal { _ = try await fixture.store.finalize(fixture.ending(of: first, "gen_one", "{\"n\":1}")) } == .fenced)
      _ = try await fixture.store.finalize(fixture.ending(of: second, "gen_one", "{\"n\":2}"))
      let after = try await store.generation("gen_one")
      #expect(after?.version == 1 && after?.status == .completed)
      #expect(try await store.version(1, of: "gen_one")?.document == "{\"n\":2}")
      #expect(try await store.version(1, of: "gen_one")?.run == run.id)
    },
    StoreContract("another run follows the one that is over, in epochs above its own") { (fixture) async throws in
      let store = try fixture.generationStore
      let (generation, run) = try await fixture.newGeneration("gen_one")
      let next = fixture.nextRun(of: generation)
      #expect(try await fixture.refusal { _ = try await store.continueGeneration("gen_one", with: next, after: run.id) } == .busy)
      _ = try await fixture.store.finalize(fixture.ending(of: try await fixture.take(run.id).run, "gen_one", "{}"))
      let after = try await store.continueGeneration("gen_one", with: next, after: run.id)
      #expect(after.run == next.id && after.stream == next.id && after.status == .queued && after.version == 1)
      #expect(try await store.generation(ofStream: next.id)?.id == "gen_one")
      #expect(try await store.generation(ofStream: "gen_one")?.id == "gen_one")
      #expect(try await fixture.take(next.id).run.epoch == 2)
      #expect(
        try await fixture.refusal { _ = try await store.continueGeneration("gen_one", with: fixture.nextRun(of: generation), after: run.id) } == .busy
      )
      #expect(try await fixture.refusal { _ = try await store.continueGeneration("gen_no", with: next, after: run.id) } == .notFound)
    },
    StoreContract("a generation's events and its cancel are a stream's like any other") { (fixture) async throws in
      let (_, run) = try await fixture.newGeneration("gen_one")
      let claimed = try await fixture.take(run.id)
      var batch = JournalBatch()
      batch.append(stream: "gen_one", epoch: claimed.run.epoch, sequence: 1, json: "{\"seq\":1}".utf8)
      try await fixture.store.append(batch, boundaries: [])
      #expect(try await fixture.store.events(of: "gen_one", after: 0, limit: 10) == [Array("{\"seq\":1}".utf8)])
      #expect(try await fixture.store.stream("gen_one")?.run.id == run.id)
      #expect(try await fixture.store.requestCancel(stream: "gen_one", by: .user, now: fixture.now)?.id == run.id)
    },
  ]

  static let generationVersions: [StoreContract] = [
    StoreContract("a person's change is a version of its own, unless a run is under way or it was changed meanwhile") { (fixture) async throws in
      let store = try fixture.generationStore
      let (_, run) = try await fixture.newGeneration("gen_one")
      let edit = GenerationVersion(number: 2, reason: .edit, detail: "joins", run: nil, document: "{\"n\":2}", createdAt: fixture.now)
      var early = edit
      early.number = 1
      #expect(try await fixture.refusal { try await store.addVersion(early, to: "gen_one") } == .busy)
      _ = try await fixture.store.finalize(fixture.ending(of: try await fixture.take(run.id).run, "gen_one", "{\"n\":1}"))
      try await store.addVersion(edit, to: "gen_one")
      #expect(try await fixture.refusal { try await store.addVersion(edit, to: "gen_one") } == .busy)
      #expect(try await fixture.refusal { try await store.addVersion(edit, to: "gen_no") } == .notFound)
      #expect(try await store.version(2, of: "gen_one") == edit)
      #expect(try await store.version(3, of: "gen_one") == nil)
      let listed = try await store.versions(of: "gen_one")
      #expect(listed.map(\.number) == [1, 2] && listed.map(\.reason) == [.generate, .edit] && listed.allSatisfy(\.document.isEmpty))
      #expect(try await store.generation("gen_one")?.version == 2)
    }
  ]
}

extension StoreFixture {
  /// The same store, which must keep generations, too.
  fileprivate var generationStore: any GenerationStore {
    get throws {
      guard let store = store as? any GenerationStore else { throw UnexpectedOutcome("a store that keeps generations") }
      return store
    }
  }

  fileprivate func workbook(_ name: String, _ content: [UInt8], user: String?) -> WorkbookRecord {
    WorkbookRecord(
      id: newULID(), user: user, name: name, bytes: content.count, sha256: "sha of \(String(decoding: content, as: UTF8.self))", shape: "shape",
      createdAt: now)
  }

  fileprivate func generation(_ id: String, of workbook: WorkbookRecord, provider: String = "") -> (GenerationRecord, Run) {
    let run = Run(
      id: newULID(), stream: id, chat: nil, userMessage: nil, assistantMessage: nil, frontendID: "front", session: nil, requestedModel: "",
      provider: provider, model: "", status: .queued, epoch: 0, createdAt: now,
      request: RunRequest(options: .object([JSONField("generation", .string(id))])))
    let generation = GenerationRecord(
      id: id, user: workbook.user, name: "layer", workbook: workbook.id, workbookName: workbook.name, sha256: workbook.sha256, dialect: "postgres",
      form: "view", tables: ["orders"], model: nil, corrections: nil, contentSHA256: "content", plannedBlocks: ["select_clause", "joins"],
      run: run.id, stream: id, createdAt: now, updatedAt: now)
    return (generation, run)
  }

  fileprivate func generation(_ id: String, like first: GenerationRecord) -> (GenerationRecord, Run) {
    let run = Run(
      id: newULID(), stream: id, chat: nil, userMessage: nil, assistantMessage: nil, frontendID: nil, session: nil, requestedModel: "", provider: "",
      model: "", status: .queued, epoch: 0, createdAt: now, request: RunRequest())
    return (first, run)
  }

  fileprivate func newGeneration(_ id: String, of user: String? = nil, provider: String = "") async throws -> (GenerationRecord, Run) {
    let content = Array("workbook of \(id)".utf8)
    let workbook = workbook("Sales.xlsx", content, user: user)
    _ = try await generationStore.addWorkbook(workbook, content: content)
    let (wanted, run) = generation(id, of: workbook, provider: provider)
    guard case .created(let made) = try await generationStore.startGeneration(wanted, run: run) else { throw UnexpectedOutcome("a new generation") }
    return (made, run)
  }

  fileprivate func nextRun(of generation: GenerationRecord) -> Run {
    let id = newULID()
    return Run(
      id: id, stream: id, chat: nil, userMessage: nil, assistantMessage: nil, frontendID: nil, session: nil, requestedModel: "", provider: "",
      model: "", status: .queued, epoch: 0, createdAt: now, request: RunRequest())
  }

  fileprivate func ending(of run: Run, _ generation: String, _ document: String) -> RunFinalization {
    var end = finalization(run, message: nil)
    end.generation = GenerationEnding(
      generation: generation,
      version: GenerationVersion(number: 0, reason: .generate, detail: nil, run: run.id, document: document, createdAt: now), usage: nil)
    return end
  }
}
