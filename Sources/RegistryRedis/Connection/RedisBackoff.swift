/// How long to wait before the next attempt: 50 ms, doubling to 2 s. Short, because an attempt costs one connection and everybody waits for it.
struct RedisBackoff {
  private var milliseconds: Int64 = 50

  mutating func next() -> Int64 {
    defer { milliseconds = min(milliseconds * 2, 2000) }
    return milliseconds
  }

  mutating func reset() { milliseconds = 50 }
}
