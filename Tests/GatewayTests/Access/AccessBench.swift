import Bus
import Credentials
import Domain
import EventLoop
import Observe
import Primitives
import Registry
import Store
import StoreSQLite
import StreamLog
import Studio
import TestKit
import Wire

@testable import Gateway
@testable import Transport

/// Those who ask.
enum Asker: String, CaseIterable {
  case nobody, stranger, viewer, member, owner, `operator`, admin

  var role: Role {
    switch self {
    case .operator: .operator
    case .admin: .admin
    default: .member
    }
  }
}

/// A gateway over a real store with users, whose keys are cheap to verify.
struct AccessBench: Sendable {
  let loop: EventLoop
  let store: SQLiteStore
  let time: ManualTime
  let services: GatewayServices
  let service: GatewayService
  let users: [Asker: User]
  let keys: [Asker: String]

  static let cheap = SecretHash.Cost(memoryKibibytes: 64, passes: 1, lanes: 1)

  init(loop: EventLoop, store: SQLiteStore, time: ManualTime, hasKeys: Bool = true, access settings: AccessSettings = AccessSettings()) async throws {
    self.loop = loop
    self.store = store
    self.time = time
    let metrics = ServerMetrics()
    let boundaries = BoundaryRecorder(pod: "pod", log: .silent, time: time)
    let directory = StreamDirectory(memoryBudgetBytes: 1 << 24, endedLingerMilliseconds: 60_000)
    let control = AccessControl(
      store: store, settings: settings, tickets: try TicketOffice(secret: [UInt8](repeating: 7, count: 32)), tokens: nil,
      limiter: LocalRateLimiter(time: time), log: .silent, time: time)
    services = GatewayServices(
      settings: GatewaySettings(pod: "test", version: "0"), store: store, bus: LocalBus(),
      streams: StreamAccess(directory: directory, store: store, metrics: metrics, boundaries: boundaries, time: time, loops: [loop]),
      sessions: SessionHub(), models: OneModel(), access: control, boundaries: boundaries, metrics: metrics,
      history: MetricRecorder(metrics.history(process: NoFigures())), log: .silent, time: time, health: Well(), generations: store)
    service = GatewayService(services)
    var users: [Asker: User] = [:]
    var keys: [Asker: String] = [:]
    if hasKeys {
      for asker in Asker.allCases where asker != .nobody {
        let user = User(id: services.makeULID(), name: asker.rawValue, role: asker.role, createdAt: time.now())
        try await store.createUser(user, by: "test")
        users[asker] = user
        keys[asker] = try await Self.key(of: user, store: store, time: time).text
      }
    }
    self.users = users
    self.keys = keys
  }

  /// A new key. - Returns: its ID, and the key itself.
  static func key(
    of user: User, store: SQLiteStore, time: ManualTime, role: Role? = nil, scopes: Set<Scope> = [], expiresAt: Timestamp? = nil
  ) async throws -> (id: String, text: String) {
    var random = SystemRandomNumberGenerator()
    let text = KeyText(using: &random)
    let id = ULID(milliseconds: time.now().milliseconds, using: &random).description
    let key = APIKey(
      id: id, prefix: text.prefix, user: user.id, role: role ?? user.role, scopes: scopes, createdAt: time.now(), expiresAt: expiresAt)
    try await store.createKey(key, hash: try SecretHash.make(text.text, cost: cheap), by: "test")
    return (id, text.text)
  }

  /// A chat of the owner's with a question, an attachment and a waiting answer, shared with two.
  struct Case {
    let chat: ChatID
    let question: EntityID
    let attachment: EntityID
    let stream: String
    let run: String
    let key: String
    let workbook: String
    let generation: String
  }

  func makeCase() async throws -> Case {
    guard let owner = users[.owner], let viewer = users[.viewer], let member = users[.member] else { throw Unprepared() }
    let chat = services.makeChatID()
    let message = MessageAcceptance(
      chat: .created(chat), chatOrigin: "native", chatTitle: "A chat", content: "q", frontendID: nil,
      attachments: [.init(source: .inline([1]), name: "a.txt", mediaType: "text/plain")], session: nil, run: services.makeULID(),
      requestedModel: "m", provider: "p", model: "m", request: RunRequest(), user: owner.id, now: time.now())
    guard case .created(let accepted) = try await store.accept(message, idempotency: nil) else { throw Unprepared() }
    try await store.share(chat, with: viewer.id, as: .viewer, by: owner.id, now: time.now())
    try await store.share(chat, with: member.id, as: .member, by: owner.id, now: time.now())
    return Case(
      chat: chat, question: accepted.userMessage, attachment: accepted.attachments[0], stream: accepted.run.stream, run: accepted.run.id,
      key: try await Self.key(of: owner, store: store, time: time).id, workbook: try await makeWorkbook(of: owner),
      generation: try await makeGeneration(of: owner))
  }

  static let mapping = """
    Target Table,Target Column,Target Type,Nullable,Key,Source Table,Source Alias,Source Column,Transformation,Default,Notes
    dim_customer,customer_id,INTEGER,N,PK,customers,c,id,,,
    dim_customer,full_name,VARCHAR(100),Y,,customers,c,name,UPPER(c.name),,

    """

  private func makeWorkbook(of owner: User) async throws -> String {
    let content = Array(Self.mapping.utf8)
    let record = WorkbookRecord(
      id: services.makeULID(), user: owner.id, name: "Mapping.csv", bytes: content.count, sha256: SHA256.hex(content[...]), shape: "s",
      createdAt: time.now())
    guard case .created(let made) = try await store.addWorkbook(record, content: content) else { return try await knownWorkbook(of: owner) }
    return made.id
  }

  private func knownWorkbook(of owner: User) async throws -> String {
    guard let known = try await store.workbooks(of: owner.id, page: PageRequest(limit: 1, cursor: nil)).items.first else { throw Unprepared() }
    return known.id
  }

  /// One with a version, whose run is over.
  private func makeGeneration(of owner: User) async throws -> String {
    let id = "gen_\(services.makeULID())"
    let order = GenerationOrder(generation: id, reason: .generate)
    let run = Run(
      id: services.makeULID(), stream: id, chat: nil, userMessage: nil, assistantMessage: nil, frontendID: nil, session: nil, requestedModel: "m",
      provider: "p", model: "m", status: .queued, epoch: 0, createdAt: time.now(), request: RunRequest(options: order.options))
    let workbook = try await knownWorkbook(of: owner)
    let content = Array(Self.mapping.utf8)
    let generation = GenerationRecord(
      id: id, user: owner.id, name: "layer", workbook: workbook, workbookName: "Mapping.csv", sha256: SHA256.hex(content[...]), dialect: "pyspark",
      form: "select", tables: nil, model: nil, corrections: nil, contentSHA256: "c", plannedBlocks: ["select_clause"], run: run.id, stream: id,
      createdAt: time.now(), updatedAt: time.now())
    _ = try await store.startGeneration(generation, run: run)
    let claim = RunClaim(run: run.id, worker: "w", leaseMilliseconds: 1000, now: time.now(), call: services.makeULID())
    guard case .claimed(let claimed) = try await store.claim(claim) else { throw Unprepared() }
    var document = GenerationDocument(status: .completed)
    document.targets = [GenerationDocument.Target(table: "dim_customer", fileName: "dim_customer.sql", blocks: ["select_clause"])]
    document.blocks = [
      GenerationDocument.Block(
        GeneratedBlock(name: "select_clause", status: "completed", sql: "SELECT 1", order: 1, timestamp: time.now()))
    ]
    let version = GenerationVersion(number: 0, reason: .generate, detail: nil, run: run.id, document: document.text, createdAt: time.now())
    var journal = JournalBatch()
    var encoder = NativeEventEncoder(claimed.run.descriptor)
    for event in [
      StreamEvent(
        position: Position(epoch: 1, sequence: 1), body: .started(StreamStarted(run: run.id, chat: nil, parent: nil, model: "", provider: ""))),
      StreamEvent(
        position: Position(epoch: 1, sequence: 2),
        body: .completed(StreamCompleted(finishReason: "stop", usage: nil, milliseconds: 1, timeToFirstTokenMilliseconds: nil))),
    ] { journal.append(stream: id, epoch: 1, sequence: event.position.sequence, json: encoder.encode(event)) }
    _ = try await store.finalize(
      RunFinalization(
        run: run.id, epoch: 1, status: .completed, message: nil, reasoning: nil, artifacts: [], call: nil, failure: nil, cancelledBy: nil,
        generation: GenerationEnding(generation: id, version: version, usage: nil), lastEvents: journal, now: time.now()))
    return id
  }

  func ask(
    _ method: String, _ path: String, body: String? = nil, as asker: Asker, headers: [(String, String)] = [], peer: String = "10.0.0.9"
  ) async throws -> HTTPResponse {
    try await ask(method, path, body: body, credential: keys[asker], headers: headers, peer: peer)
  }

  func ask(
    _ method: String, _ path: String, body: String? = nil, credential: String?, headers: [(String, String)] = [], peer: String = "10.0.0.9"
  ) async throws -> HTTPResponse {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"]
    if let credential { lines.append("Authorization: Bearer \(credential)") }
    if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
    lines += headers.map { "\($0): \($1)" }
    let request = HTTPRequest(head: try head(lines.joined(separator: "\r\n") + "\r\n\r\n"), body: Array((body ?? "").utf8), peerAddress: peer)
    return await service.respond(to: request, on: loop)
  }

  struct Unprepared: Error {}

  private struct OneModel: ModelDirectory {
    func resolve(_ model: String?) -> ResolvedModel { ResolvedModel(provider: "p", model: model ?? "m") }
    var listed: [(id: String, provider: String)] { [("m", "p")] }
    func passesUnknownFields(provider: String) -> Bool { false }
  }

  private struct NoFigures: ProcessFigures {
    var residentBytes: UInt64? { nil }
    var cpuNanoseconds: UInt64? { nil }
    var startNanoseconds: UInt64? { nil }
    var openFiles: UInt64? { nil }
    var maxOpenFiles: UInt64? { nil }
  }

  private struct Well: HealthSource {
    func status() async -> (down: [String], acceptsMessages: Bool) { ([], true) }
  }
}

func withAccess(
  hasKeys: Bool = true, access: AccessSettings = AccessSettings(), _ body: (AccessBench) async throws -> Void
) async throws {
  let folder = TemporaryFolder()
  let time = ManualTime()
  let store = try SQLiteStore.open(path: "\(folder.path)/data/throughline.db", time: time)
  let loop = EventLoop(name: "gateway")
  try loop.start()
  let outcome: Result<Void, any Error>
  do {
    outcome = .success(try await body(try await AccessBench(loop: loop, store: store, time: time, hasKeys: hasKeys, access: access)))
  } catch { outcome = .failure(error) }
  await store.close()
  loop.stop()
  withExtendedLifetime(folder) {}
  try outcome.get()
}

extension HTTPResponse {
  var json: JSONValue? {
    guard case .bytes(let bytes) = body else { return nil }
    return try? JSONReader().value(bytes[...])
  }

  var code: String? { json?["code"]?.string ?? json?["error"]?["code"]?.string }
}

/// Where an answer's bytes would go.
final class AbortedSink: ByteSink {
  private(set) var isAborted = false

  func sourceHasBytes() {}
  func abort() { isAborted = true }
}

extension AccessBench {
  /// What a connection that is open holds: its source and the sink of its bytes.
  typealias OpenStream = LoopBound<(sink: AbortedSink, source: any ByteSource)>

  /// Opens a stream as a connection does, and leaves it open.
  func open(_ path: String, credential: String?) async throws -> OpenStream {
    let response = try await ask("GET", path, credential: credential)
    guard case .source(let make) = response.body else { throw Unprepared() }
    return try await loop.run { [loop] in
      let sink = AbortedSink()
      return LoopBound((sink, make(sink, loop)), on: loop)
    }
  }

  /// Looks, turn by turn, until the condition holds.
  func wait(until condition: () async throws -> Bool) async throws {
    for _ in 0..<2000 {
      if try await condition() { return }
      await withCheckedContinuation { continuation in
        loop.execute { loop.schedule(afterMilliseconds: 2) { continuation.resume() } }
      }
    }
    throw Unprepared()
  }

  func isAborted(_ stream: OpenStream) async throws -> Bool { try await loop.run { stream.value.sink.isAborted } }

  /// Ends the next answer of a chat as a worker would, once it is there.
  func answerNext(in chat: ChatID, after first: String) async throws {
    for _ in 0..<2000 {
      if let live = services.streams.directory.all.first(where: { $0.descriptor.chat == chat && $0.descriptor.name != first }) {
        try await loop.run {
          var encoder = NativeEventEncoder(live.descriptor)
          for (index, body) in [StreamEvent.Body.begun, .said("a"), .done].enumerated() {
            let event = StreamEvent(position: Position(epoch: 1, sequence: Int64(index + 1)), body: body)
            live.receive(event, json: encoder.encode(event), now: MonotonicTime(nanoseconds: 1))
          }
        }
        return
      }
      await withCheckedContinuation { continuation in
        loop.execute { loop.schedule(afterMilliseconds: 2) { continuation.resume() } }
      }
    }
    throw Unprepared()
  }
}
