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
      try writer.connection.run("BEGIN IMMEDIATE")
      for operation in operations { try apply(operation) }
      try writer.connection.run("COMMIT")
    } catch {
      failure = error
      if writer.connection.isInTransaction { try? writer.connection.execute("ROLLBACK") }
    }
    if failure == nil { writer.journal.committed() } else { writer.journal.rolledBack() }
    for operation in operations { operation.answer(failure: failure) }
  }

  /// A savepoint each, so that a refused operation takes back its own writes only.
  private func apply(_ operation: WriteOperation) throws(StoreError) {
    try writer.connection.run("SAVEPOINT operation")
    let mark = writer.journal.mark
    if operation.apply(to: writer) {
      try writer.connection.run("RELEASE operation")
    } else {
      writer.journal.takeBack(to: mark)
      // A failing disk may already have rolled back everything; then this throws and the whole batch is refused.
      try writer.connection.run("ROLLBACK TO operation")
      try writer.connection.run("RELEASE operation")
    }
  }

  /// SQLite takes this setting between transactions only.
  private mutating func synchronize(fully: Bool) throws(StoreError) {
    guard fully != isFullySynchronous else { return }
    try writer.connection.execute(fully ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
    isFullySynchronous = fully
  }
}
