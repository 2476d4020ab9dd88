import Domain
import Primitives

/// Where everything that must not be lost is kept. Every operation is one transaction; operations that are asked for in order by one
/// caller are applied in that order. A returned value means: committed (durably, power loss included, for `accept`, `createChat`,
/// `createUpload` and `finalize`; surviving a kill of the process for the rest).
package protocol Store: Sendable {
  // MARK: Chats

  /// Makes a chat; an `id` that exists gives `existing`.
  func createChat(_ chat: Chat, idempotency: Idempotency<Chat>?) async throws(StoreError) -> Creation<Chat>
  func chat(_ id: ChatID) async throws(StoreError) -> Chat?
  /// Newest first.
  /// - Parameters:
  ///   - origins: only chats of these origins; `nil` for all.
  ///   - text: only chats with this in their title, in any case, or at the beginning of their ID; at least 1 character, each meaning itself.
  func chats(origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat>
  func renameChat(_ id: ChatID, title: String, now: Timestamp) async throws(StoreError) -> Chat
  /// Removes the chat with everything below it; `notFound` when there is none. Runs of it that are under way are fenced.
  /// - Returns: the streams of those runs.
  func deleteChat(_ id: ChatID) async throws(StoreError) -> [String]
  /// Chats whose UUID begins with this text (at least 1 character), at most 20, for short forms.
  func chats(idPrefix: String) async throws(StoreError) -> [ChatID]

  // MARK: Messages in

  func accept(_ message: MessageAcceptance, idempotency: Idempotency<AcceptedMessage>?) async throws(StoreError) -> Creation<AcceptedMessage>
  func createUpload(_ upload: Upload, content: [UInt8], idempotency: Idempotency<Upload>?) async throws(StoreError) -> Creation<Upload>
  /// The first answer to a creating request with this key, if there was one: for answers that are not made in `accept`'s own transaction.
  func idempotentAnswer(scope: String, key: String, bodySHA256: String) async throws(StoreError) -> IdempotentAnswer?

  // MARK: Entities

  /// In sequence order. A cursor names a place in the chat: in either order the page goes on from there.
  func messages(in chat: ChatID, order: ListOrder, page: PageRequest) async throws(StoreError) -> Page<Message>
  func message(_ id: EntityID) async throws(StoreError) -> Message?
  /// With content (cut out of the message for an inline one).
  func artifact(_ id: EntityID) async throws(StoreError) -> Artifact?
  /// Artifacts at any depth below a message, in sequence order, with content.
  func artifacts(of message: EntityID) async throws(StoreError) -> [Artifact]
  /// Artifacts at any depth below each of these messages of one chat, in sequence order, without content; one query, however many they are.
  func artifactsWithoutContent(ofMessages messages: [EntityID]) async throws(StoreError) -> [EntityID: [Artifact]]
  func children(of id: EntityID) async throws(StoreError) -> [Entity]
  /// Every entity of a chat in sequence order. - Parameter withContent: artifacts' content included.
  func entities(in chat: ChatID, withContent: Bool) async throws(StoreError) -> [Entity]
  func statistics(of chat: ChatID) async throws(StoreError) -> ChatStatistics?

  // MARK: Runs

  func claim(_ claim: RunClaim) async throws(StoreError) -> RunClaimResult
  /// Extends leases. - Returns: those runs that are no longer this worker's.
  func renewLeases(worker: String, runs: [String], leaseMilliseconds: Int64, now: Timestamp) async throws(StoreError) -> [String]
  func openCall(_ call: ProviderCall, epoch: Int64) async throws(StoreError)
  /// Keeps the vendor's ID of an answer with its open call, so that whoever takes the run over can listen to it again. - Throws: `fenced`, `notFound`.
  func identifyCall(_ id: String, run: String, epoch: Int64, providerRequestID: String) async throws(StoreError)
  /// Writes a call's end; what is known now replaces what was assumed when its run was taken from its worker. Once the run is over, figures that stand
  /// are part of its answer's and stay. - Throws: `notFound`.
  func closeCall(_ call: ProviderCall) async throws(StoreError)
  /// Allocates the artifact's ID and writes its row; IDs of void artifacts of the same answer and kind are used again, in order.
  /// - Throws: `fenced`, `sequenceExhausted`, `invalidParent`.
  func beginArtifact(_ artifact: ArtifactBeginning) async throws(StoreError) -> EntityID
  /// Makes every artifact of this answer void but those that are kept. - Throws: `fenced`.
  func voidArtifacts(of message: EntityID, run: String, epoch: Int64, keeping: [EntityID]) async throws(StoreError)
  /// - Throws: `fenced`: nothing was written.
  func finalize(_ finalization: RunFinalization) async throws(StoreError) -> FinalizedRun
  /// Notes that a run is to be cancelled, for the worker that will claim it. - Returns: the run; `nil` when unknown.
  func requestCancel(stream: String, by: CancelledBy, now: Timestamp) async throws(StoreError) -> Run?
  /// Runs that are not over, oldest first. Called at start: with `releasingLeases` their workers are known to be dead.
  func unfinishedRuns(releasingLeases: Bool) async throws(StoreError) -> [Run]
  /// IDs of runs that a worker may claim now, oldest first: those whose lease has ended, and those that were accepted before `queuedBefore` and that nobody
  /// has claimed although it is their turn (or they are to be cancelled).
  func claimableRuns(now: Timestamp, queuedBefore: Timestamp, limit: Int) async throws(StoreError) -> [String]
  func run(_ id: String) async throws(StoreError) -> Run?
  /// The runs of these streams without their requests, in any order; streams that nobody knows are left out.
  func runs(ofStreams streams: [String]) async throws(StoreError) -> [Run]

  // MARK: Streams

  /// Adds to the durable log and writes the boundary records beside it. Events of a stream that has ended, is gone, or has passed to a higher
  /// epoch are left out in silence: their worker is fenced, and hears of it where it waits for an answer.
  func append(_ journal: JournalBatch, boundaries: [BoundaryRecord]) async throws(StoreError)
  func stream(_ name: String) async throws(StoreError) -> StoredStream?
  /// Events after `sequence` in effective order (native JSON, one an element), at most `limit`.
  func events(of stream: String, after sequence: Int64, limit: Int) async throws(StoreError) -> [[UInt8]]

  // MARK: Sessions

  /// Adds a stream (again) to a session; the ordinal it has is kept when it is a member. - Throws: `notFound` for an unknown stream.
  func join(session: String, stream: String, now: Timestamp) async throws(StoreError) -> SessionStream
  func leave(session: String, stream: String) async throws(StoreError)
  /// Streams of a session with an ordinal above `after`, in order.
  func streams(ofSession session: String, after ordinal: Int64) async throws(StoreError) -> [SessionStream]

  // MARK: Records

  func ledger(_ filter: LedgerFilter, page: PageRequest) async throws(StoreError) -> Page<ProviderCall>
  /// What calls to providers used, by the step in which they ended, in order of time; steps in which none ended are left out. Of a ledger that is
  /// too long to be read at a start only the latest steps, whole ones.
  /// - Parameters:
  ///   - since: the beginning of a step.
  ///   - stepSeconds: steps are whole multiples of it since 1970.
  func usage(since: Timestamp, stepSeconds: Int64) async throws(StoreError) -> [UsageStep]
  /// Every boundary crossing of these IDs, in order of time.
  func boundaries(ids: [String], page: PageRequest) async throws(StoreError) -> Page<BoundaryRecord>
  /// Domain events of the outbox above an ID, in order.
  func domainEvents(after id: Int64, limit: Int) async throws(StoreError) -> [DomainEvent]

  // MARK: Outbox

  /// Takes, or keeps, the lease of what only one process does at a time. - Returns: whether the holder has it now.
  func takeLease(_ name: String, holder: String, milliseconds: Int64, now: Timestamp) async throws(StoreError) -> Bool
  /// Domain events that were not marked as published, oldest first.
  func unpublishedDomainEvents(limit: Int) async throws(StoreError) -> [DomainEvent]
  /// - Parameter ids: the first ones that `unpublishedDomainEvents` told, without a gap.
  func markPublished(domainEvents ids: [Int64]) async throws(StoreError)

  // MARK: Upkeep

  /// Drops what is past its time: event logs of ended streams, idempotency keys (24 h), boundary records, uploads never used.
  func purge(_ retention: Retention, now: Timestamp) async throws(StoreError)
  /// Copies the whole store to a file while it is in use.
  func backup(toPath path: String) async throws(StoreError)
  /// Whether it answers: a read and a write that is rolled back.
  func check() async throws(StoreError)
  func close() async
}

extension Store {
  package func chats(origins: Set<String>?, page: PageRequest) async throws(StoreError) -> Page<Chat> {
    try await chats(origins: origins, matching: nil, page: page)
  }

  package func messages(in chat: ChatID, page: PageRequest) async throws(StoreError) -> Page<Message> {
    try await messages(in: chat, order: .ascending, page: page)
  }
}

/// How long records are kept, in milliseconds.
package struct Retention: Sendable {
  package var streamLogs: Int64
  package var idempotencyKeys: Int64
  package var boundaries: Int64
  package var uploads: Int64

  package init(streamLogs: Int64, idempotencyKeys: Int64 = 86_400_000, boundaries: Int64, uploads: Int64) {
    self.streamLogs = streamLogs
    self.idempotencyKeys = idempotencyKeys
    self.boundaries = boundaries
    self.uploads = uploads
  }
}
