import Domain
import Primitives
import Store
import Synchronization

/// A store in memory for tests of those who use one: it notes what is asked of it in order, answers what a test has laid ready, and can be made to fail or to wait.
///
/// It keeps only what the worker and the readers of streams need; everything else is refused.
package final class ScriptedStore: Store {
  /// What was asked, in the order in which it was asked.
  package enum Operation: Sendable {
    case claim(RunClaim)
    case renew([String])
    case append(JournalBatch)
    case beginArtifact(ArtifactBeginning)
    case voidArtifacts(keeping: [EntityID])
    case openCall(ProviderCall)
    case identifyCall(String, providerRequestID: String)
    case closeCall(ProviderCall)
    case finalize(RunFinalization)
    case run(String)

    package var name: String {
      switch self {
      case .claim: "claim"
      case .renew: "renew"
      case .append: "append"
      case .beginArtifact: "beginArtifact"
      case .voidArtifacts: "voidArtifacts"
      case .openCall: "openCall"
      case .identifyCall: "identifyCall"
      case .closeCall: "closeCall"
      case .finalize: "finalize"
      case .run: "run"
      }
    }
  }

  private struct State {
    var operations: [Operation] = []
    var failures: [String: [StoreError]] = [:]
    var held: Set<String> = []
    var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]
    var claims: [String: [ClaimedRun]] = [:]
    var lost: [String] = []
    var runs: [String: Run] = [:]
    var nextRun: String?
    var nextSequence = 3
    var streams: [String: StoredStream] = [:]
    var events: [String: [[UInt8]]] = [:]
    var sessions: [String: [SessionStream]] = [:]
    var entities: [Entity] = []
    var deletions: [ChatID: [String]] = [:]
    var leases: [String: String] = [:]
    var outbox: [DomainEvent] = []
    var afterNextPage: (@Sendable () -> Void)?
    var claimable: [String] = []
    var claimResult = RunClaimResult.finished
    var claimableAsked: [Timestamp] = []
  }

  private let state = Mutex(State())

  package init() {}

  // MARK: What a test says

  package var operations: [Operation] { state.withLock { $0.operations } }
  package var names: [String] { operations.map(\.name) }
  package var finalizations: [RunFinalization] { operations.compactMap { if case .finalize(let value) = $0 { value } else { nil } } }
  package var closedCalls: [ProviderCall] { operations.compactMap { if case .closeCall(let value) = $0 { value } else { nil } } }
  package var openedCalls: [ProviderCall] { operations.compactMap { if case .openCall(let value) = $0 { value } else { nil } } }

  /// The next claim of this run gets it.
  package func offer(_ claimed: ClaimedRun) {
    state.withLock {
      $0.claims[claimed.run.id, default: []].append(claimed)
      $0.runs[claimed.run.id] = claimed.run
    }
  }

  /// The next time this operation is asked for, it fails.
  package func fail(_ operation: String, _ code: StoreError.Code = .failed, times: Int = 1) {
    state.withLock { $0.failures[operation, default: []] += Array(repeating: StoreError(code, "as the test wants"), count: times) }
  }

  /// From now on answers of this operation wait for `release`.
  package func hold(_ operation: String) { state.withLock { _ = $0.held.insert(operation) } }

  package func release(_ operation: String) {
    let waiting = state.withLock { state in
      state.held.remove(operation)
      return state.waiting.removeValue(forKey: operation) ?? []
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Runs that the next renewal says are another's.
  package func lose(_ runs: [String]) { state.withLock { $0.lost = runs } }
  /// What happens once a page of events was read, before another is asked for.
  package func afterNextPage(_ happens: @escaping @Sendable () -> Void) { state.withLock { $0.afterNextPage = happens } }
  /// What is answered to a claim of a run that is not offered.
  package func answerClaims(with result: RunClaimResult) { state.withLock { $0.claimResult = result } }
  /// Runs that may be claimed from now on.
  package func setClaimable(_ runs: [String]) { state.withLock { $0.claimable = runs } }
  /// Until when runs must have been accepted, at each question.
  package var claimableAsked: [Timestamp] { state.withLock { $0.claimableAsked } }
  package func forget(run: String) { state.withLock { $0.runs[run] = nil } }
  package func follow(with run: String) { state.withLock { $0.nextRun = run } }
  package func keep(_ stream: StoredStream, events: [[UInt8]] = []) {
    state.withLock {
      $0.streams[stream.run.stream] = stream
      $0.events[stream.run.stream] = events
      $0.runs[stream.run.id] = stream.run
    }
  }
  /// Who has a lease until a test says otherwise.
  package func give(lease name: String, to holder: String) { state.withLock { $0.leases[name] = holder } }
  package func keep(outbox events: [DomainEvent]) { state.withLock { $0.outbox = events } }
  package var outbox: [DomainEvent] { state.withLock { $0.outbox } }
  package func forget(stream: String) { state.withLock { $0.streams[stream] = nil } }
  /// The chat may be deleted; these streams of it are under way.
  package func delete(_ chat: ChatID, streams: [String]) { state.withLock { $0.deletions[chat] = streams } }
  package func keep(_ entities: [Entity]) { state.withLock { $0.entities = entities } }
  package func setStreams(ofSession session: String, _ streams: [SessionStream]) { state.withLock { $0.sessions[session] = streams } }

  private func note(_ operation: Operation) async throws(StoreError) {
    state.withLock { $0.operations.append(operation) }
    try await pass(operation.name)
  }

  /// Waits while the operation is held, and fails when it is to fail.
  private func pass(_ name: String) async throws(StoreError) {
    if state.withLock({ $0.held.contains(name) }) {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          guard state.held.contains(name) else { return true }
          state.waiting[name, default: []].append(continuation)
          return false
        }
        if goesOn { continuation.resume() }
      }
    }
    let failure = state.withLock { state -> StoreError? in
      guard var failures = state.failures[name], !failures.isEmpty else { return nil }
      let first = failures.removeFirst()
      state.failures[name] = failures
      return first
    }
    if let failure { throw failure }
  }

  private static func refused() -> StoreError { StoreError(.failed, "no part of the scripted store") }
}

// MARK: Runs

extension ScriptedStore {
  package func claim(_ claim: RunClaim) async throws(StoreError) -> RunClaimResult {
    try await note(.claim(claim))
    let claimed = state.withLock { state -> ClaimedRun? in
      guard var claims = state.claims[claim.run], !claims.isEmpty else { return nil }
      let first = claims.removeFirst()
      state.claims[claim.run] = claims
      return first
    }
    return claimed.map { .claimed($0) } ?? state.withLock { $0.claimResult }
  }

  package func renewLeases(worker: String, runs: [String], leaseMilliseconds: Int64, now: Timestamp) async throws(StoreError) -> [String] {
    try await note(.renew(runs))
    return state.withLock { state in
      defer { state.lost = [] }
      return state.lost
    }
  }

  package func openCall(_ call: ProviderCall, epoch: Int64) async throws(StoreError) { try await note(.openCall(call)) }

  package func identifyCall(_ id: String, run: String, epoch: Int64, providerRequestID: String) async throws(StoreError) {
    try await note(.identifyCall(id, providerRequestID: providerRequestID))
  }

  package func closeCall(_ call: ProviderCall) async throws(StoreError) { try await note(.closeCall(call)) }

  package func beginArtifact(_ artifact: ArtifactBeginning) async throws(StoreError) -> EntityID {
    try await note(.beginArtifact(artifact))
    let sequence = state.withLock { state in
      defer { state.nextSequence += 1 }
      return state.nextSequence
    }
    return EntityID(chat: artifact.message.chat, sequence: sequence, kind: artifact.kind.entityKind)
  }

  package func voidArtifacts(of message: EntityID, run: String, epoch: Int64, keeping: [EntityID]) async throws(StoreError) {
    try await note(.voidArtifacts(keeping: keeping))
  }

  package func finalize(_ finalization: RunFinalization) async throws(StoreError) -> FinalizedRun {
    try await note(.finalize(finalization))
    return FinalizedRun(nextRun: state.withLock { $0.nextRun })
  }

  package func run(_ id: String) async throws(StoreError) -> Run? {
    try await note(.run(id))
    return state.withLock { $0.runs[id] }
  }

  package func runs(ofStreams streams: [String]) async throws(StoreError) -> [Run] {
    try await pass("runs")
    return state.withLock { state in state.runs.values.filter { streams.contains($0.stream) } }
  }

  package func claimableRuns(now: Timestamp, queuedBefore: Timestamp, limit: Int) async throws(StoreError) -> [String] {
    try await pass("claimableRuns")
    return state.withLock { state in
      state.claimableAsked.append(queuedBefore)
      return Array(state.claimable.prefix(limit))
    }
  }

  package func append(_ journal: JournalBatch, boundaries: [BoundaryRecord]) async throws(StoreError) {
    guard !journal.isEmpty else { return }
    try await note(.append(journal))
  }
}

// MARK: Streams and sessions

extension ScriptedStore {
  package func stream(_ name: String) async throws(StoreError) -> StoredStream? {
    try await pass("stream")
    return state.withLock { $0.streams[name] }
  }

  package func events(of stream: String, after sequence: Int64, limit: Int) async throws(StoreError) -> [[UInt8]] {
    try await pass("events")
    let (page, then) = state.withLock { state in
      defer { state.afterNextPage = nil }
      return (Array((state.events[stream] ?? []).dropFirst(Int(sequence)).prefix(limit)), state.afterNextPage)
    }
    then?()
    return page
  }

  package func streams(ofSession session: String, after ordinal: Int64) async throws(StoreError) -> [SessionStream] {
    try await pass("streams")
    return state.withLock { ($0.sessions[session] ?? []).filter { $0.ordinal > ordinal } }
  }

  package func entities(in chat: ChatID, withContent: Bool) async throws(StoreError) -> [Entity] {
    state.withLock { $0.entities.filter { $0.id.chat == chat } }
  }
}

// MARK: What nobody asks here

extension ScriptedStore {
  package func createChat(_ chat: Chat, idempotency: Idempotency<Chat>?) async throws(StoreError) -> Creation<Chat> { throw Self.refused() }
  package func chat(_ id: ChatID) async throws(StoreError) -> Chat? { throw Self.refused() }
  package func chats(origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat> { throw Self.refused() }
  package func renameChat(_ id: ChatID, title: String, now: Timestamp) async throws(StoreError) -> Chat { throw Self.refused() }
  package func deleteChat(_ id: ChatID) async throws(StoreError) -> [String] {
    guard let streams = state.withLock({ $0.deletions.removeValue(forKey: id) }) else { throw Self.refused() }
    return streams
  }
  package func chats(idPrefix: String) async throws(StoreError) -> [ChatID] { throw Self.refused() }
  package func accept(
    _ message: MessageAcceptance, idempotency: Idempotency<AcceptedMessage>?
  ) async throws(StoreError) -> Creation<AcceptedMessage> { throw Self.refused() }
  package func createUpload(
    _ upload: Upload, content: [UInt8], idempotency: Idempotency<Upload>?
  ) async throws(StoreError) -> Creation<Upload> { throw Self.refused() }
  package func idempotentAnswer(scope: String, key: String, bodySHA256: String) async throws(StoreError) -> IdempotentAnswer? { throw Self.refused() }
  package func messages(in chat: ChatID, order: ListOrder, page: PageRequest) async throws(StoreError) -> Page<Message> { throw Self.refused() }
  package func message(_ id: EntityID) async throws(StoreError) -> Message? { throw Self.refused() }
  package func artifact(_ id: EntityID) async throws(StoreError) -> Artifact? { throw Self.refused() }
  package func artifacts(of message: EntityID) async throws(StoreError) -> [Artifact] { throw Self.refused() }
  package func artifactsWithoutContent(ofMessages messages: [EntityID]) async throws(StoreError) -> [EntityID: [Artifact]] { throw Self.refused() }
  package func children(of id: EntityID) async throws(StoreError) -> [Entity] { throw Self.refused() }
  package func statistics(of chat: ChatID) async throws(StoreError) -> ChatStatistics? { throw Self.refused() }
  package func requestCancel(stream: String, by: CancelledBy, now: Timestamp) async throws(StoreError) -> Run? { throw Self.refused() }
  package func unfinishedRuns(releasingLeases: Bool) async throws(StoreError) -> [Run] { throw Self.refused() }
  package func join(session: String, stream: String, now: Timestamp) async throws(StoreError) -> SessionStream { throw Self.refused() }
  package func leave(session: String, stream: String) async throws(StoreError) { throw Self.refused() }
  package func ledger(_ filter: LedgerFilter, page: PageRequest) async throws(StoreError) -> Page<ProviderCall> { throw Self.refused() }
  package func usage(since: Timestamp, stepSeconds: Int64) async throws(StoreError) -> [UsageStep] { throw Self.refused() }
  package func boundaries(ids: [String], page: PageRequest) async throws(StoreError) -> Page<BoundaryRecord> { throw Self.refused() }
  package func domainEvents(after id: Int64, limit: Int) async throws(StoreError) -> [DomainEvent] { throw Self.refused() }
  package func takeLease(_ name: String, holder: String, milliseconds: Int64, now: Timestamp) async throws(StoreError) -> Bool {
    state.withLock { state in
      guard state.leases[name, default: holder] == holder else { return false }
      state.leases[name] = holder
      return true
    }
  }
  package func unpublishedDomainEvents(limit: Int) async throws(StoreError) -> [DomainEvent] {
    state.withLock { Array($0.outbox.prefix(limit)) }
  }
  package func markPublished(domainEvents ids: [Int64]) async throws(StoreError) {
    state.withLock { $0.outbox.removeAll { ids.contains($0.id) } }
  }
  package func purge(_ retention: Retention, now: Timestamp) async throws(StoreError) { throw Self.refused() }
  package func backup(toPath path: String) async throws(StoreError) { throw Self.refused() }
  package func check() async throws(StoreError) {}
  package func close() async {}
}
