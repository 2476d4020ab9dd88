import Domain
import Primitives
import Store
import Transport
import Wire

/// `GET /api/ledger` and `GET /api/trace/{id}`
enum RecordEndpoints {
  static func ledger(_ call: Call) async throws -> HTTPResponse {
    var filter = LedgerFilter()
    if let run = call.query("run") {
      guard ClientName.isRun(run) else { throw Problem.invalidQuery("run is \"\(run)\"; expected a ULID") }
      filter.run = run
    }
    if let chat = call.query("chat") {
      guard let id = ChatID(chat) else { throw Problem.invalidQuery("chat is \"\(chat)\"; expected a UUID in lower case") }
      filter.chat = id
    }
    if let stream = call.query("stream") {
      guard ClientName.isStream(stream) else { throw Problem.invalidQuery("stream is \"\(stream)\"; expected a stream's name") }
      filter.stream = stream
    }
    filter.from = try time(call, "from")
    filter.to = try time(call, "to")
    let page = try await page(call, filter)
    return .json { $0.write(page) { $0.write($1) } }
  }

  /// What a filter finds, of what the caller sees: everything, one's own, or a chat that was shared.
  private static func page(_ call: Call, _ filter: LedgerFilter) async throws -> Page<ProviderCall> {
    let (services, caller) = (call.services, call.caller)
    let request = try call.page()
    guard let user = caller.user, !caller.may(.readEverything) else { return try await services.store.ledger(filter, page: request) }
    if let chat = try await chat(of: filter, services) {
      guard try await services.sees(chat, caller) else { return Page(items: [], nextCursor: nil) }
      return try await services.store.ledger(filter, page: request)
    }
    if filter.run != nil || filter.stream != nil {
      guard try await isAboutGeneration(filter, of: user, services) else { return Page(items: [], nextCursor: nil) }
      return try await services.store.ledger(filter, page: request)
    }
    return try await services.access.store.ledger(ofUser: user, from: filter.from, to: filter.to, page: request)
  }

  /// The chat that a filter is about; every further condition only narrows it.
  private static func chat(of filter: LedgerFilter, _ services: GatewayServices) async throws -> ChatID? {
    if let run = filter.run { return try await services.store.run(run)?.chat }
    if let stream = filter.stream {
      if let entity = EntityID(stream) { return entity.chat }
      return try await services.store.stream(stream)?.run.chat
    }
    return filter.chat
  }

  /// Whether a filter is about a run of a generation that this user asked for.
  private static func isAboutGeneration(_ filter: LedgerFilter, of user: String, _ services: GatewayServices) async throws -> Bool {
    guard let generations = services.generations else { return false }
    let named: String? = if let run = filter.run { try await services.store.run(run)?.stream } else { filter.stream }
    guard let stream = named, let generation = try await generations.store.generation(ofStream: stream) else { return false }
    return generation.user == user
  }

  static func trace(_ call: Call) async throws -> HTTPResponse {
    let id = call.parameters["id"]
    if call.caller != .anybody, let chat = try await TraceScope.chat(of: id, in: call.services.store) {
      try await call.services.check(.view, on: chat, by: call.caller, missing: "an entity, stream or run of this ID")
    }
    if call.caller != .anybody, EntityID(id) == nil, ClientName.isStream(id),
      try await call.services.generations?.store.generation(ofStream: id) != nil
    {
      try await call.services.check(.view, onStream: id, by: call.caller)
    }
    let ids = try await TraceScope.ids(of: id, in: call.services.store)
    guard !ids.isEmpty else { throw Problem.notFound("an entity, stream or run of this ID") }
    let page = try await call.services.store.boundaries(ids: ids, page: try call.page(defaultLimit: 200))
    return .json { $0.write(page) { $0.write($1) } }
  }

  private static func time(_ call: Call, _ name: String) throws(Problem) -> Timestamp? {
    guard let text = call.query(name) else { return nil }
    guard let time = Timestamp(rfc3339: text) else {
      throw .invalidQuery("\(name) is \"\(text.prefix(64))\"; expected an RFC 3339 time such as 2026-11-20T00:00:00Z")
    }
    return time
  }
}

/// Which IDs belong to the trace of one: itself, its ancestors and its descendants, with the runs and streams that made them.
package enum TraceScope {
  /// - Returns: empty when nothing is known under this ID.
  package static func ids(of id: String, in store: any Store) async throws(StoreError) -> [String] {
    if let entity = EntityID(id) { return try await ids(of: entity, in: store) }
    if ClientName.isStream(id), let stream = try await store.stream(id) {
      return try await ids(of: stream.run, in: store)
    }
    if ClientName.isRun(id), let run = try await store.run(id) { return try await ids(of: run, in: store) }
    return []
  }

  /// The chat that an ID belongs to; `nil` for what is unknown or belongs to none.
  package static func chat(of id: String, in store: any Store) async throws(StoreError) -> ChatID? {
    if let entity = EntityID(id) { return entity.chat }
    if ClientName.isStream(id), let stream = try await store.stream(id) { return stream.run.chat }
    if ClientName.isRun(id) { return try await store.run(id)?.chat }
    return nil
  }

  private static func ids(of run: Run, in store: any Store) async throws(StoreError) -> [String] {
    var ids = [run.id, run.stream]
    if let message = run.assistantMessage { ids += try await Self.ids(of: message, in: store) }
    return Array(Set(ids)).sorted()
  }

  private static func ids(of entity: EntityID, in store: any Store) async throws(StoreError) -> [String] {
    let entities = try await store.entities(in: entity.chat, withContent: false)
    let byID = Dictionary(uniqueKeysWithValues: entities.map { ($0.id, $0) })
    guard byID[entity] != nil else { return [] }
    var related: Set<EntityID> = [entity]
    for other in entities where other.parent.map({ related.contains($0) }) == true { related.insert(other.id) }
    var at = byID[entity]?.parent
    while let ancestor = at {
      related.insert(ancestor)
      at = byID[ancestor]?.parent
    }
    var ids = Set(related.map(\.description))
    for case .message(let message) in related.compactMap({ byID[$0] }) {
      if let run = message.run { ids.insert(run) }
    }
    return ids.sorted()
  }
}
