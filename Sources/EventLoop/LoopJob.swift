/// What a loop runs between two waits for events. Executor jobs are cases of their own so that no closure is allocated for them.
enum LoopJob {
  case closure(@Sendable () -> Void)
  /// A job of an actor that lives on the loop.
  case isolated(UnownedJob)
  /// A job of a task that prefers the loop.
  case preferring(UnownedJob)
}
