import Registry
import RegistryRedis
import Testing

@Suite struct RedisAddressTests {
  @Test(arguments: [
    ("redis://localhost", RedisAddress(host: "localhost")),
    ("redis://localhost/", RedisAddress(host: "localhost")),
    ("redis://10.0.0.7:6380/15", RedisAddress(host: "10.0.0.7", port: 6380, database: 15)),
    ("redis://:secret@cache", RedisAddress(host: "cache", password: "secret")),
    ("redis://tl:p%40ss%3a@cache:1", RedisAddress(host: "cache", port: 1, user: "tl", password: "p@ss:")),
    ("redis://tl:a@b@cache", RedisAddress(host: "cache", user: "tl", password: "a@b")),
    ("redis://[::1]:7000/2", RedisAddress(host: "::1", port: 7000, database: 2)),
    ("redis://[fe80::1]", RedisAddress(host: "fe80::1")),
  ])
  func `a URL says where the server is`(url: String, expected: RedisAddress) throws {
    #expect(try RedisAddress(url: url) == expected)
  }

  @Test(arguments: [
    "redis:", "redis://", "redis://:6379", "localhost:6379", "http://localhost", "redis://host:0", "redis://host:65536", "redis://host:a",
    "redis://host/a", "redis://host/-1", "redis://host/1/2", "redis://user@host", "redis://:%zz@host", "redis://:p%2@host", "redis://[::1",
    "redis://[::1]x", "redis://host?a=b", "redis://a:b:c",
  ])
  func `what is no such URL is refused with what was expected`(url: String) {
    let error = #expect(throws: RegistryError.self) { try RedisAddress(url: url) }
    #expect(error?.message.contains("redis://[user:password@]host[:port][/database]") == true)
  }

  @Test func `TLS is refused with the reason, and no message shows a password`() {
    let error = #expect(throws: RegistryError.self) { try RedisAddress(url: "rediss://:geheim@host") }
    #expect(error?.message.contains("TLS") == true)
    for url in ["rediss://:geheim@host", "redis://:geheim@host:x", "redis://:geheim@host?x", "redis://:geheim@", "redis://geheim@h"] {
      let error = #expect(throws: RegistryError.self) { try RedisAddress(url: url) }
      #expect(error?.message.contains("geheim") == false)
    }
  }
}
