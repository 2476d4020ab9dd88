import Domain
import Primitives
import Store
import StorePostgres
import TestKit
import Testing

@Suite(.serialized) struct ReplicaTests {
  private static func chat(_ number: Int) -> Chat {
    var random = SplitMix(state: UInt64(number))
    let time = Timestamp(milliseconds: 1_795_000_000_000 + Int64(number))
    return Chat(id: ChatID(using: &random), title: "\(number)", createdAt: time, updatedAt: time, origin: "native")
  }

  private static func titles(_ store: PostgresStore) async throws -> [String?] {
    try await store.chats(origins: nil, page: PageRequest(limit: 10, cursor: nil)).items.map(\.title)
  }

  /// Asks until the standby has followed.
  private static func awaitTitles(_ expected: [String], of store: PostgresStore) async throws {
    for _ in 0..<5000 where try await titles(store) != expected { await Task.yield() }
    #expect(try await titles(store) == expected)
  }

  @Test func `lists come from the standby, what must be true from the primary, and everything from the primary when the standby is gone`()
    async throws
  {
    let primary = try PostgresServer()
    let url = try primary.makeDatabase()
    try await PostgresStore.open(PostgresSettings(url: url, connections: 4), time: ManualTime()).close()
    let standby = try PostgresServer(standbyOf: primary)
    let database = String(url.dropFirst("postgres:///".count).prefix { $0 != "?" })
    let store = try await PostgresStore.open(PostgresSettings(url: url, replicaURL: standby.url(database), connections: 4), time: ManualTime())
    _ = try await store.createChat(Self.chat(1), idempotency: nil)
    try await Self.awaitTitles(["1"], of: store)

    try standby.execute("SELECT pg_wal_replay_pause()", on: standby.url(database))
    _ = try await store.createChat(Self.chat(2), idempotency: nil)
    #expect(try await Self.titles(store) == ["1"])
    #expect(try await store.chat(Self.chat(2).id)?.title == "2")
    try standby.execute("SELECT pg_wal_replay_resume()", on: standby.url(database))
    try await Self.awaitTitles(["2", "1"], of: store)

    standby.stop()
    _ = try await store.createChat(Self.chat(3), idempotency: nil)
    #expect(try await Self.titles(store) == ["3", "2", "1"])
    try standby.start()
    try await Self.awaitTitles(["3", "2", "1"], of: store)
    await store.close()
  }
}
