import Domain

extension StoreError {
  package static var closed: StoreError { StoreError(.failed, "the store is closed; the server is stopping") }

  package static var foreignCursor: StoreError { StoreError(.badCursor, "the cursor was not made by this list; begin again without one") }

  package static func unknown(chat id: ChatID) -> StoreError { StoreError(.notFound, "there is no chat \(id)") }
  package static func unknown(run id: String) -> StoreError { StoreError(.notFound, "there is no run \(id)") }
  package static func unknown(stream name: String) -> StoreError { StoreError(.notFound, "there is no stream \(name)") }

  package static func unknown(user id: String) -> StoreError { StoreError(.notFound, "there is no user \(id)") }
  package static func unknown(key id: String) -> StoreError { StoreError(.notFound, "there is no key \(id) that is not revoked") }

  package static func unknown(reference id: EntityID, _ kind: String) -> StoreError {
    StoreError(.unknownReference(id), "there is no \(kind) \(id) in this chat")
  }

  package static func unknown(upload id: String) -> StoreError {
    StoreError(.unknownUpload(id), "there is no upload \(id); uploads that no message used are dropped after a while")
  }

  package static func unknown(call id: String) -> StoreError {
    StoreError(.notFound, "there is no call \(id) in the ledger; open it before it is made")
  }

  package static func exists(chat id: ChatID) -> StoreError { StoreError(.exists, "there is a chat \(id) already; take another ID") }
  package static func exists(user name: String) -> StoreError { StoreError(.exists, "there is a user \(name) already; take another name") }
  package static func exists(keyPrefix prefix: String) -> StoreError { StoreError(.exists, "there is a key tl_\(prefix)_… already; make another") }
  package static func exists(upload id: String) -> StoreError { StoreError(.exists, "there is an upload \(id) already; take another ID") }

  package static func fenced(run: String, epoch: Int64) -> StoreError {
    StoreError(.fenced, "run \(run) is over, gone, or taken over from the worker of epoch \(epoch); drop it, nothing was written")
  }

  package static func notAnswer(_ message: EntityID, ofRun run: String) -> StoreError {
    StoreError(.invalidParent, "message \(message) is not the answer of run \(run)")
  }

  package static func notBegun(artifact: EntityID, byRun run: String) -> StoreError {
    StoreError(.notFound, "artifact \(artifact) was not begun by run \(run)")
  }

  package static func notFinal(_ status: RunStatus) -> StoreError {
    StoreError(.failed, "a run is finalized as completed, failed or cancelled, not as \(status.rawValue)")
  }

  package static var exhausted: StoreError {
    StoreError(.sequenceExhausted, "the chat has given all \(EntityID.maxSequence) IDs; begin a new chat")
  }

  /// A parent that PROTOCOL §1 does not allow, or one of another answer.
  package static func wrongParent(of artifact: ArtifactBeginning) -> StoreError {
    let kind = artifact.kind.entityKind
    return StoreError(
      .invalidParent, "the parent of \(kind.rawValue) must be \(kind.parentKind?.rawValue ?? "none") of the same answer, found \(artifact.parent)")
  }

  /// A row whose column holds what this program never writes.
  package static func unreadable(_ what: String, _ column: String) -> StoreError {
    StoreError(.failed, "reading \(what): its \(column) is not what this program writes; restore a backup, or look who else writes the database")
  }
}
