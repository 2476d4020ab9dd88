/// A script that the server runs as one step: between its commands nobody else's come.
///
/// Sent whole each time (`EVAL`), since the server keeps what it has compiled by its hash anyway, and a script that is named by its hash alone would be
/// unknown after each restart. Scripts ask the server for the time, so that the clocks of pods do not matter; from Redis 5 on such scripts may write.
struct RedisScript: Sendable {
  let source: String

  /// - Parameter arguments: `ARGV`. Keys are made by the scripts themselves from the names they are given: this is one server, not a Redis Cluster.
  func command(_ arguments: [String]) -> RedisCommand {
    RedisCommand(["EVAL", source, "0"].map { Array($0.utf8) } + arguments.map { Array($0.utf8) })
  }
}
