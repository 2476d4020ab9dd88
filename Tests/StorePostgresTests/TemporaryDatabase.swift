import Primitives
import Store
import StorePostgres
import TestKit

/// One server for all tests of the process.
enum TestServer {
  private static let shared = Result { try PostgresServer() }

  static func get() throws -> PostgresServer { try shared.get() }
}

/// Opens an empty store in a database of its own, runs `body`, and closes it.
func withTemporaryStore(_ body: (PostgresStore, ManualTime) async throws -> Void) async throws {
  let time = ManualTime()
  let store = try await PostgresStore.open(PostgresSettings(url: TestServer.get().makeDatabase(), connections: 6), time: time)
  do {
    try await body(store, time)
  } catch {
    await store.close()
    throw error
  }
  await store.close()
}

/// Opens two stores on one database, as two pods have it.
func withTwoStores(_ body: (PostgresStore, PostgresStore, ManualTime) async throws -> Void) async throws {
  let time = ManualTime()
  let settings = PostgresSettings(url: try TestServer.get().makeDatabase(), connections: 10)
  async let opened = PostgresStore.open(settings, time: time)
  let second = try await PostgresStore.open(settings, time: time)
  let first = try await opened
  do {
    try await body(first, second, time)
  } catch {
    await first.close()
    await second.close()
    throw error
  }
  await first.close()
  await second.close()
}
