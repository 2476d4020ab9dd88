import Domain
import Primitives
import Store
import StorePostgres
import TestKit
import Testing

@Suite(.serialized) struct ConnectionLossTests {
  private static func chat(_ number: Int) -> Chat {
    var random = SplitMix(state: UInt64(number))
    let time = Timestamp(milliseconds: 1_795_000_000_000)
    return Chat(id: ChatID(using: &random), title: "\(number)", createdAt: time, updatedAt: time, origin: "native")
  }

  @Test func `connections that the server ends are opened again and nothing is lost or done twice`() async throws {
    let server = try TestServer.get()
    let settings = PostgresSettings(url: try server.makeDatabase(), connections: 5)
    let store = try await PostgresStore.open(settings, time: ManualTime())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for _ in 0..<6 {
          try server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", on: settings.url)
        }
      }
      for number in 0..<300 {
        group.addTask {
          // Asked until it is heard: an answer that was lost is asked for again under the same ID. A connection is not opened at once on a busy machine.
          for _ in 0..<2000 {
            do {
              _ = try await store.createChat(Self.chat(number), idempotency: nil)
              #expect(try await store.chat(Self.chat(number).id)?.title == "\(number)")
              return
            } catch let error as StoreError {
              #expect(error.code == .unavailable, "\(error)")
            }
            try await Task.sleep(for: .milliseconds(5))
          }
          Issue.record("chat \(number) could not be made")
        }
      }
      try await group.waitForAll()
    }
    var found = 0
    var cursor: String?
    repeat {
      let page = try await store.chats(origins: nil, page: PageRequest(limit: 200, cursor: cursor))
      found += page.items.count
      cursor = page.nextCursor
    } while cursor != nil
    #expect(found == 300)
    await store.close()
  }

  @Test func `a server that stops makes operations unavailable, and all goes on when it is back`() async throws {
    let server = try PostgresServer()
    let settings = PostgresSettings(url: try server.makeDatabase(), connections: 4)
    let store = try await PostgresStore.open(settings, time: ManualTime())
    _ = try await store.createChat(Self.chat(1), idempotency: nil)
    #expect(try await store.chat(Self.chat(1).id) != nil)
    server.stop()
    for number in 2..<6 {
      do {
        _ = try await store.createChat(Self.chat(number), idempotency: nil)
        Issue.record("a chat was made without a database")
      } catch {
        #expect(error.code == .unavailable)
      }
    }
    await #expect(throws: StoreError.self) { _ = try await store.chat(Self.chat(1).id) }
    try server.start()
    var isBack = false
    let deadline = ContinuousClock.now + .seconds(30)
    while !isBack, ContinuousClock.now < deadline {
      isBack = (try? await store.check()) != nil
      if !isBack { try await Task.sleep(for: .milliseconds(20)) }
    }
    #expect(isBack)
    #expect(try await store.chat(Self.chat(1).id) != nil)
    _ = try await store.createChat(Self.chat(2), idempotency: nil)
    await store.close()
  }
}
