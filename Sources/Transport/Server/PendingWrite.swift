import CUV
import Primitives

/// Bytes that the system did not take at once. Keeps their blocks and the connection until libuv has written them or given up.
final class PendingWrite {
  private let connection: HTTPConnection
  private let slices: ContiguousArray<BlockSlice>
  private var bytesLeft = Int.max
  private let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)

  init(_ slices: ContiguousArray<BlockSlice>, on connection: HTTPConnection) {
    self.slices = slices
    self.connection = connection
  }

  deinit { request.deallocate() }

  /// Begins to write; `HTTPConnection.pendingWriteEnded` is called unless this throws.
  func start(_ handle: TCPHandle) throws(TCPHandle.SystemError) {
    var buffers = ContiguousArray(slices.map { $0.buffer })
    let retained = Unmanaged.passRetained(self)
    request.pointee.data = retained.toOpaque()
    do throws(TCPHandle.SystemError) {
      try handle.write(&buffers, request) { request, status in
        let write = Unmanaged<PendingWrite>.fromOpaque(request!.pointee.data).takeRetainedValue()
        write.connection.pendingWriteEnded(succeeded: status == 0)
      }
    } catch {
      retained.release()
      throw error
    }
    bytesLeft = handle.queuedBytes
  }

  /// Whether the peer has taken something since the last time this was asked.
  func hasProgressed(_ handle: TCPHandle) -> Bool {
    let left = handle.queuedBytes
    defer { bytesLeft = left }
    return left < bytesLeft
  }
}

extension BlockSlice {
  /// The memory as libuv wants it; valid as long as the block.
  var buffer: uv_buf_t {
    let start = UnsafeMutableRawPointer(mutating: block.unsafeBase + range.lowerBound)
    return uv_buf_init(start.assumingMemoryBound(to: CChar.self), UInt32(range.count))
  }
}
