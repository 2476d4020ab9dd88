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
    let page = try await call.services.store.ledger(filter, page: try call.page())
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func trace(_ call: Call) async throws -> HTTPResponse {
    let id = call.parameters["id"]
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
