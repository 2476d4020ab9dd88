import Registry
import Testing

/// One promise of the `Registry` port and the test that tries to break it. Every backend runs all of `RegistryContract.all`.
package struct RegistryContract: Sendable, CustomTestStringConvertible {
  package let testDescription: String
  let body: @Sendable (RegistryFixture) async throws -> Void

  init(_ promise: String, _ body: @escaping @Sendable (RegistryFixture) async throws -> Void) {
    testDescription = promise
    self.body = body
  }

  package static let all = topics + lives

  /// - Parameters:
  ///   - registry: empty, and of the test's own.
  ///   - pass: lets this share of the registry's patience pass, or a little more.
  package func check(_ registry: any Registry, pass: @escaping @Sendable (_ patience: Double) async throws -> Void) async throws {
    try await body(RegistryFixture(registry: registry, pass: pass))
  }
}

/// What a test of the contract works with.
struct RegistryFixture: Sendable {
  let registry: any Registry
  let pass: @Sendable (_ patience: Double) async throws -> Void

  /// More than the registry's patience passes, in which only these pods are heard of.
  func silence(except pods: String...) async throws {
    for _ in 0..<3 {
      for pod in pods { try await registry.heartbeat(pod: pod) }
      try await pass(0.4)
    }
  }
}
