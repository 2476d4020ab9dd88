import Bus
import Testing

/// One promise of the `Bus` port and the test that tries to break it. A bus within one process runs `BusContract.always`, one with a broker all.
package struct BusContract: Sendable, CustomTestStringConvertible {
  package let testDescription: String
  /// Whether the promise means something only where work and history outlive the process.
  let needsBroker: Bool
  let body: @Sendable (BusFixture) async throws -> Void

  init(_ promise: String, needsBroker: Bool = false, _ body: @escaping @Sendable (BusFixture) async throws -> Void) {
    testDescription = promise
    self.needsBroker = needsBroker
    self.body = body
  }

  package static let all = work + messages + history
  package static let always = all.filter { !$0.needsBroker }

  /// - Parameters:
  ///   - bus: connected, with nothing on it, and of the test's own.
  ///   - other: the same as another process sees it; within one process the same object.
  ///   - patienceMilliseconds: after which work that is not answered goes to another worker.
  package func check(_ bus: any Bus, other: any Bus, patienceMilliseconds: Int = 0) async throws {
    try await body(BusFixture(bus: bus, other: other, patienceMilliseconds: patienceMilliseconds))
  }
}
