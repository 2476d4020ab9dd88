import Glibc
import Registry
import RegistryRedis
import TestKit
import Testing

@Suite struct RedisRegistryTests {
  @Test(arguments: RegistryContract.all)
  func `the registry on Redis keeps the contract`(contract: RegistryContract) async throws {
    let server = try RedisServer()
    let registry = try RedisRegistry.connect(url: server.url, patienceMilliseconds: 5000, fillingMilliseconds: 0, timeoutMilliseconds: 5000)
    try await contract.check(registry) { try await Task.sleep(for: .milliseconds(Int($0 * 5000))) }
    await registry.close()
  }

  @Test func `when everybody has left nothing is kept`() async throws {
    let server = try RedisServer()
    let registry = try RedisRegistry.connect(url: server.url, timeoutMilliseconds: 5000)
    let topics = (0..<2500).map { RegistryTopic.stream("gen_\($0)") }
    for pod in ["pod-a", "pod-b"] { try await registry.update(pod: pod, joining: topics, leaving: []) }
    try await registry.update(pod: "pod-a", joining: [], leaving: topics)
    try await registry.remove(pod: "pod-a")
    #expect(try await registry.connection.send(RedisCommand("DBSIZE")) == .integer(2503))
    try await registry.remove(pod: "pod-b")
    #expect(try await registry.connection.send(RedisCommand("DBSIZE")) == .integer(1))
    await registry.close()
  }

  @Test func `a registry that begins again empty says so to the heartbeat`() async throws {
    let server = try RedisServer()
    let registry = try RedisRegistry.connect(url: server.url, timeoutMilliseconds: 5000)
    try await registry.update(pod: "pod-a", joining: [.stream("gen_a"), .session("s")], leaving: [])
    #expect(try await registry.heartbeat(pod: "pod-a") == 2)
    server.stop()
    try server.start()
    #expect(try await registry.heartbeat(pod: "pod-a") == 0)
    await registry.close()
  }

  @Test func `a registry that has just begun says that others may be missing`() async throws {
    let server = try RedisServer()
    let registry = try RedisRegistry.connect(url: server.url, fillingMilliseconds: 600_000, timeoutMilliseconds: 5000)
    let later = RedisRegistry(registry.connection, patienceMilliseconds: 600_000, fillingMilliseconds: 1)
    try await registry.join(.stream("gen_a"), pod: "pod-a")
    let error = await #expect(throws: RegistryError.self) { try await registry.pods(at: .stream("gen_a")) }
    #expect(error?.code == .filling(named: ["pod-a"]))
    try await eventually { (try? await later.pods(at: .stream("gen_a"))) == ["pod-a"] }
    _ = try await registry.connection.send(RedisCommand("FLUSHALL"))
    #expect(try await registry.heartbeat(pod: "pod-a") == 0)
    let again = await #expect(throws: RegistryError.self) { try await registry.pods(at: .stream("gen_a")) }
    #expect(again?.code == .filling(named: []))
    await registry.close()
  }
}
