import CUV
import EventLoop
import Glibc

/// libuv's TCP handle: the one place that knows how its C functions are called. Whoever makes one closes it, exactly once.
struct TCPHandle {
  let pointer: UnsafeMutablePointer<uv_tcp_t>

  private var stream: UnsafeMutablePointer<uv_stream_t> { UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: uv_stream_t.self) }
  private var base: UnsafeMutablePointer<uv_handle_t> { UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: uv_handle_t.self) }

  /// - Parameter family: `AF_INET` or `AF_INET6` makes the socket at once, so that options can be set before it is bound.
  init(on loop: EventLoop, family: CInt = AF_UNSPEC) throws(SystemError) {
    let pointer = UnsafeMutablePointer<uv_tcp_t>.allocate(capacity: 1)
    let status = loop.withUnsafeLoop { uv_tcp_init_ex($0, pointer, UInt32(family)) }
    guard status == 0 else {
      pointer.deallocate()
      throw SystemError(status)
    }
    self.pointer = pointer
    pointer.pointee.data = nil
  }

  struct SystemError: Error {
    /// Positive, as in `errno`.
    let number: CInt
    init(_ status: CInt) { number = -status }
  }

  private func check(_ status: CInt) throws(SystemError) { if status < 0 { throw SystemError(status) } }

  /// Frees the handle once libuv is done with it; its callbacks are not called any more.
  func close() {
    pointer.pointee.data = nil
    uv_close(base) { UnsafeMutableRawPointer($0!).assumingMemoryBound(to: uv_tcp_t.self).deallocate() }
  }

  // MARK: Listening

  func bind(_ address: SocketAddress, sharesPort: Bool) throws(SystemError) {
    if sharesPort {
      var enabled: CInt = 1
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &enabled, socklen_t(MemoryLayout<CInt>.size))
    }
    try check(address.withUnsafeAddress { uv_tcp_bind(pointer, $0, 0) })
  }

  /// Calls `HTTPServerLoop.connectionArrived` for each connection.
  func listen(for server: HTTPServerLoop) throws(SystemError) {
    pointer.pointee.data = Unmanaged.passUnretained(server).toOpaque()
    try check(
      uv_listen(stream, 4096) { stream, status in
        guard status == 0, let data = stream!.pointee.data else { return }
        Unmanaged<HTTPServerLoop>.fromOpaque(data).takeUnretainedValue().connectionArrived()
      })
  }

  func accept(into connection: TCPHandle) throws(SystemError) { try check(uv_accept(stream, connection.stream)) }

  var boundPort: Int {
    SocketAddress.read { uv_tcp_getsockname(pointer, $0, $1) }?.port ?? 0
  }

  /// Address of the other end without its port; empty when it is already gone.
  var peerAddress: String {
    SocketAddress.read { uv_tcp_getpeername(pointer, $0, $1) }?.host ?? ""
  }

  // MARK: Connected

  /// Small writes leave at once, and a peer that vanished is noticed within minutes.
  func tuneForStreams() {
    uv_tcp_nodelay(pointer, 1)
    uv_tcp_keepalive(pointer, 1, 60)
  }

  func startReading(for connection: HTTPConnection) {
    pointer.pointee.data = Unmanaged.passUnretained(connection).toOpaque()
    uv_read_start(
      stream,
      { handle, _, buffer in buffer!.pointee = TCPHandle.connection(handle!.pointee.data)?.server.readBuffer ?? uv_buf_init(nil, 0) },
      { stream, count, buffer in
        guard count != 0, let connection = TCPHandle.connection(stream!.pointee.data) else { return }
        if count > 0 {
          connection.received(UnsafeRawBufferPointer(start: buffer!.pointee.base, count: count))
        } else {
          connection.peerEnded(cleanly: count == Int(UV_EOF.rawValue))
        }
      })
  }

  private static func connection(_ data: UnsafeMutableRawPointer?) -> HTTPConnection? {
    data.map { Unmanaged<HTTPConnection>.fromOpaque($0).takeUnretainedValue() }
  }

  func stopReading() { uv_read_stop(stream) }

  /// Ends the sending side: the peer sees the end behind everything that was written.
  func shutDownWriting() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// Writes what the system takes at once; 0 when it takes nothing now.
  func tryWrite(_ buffers: inout ContiguousArray<uv_buf_t>) -> Result<Int, SystemError> {
    let count = UInt32(buffers.count)
    let written = buffers.withUnsafeMutableBufferPointer { uv_try_write(stream, $0.baseAddress, count) }
    if written == CInt(UV_EAGAIN.rawValue) { return .success(0) }
    return written < 0 ? .failure(SystemError(written)) : .success(Int(written))
  }

  /// Writes all of it in time; the memory stays valid until `PendingWrite` ends.
  func write(_ buffers: inout ContiguousArray<uv_buf_t>, _ request: UnsafeMutablePointer<uv_write_t>, _ done: uv_write_cb) throws(SystemError) {
    let count = UInt32(buffers.count)
    let status = buffers.withUnsafeMutableBufferPointer { uv_write(request, stream, $0.baseAddress, count, done) }
    try check(status)
  }

  /// Bytes of pending writes that the system has not taken.
  var queuedBytes: Int { uv_stream_get_write_queue_size(stream) }

  private var descriptor: CInt {
    var descriptor: uv_os_fd_t = -1
    uv_fileno(base, &descriptor)
    return descriptor
  }
}
