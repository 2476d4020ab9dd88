import Glibc

/// Where a command says things to the person who started it.
package protocol Console: Sendable {
  /// Results, on standard output.
  func write(_ text: String)
  /// Results that are UTF-8 already.
  func write(bytes: [UInt8])
  /// One line on standard error.
  func complain(_ line: String)
  /// How far long work is, on standard error where that is a terminal: one line that the next takes the place of. `nil` takes it away.
  func progress(_ line: String?)
}

extension Console {
  package func write(bytes: [UInt8]) { write(String(decoding: bytes, as: UTF8.self)) }
  package func progress(_ line: String?) {}
}

/// The process's own standard output and standard error.
package struct StandardConsole: Console {
  private let showsProgress: Bool

  package init() {
    showsProgress = isatty(STDERR_FILENO) == 1
  }

  package func write(_ text: String) { send(Array(text.utf8), to: STDOUT_FILENO) }

  package func write(bytes: [UInt8]) { send(bytes, to: STDOUT_FILENO) }

  package func complain(_ line: String) {
    progress(nil)
    send(Array("throughline: \(line)\n".utf8), to: STDERR_FILENO)
  }

  package func progress(_ line: String?) {
    if showsProgress { send(Array("\r\u{1B}[K\(ConfigurationError.oneLine(line ?? ""))".utf8), to: STDERR_FILENO) }
  }

  private func send(_ bytes: [UInt8], to descriptor: Int32) {
    var at = 0
    while at < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
      if count < 0, errno != EINTR { return }
      at += max(0, count)
    }
  }
}
