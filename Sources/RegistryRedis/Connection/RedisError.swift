import Registry

/// Why a command was not answered.
package struct RedisError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// There is no connection at present; one is tried again and again.
    case unreachable
    /// No answer in time: the command may have been carried out.
    case timedOut
    /// The server answered with an error.
    case refused
    /// The answer is not what the command is documented to give.
    case unexpected
    /// Too many calls wait already.
    case busy
    case closed
  }

  package var code: Code
  package var message: String
  package var description: String { message }

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  var asRegistryError: RegistryError { RegistryError("the registry on Redis: \(message)") }

  static func unexpected(_ what: String, _ reply: RedisReply) -> RedisError {
    RedisError(.unexpected, "\(what) was expected, found \(String(describing: reply).prefix(120)); is the server a Redis of version 5 or newer?")
  }
}
