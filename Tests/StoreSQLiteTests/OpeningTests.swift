import Domain
import Glibc
import Primitives
import Store
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct OpeningTests {
  private let folder = TemporaryFolder()
  private let time = ManualTime()

  private func open(_ path: String? = nil, migrations: [Migration] = Migration.known) throws -> SQLiteStore {
    try SQLiteStore.open(path: path ?? folder.database, time: time, migrations: migrations)
  }

  /// Why a store cannot be opened.
  private func refusal(of opening: () throws -> SQLiteStore) async throws -> StoreError? {
    do {
      await (try opening()).close()
      return nil
    } catch let error as StoreError {
      return error
    }
  }

  private func write(_ text: String, to path: String) {
    mkdir("\(folder.path)/data", 0o700)
    let file = fopen(path, "w")
    fputs(text, file)
    fclose(file)
  }

  @Test func `a new data folder is made, for its owner only`() async throws {
    let path = "\(folder.path)/a/b/throughline.db"
    await (try open(path)).close()
    var information = stat()
    #expect(stat("\(folder.path)/a/b", &information) == 0)
    #expect(information.st_mode & 0o777 == 0o700)
    #expect(stat(path, &information) == 0)
    #expect(information.st_mode & 0o777 == 0o600)
  }

  @Test func `every migration is embedded, in order and with a number of its own`() {
    let versions = Migration.known.map(\.version)
    #expect(versions == Set(versions).sorted())
    #expect(Migration.known.first?.name == "chats")
  }

  @Test func `a second server on the same data is refused and told who has it`() async throws {
    let first = try open()
    let error = try await refusal { try open() }
    #expect(error?.code == .unusable)
    #expect(error?.message.contains("in use by another server (process \(getpid()))") == true)
    await first.close()
    #expect(try await refusal { try open() } == nil)
  }

  @Test func `data of a newer program is refused, and says which versions`() async throws {
    let newer = Migration(version: 99, name: "later", sql: "CREATE TABLE later (x INTEGER) STRICT")
    await (try open(migrations: Migration.known + [newer])).close()
    let error = try await refusal { try open() }
    #expect(error?.code == .newerSchema(found: 99, known: Migration.known.last?.version ?? 0))
    #expect(error?.message.contains("99") == true)
    #expect(throws: StoreError.self) { _ = try SQLiteStore.openShared(path: folder.database, time: time) }
    #expect(throws: StoreError.self) { _ = try SQLiteStore.migrate(path: folder.database, now: time.now()) }
  }

  @Test func `a migration that was changed after it was applied is noticed`() async throws {
    await (try open()).close()
    var changed = Migration.known
    changed[1].sql += "\n-- one comment more"
    let error = try await refusal { try open(migrations: changed) }
    #expect(error?.code == .unusable)
    #expect(error?.message.contains("schema step 2") == true)
  }

  @Test func `a migration that fails leaves the schema as it was`() async throws {
    let broken = Migration(version: 98, name: "broken", sql: "CREATE TABLE half (x INTEGER) STRICT; CREATE TABLE chats (x);")
    #expect(try await refusal { try open(migrations: Migration.known + [broken]) }?.message.contains("broken") == true)
    let store = try open()
    #expect(
      try await store.read { (connection) throws(StoreError) in
        try connection.exists("SELECT 1 FROM sqlite_master WHERE name = 'half'")
      } == false)
    await store.close()
  }

  @Test func `migrate applies what is missing and says so, once`() async throws {
    let applied = try SQLiteStore.migrate(path: folder.database, now: time.now())
    #expect(applied == Migration.known)
    #expect(try SQLiteStore.migrate(path: folder.database, now: time.now()).isEmpty)
    let store = try open()
    #expect(throws: StoreError.self) { try SQLiteStore.migrate(path: folder.database, now: time.now()) }
    await store.close()
  }

  @Test func `a file that is no database, or somebody else's, is refused and left alone`() async throws {
    write("this is a diary, and a long one at that\n", to: folder.database)
    #expect(try await refusal { try open() }?.code == .unusable)
    #expect(try await refusal { try SQLiteStore.openShared(path: folder.database, time: time) }?.code == .unusable)
    let other = "\(folder.path)/data/other.db"
    let connection = try Connection(path: other, access: .readWriteCreate, cacheKibibytes: 64)
    try connection.execute("CREATE TABLE diary (day TEXT)")
    let error = try await refusal { try open(other) }
    #expect(error?.code == .unusable)
    #expect(error?.message.contains("another program") == true)
  }

  @Test func `a data folder that cannot be one is refused`() async throws {
    write("x", to: "\(folder.path)/data/file")
    let error = try await refusal { try open("\(folder.path)/data/file/throughline.db") }
    #expect(error?.code == .unusable)
    #expect(error?.message.contains("not a folder") == true)
    #expect(try await refusal { try open("/proc/throughline/throughline.db") }?.code == .unusable)
  }

  @Test func `a damaged database is told apart from an empty one`() async throws {
    let store = try open()
    _ = try await store.createChat(
      Chat(id: try #require(ChatID("11111111-1111-4111-8111-111111111111")), title: "x", createdAt: time.now(), updatedAt: time.now(), origin: "o"),
      idempotency: nil)
    await store.close()
    let descriptor = Glibc.open(folder.database, O_RDWR)
    let garbage = [UInt8](repeating: 0xA5, count: 40_000)
    #expect(pwrite(descriptor, garbage, garbage.count, 100) == garbage.count)
    close(descriptor)
    let error = try await refusal { try open() }
    #expect(error?.message.contains("damaged") == true)
  }

  @Test func `a shared opening reads beside the server and writes nothing`() async throws {
    #expect(try await refusal { try SQLiteStore.openShared(path: folder.database, time: time) }?.code == .unusable)
    let server = try open()
    let id = try #require(ChatID("11111111-1111-4111-8111-111111111111"))
    let chat = Chat(id: id, title: "x", createdAt: time.now(), updatedAt: time.now(), origin: "o")
    _ = try await server.createChat(chat, idempotency: nil)
    let shared = try SQLiteStore.openShared(path: folder.database, time: time)
    #expect(try await shared.chat(id) == chat)
    _ = try await server.renameChat(id, title: "y", now: time.now())
    #expect(try await shared.chat(id)?.title == "y")
    await #expect(throws: StoreError.self) { _ = try await shared.deleteChat(id) }
    await shared.close()
    await server.close()
    let alone = try SQLiteStore.openShared(path: folder.database, time: time)
    #expect(try await alone.chat(id)?.title == "y")
    await alone.close()
  }
}
