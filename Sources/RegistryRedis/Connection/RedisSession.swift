import CRedis
import Glibc
import Primitives

/// One connection, from its opening to its first error. Made, used and let go on one thread, which it blocks for as long as it is told.
final class RedisSession {
  private let context: UnsafeMutablePointer<redisContext>
  private let time: any TimeSource

  /// Connects, gives the password, chooses the database, and waits until the server has answered to that.
  init(_ address: RedisAddress, timeoutMilliseconds: Int64, time: any TimeSource) throws(RedisError) {
    let deadline = time.monotonic().adding(milliseconds: timeoutMilliseconds)
    guard let context = redisConnectWithTimeout(address.host, address.port, Self.interval(milliseconds: timeoutMilliseconds)) else {
      throw RedisError(.unreachable, "no memory for a connection to \(address.text)")
    }
    self.context = context
    self.time = time
    guard context.pointee.err == 0 else {
      throw RedisError(.unreachable, "no connection to \(address.text): \(errorText); is the server running there?")
    }
    redisEnableKeepAlive(context)
    var greeting: [RedisCommand] = []
    if let password = address.password {
      greeting.append(address.user.map { RedisCommand("AUTH", $0, password) } ?? RedisCommand("AUTH", password))
    }
    if address.database != 0 { greeting.append(RedisCommand("SELECT", "\(address.database)")) }
    // A server that is up but hangs takes connections all the same.
    greeting.append(RedisCommand("PING"))
    try append(greeting)
    for _ in greeting {
      if case .refusal(let reason) = try next(deadline: deadline) {
        throw RedisError(
          .refused, "\(address.text) does not let this server in: \(reason); look at the user, password and database of the registry's URL")
      }
    }
  }

  deinit { redisFree(context) }

  /// True when the other side has hung up, or has said what nobody asked for. Only between answers.
  var isStale: Bool {
    var state = pollfd(fd: context.pointee.fd, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) != 0
  }

  /// Puts commands into the buffer; they are sent with the next wait for an answer.
  func append(_ commands: [RedisCommand]) throws(RedisError) {
    for command in commands {
      let status = command.bytes.withUnsafeBytes { buffer in
        let base = buffer.bindMemory(to: CChar.self).baseAddress
        var starts: [UnsafePointer<CChar>?] = []
        var lengths: [Int] = []
        var start = 0
        for end in command.ends {
          starts.append(base.map { $0 + start })
          lengths.append(end - start)
          start = end
        }
        return redisAppendCommandArgv(context, CInt(lengths.count), &starts, lengths)
      }
      guard status == REDIS_OK else { throw RedisError(.unreachable, "a command could not be written: \(errorText)") }
    }
  }

  /// The next answer, in the order of the commands.
  func next(deadline: MonotonicTime) throws(RedisError) -> RedisReply {
    var raw: UnsafeMutableRawPointer?
    if redisGetReplyFromReader(context, &raw) != REDIS_OK { throw RedisError(.unexpected, "an answer is not in Redis' protocol: \(errorText)") }
    if raw == nil {
      let left = deadline.milliseconds(since: time.monotonic())
      guard left > 0 else { throw Self.late }
      redisSetTimeout(context, Self.interval(milliseconds: left))
      errno = 0
      guard redisGetReply(context, &raw) == REDIS_OK else {
        let isLate = context.pointee.err == REDIS_ERR_IO && (errno == EAGAIN || errno == EWOULDBLOCK)
        throw isLate ? Self.late : RedisError(.unreachable, "the connection is gone: \(errorText)")
      }
    }
    guard let raw else { throw RedisError(.unexpected, "an answer is missing") }
    defer { freeReplyObject(raw) }
    return RedisReply(copying: raw.assumingMemoryBound(to: redisReply.self).pointee)
  }

  private static let late = RedisError(.timedOut, "no answer from Redis in time; is it overloaded, or cut off?")

  private static func interval(milliseconds: Int64) -> timeval {
    timeval(tv_sec: Int(milliseconds / 1000), tv_usec: Int(milliseconds % 1000 * 1000))
  }

  private var errorText: String {
    withUnsafeBytes(of: &context.pointee.errstr) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

extension RedisReply {
  fileprivate init(copying reply: redisReply) {
    func bytes() -> [UInt8] { Array(UnsafeRawBufferPointer(start: reply.str, count: reply.len)) }
    switch reply.type {
    case REDIS_REPLY_STRING: self = .bytes(bytes())
    case REDIS_REPLY_STATUS: self = .status(String(decoding: bytes(), as: UTF8.self))
    case REDIS_REPLY_ERROR: self = .refusal(String(decoding: bytes(), as: UTF8.self))
    case REDIS_REPLY_INTEGER: self = .integer(reply.integer)
    case REDIS_REPLY_ARRAY:
      self = .array((0..<reply.elements).map { index in reply.element[index].map { RedisReply(copying: $0.pointee) } ?? .none })
    default: self = .none
    }
  }
}
