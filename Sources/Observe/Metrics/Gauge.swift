import Synchronization

/// A figure that rises and falls, such as what is open at present. Safe from any thread.
package final class Gauge: Sendable {
  private let current = Atomic<Int64>(0)

  package init() {}

  package func add(_ amount: Int64 = 1) { current.wrappingAdd(amount, ordering: .relaxed) }
  package func subtract(_ amount: Int64 = 1) { current.wrappingSubtract(amount, ordering: .relaxed) }
  package func set(_ value: Int64) { current.store(value, ordering: .relaxed) }

  package var value: Int64 { current.load(ordering: .relaxed) }
}
