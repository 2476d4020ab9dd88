import Domain
import Glibc
import Primitives
import Store
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct BackupTests {
  private let folder = TemporaryFolder()
  private let time = ManualTime()

  private func message(_ run: Int, in chat: ChatID) -> MessageAcceptance {
    MessageAcceptance(
      chat: .existingOrCreated(chat), chatOrigin: "native", chatTitle: "t", content: "m\(run)", frontendID: nil, attachments: [], session: nil,
      run: "run-\(run)", requestedModel: "m", provider: "p", model: "m", request: RunRequest(), now: time.now())
  }

  @Test func `a backup made while messages arrive is whole, and opens as a store of its own`() async throws {
    let chat = try #require(ChatID("11111111-1111-4111-8111-111111111111"))
    let store = try SQLiteStore.open(path: folder.database, time: time)
    for run in 0..<20 { _ = try await store.accept(message(run, in: chat), idempotency: nil) }
    let target = "\(folder.path)/backup.db"
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for run in 20..<200 { _ = try await store.accept(message(run, in: chat), idempotency: nil) } }
      group.addTask { try await store.backup(toPath: target) }
      try await group.waitForAll()
    }
    let copy = try SQLiteStore.open(path: target, time: time)
    let entities = try await copy.entities(in: chat, withContent: true)
    #expect(entities.count >= 40 && entities.count <= 400)
    #expect(try await copy.chat(chat)?.messageCount == entities.count)
    #expect(entities.map(\.id.sequence) == Array(1...entities.count))
    await copy.close()
    #expect(try await store.chat(chat)?.messageCount == 400)
    await store.close()
  }

  @Test func `a backup overwrites nothing and leaves nothing half behind`() async throws {
    let store = try SQLiteStore.open(path: folder.database, time: time)
    let target = "\(folder.path)/backup.db"
    let file = fopen(target, "w")
    fputs("precious", file)
    fclose(file)
    #expect(try await code { try await store.backup(toPath: target) } == .exists)
    #expect(try await code { try await store.backup(toPath: "\(folder.path)/nowhere/backup.db") } == .unusable)
    #expect(try await code { try await store.backup(toPath: "") } == .unusable)
    var information = stat()
    #expect(stat(target, &information) == 0 && information.st_size == 8)
    try await store.backup(toPath: "\(folder.path)/second.db")
    #expect(stat("\(folder.path)/second.db", &information) == 0 && information.st_mode & 0o777 == 0o600)
    #expect(files().sorted() == ["backup.db", "data", "second.db"])
    await store.close()
  }

  @Test func `a shared opening makes a backup, too`() async throws {
    let store = try SQLiteStore.open(path: folder.database, time: time)
    let chat = try #require(ChatID("11111111-1111-4111-8111-111111111111"))
    _ = try await store.accept(message(1, in: chat), idempotency: nil)
    let shared = try SQLiteStore.openShared(path: folder.database, time: time)
    try await shared.backup(toPath: "\(folder.path)/backup.db")
    await shared.close()
    await store.close()
    let copy = try SQLiteStore.openShared(path: "\(folder.path)/backup.db", time: time)
    #expect(try await copy.chat(chat)?.messageCount == 2)
    await copy.close()
  }

  private func code(of operation: () async throws -> Void) async throws -> StoreError.Code? {
    do {
      try await operation()
      return nil
    } catch let error as StoreError {
      return error.code
    }
  }

  private func files() -> [String] {
    var names: [String] = []
    guard let opened = opendir(folder.path) else { return [] }
    while let entry = readdir(opened) {
      names.append(withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } })
    }
    closedir(opened)
    return names.filter { !$0.hasPrefix(".") }
  }
}
