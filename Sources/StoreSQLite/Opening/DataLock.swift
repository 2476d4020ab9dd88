import Glibc
import Store

/// The mark that one server uses a database. The kernel takes it away when the process ends, however it ends.
struct DataLock: ~Copyable {
  private let descriptor: CInt

  /// - Parameter path: the database's path; the lock is a file beside it.
  /// - Throws: `unusable`, naming the holder, when another server has it.
  init(database path: String) throws(StoreError) {
    let lockPath = "\(path).lock"
    let descriptor = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(.unusable, "opening \(lockPath): \(String(cString: strerror(errno))); check the owner and mode of its folder")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.holder(descriptor)
      close(descriptor)
      throw StoreError(.unusable, "\(path) is in use by another server\(holder); end it, or give this one another data folder")
    }
    ftruncate(descriptor, 0)
    let text = "\(getpid())\n"
    _ = pwrite(descriptor, text, text.utf8.count, 0)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: CInt) -> String {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let digits = buffer.prefix(max(count, 0)).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
  }
}
