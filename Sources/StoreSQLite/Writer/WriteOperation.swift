import Store

/// One caller's operation on its way through the writer thread: applied inside the batch's transaction, answered after its commit.
class WriteOperation {
  /// Whether its answer promises that a power loss cannot undo it.
  let isDurable: Bool

  init(isDurable: Bool) { self.isDurable = isDurable }

  /// - Returns: whether it is to stand; a refused one is rolled back alone.
  func apply(to writer: Writer) -> Bool { false }

  /// Answers the caller. - Parameter failure: why the batch as a whole was not committed; `nil` when it was.
  func answer(failure: StoreError?) {}
}

/// An operation that gives a value.
final class PendingWrite<Value: Sendable>: WriteOperation {
  private let body: @Sendable (Writer) throws(StoreError) -> Value
  private let continuation: CheckedContinuation<Result<Value, StoreError>, Never>
  private var result: Result<Value, StoreError>?

  init(
    isDurable: Bool, continuation: CheckedContinuation<Result<Value, StoreError>, Never>,
    body: @escaping @Sendable (Writer) throws(StoreError) -> Value
  ) {
    self.body = body
    self.continuation = continuation
    super.init(isDurable: isDurable)
  }

  override func apply(to writer: Writer) -> Bool {
    do throws(StoreError) {
      result = .success(try body(writer))
      return true
    } catch {
      result = .failure(error)
      return false
    }
  }

  override func answer(failure: StoreError?) {
    switch result {
    // A refusal was decided on what was read, which a failed commit does not change.
    case .failure(let refusal): continuation.resume(returning: .failure(refusal))
    case .success(let value): continuation.resume(returning: failure.map { .failure($0) } ?? .success(value))
    case nil: continuation.resume(returning: .failure(failure ?? StoreError(.failed, "the operation was not applied; try again")))
    }
  }
}
