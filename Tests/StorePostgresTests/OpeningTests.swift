import Domain
import Primitives
import Store
import StorePostgres
import TestKit
import Testing

@Suite struct OpeningTests {
  private let time = ManualTime()

  private func chat() -> Chat {
    var random = SplitMix(state: 7)
    return Chat(id: ChatID(using: &random), title: "t", createdAt: time.now(), updatedAt: time.now(), origin: "native")
  }

  @Test func `both kinds of database have the same steps`() {
    #expect(Migration.knownToPostgres.map(\.version).starts(with: [1, 2, 3, 4]))
    let embedded = Migration.embedded(folder: "Migrations/sqlite/")
    for step in Migration.knownToPostgres { #expect(embedded.contains { $0.version == step.version && $0.name == step.name }, "\(step.name)") }
  }

  @Test func `twelve pods that start at once on an empty database all open it`() async throws {
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase(), connections: 3)
    let chat = chat()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask {
          let store = try await PostgresStore.open(settings, time: time)
          _ = try await store.createChat(chat, idempotency: nil)
          #expect(try await store.chat(chat.id) == chat)
          await store.close()
        }
      }
      try await group.waitForAll()
    }
    #expect(try PostgresStore.migrate(settings, now: time.now()).isEmpty)
  }

  @Test func `a database of a newer program is refused and says what to do`() async throws {
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase())
    #expect(try PostgresStore.migrate(settings, now: time.now()) == Migration.knownToPostgres)
    try TestServer.get().execute("INSERT INTO schema_migrations VALUES (99, 'later', 'x', 0)", on: settings.url)
    do {
      await (try await PostgresStore.open(settings, time: time)).close()
      Issue.record("it was opened")
    } catch {
      #expect(error.code == .newerSchema(found: 99, known: Migration.knownToPostgres.last?.version ?? 0))
      #expect(error.message.contains("newer program"))
    }
  }

  @Test func `somebody else's database is refused and left alone`() async throws {
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase())
    try TestServer.get().execute("CREATE TABLE chats (diary TEXT)", on: settings.url)
    #expect(throws: StoreError.self) { try PostgresStore.migrate(settings, now: time.now()) }
    await #expect(throws: StoreError.self) { _ = try await PostgresStore.openShared(settings, time: time) }
  }

  @Test func `an older schema is not opened beside the servers, and inspecting says whether there is one`() async throws {
    let settings = PostgresSettings(url: try TestServer.get().makeDatabase())
    #expect(try PostgresStore.inspect(settings) == nil)
    await #expect(throws: StoreError.self) { _ = try await PostgresStore.openShared(settings, time: time) }
    _ = try PostgresStore.migrate(settings, now: time.now())
    #expect(try PostgresStore.inspect(settings)?.isEmpty == false)
    let shared = try await PostgresStore.openShared(settings, time: time)
    #expect(try await shared.chat(chat().id) == nil)
    await shared.close()
  }

  @Test func `a server that is not there is unavailable`() async throws {
    let settings = PostgresSettings(url: "postgres://127.0.0.1:1/none?connect_timeout=2")
    do {
      _ = try await PostgresStore.open(settings, time: time)
      Issue.record("it was opened")
    } catch {
      #expect(error.code == .unavailable)
    }
  }

  @Test func `a backup is left to PostgreSQL's own tools`() async throws {
    try await withTemporaryStore { store, _ in
      do {
        try await store.backup(toPath: "/tmp/x")
        Issue.record("a file was written")
      } catch let error as StoreError {
        #expect(error.message.contains("pg_dump"))
      }
    }
  }
}
