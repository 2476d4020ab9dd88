import Domain
import Primitives
import Store
import StoreSQLite
import TestKit

/// A store in a file with something in each of its tables, closed as if its server had been killed in the middle of an answer.
struct CopiedInstallation {
  private static let requestOptions = JSONValue.object(["temperature": .double(0.5), "a": .string("z")])

  let folder = TemporaryFolder()
  let time = ManualTime()
  var path: String { folder.path + "/throughline.db" }

  var users: [User] = []
  var key: APIKey?
  var ended: [AcceptedMessage] = []
  var live: AcceptedMessage?
  var next: AcceptedMessage?
  var deletedRun = ""
  var upload: Upload?
  var liveLog = LogModel()
  var random = SplitMix(state: 99)

  private var now: Timestamp { time.now() }

  func open() throws -> SQLiteStore { try SQLiteStore.open(path: path, time: time) }

  mutating func newULID() -> String { ULID(milliseconds: now.milliseconds, using: &random).description }

  mutating func fill() async throws {
    let store = try open()
    try await fillAccess(store)
    try await fillChats(store)
    try await fillLiveRun(store)
    try await fillGenerations(store)
    let events = try await store.unpublishedDomainEvents(limit: 2)
    try await store.markPublished(domainEvents: events.map(\.id))
    _ = try await store.heartbeat(pod: "pod", now: now)
    _ = try await store.takeLease("outbox", holder: "pod", milliseconds: 1000, now: now)
    await store.close()
  }

  private mutating func fillAccess(_ store: SQLiteStore) async throws {
    for name in ["Ann", "Bob Ó"] {
      let user = User(id: newULID(), name: name, role: .member, createdAt: now)
      try await store.createUser(user, by: "test")
      users.append(user)
    }
    users[1] = try await store.changeUser(users[1].id, role: .operator, isDisabled: true, by: "test", now: now)
    let made = APIKey(
      id: newULID(), prefix: "prefix", user: users[0].id, role: .member, scopes: [.chatRead], label: "laptop", createdAt: now,
      expiresAt: now.adding(milliseconds: 1_000_000))
    try await store.createKey(made, hash: "hash", by: "test")
    key = try await store.rotateKey(made.id, hash: "other hash", overlapMilliseconds: 5000, by: "test", now: now)
    _ = try await store.sharedSecret(named: "tickets", proposing: [1, 0, 255], now: now)
  }

  private mutating func fillGenerations(_ store: SQLiteStore) async throws {
    let content: [UInt8] = [80, 75, 0, 255]
    let workbook = WorkbookRecord(
      id: newULID(), user: users[0].id, name: "Größe.xlsx", bytes: content.count, sha256: "workbook", shape: "shape", createdAt: now)
    _ = try await store.addWorkbook(workbook, content: content)
    try await store.rememberLayout("{}", ofShape: "shape", user: users[0].id, now: now)
    let run = Run(
      id: newULID(), stream: "gen_copied", chat: nil, userMessage: nil, assistantMessage: nil, frontendID: nil, session: nil, requestedModel: "",
      provider: "", model: "", status: .queued, epoch: 0, createdAt: now, request: RunRequest())
    let generation = GenerationRecord(
      id: "gen_copied", user: users[0].id, name: "layer", workbook: workbook.id, workbookName: workbook.name, sha256: workbook.sha256,
      dialect: "postgres", form: "view", tables: nil, model: nil, corrections: nil, contentSHA256: "content", plannedBlocks: ["joins"], run: run.id,
      stream: run.stream, createdAt: now, updatedAt: now)
    _ = try await store.startGeneration(generation, run: run)
    guard case .claimed(let claimed) = try await store.claim(RunClaim(run: run.id, worker: "w", leaseMilliseconds: 1000, now: now, call: newULID()))
    else { return }
    _ = try await store.finalize(
      RunFinalization(
        run: run.id, epoch: claimed.run.epoch, status: .completed, message: nil, reasoning: nil, artifacts: [], call: nil, failure: nil,
        cancelledBy: nil,
        generation: GenerationEnding(
          generation: "gen_copied",
          version: GenerationVersion(number: 0, reason: .generate, detail: nil, run: run.id, document: "{\"é\":1}", createdAt: now), usage: nil),
        lastEvents: JournalBatch(), now: now))
  }

  private mutating func fillChats(_ store: SQLiteStore) async throws {
    let chat = ChatID(using: &random)
    let made = Chat(id: chat, title: "Größe", createdAt: now, updatedAt: now, origin: "native", user: users[0].id)
    _ = try await store.createChat(made, idempotency: nil)
    try await store.share(chat, with: users[1].id, as: .viewer, by: users[0].id, now: now)
    // More than one piece on the wire.
    let content = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = Upload(id: newULID(), name: "big.bin", mediaType: "application/octet-stream", bytes: content.count, sha256: "big", createdAt: now)
    let answer = Idempotency<Upload>(scope: "uploads", key: "k", bodySHA256: "b") { IdempotentAnswer(status: 201, body: Array($0.id.utf8)) }
    _ = try await store.createUpload(file, content: content, idempotency: answer)
    upload = file
    for number in 0..<5 { ended.append(try await exchange(number, in: chat, attached: number == 0 ? file.id : nil, store)) }
    let other = ChatID(using: &random)
    let lost = try await accept("lost", in: other, store)
    let claimed = try await take(lost.run.id, store)
    _ = try await store.finalize(
      RunFinalization(
        run: claimed.run.id, epoch: 1, status: .failed, message: nil, reasoning: nil, artifacts: [], call: nil,
        failure: StreamFailed(code: .runLost, message: "lost", retryable: true, partial: false), cancelledBy: nil, lastEvents: JournalBatch(),
        now: now))
    ended.append(lost)
    let gone = ChatID(using: &random)
    deletedRun = try await exchange(9, in: gone, attached: nil, store).run.id
    _ = try await store.deleteChat(gone)
  }

  /// In its second epoch, with events in segments and in the journal, and with a question that waits for it.
  private mutating func fillLiveRun(_ store: SQLiteStore) async throws {
    let chat = ended[0].userMessage.chat
    let accepted = try await accept("live", in: chat, session: "s", store)
    let stream = accepted.run.stream
    func write(_ events: [LogModel.Event]) async throws {
      var batch = JournalBatch()
      batch.append(events, stream: stream)
      try await store.append(batch, boundaries: [])
    }
    _ = try await take(accepted.run.id, store)
    liveLog.takeOver()
    try await write(liveLog.write(5, stream: stream))
    try await store.regroupJournal()
    try await write(liveLog.write(4, stream: stream))
    time.advance(milliseconds: 20_000)
    _ = try await take(accepted.run.id, store)
    liveLog.takeOver()
    try await write(liveLog.rewind(to: 6, stream: stream))
    try await write(liveLog.write(3, stream: stream))
    live = accepted
    next = try await accept("waits", in: chat, session: "s", store)
  }

  private mutating func accept(
    _ content: String, in chat: ChatID, attached: String? = nil, session: String? = nil, _ store: SQLiteStore
  ) async throws -> AcceptedMessage {
    var attachments: [MessageAcceptance.Attachment] = [.init(source: .inline(Array(content.utf8)), name: "n.txt", mediaType: "text/plain")]
    if let attached { attachments.append(.init(source: .upload(attached), name: nil, mediaType: nil)) }
    var message = MessageAcceptance(
      chat: .existingOrCreated(chat), chatOrigin: "native", chatTitle: "A chat", content: content, frontendID: "f-\(content)",
      attachments: attachments, session: session, run: newULID(), requestedModel: "scripted", provider: "scripted", model: "scripted-1",
      request: RunRequest(options: Self.requestOptions, traceparent: "00-1"), now: now)
    message.metadata = .object(["note": .string("\u{0} \\u0000 é")])
    guard case .created(let accepted) = try await store.accept(message, idempotency: nil) else { throw StoreError(.failed, "not new") }
    let crossing = BoundaryRecord(
      time: now, marker: .entry, component: .gateway, id: accepted.run.id, frontendID: "f", pod: "pod", detail: "method=POST")
    try await store.append(JournalBatch(), boundaries: [crossing])
    return accepted
  }

  private mutating func take(_ run: String, _ store: SQLiteStore) async throws -> ClaimedRun {
    let claim = RunClaim(run: run, worker: "worker", leaseMilliseconds: 10_000, now: now, call: newULID())
    guard case .claimed(let claimed) = try await store.claim(claim) else { throw StoreError(.failed, "not free") }
    return claimed
  }

  private mutating func exchange(_ number: Int, in chat: ChatID, attached: String?, _ store: SQLiteStore) async throws -> AcceptedMessage {
    let accepted = try await accept("question \(number)", in: chat, attached: attached, session: "s", store)
    let claimed = try await take(accepted.run.id, store)
    let artifact = try await store.beginArtifact(
      ArtifactBeginning(
        run: accepted.run.id, epoch: 1, kind: .code, parent: accepted.assistantMessage, message: accepted.assistantMessage, language: "swift",
        title: nil, inline: true, now: now))
    var events = JournalBatch()
    for sequence in 1...3 as ClosedRange<Int64> {
      events.append(stream: accepted.run.stream, epoch: 1, sequence: sequence, json: Array("{\"s\":\(sequence)}".utf8))
    }
    time.advance(milliseconds: 7)
    let text = "ä code \u{1F600}"
    let message = Message(
      id: accepted.assistantMessage, parent: accepted.userMessage, role: "assistant", content: text, status: .complete,
      frontendID: accepted.run.frontendID, createdAt: accepted.run.createdAt, run: accepted.run.id, finishReason: "stop",
      tokens: TokenUsage(input: 10, output: Int64(number)), cost: number == 3 ? nil : Money("0.000000001"), provider: "scripted",
      model: "scripted-1", responseTimeMilliseconds: 40, timeToFirstTokenMilliseconds: 5)
    _ = try await store.finalize(
      RunFinalization(
        run: claimed.run.id, epoch: 1, status: .completed, message: message, reasoning: "I think",
        artifacts: [
          Artifact(
            id: artifact, parent: accepted.assistantMessage, kind: .code, language: "swift", status: .complete, start: 3, end: 7, createdAt: now)
        ], call: nil, failure: nil, cancelledBy: nil, lastEvents: events, now: now))
    return accepted
  }
}
