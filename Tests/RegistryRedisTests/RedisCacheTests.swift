import Primitives
import Registry
import RegistryRedis
import TestKit
import Testing

@Suite struct RedisCacheTests {
  @Test func `what one pod keeps another is given, until its time is over`() async throws {
    let server = try RedisServer()
    let connections = try (0..<2).map { _ in try RedisConnection(RedisAddress(url: server.url), timeoutMilliseconds: 5000) }
    let caches = connections.map { RedisCache($0) }
    #expect(await caches[0].value(for: "a") == nil)
    await caches[0].keep([0, 13, 10, 255], for: "a", milliseconds: 400)
    #expect(await caches[1].value(for: "a") == [0, 13, 10, 255])
    try await eventually { await caches[1].value(for: "a") == nil }
    await caches[0].keep([], for: "empty", milliseconds: 60_000)
    #expect(await caches[1].value(for: "empty") == [])
    for connection in connections { await connection.close() }
  }

  @Test func `without Redis nothing is known and nothing fails`() async throws {
    let server = try RedisServer()
    server.stop()
    let connection = try RedisConnection(RedisAddress(url: server.url), timeoutMilliseconds: 5000)
    let cache = RedisCache(connection)
    await cache.keep([1], for: "a", milliseconds: 1000)
    #expect(await cache.value(for: "a") == nil)
    await connection.close()
  }
}
