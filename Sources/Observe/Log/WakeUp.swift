import Glibc

/// A call that is not lost when nobody waits yet: a POSIX semaphore.
@safe
final class WakeUp: @unchecked Sendable {
  // sem_t must not move, and every thread may call its functions on it: that is what makes the class Sendable.
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  /// Lets one `wait()` go on, now or later.
  func raise() { unsafe sem_post(semaphore) }

  /// Blocks the thread until raised.
  func wait() {
    while unsafe sem_wait(semaphore) != 0 && errno == EINTR {}
  }
}
