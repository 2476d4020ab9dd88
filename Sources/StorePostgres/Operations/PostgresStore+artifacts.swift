import Domain
import Primitives
import Store

extension PostgresStore {
  package func beginArtifact(_ artifact: ArtifactBeginning) async throws(StoreError) -> EntityID {
    try await transaction { (transaction) async throws(StoreError) in
      let last = transaction.lockChat(ofRun: artifact.run)
      let locked = transaction.lockRun(artifact.run)
      let free = transaction.send(
        """
        SELECT key FROM artifacts
        WHERE message = (SELECT (chat << 20) + $2 FROM runs WHERE id = $1) AND type = $3 AND status = 'void' ORDER BY key LIMIT 1
        """, artifact.run, artifact.message.sequence, artifact.kind)
      let parent = transaction.send(
        """
        SELECT 1::bigint FROM artifacts
        WHERE key = (SELECT (chat << 20) + $2 FROM runs WHERE id = $1) AND id = $3
          AND message = (SELECT (chat << 20) + $4 FROM runs WHERE id = $1) AND status <> 'void'
        """, artifact.run, artifact.parent.sequence, artifact.parent, artifact.message.sequence)
      try await transaction.flush()
      let run = try locked.runUnderWay(artifact.run, epoch: artifact.epoch)
      guard run.run.assistantMessage == artifact.message, let chat = run.chatNumber, let taken = try last.first({ row in row.int() }) else {
        throw .notAnswer(artifact.message, ofRun: artifact.run)
      }
      guard artifact.isBelow(parentFound: parent.exists) else { throw .wrongParent(of: artifact) }
      if let key = try free.first({ row in EntityKey(value: row.integer()) }) {
        transaction.beginAgain(artifact, key: key, chat: chat)
        return EntityID(chat: artifact.message.chat, sequence: key.sequence, kind: artifact.kind.entityKind)
      }
      guard taken < EntityID.maxSequence else { throw .exhausted }
      return transaction.begin(artifact, sequence: taken + 1, chat: chat, frontendID: run.run.frontendID)
    }
  }

  package func voidArtifacts(of message: EntityID, run: String, epoch: Int64, keeping: [EntityID]) async throws(StoreError) {
    let now = time.now()
    try await transaction { (transaction) async throws(StoreError) in
      let locked = transaction.lockRun(run)
      try await transaction.flush()
      let row = try locked.runUnderWay(run, epoch: epoch)
      guard row.run.assistantMessage == message, let chat = row.chatNumber else { throw .notAnswer(message, ofRun: run) }
      transaction.send(
        """
        UPDATE artifacts SET status = 'void', range_start = NULL, range_end = NULL, bytes = NULL, sha256 = NULL, content = NULL, updated_at = $1
        WHERE message = $2 AND key <> ALL($3)
        """, now, EntityKey(chat: chat, sequence: message.sequence), keeping.map { EntityKey(chat: chat, sequence: $0.sequence).value })
    }
  }
}

extension ArtifactBeginning {
  /// Whether the parent is one that PROTOCOL §1 allows. - Parameter parentFound: whether there is such an artifact of this answer.
  fileprivate func isBelow(parentFound: Bool) -> Bool {
    guard kind != .attachment, parent.kind == kind.entityKind.parentKind else { return false }
    return parent.kind == .assistantMessage ? parent == message : parent.chat == message.chat && parentFound
  }
}

extension PostgresTransaction {
  fileprivate func beginAgain(_ artifact: ArtifactBeginning, key: EntityKey, chat: Int64) {
    send(
      "UPDATE artifacts SET parent = $1, language = $2, title = $3, status = 'streaming', inline = $4, updated_at = $5 WHERE key = $6",
      EntityKey(chat: chat, sequence: artifact.parent.sequence), artifact.language, artifact.title, artifact.inline, artifact.now, key)
  }

  /// The row is written in the transaction that gives the sequence, so that there are no holes.
  fileprivate func begin(_ artifact: ArtifactBeginning, sequence: Int, chat: Int64, frontendID: String?) -> EntityID {
    let id = EntityID(chat: artifact.message.chat, sequence: sequence, kind: artifact.kind.entityKind)
    send("UPDATE chats SET last_sequence = $1, updated_at = greatest(updated_at, $2) WHERE number = $3", sequence, artifact.now, chat)
    send(
      """
      INSERT INTO artifacts (key, id, message, parent, type, language, title, status, inline, frontend_id, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 'streaming', $8, $9, $10, $10)
      """, EntityKey(chat: chat, sequence: sequence), id, EntityKey(chat: chat, sequence: artifact.message.sequence),
      EntityKey(chat: chat, sequence: artifact.parent.sequence), artifact.kind, artifact.language, artifact.title, artifact.inline, frontendID,
      artifact.now)
    return id
  }
}
