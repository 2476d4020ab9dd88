import Domain
import Primitives
import Store
import Synchronization
import Testing

/// An empty store with its clock, and the words in which the contract's tests speak of it.
struct StoreFixture: Sendable {
  let store: any Store
  let time: ManualTime
  let maintain: @Sendable () async throws -> Void
  /// What the store notes beside a run that it took of each provider.
  let tokensByProvider: @Sendable (_ run: String) async throws -> String
  private let numbers = IDNumbers()

  init(
    store: any Store, time: ManualTime, tokensByProvider: @escaping @Sendable (_ run: String) async throws -> String,
    maintain: @escaping @Sendable () async throws -> Void
  ) {
    self.store = store
    self.time = time
    self.tokensByProvider = tokensByProvider
    self.maintain = maintain
  }

  var now: Timestamp { time.now() }

  /// The same store, which must keep who may do what, too.
  var access: any AccessStore {
    get throws {
      guard let access = store as? any AccessStore else { throw UnexpectedOutcome("a store that keeps who may do what") }
      return access
    }
  }

  func newUser(_ name: String, role: Role = .member) async throws -> User {
    let user = User(id: newULID(), name: name, role: role, createdAt: now)
    try await access.createUser(user, by: "test")
    return user
  }

  func newKey(of user: User, role: Role = .member, scopes: Set<Scope> = [], prefix: String? = nil, expiresAt: Timestamp? = nil) async throws -> APIKey
  {
    let id = newULID()
    let key = APIKey(
      id: id, prefix: prefix ?? String(id.lowercased().suffix(12)), user: user.id, role: role, scopes: scopes, label: "laptop", createdAt: now,
      expiresAt: expiresAt)
    try await access.createKey(key, hash: "hash of \(id)", by: "test")
    return key
  }

  /// A chat of a user.
  func newChat(of user: User, title: String = "A chat", origin: String = "native") async throws -> ChatID {
    let id = newChatID()
    let chat = Chat(id: id, title: title, createdAt: now, updatedAt: now, origin: origin, user: user.id)
    guard case .created(let made) = try await store.createChat(chat, idempotency: nil), made.user == user.id else {
      throw UnexpectedOutcome("a new chat of its user")
    }
    return id
  }

  // MARK: IDs

  func newULID() -> String {
    var random = numbers.random()
    return ULID(milliseconds: now.milliseconds, using: &random).description
  }

  func newChatID() -> ChatID {
    var random = numbers.random()
    return ChatID(using: &random)
  }

  // MARK: Acceptance

  func acceptance(
    _ content: String, in chat: MessageAcceptance.ChatChoice, frontendID: String? = nil, attachments: [MessageAcceptance.Attachment] = [],
    edits: EntityID? = nil, follows: EntityID? = nil, session: String? = nil, request: RunRequest = RunRequest(), user: String? = nil
  ) -> MessageAcceptance {
    MessageAcceptance(
      chat: chat, chatOrigin: "native", chatTitle: "A chat", content: content, frontendID: frontendID, attachments: attachments,
      edits: edits, follows: follows, session: session, run: newULID(), requestedModel: "scripted", provider: "scripted", model: "scripted-1",
      request: request, user: user, now: now)
  }

  func newChat(title: String = "A chat", origin: String = "native") async throws -> ChatID {
    let id = newChatID()
    let made = try await store.createChat(Chat(id: id, title: title, createdAt: now, updatedAt: now, origin: origin), idempotency: nil)
    guard case .created = made else { throw UnexpectedOutcome("a new chat is created, found \(made)") }
    return id
  }

  /// Accepts a message that must be new.
  func accept(
    _ content: String, in chat: ChatID, frontendID: String? = nil, attachments: [MessageAcceptance.Attachment] = [], edits: EntityID? = nil,
    follows: EntityID? = nil, session: String? = nil, request: RunRequest = RunRequest()
  ) async throws -> AcceptedMessage {
    let message = acceptance(
      content, in: .existingOrCreated(chat), frontendID: frontendID, attachments: attachments, edits: edits, follows: follows, session: session,
      request: request)
    guard case .created(let accepted) = try await store.accept(message, idempotency: nil) else {
      throw UnexpectedOutcome("a new message is created")
    }
    return accepted
  }

  // MARK: Runs

  func claim(_ run: String, worker: String = "worker-1", leaseMilliseconds: Int64 = 10_000) async throws -> RunClaimResult {
    try await store.claim(RunClaim(run: run, worker: worker, leaseMilliseconds: leaseMilliseconds, now: now, call: newULID()))
  }

  /// Claims a run that must be free.
  func take(_ run: String, worker: String = "worker-1") async throws -> ClaimedRun {
    guard case .claimed(let claimed) = try await claim(run, worker: worker) else { throw UnexpectedOutcome("the run is free") }
    return claimed
  }

  func answer(
    _ accepted: AcceptedMessage, _ content: String, status: MessageStatus = .complete, tokens: TokenUsage? = nil, cost: Money? = nil
  ) -> Message {
    Message(
      id: accepted.assistantMessage, parent: accepted.userMessage, role: "assistant", content: content, status: status,
      frontendID: accepted.run.frontendID, createdAt: accepted.run.createdAt, run: accepted.run.id, finishReason: "stop", tokens: tokens, cost: cost,
      provider: "scripted", model: "scripted-1", responseTimeMilliseconds: 40, timeToFirstTokenMilliseconds: 5)
  }

  func finalization(
    _ run: Run, status: RunStatus = .completed, message: Message?, reasoning: String? = nil, artifacts: [Artifact] = [], call: ProviderCall? = nil,
    toolCalls: [ToolCall] = [], failure: StreamFailed? = nil, cancelledBy: CancelledBy? = nil, lastEvents: JournalBatch = JournalBatch()
  ) -> RunFinalization {
    RunFinalization(
      run: run.id, epoch: run.epoch, status: status, message: message, reasoning: reasoning, artifacts: artifacts, call: call, failure: failure,
      cancelledBy: cancelledBy, toolCalls: toolCalls, lastEvents: lastEvents, now: now)
  }

  /// Question and whole answer in one go.
  @discardableResult
  func exchange(
    _ question: String, _ content: String, in chat: ChatID, edits: EntityID? = nil, follows: EntityID? = nil, status: RunStatus = .completed,
    tokens: TokenUsage? = nil, cost: Money? = nil
  ) async throws -> AcceptedMessage {
    let accepted = try await accept(question, in: chat, edits: edits, follows: follows)
    let claimed = try await take(accepted.run.id)
    let messageStatus: MessageStatus = status == .completed ? .complete : status == .failed ? .failed : .cancelled
    let message = answer(accepted, content, status: messageStatus, tokens: tokens, cost: cost)
    _ = try await store.finalize(finalization(claimed.run, status: status, message: message))
    return accepted
  }

  /// The one ledger row of a run that is open.
  func openCall(of run: String) async throws -> ProviderCall {
    let calls = try await store.ledger(LedgerFilter(run: run), page: .all).items.filter { $0.status == .open }
    guard let call = calls.first, calls.count == 1 else { throw UnexpectedOutcome("one open call, found \(calls.count)") }
    return call
  }

  // MARK: What must always hold

  /// A chat's totals equal the sums over its messages, and its sequence has no holes.
  func checkTotals(of id: ChatID) async throws {
    let chat = try await store.chat(id)
    let entities = try await store.entities(in: id, withContent: false)
    let messages = entities.compactMap { if case .message(let message) = $0 { message } else { nil } }
    #expect(chat?.messageCount == messages.count)
    #expect(chat?.totalTokens == messages.reduce(0) { $0 + ($1.tokens?.totalTokens ?? 0) })
    #expect(chat?.totalCost == messages.reduce(.zero) { $0 + ($1.cost ?? .zero) })
    #expect(chat?.unpricedMessages == messages.count { $0.cost == nil && ($0.tokens?.totalTokens ?? 0) > 0 })
    #expect(entities.map(\.id.sequence) == Array(1..<(entities.count + 1)))
    #expect(try await store.statistics(of: id)?.lastSequence == entities.count)
  }

  /// The code with which an operation is refused; `nil` when it is not.
  func refusal(of operation: () async throws -> Void) async throws -> StoreError.Code? {
    do {
      try await operation()
      return nil
    } catch let error as StoreError {
      return error.code
    }
  }
}

extension PageRequest {
  static let all = PageRequest(limit: 200, cursor: nil)
}

/// Something else came than the test stands on.
struct UnexpectedOutcome: Error, CustomStringConvertible {
  let description: String

  init(_ expected: String) { description = "expected: \(expected)" }
}

/// IDs that differ from each other and are the same in every run of the test.
private final class IDNumbers: Sendable {
  private let last = Mutex<UInt64>(0)

  func random() -> SplitMix {
    SplitMix(
      state: last.withLock {
        $0 += 1
        return $0
      })
  }
}
