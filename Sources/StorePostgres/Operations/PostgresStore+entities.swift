import Domain
import Primitives
import Store

extension PostgresStore {
  package func messages(in chat: ChatID, order: ListOrder, page: PageRequest) async throws(StoreError) -> Page<Message> {
    let place = try PageCursor(page.cursor, list: .messages, count: 1).map { Int($0.positions[0]) }
    guard (0...EntityID.maxSequence).contains(place ?? 0) else { throw .foreignCursor }
    let sequences =
      switch order {
      case .ascending: (first: (place ?? 0) + 1, last: EntityID.maxSequence)
      case .descending: (first: 1, last: (place ?? EntityID.maxSequence + 1) - 1)
      }
    let range = sequences.first <= sequences.last ? sequences.first...sequences.last : nil
    return try await read { query in
      let known = query.send("SELECT 1::bigint FROM chats WHERE id = $1", chat)
      let found = range.map { query.messages(in: chat, $0, order: order, limit: page.limit + 1) }
      return { () throws(StoreError) in
        guard known.exists else { throw .unknown(chat: chat) }
        let rows = try found?.messageRows(of: chat) ?? []
        let shown = rows.prefix(page.limit)
        let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.messages, Int64($0.key.sequence)).text } : nil
        return Page(items: shown.map(\.message), nextCursor: cursor)
      }
    }
  }

  package func message(_ id: EntityID) async throws(StoreError) -> Message? {
    try await read { query in
      let found = query.message(id)
      return { () throws(StoreError) in try found.message(id) }
    }
  }

  package func artifact(_ id: EntityID) async throws(StoreError) -> Artifact? {
    try await read { query in
      let found = query.artifacts(in: id.chat, id.sequence...id.sequence, withContent: true)
      return { () throws(StoreError) in try found.artifacts(of: id.chat).first { $0.id == id } }
    }
  }

  package func artifacts(of message: EntityID) async throws(StoreError) -> [Artifact] {
    try await read { query in
      let found = query.artifacts(ofMessage: message)
      return { () throws(StoreError) in try found.artifacts(of: message.chat) }
    }
  }

  package func artifactsWithoutContent(ofMessages messages: [EntityID]) async throws(StoreError) -> [EntityID: [Artifact]] {
    guard let first = messages.min(), let last = messages.max() else { return [:] }
    let bySequence = Dictionary(messages.map { ($0.sequence, $0) }, uniquingKeysWith: { one, _ in one })
    return try await read { query in
      let rows = query.artifactsWithoutContent(ofMessagesIn: first.chat, first.sequence...last.sequence)
      return { () throws(StoreError) in
        var found: [EntityID: [Artifact]] = [:]
        let all = try rows.all { (row) throws(StoreError) in
          (message: EntityKey(value: row.integer()).sequence, artifact: try ArtifactRow(&row, chat: first.chat).artifact)
        }
        for (sequence, artifact) in all { if let message = bySequence[sequence] { found[message, default: []].append(artifact) } }
        return found
      }
    }
  }

  package func children(of id: EntityID) async throws(StoreError) -> [Entity] {
    guard [.userMessage, .assistantMessage, .code].contains(id.kind) else { return [] }
    return try await read { query in
      let answers = query.answers(to: id)
      let artifacts = id.kind == .code ? query.siblings(ofArtifact: id) : query.artifacts(ofMessage: id)
      return { () throws(StoreError) in
        var found = try artifacts.artifacts(of: id.chat).filter { $0.parent == id }.map { Entity.artifact($0) }
        if id.kind == .userMessage { found += try answers.messageRows(of: id.chat).map { .message($0.message) } }
        return found.sorted { $0.id < $1.id }
      }
    }
  }

  package func entities(in chat: ChatID, withContent: Bool) async throws(StoreError) -> [Entity] {
    let range = 0...EntityID.maxSequence
    return try await read { query in
      let messages = query.messages(in: chat, range)
      let artifacts = query.artifacts(in: chat, range, withContent: withContent)
      return { () throws(StoreError) in
        let all = try messages.messageRows(of: chat).map { Entity.message($0.message) } + artifacts.artifacts(of: chat).map { Entity.artifact($0) }
        return all.sorted { $0.id.sequence < $1.id.sequence }
      }
    }
  }

  package func statistics(of chat: ChatID) async throws(StoreError) -> ChatStatistics? {
    try await read { query in
      let last = query.send("SELECT last_sequence FROM chats WHERE id = $1", chat)
      let messages = query.send(
        """
        SELECT parent IS NULL, count(*) FROM messages
        WHERE key BETWEEN (SELECT number << 20 FROM chats WHERE id = $1) AND (SELECT (number << 20) + 999999 FROM chats WHERE id = $1) GROUP BY 1
        """, chat)
      let artifacts = query.send(
        """
        SELECT type, count(*) FROM artifacts
        WHERE key BETWEEN (SELECT number << 20 FROM chats WHERE id = $1) AND (SELECT (number << 20) + 999999 FROM chats WHERE id = $1) GROUP BY 1
        """, chat)
      return { () throws(StoreError) in
        guard let lastSequence = try last.first({ row in row.int() }) else { return nil }
        var counts = Dictionary(uniqueKeysWithValues: EntityKind.allCases.map { ($0, 0) })
        for (isQuestion, count) in try messages.all({ row in (row.bool(), row.int()) }) {
          counts[isQuestion ? .userMessage : .assistantMessage] = count
        }
        for (type, count) in try artifacts.all({ row in (row.text(), row.int()) }) {
          if let kind = ArtifactKind(rawValue: type) { counts[kind.entityKind] = count }
        }
        return ChatStatistics(counts: counts, lastSequence: lastSequence)
      }
    }
  }
}

extension PostgresQuery {
  /// The answers to a question, oldest first; none when there is no such question.
  fileprivate func answers(to question: EntityID) -> PostgresReply {
    send(
      """
      SELECT key, parent, role, content, status, frontend_id, created_at, run_id, finish_reason, prompt_tokens, completion_tokens,
        cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, provider, model, response_time_ms, time_to_first_token_ms,
        metadata::text, NULL::bigint
      FROM messages
      WHERE key IN (
        SELECT (r.chat << 20) + r.assistant_sequence FROM runs AS r
        JOIN chats AS c ON c.number = r.chat AND c.id = $1
        JOIN messages AS q ON q.key = (c.number << 20) + $2 AND q.id = $3
        WHERE r.user_sequence = $2 AND r.assistant_sequence > $2)
      ORDER BY key
      """, question.chat, question.sequence, question)
  }

  /// The artifacts of the answer that an artifact belongs to, at any depth, in order; none when there is no such artifact.
  fileprivate func siblings(ofArtifact id: EntityID) -> PostgresReply {
    send(
      """
      SELECT a.key, a.parent, a.type, a.language, a.title, a.status, a.range_start, a.range_end, a.name, a.media_type, a.bytes, a.sha256,
        a.frontend_id, a.created_at,
        CASE
          WHEN a.inline THEN substr(convert_to(m.content, 'UTF8'), a.range_start::int + 1, (a.range_end - a.range_start)::int)
          WHEN a.blob IS NOT NULL THEN (SELECT content FROM blobs WHERE sha256 = a.blob)
          ELSE a.content
        END
      FROM artifacts AS known JOIN messages AS m ON m.key = known.message JOIN artifacts AS a ON a.message = m.key
      WHERE known.key = (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND known.id = $3
      ORDER BY a.key
      """, id.chat, id.sequence, id)
  }
}
