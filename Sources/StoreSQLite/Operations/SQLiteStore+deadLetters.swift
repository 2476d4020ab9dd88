import Domain
import Primitives
import Store

extension SQLiteStore: DeadLetterStore {
  package func deadLetters(limit: Int) async throws(StoreError) -> [DeadLetter] {
    try await read { (connection) throws(StoreError) in
      let buried = try connection.all("SELECT run, reason, attempts, buried_at FROM dead_letters ORDER BY buried_at DESC, run DESC LIMIT ?", limit) {
        row in
        (run: row.text(), reason: row.text(), attempts: row.integer(), at: row.timestamp())
      }
      var letters: [DeadLetter] = []
      for letter in buried {
        guard let run = try connection.runRow(letter.run, withRequest: false)?.run else { continue }
        letters.append(
          DeadLetter(
            run: run.id, stream: run.stream, chat: run.chat, question: run.userMessage, reason: letter.reason, attempts: letter.attempts,
            buriedAt: letter.at))
      }
      return letters
    }
  }

  package func dropDeadLetter(run: String) async throws(StoreError) -> Bool {
    try await change { (connection) throws(StoreError) in try connection.run("DELETE FROM dead_letters WHERE run = ?", run) > 0 }
  }
}
