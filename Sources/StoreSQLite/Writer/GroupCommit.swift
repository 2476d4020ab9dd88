import Primitives
import Store

/// The writer thread's loop: everything that has arrived becomes one transaction. While the disk is busy with it the next batch gathers,
/// so that the cost of a durable commit is shared by all that asked meanwhile.
struct GroupCommit {
  private let queue: WorkQueue<WriteOperation>
  private let writer: Writer
  private var isFullySynchronous = true

  init(queue: WorkQueue<WriteOperation>, writer: Writer) {
    self.queue = queue
    self.writer = writer
  }

  /// Runs until the queue is closed and empty.
  mutating func run() {
    while let operations = queue.takeAll(waiting: !writer.journal.hasUpkeep) {
      if !operations.isEmpty { commit(operations) }
      writer.journal.stepUpkeep(now: writer.time.now())
    }
  }

  private mutating func commit(_ operations: [WriteOperation]) {
    var failure: StoreError?
    do throws(StoreError) {
      try synchronize(fully: operations.contains { $0.isDurable })
      if try !attempt(operations, apart: false) { _ = try attempt(operations, apart: true) }
    } catch {
      failure = error
      rollBack()
    }
    if failure == nil { writer.journal.committed() }
    for operation in operations { operation.answer(failure: failure) }
  }

  /// Nearly every refusal is decided before anything is written, so that all operations go into one transaction as they are. Where one is
  /// refused after it wrote, all of it is taken back and done again with each operation kept apart by a savepoint, which costs more.
  /// - Returns: whether it was committed; without `apart` it may have to be done again.
  private func attempt(_ operations: [WriteOperation], apart: Bool) throws(StoreError) -> Bool {
    try writer.connection.run("BEGIN IMMEDIATE")
    for operation in operations {
      if apart {
        try applyApart(operation)
      } else if !applyUntouched(operation) {
        rollBack()
        return false
      }
    }
    try writer.connection.run("COMMIT")
    writer.commits += 1
    return true
  }

  /// - Returns: `false` when the operation was refused after it wrote, or took the whole transaction with it.
  private func applyUntouched(_ operation: WriteOperation) -> Bool {
    let changes = writer.connection.totalChanges
    let mark = writer.journal.mark
    if operation.apply(to: writer) { return true }
    // A failing disk may have ended the transaction behind our back.
    return writer.connection.isInTransaction && writer.connection.totalChanges == changes && writer.journal.mark == mark
  }

  private func applyApart(_ operation: WriteOperation) throws(StoreError) {
    try writer.connection.run("SAVEPOINT operation")
    let mark = writer.journal.mark
    if !operation.apply(to: writer) {
      writer.journal.takeBack(to: mark)
      // A failing disk may already have rolled back everything; then this throws and the whole batch is refused.
      try writer.connection.run("ROLLBACK TO operation")
    }
    try writer.connection.run("RELEASE operation")
  }

  private func rollBack() {
    if writer.connection.isInTransaction { try? writer.connection.execute("ROLLBACK") }
    writer.journal.rolledBack()
  }

  /// SQLite takes this setting between transactions only.
  private mutating func synchronize(fully: Bool) throws(StoreError) {
    guard fully != isFullySynchronous else { return }
    try writer.connection.execute(fully ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
    isFullySynchronous = fully
  }
}
