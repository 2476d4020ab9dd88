import Domain
import Primitives
import Store

extension PostgresTransaction {
  /// Queues the lock of a chat and the reading of its row.
  func lockChat(_ id: ChatID) -> PostgresReply {
    send(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats WHERE id = $1 FOR NO KEY UPDATE
      """, id)
  }

  /// Queues the making of a chat; it gives a row with the chat's number unless the chat exists.
  func insert(_ chat: Chat) -> PostgresReply {
    send(
      """
      INSERT INTO chats (id, title, origin, created_at, updated_at, user_id) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (id) DO NOTHING RETURNING number
      """, chat.id, chat.title, chat.origin, chat.createdAt, chat.updatedAt, chat.user)
  }
}

extension PostgresQuery {
  func chat(_ id: ChatID) -> PostgresReply {
    send(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats WHERE id = $1
      """, id)
  }

  /// Newest first, below `number`. - Parameter origins: `nil` for every one.
  func chats(origins: Set<String>?, below number: Int64, limit: Int) -> PostgresReply {
    guard let origins else {
      return send(
        """
        SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
          unpriced_messages, user_id
        FROM chats WHERE number < $1 ORDER BY number DESC LIMIT $2
        """, number, limit)
    }
    // Of each origin as many as are wanted, so that the index of one is read from its end.
    return send(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM unnest($1) AS wanted(name) CROSS JOIN LATERAL (
        SELECT * FROM chats WHERE origin = wanted.name AND number < $2 ORDER BY number DESC LIMIT $3) AS found
      ORDER BY number DESC LIMIT $3
      """, origins.sorted(), number, limit)
  }

  /// Newest first, below `number`: those that may be meant by the search, which looks at each of them itself.
  func chats(maybeMatching search: ChatSearch, below number: Int64, limit: Int) -> PostgresReply {
    // The collation C folds the letters A to Z only, in every database; titles with others are looked at by the search.
    send(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats
      WHERE number < $1 AND (strpos(upper(title COLLATE "C"), $2) > 0 OR starts_with(id, $3) OR title COLLATE "C" ~ '[^ -~]')
      ORDER BY number DESC LIMIT $4
      """, number, search.folded, search.idPrefix, limit)
  }
}
