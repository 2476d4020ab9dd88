import Domain
import Primitives
import Store

extension SQLiteStore {
  package func finalize(_ finalization: RunFinalization) async throws(StoreError) -> FinalizedRun {
    try await write(durable: true) { (writer) throws(StoreError) in try Finalization(finalization, writer: writer).perform() }
  }

  package func openCall(_ call: ProviderCall, epoch: Int64) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      _ = try writer.connection.runUnderWay(call.run, epoch: epoch)
      try writer.connection.insert(call, epoch: epoch)
    }
  }

  package func closeCall(_ call: ProviderCall) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      guard try writer.connection.close(call, now: call.endedAt ?? writer.time.now()) else {
        throw .unknown(call: call.id)
      }
    }
  }
}
