import Domain
import Primitives
import Store

extension SQLiteStore {
  package func messages(in chat: ChatID, order: ListOrder, page: PageRequest) async throws(StoreError) -> Page<Message> {
    try await read { (connection) throws(StoreError) in
      guard let number = try connection.chatNumber(chat) else { throw .unknown(chat: chat) }
      let place = try PageCursor(page.cursor, list: .messages, count: 1).map { Int($0.positions[0]) }
      guard (0...EntityID.maxSequence).contains(place ?? 0) else { throw .foreignCursor }
      let sequences =
        switch order {
        case .ascending: (first: (place ?? 0) + 1, last: EntityID.maxSequence)
        case .descending: (first: 1, last: (place ?? EntityID.maxSequence + 1) - 1)
        }
      guard sequences.first <= sequences.last else { return Page(items: [], nextCursor: nil) }
      let range = EntityKey(chat: number, sequence: sequences.first)...EntityKey(chat: number, sequence: sequences.last)
      let rows = try connection.messageRows(range, chat: chat, order: order, limit: page.limit + 1)
      let shown = rows.prefix(page.limit)
      let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.messages, Int64($0.key.sequence)).text } : nil
      return Page(items: shown.map(\.message), nextCursor: cursor)
    }
  }

  package func message(_ id: EntityID) async throws(StoreError) -> Message? {
    try await read { (connection) throws(StoreError) in try connection.message(id) }
  }

  package func artifact(_ id: EntityID) async throws(StoreError) -> Artifact? {
    try await read { (connection) throws(StoreError) in
      guard let key = try connection.key(of: id) else { return nil }
      let found = try connection.artifactRows(key...key, chat: id.chat, withContent: true).first?.artifact
      return found?.id == id ? found : nil
    }
  }

  package func artifacts(of message: EntityID) async throws(StoreError) -> [Artifact] {
    try await read { (connection) throws(StoreError) in try connection.artifacts(ofMessage: message) }
  }

  package func artifactsWithoutContent(ofMessages messages: [EntityID]) async throws(StoreError) -> [EntityID: [Artifact]] {
    guard let first = messages.min(), let last = messages.max() else { return [:] }
    return try await read { (connection) throws(StoreError) in
      guard let number = try connection.chatNumber(first.chat) else { return [:] }
      let range = EntityKey(chat: number, sequence: first.sequence)...EntityKey(chat: number, sequence: last.sequence)
      let bySequence = Dictionary(messages.map { ($0.sequence, $0) }, uniquingKeysWith: { one, _ in one })
      var found: [EntityID: [Artifact]] = [:]
      for (sequence, artifact) in try connection.artifactsWithoutContent(ofMessages: range, chat: first.chat) {
        if let message = bySequence[sequence] { found[message, default: []].append(artifact) }
      }
      return found
    }
  }

  package func children(of id: EntityID) async throws(StoreError) -> [Entity] {
    try await read { (connection) throws(StoreError) in
      var found: [Entity] = []
      switch id.kind {
      case .userMessage:
        guard let question = try connection.messageKey(id) else { return [] }
        for key in try connection.answers(to: question) { found += try connection.messageRows(key...key, chat: id.chat).map { .message($0.message) } }
        found += try connection.artifacts(ofMessage: id).map { .artifact($0) }
      case .assistantMessage:
        found = try connection.artifacts(ofMessage: id).filter { $0.parent == id }.map { .artifact($0) }
      case .code:
        guard let message = try connection.answer(ofArtifact: id) else { return [] }
        found = try connection.artifacts(ofMessage: message).filter { $0.parent == id }.map { .artifact($0) }
      case .output, .html, .attachment: break
      }
      return found.sorted { $0.id < $1.id }
    }
  }

  package func entities(in chat: ChatID, withContent: Bool) async throws(StoreError) -> [Entity] {
    try await read { (connection) throws(StoreError) in
      guard let number = try connection.chatNumber(chat) else { return [] }
      let range = EntityKey.all(inChat: number)
      let messages = try connection.messageRows(range, chat: chat).map { Entity.message($0.message) }
      let artifacts = try connection.artifactRows(range, chat: chat, withContent: withContent).map { Entity.artifact($0.artifact) }
      return (messages + artifacts).sorted { $0.id.sequence < $1.id.sequence }
    }
  }

  package func statistics(of chat: ChatID) async throws(StoreError) -> ChatStatistics? {
    try await read { (connection) throws(StoreError) in
      guard let row = try connection.chatRow(chat) else { return nil }
      let range = EntityKey.all(inChat: row.number)
      var counts = Dictionary(uniqueKeysWithValues: EntityKind.allCases.map { ($0, 0) })
      try connection.forEach(
        "SELECT parent IS NULL, count(*) FROM messages WHERE key BETWEEN ? AND ? GROUP BY 1", range.lowerBound, range.upperBound
      ) { row in
        counts[row.bool() ? .userMessage : .assistantMessage] = row.int()
        return true
      }
      try connection.forEach(
        "SELECT type, count(*) FROM artifacts WHERE key BETWEEN ? AND ? GROUP BY 1", range.lowerBound, range.upperBound
      ) { row in
        if let kind = ArtifactKind(rawValue: row.text()) { counts[kind.entityKind] = row.int() }
        return true
      }
      return ChatStatistics(counts: counts, lastSequence: row.lastSequence)
    }
  }
}

extension Connection {
  /// The answer that an artifact belongs to, at any depth.
  fileprivate func answer(ofArtifact id: EntityID) throws(StoreError) -> EntityID? {
    guard let key = try key(of: id) else { return nil }
    let sequence = try first("SELECT message FROM artifacts WHERE key = ? AND id = ?", key, id) { row in EntityKey(value: row.integer()).sequence }
    return sequence.map { EntityID(chat: id.chat, sequence: $0, kind: .assistantMessage) }
  }
}
