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

  package func identifyCall(_ id: String, run: String, epoch: Int64, providerRequestID: String) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      _ = try writer.connection.runUnderWay(run, epoch: epoch)
      let identified = try writer.connection.run(
        "UPDATE provider_calls SET provider_request_id = ? WHERE id = ? AND run_id = ?", providerRequestID, id, run)
      if identified == 0 { throw StoreError(.notFound, "there is no call \(id) of run \(run) in the ledger; open it before it is made") }
    }
  }

  package func closeCall(_ call: ProviderCall) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      if try writer.connection.isBooked(call: call.id) { return }
      guard try writer.connection.close(call, now: call.endedAt ?? writer.time.now()) else {
        throw .unknown(call: call.id)
      }
    }
  }
}
