import Glibc

/// A server of somebody else's that a test starts for itself and ends by its process ID.
package final class ServerCommand: Sendable {
  package struct LaunchError: Error, CustomStringConvertible {
    package let description: String
  }

  package let identifier: pid_t

  /// - Parameters:
  ///   - program: looked for on the path.
  ///   - output: a file that takes what it prints.
  /// - Throws: when it is not installed.
  package init(_ program: String, _ arguments: [String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var identifier = pid_t()
    let status = posix_spawnp(&identifier, program, &actions, nil, &words, environ)
    guard status == 0 else {
      throw LaunchError(description: "\(program) cannot be started: \(String(cString: strerror(status))); ./test installs what the tests need")
    }
    self.identifier = identifier
  }

  package func send(_ signal: CInt) { kill(identifier, signal) }

  /// Ends it at once and waits until it is gone. Call once.
  package func end() {
    kill(identifier, SIGKILL)
    var status: CInt = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }

  /// Waits until it has ended by itself, and ends it when that takes longer. Call once.
  package func end(patienceMilliseconds: Int) {
    var status: CInt = 0
    for _ in 0..<(patienceMilliseconds / 5) {
      if waitpid(identifier, &status, WNOHANG) == identifier { return }
      usleep(5000)
    }
    end()
  }

  /// Waits until it has ended by itself. Call once. - Returns: its exit code; 255 when a signal ended it.
  package func wait() -> Int {
    var status: CInt = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 255
  }

  /// A port on the loopback address that was free a moment ago.
  package static func freePort() throws -> UInt16 {
    try ClosedPort().number
  }
}
