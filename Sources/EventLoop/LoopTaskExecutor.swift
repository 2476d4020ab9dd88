/// Where tasks that prefer a loop run: `Task(executorPreference: loop.taskExecutor) { … }`.
package final class LoopTaskExecutor: TaskExecutor {
  private let queue: LoopJobQueue

  init(queue: LoopJobQueue) { self.queue = queue }

  package func enqueue(_ job: consuming ExecutorJob) { queue.submit(.preferring(UnownedJob(job))) }

  package func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }
}
