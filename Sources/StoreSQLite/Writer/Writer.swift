import Primitives
import Store

/// What the writer thread owns and knows. Never touched by another thread.
///
/// Numbers that it hands out only rise, also past what is rolled back; what it remembers of runs is dropped when a transaction changes it,
/// and read again when it is needed. So a rollback has nothing to restore here but the list of changes to the journal's index.
final class Writer {
  let connection: Connection
  let time: any TimeSource
  let journal: Journal
  /// Goes after the connection is closed.
  private let lock: DataLock
  private(set) var lastRunNumber: Int64
  /// Group commits since the store was opened.
  var commits = 0

  init(connection: Connection, lock: consuming DataLock, time: any TimeSource, index: JournalIndex) throws(StoreError) {
    self.connection = connection
    self.lock = lock
    self.time = time
    journal = try Journal(connection: connection, index: index)
    let known = try connection.first("SELECT max(number) FROM runs") { row in row.integer() } ?? 0
    lastRunNumber = max(known, journal.greatestRun)
  }

  /// A number that no run ever had, also none of a deleted chat of which the log still holds events.
  func takeRunNumber() -> Int64 {
    lastRunNumber += 1
    return lastRunNumber
  }

  /// The run's epoch or state changes in this transaction.
  func forget(stream: String) { journal.forget(stream: stream) }
}
