import Registry

/// The cache that pods share, in a Redis (`tl:cache:{key}`). Its connection is better its own: large values would hold up the registry's short questions.
/// Entries expire by themselves; a server with bounded memory is told to let only such go (`maxmemory-policy volatile-lru`).
package final class RedisCache: Cache {
  /// Beyond that the store is as quick.
  private static let largestValueBytes = 4 << 20

  private let connection: RedisConnection

  package init(_ connection: RedisConnection) { self.connection = connection }

  package func value(for key: String) async -> [UInt8]? {
    guard case .bytes(let value)? = try? await connection.send(RedisCommand("GET", "tl:cache:" + key)) else { return nil }
    return value
  }

  package func keep(_ value: [UInt8], for key: String, milliseconds: Int64) async {
    guard value.count <= Self.largestValueBytes else { return }
    let words = ["SET", "tl:cache:" + key].map { Array($0.utf8) }
    // One that cannot be kept is asked of the store again, which is no harm.
    _ = try? await connection.send(RedisCommand(words + [value] + ["PX", "\(milliseconds)"].map { Array($0.utf8) }))
  }
}
