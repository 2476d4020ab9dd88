import CSQLite
import Glibc
import Store

extension SQLiteStore {
  package func backup(toPath target: String) async throws(StoreError) {
    let source = path
    // A thread of its own: a large copy would keep readers waiting.
    let outcome: Result<Void, StoreError> = await withCheckedContinuation { continuation in
      do throws(StoreError) {
        try WorkerThread.start(name: "store-backup") { opening in
          opening.succeeded()
          do throws(StoreError) {
            continuation.resume(returning: .success(try Backup(source: source, target: target).perform()))
          } catch {
            continuation.resume(returning: .failure(error))
          }
        }
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
    try outcome.get()
  }
}

/// A copy of the whole database as it is at one moment, by SQLite's online backup.
private struct Backup {
  private let source: String
  private let target: String
  /// Written under this name until it is whole, so that nobody takes a half copy for a backup.
  private let partial: String

  init(source: String, target: String) throws(StoreError) {
    guard !target.isEmpty else { throw StoreError(.unusable, "the backup needs the path of a file that does not exist yet") }
    self.source = source
    self.target = target
    partial = "\(target).partial-\(getpid())"
  }

  func perform() throws(StoreError) {
    if DataFolder.exists(target) { throw Self.exists(target) }
    do throws(StoreError) {
      try copy()
      try sync(partial)
      try publish()
    } catch {
      unlink(partial)
      throw error
    }
  }

  /// In one step and so from one snapshot: copying in pieces would begin again with every commit of the server.
  private func copy() throws(StoreError) {
    let from = try Connection(path: source, access: .queryOnly, cacheKibibytes: 1024)
    try DataFolder.makeFile(partial)
    let to = try Connection(path: partial, access: .readWriteCreate, cacheKibibytes: 1024)
    guard let backup = sqlite3_backup_init(to.pointer, "main", from.pointer, "main") else {
      throw to.failure(sqlite3_errcode(to.pointer), doing: "beginning the backup")
    }
    let code = sqlite3_backup_step(backup, -1)
    let finished = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finished == SQLITE_OK else {
      throw to.failure(code == SQLITE_DONE ? finished : code, doing: "copying to \(target)")
    }
  }

  private func sync(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("opening \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Self.failure("writing \(path) to the disk") }
  }

  /// A hard link refuses to replace a file that appeared meanwhile, where a rename would.
  private func publish() throws(StoreError) {
    guard link(partial, target) != 0 else {
      unlink(partial)
      return
    }
    if errno == EEXIST { throw Self.exists(target) }
    // Some file systems have no hard links.
    guard rename(partial, target) == 0 else { throw Self.failure("naming the backup \(target)") }
  }

  private static func exists(_ path: String) -> StoreError {
    StoreError(.exists, "\(path) exists already; a backup overwrites nothing, give another name or remove it")
  }

  private static func failure(_ doing: String) -> StoreError { StoreError(.failed, "\(doing): \(String(cString: strerror(errno)))") }
}
