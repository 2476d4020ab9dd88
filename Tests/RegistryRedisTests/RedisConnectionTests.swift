import Primitives
import Registry
import RegistryRedis
import TestKit
import Testing

@Suite struct RedisConnectionTests {
  private func connection(_ url: String, timeoutMilliseconds: Int64 = 5000) throws -> RedisConnection {
    try RedisConnection(RedisAddress(url: url), timeoutMilliseconds: timeoutMilliseconds)
  }

  @Test func `many calls at once each get their own answer`() async throws {
    let server = try RedisServer()
    let redis = try connection(server.url)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<50 {
        group.addTask {
          for round in 0..<40 {
            let text = "\(task)-\(round)"
            let answer = try await redis.send(RedisCommand("ECHO", text))
            #expect(answer.text == text)
          }
        }
      }
      try await group.waitForAll()
    }
    await redis.close()
  }

  @Test func `bytes of every value, empty ones and large ones go there and back`() async throws {
    let server = try RedisServer()
    let redis = try connection(server.url)
    let values: [[UInt8]] = [[], Array(0...255), [UInt8](repeating: 0, count: 3 << 20)]
    for value in values {
      let replies = try await redis.send([
        RedisCommand([Array("SET".utf8), Array("k".utf8), value]), RedisCommand("GET", "k"), RedisCommand("GET", "none"),
      ])
      #expect(replies == [.status("OK"), .bytes(value), .none])
    }
    await redis.close()
  }

  @Test func `an error of the server is that command's alone`() async throws {
    let server = try RedisServer()
    let redis = try connection(server.url)
    await #expect(throws: RedisError.self) { try await redis.send(RedisCommand("NO-SUCH-COMMAND")) }
    let replies = try await redis.send([RedisCommand("INCR", "n"), RedisCommand("NO-SUCH-COMMAND"), RedisCommand("INCR", "n")])
    #expect(replies.count == 3 && replies[0] == .integer(1) && replies[2] == .integer(2))
    guard case .refusal = replies[1] else { return #expect(Bool(false), "found \(replies[1])") }
    await redis.close()
  }

  @Test func `the password and the database of the URL are used`() async throws {
    let server = try RedisServer("--requirepass", "a b%")
    let redis = try connection("redis://:a%20b%25@127.0.0.1:\(server.port)/3")
    _ = try await redis.send(RedisCommand("SET", "k", "in three"))
    let other = try connection("redis://default:a%20b%25@127.0.0.1:\(server.port)")
    #expect(
      try await other.send([RedisCommand("GET", "k"), RedisCommand("SELECT", "3"), RedisCommand("GET", "k")]).map(\.text) == [nil, "OK", "in three"])
    let stranger = try connection(server.url)
    let error = await #expect(throws: RedisError.self) { try await stranger.send(RedisCommand("PING")) }
    #expect(error?.code == .refused)
    #expect(error?.message.contains("NOAUTH") == true)
    await redis.close()
    await other.close()
    await stranger.close()
  }

  @Test func `a server that is not there is an error at once, and is found when it comes`() async throws {
    let server = try RedisServer()
    server.stop()
    let redis = try connection(server.url)
    let error = await #expect(throws: RedisError.self) { try await redis.send(RedisCommand("PING")) }
    #expect(error?.code == .unreachable)
    #expect(!redis.isConnected)
    try server.start()
    try await eventually { (try? await redis.send(RedisCommand("PING"))) != nil }
    #expect(redis.isConnected)
    await redis.close()
  }

  @Test func `a server that was restarted while nobody called costs nobody an error`() async throws {
    let server = try RedisServer()
    let redis = try connection(server.url)
    for _ in 0..<3 {
      _ = try await redis.send(RedisCommand("PING"))
      server.stop()
      try server.start()
    }
    _ = try await redis.send(RedisCommand("PING"))
    await redis.close()
  }

  @Test func `a server that hangs is an error within the time-out, for those who wait and for those who come`() async throws {
    let server = try RedisServer()
    let redis = try connection(server.url, timeoutMilliseconds: 300)
    try await eventually { (try? await redis.send(RedisCommand("PING"))) != nil }
    server.hang()
    let clock = ContinuousClock()
    let start = clock.now
    await withTaskGroup(of: Void.self) { group in
      for delay in 0..<10 {
        group.addTask {
          try? await Task.sleep(for: .milliseconds(delay * 60))
          let asked = clock.now
          await #expect(throws: RedisError.self) { try await redis.send(RedisCommand("PING")) }
          // Generous, since the machine may be busy; without a bound it would be for ever.
          #expect(clock.now - asked < .seconds(3))
        }
      }
    }
    #expect(clock.now - start < .seconds(6))
    server.goOn()
    try await eventually { (try? await redis.send(RedisCommand("PING"))) != nil }
    // What was answered late is not taken for the answer to something else.
    #expect(try await redis.send(RedisCommand("ECHO", "mine")).text == "mine")
    await redis.close()
  }

  @Test func `what was asked before the end is answered, what comes after is refused`() async throws {
    let server = try RedisServer()
    let redis = try connection(server.url)
    async let answer = redis.send(RedisCommand("ECHO", "last"))
    #expect(try await answer.text == "last")
    await redis.close()
    let error = await #expect(throws: RedisError.self) { try await redis.send(RedisCommand("PING")) }
    #expect(error?.code == .closed)
  }
}

/// Asks again and again until it is so, for 10 seconds at most.
func eventually(_ isSo: () async throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  for _ in 0..<500 {
    if try await isSo() { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  Issue.record("it did not become so within 10 seconds", sourceLocation: sourceLocation)
}
