import Glibc

/// Where a command says things to the person who started it.
package protocol Console: Sendable {
  /// Results, on standard output.
  func write(_ text: String)
  /// One line on standard error.
  func complain(_ line: String)
}

/// The process's own standard output and standard error.
package struct StandardConsole: Console {
  package init() {}

  package func write(_ text: String) { send(text, to: STDOUT_FILENO) }

  package func complain(_ line: String) { send("throughline: \(line)\n", to: STDERR_FILENO) }

  private func send(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
      if count < 0, errno != EINTR { return }
      at += max(0, count)
    }
  }
}
