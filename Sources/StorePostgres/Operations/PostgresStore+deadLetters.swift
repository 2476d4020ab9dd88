import Domain
import Primitives
import Store

extension PostgresStore: DeadLetterStore {
  package func deadLetters(limit: Int) async throws(StoreError) -> [DeadLetter] {
    try await read { query in
      let found = query.send(
        """
        SELECT run, stream, chat_id, user_sequence, reason, attempts, buried_at FROM dead_letters JOIN runs ON runs.id = dead_letters.run
        ORDER BY buried_at DESC, run COLLATE "C" DESC LIMIT $1
        """, limit)
      return { () throws(StoreError) in
        try found.all { row in
          let (run, stream, chat, sequence) = (row.text(), row.text(), row.chatID(), row.optionalInt())
          let question = chat.flatMap { chat in sequence.map { EntityID(chat: chat, sequence: $0, kind: .userMessage) } }
          return DeadLetter(
            run: run, stream: stream, chat: chat, question: question, reason: row.text(), attempts: row.integer(), buriedAt: row.timestamp())
        }
      }
    }
  }

  package func dropDeadLetter(run: String) async throws(StoreError) -> Bool {
    try await write { query in
      let dropped = query.send("DELETE FROM dead_letters WHERE run = $1 RETURNING run", run)
      return { () throws(StoreError) in try dropped.first { row in row.text() } != nil }
    }
  }
}
