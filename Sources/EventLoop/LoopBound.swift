/// Carries a value that belongs to one loop through places that demand `Sendable`. Every access checks that it is on the loop.
///
/// The one `@unchecked Sendable` box for loop-bound things: the check stands where the compiler's proof would.
package final class LoopBound<Value>: @unchecked Sendable {
  package let loop: EventLoop
  private var stored: Value?

  /// Boxes a value on the loop that it belongs to. Loop only.
  package init(_ value: Value, on loop: EventLoop) {
    loop.preconditionCurrent()
    self.loop = loop
    stored = value
  }

  /// Hands a value over to the loop that it belongs to from now on.
  package init(handing value: sending Value, to loop: EventLoop) {
    self.loop = loop
    stored = value
  }

  /// The value goes where it lived: its own `deinit` may close handles of the loop.
  deinit {
    guard !loop.isCurrent, let value = stored.take() else { return }
    nonisolated(unsafe) let last = value
    loop.execute { _ = last }
  }

  /// The value. Loop only.
  package var value: Value {
    get {
      loop.preconditionCurrent()
      return stored!
    }
    set {
      loop.preconditionCurrent()
      stored = newValue
    }
  }
}
