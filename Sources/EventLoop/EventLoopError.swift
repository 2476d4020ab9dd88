/// Why an event loop could not start.
package struct EventLoopError: Error, Equatable, CustomStringConvertible {
  /// What failed.
  package enum Code: String, Sendable {
    case loopSetup = "loop.setup"
    case threadStart = "loop.thread"
    case signalWatch = "loop.signal"
  }

  package let code: Code
  /// What was wanted, what the system said, what to do.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(code.rawValue): \(message)" }
}
