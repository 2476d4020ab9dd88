import Glibc

/// Writes lines to an open descriptor, by default standard error. Never blocks for longer than its patience: a reader that has stopped
/// reading (a full pipe) costs log lines, never the server.
package struct FileDescriptorSink: LogSink {
  private let descriptor: Int32
  private let patienceMilliseconds: Int32
  private let chunkBytes: Int

  /// - Parameters:
  ///   - descriptor: stays the caller's; the sink neither closes it nor changes its mode.
  ///   - patienceMilliseconds: how long one write may wait for room.
  package init(descriptor: Int32 = STDERR_FILENO, patienceMilliseconds: Int32 = 2000) {
    self.descriptor = descriptor
    self.patienceMilliseconds = patienceMilliseconds
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    // POSIX promises that a pipe which poll() calls writable takes PIPE_BUF bytes (4,096 on Linux) without blocking, not more.
    chunkBytes = isFile ? 1 << 20 : 4096
  }

  package func write(_ lines: [UInt8]) -> Bool {
    var at = 0
    while at < lines.count {
      guard waitForRoom() else { return false }
      let size = min(chunkBytes, lines.count - at)
      let written = unsafe lines.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + at, size) }
      if written >= 0 {
        at += written
      } else if errno != EINTR && errno != EAGAIN {
        return false
      }
    }
    return true
  }

  private func waitForRoom() -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while true {
      let ready = unsafe Glibc.poll(&poll, 1, patienceMilliseconds)
      if ready > 0 { return poll.revents & Int16(POLLOUT) != 0 }
      if ready == 0 || errno != EINTR { return false }
    }
  }
}
