import CUV
import EventLoop

/// Runs calls that block, such as connecting, on libuv's own threads, and tells a loop of their result.
enum BlockingWork {
  /// Loop only. `then` is called on the loop, once.
  static func run<Value: Sendable>(on loop: EventLoop, _ body: @escaping @Sendable () -> Value, then: @escaping (Value) -> Void) {
    let request = UnsafeMutablePointer<uv_work_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged<BlockingJob>.passRetained(BlockingJobOf(body, then)).toOpaque()
    let status = loop.withUnsafeLoop { loop in
      uv_queue_work(
        loop, request, { Unmanaged<BlockingJob>.fromOpaque($0!.pointee.data).takeUnretainedValue().work() },
        { request, _ in
          let job = Unmanaged<BlockingJob>.fromOpaque(request!.pointee.data).takeRetainedValue()
          request?.deallocate()
          job.finish()
        })
    }
    precondition(status == 0, "libuv takes every piece of work that has a function")
  }
}

private class BlockingJob {
  func work() {}
  func finish() {}
}

private final class BlockingJobOf<Value: Sendable>: BlockingJob {
  private let body: @Sendable () -> Value
  private let then: (Value) -> Void
  private var value: Value?

  init(_ body: @escaping @Sendable () -> Value, _ then: @escaping (Value) -> Void) {
    self.body = body
    self.then = then
  }

  override func work() { value = body() }

  override func finish() {
    if let value { then(value) }
  }
}
