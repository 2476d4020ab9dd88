import Glibc

/// A port of 127.0.0.1 that is taken and at which nobody listens, for as long as this lives: whoever connects is refused. A port that was let go
/// will not do for that: the server of a test beside may stand there next.
package final class ClosedPort: Sendable {
  package let number: UInt16
  private let descriptor: CInt

  package init() throws { (descriptor, number) = try LoopbackSocket.bound(port: 0) }

  deinit { close(descriptor) }
}
