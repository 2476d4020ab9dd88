import Primitives

/// Commands of one caller that waits for all of their answers.
struct RedisCall: Sendable {
  let commands: [RedisCommand]
  /// When the caller must have its answer.
  let deadline: MonotonicTime
  let continuation: CheckedContinuation<Result<[RedisReply], RedisError>, Never>
}
