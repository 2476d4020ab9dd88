import Domain
import Primitives
import Store

extension SQLiteStore {
  package func beginArtifact(_ artifact: ArtifactBeginning) async throws(StoreError) -> EntityID {
    try await write { (writer) throws(StoreError) in
      let connection = writer.connection
      let run = try connection.runUnderWay(artifact.run, epoch: artifact.epoch)
      guard run.run.assistantMessage == artifact.message, let chat = run.chatNumber else {
        throw .notAnswer(artifact.message, ofRun: artifact.run)
      }
      try connection.checkParent(of: artifact, chat: chat)
      let message = EntityKey(chat: chat, sequence: artifact.message.sequence)
      let parent = EntityKey(chat: chat, sequence: artifact.parent.sequence)
      if let key = try connection.firstVoidArtifact(of: message, kind: artifact.kind) {
        try connection.run(
          "UPDATE artifacts SET parent = ?, language = ?, title = ?, status = 'streaming', inline = ?, updated_at = ? WHERE key = ?", parent,
          artifact.language, artifact.title, artifact.inline, artifact.now, key)
        return EntityID(chat: artifact.message.chat, sequence: key.sequence, kind: artifact.kind.entityKind)
      }
      let id = EntityID(
        chat: artifact.message.chat, sequence: try connection.takeSequence(chat: chat, now: artifact.now), kind: artifact.kind.entityKind)
      try connection.run(
        """
        INSERT INTO artifacts (key, id, message, parent, type, language, title, status, inline, frontend_id, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'streaming', ?, ?, ?, ?)
        """, EntityKey(chat: chat, sequence: id.sequence), id, message, parent, artifact.kind, artifact.language, artifact.title, artifact.inline,
        run.run.frontendID, artifact.now, artifact.now)
      return id
    }
  }

  package func voidArtifacts(of message: EntityID, run: String, epoch: Int64, keeping: [EntityID]) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      let row = try writer.connection.runUnderWay(run, epoch: epoch)
      guard row.run.assistantMessage == message, let chat = row.chatNumber else {
        throw .notAnswer(message, ofRun: run)
      }
      let kept = Set(keeping.map(\.sequence))
      for key in try writer.connection.artifactKeys(of: EntityKey(chat: chat, sequence: message.sequence)) where !kept.contains(key.sequence) {
        try writer.connection.voidArtifact(key, now: writer.time.now())
      }
    }
  }
}

extension Connection {
  /// The run, while this epoch is the one that may write. - Throws: `fenced`.
  func runUnderWay(_ id: String, epoch: Int64) throws(StoreError) -> RunRow {
    guard let row = try runRow(id, withRequest: false), !row.isOver, row.run.epoch == epoch else { throw .fenced(run: id, epoch: epoch) }
    return row
  }

  func artifactKeys(of message: EntityKey) throws(StoreError) -> [EntityKey] {
    try all("SELECT key FROM artifacts WHERE message = ? ORDER BY key", message) { row in EntityKey(value: row.integer()) }
  }

  /// Leaves the ID and takes everything that it stood for.
  func voidArtifact(_ key: EntityKey, now: Timestamp) throws(StoreError) {
    try run(
      """
      UPDATE artifacts SET status = 'void', range_start = NULL, range_end = NULL, bytes = NULL, sha256 = NULL, content = NULL, updated_at = ?
      WHERE key = ?
      """, now, key)
  }

  /// The next sequence of a chat. Called only where the entity's row is written in the same transaction, so that there are no holes.
  fileprivate func takeSequence(chat: Int64, now: Timestamp) throws(StoreError) -> Int {
    let taken = try first("SELECT last_sequence FROM chats WHERE number = ?", chat) { row in row.int() }
    guard let taken, taken < EntityID.maxSequence else { throw .exhausted }
    try run("UPDATE chats SET last_sequence = ?, updated_at = max(updated_at, ?) WHERE number = ?", taken + 1, now, chat)
    return taken + 1
  }

  fileprivate func firstVoidArtifact(of message: EntityKey, kind: ArtifactKind) throws(StoreError) -> EntityKey? {
    try first("SELECT key FROM artifacts WHERE message = ? AND type = ? AND status = 'void' ORDER BY key LIMIT 1", message, kind) { row in
      EntityKey(value: row.integer())
    }
  }

  fileprivate func checkParent(of artifact: ArtifactBeginning, chat: Int64) throws(StoreError) {
    let wanted = artifact.kind.entityKind.parentKind
    let isOfThisAnswer =
      switch artifact.parent.kind {
      case .assistantMessage: artifact.parent == artifact.message
      case _ where artifact.parent.chat != artifact.message.chat: false
      default:
        try exists(
          "SELECT 1 FROM artifacts WHERE key = ? AND id = ? AND message = ? AND status <> 'void'",
          EntityKey(chat: chat, sequence: artifact.parent.sequence), artifact.parent, EntityKey(chat: chat, sequence: artifact.message.sequence))
      }
    guard artifact.parent.kind == wanted, artifact.kind != .attachment, isOfThisAnswer else { throw .wrongParent(of: artifact) }
  }
}
