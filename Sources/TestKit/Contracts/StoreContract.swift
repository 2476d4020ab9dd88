import Domain
import Primitives
import Store
import Testing

/// One promise of the `Store` port and the test that tries to break it. Every backend runs all of `StoreContract.all`.
package struct StoreContract: Sendable, CustomTestStringConvertible {
  package let testDescription: String
  let body: @Sendable (StoreFixture) async throws -> Void

  init(_ promise: String, _ body: @escaping @Sendable (StoreFixture) async throws -> Void) {
    testDescription = promise
    self.body = body
  }

  package static let all = chats + acceptance + branches + runs + finalization + streams + sessions + records + outbox + upkeep

  /// Of stores that also keep who may do what.
  package static let access = users + keys + sharing

  /// - Parameters:
  ///   - store: empty, and of the test's own.
  ///   - time: the clock that the store was given.
  ///   - tokensByProvider: reads a run's column of that name, which only people ask for: a JSON object.
  ///   - maintain: does at once what this backend does behind the scenes sooner or later, such as compacting its log.
  package func check(
    _ store: any Store, time: ManualTime, tokensByProvider: @escaping @Sendable (_ run: String) async throws -> String,
    maintain: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await body(StoreFixture(store: store, time: time, tokensByProvider: tokensByProvider, maintain: maintain))
  }
}
