import CCurl
import CUV
import EventLoop

/// Watches one of libcurl's sockets for what libcurl waits for. Bound to its loop.
final class CurlSocketWatcher {
  private let handle: UnsafeMutablePointer<uv_poll_t>
  private let socket: curl_socket_t
  private let onEvent: (curl_socket_t, CInt) -> Void
  private var watched: CInt = 0
  private var isClosed = false

  /// - Parameter onEvent: told the socket and libcurl's `CURL_CSELECT_` bits.
  /// - Returns: `nil` when the system cannot watch the socket.
  init?(socket: curl_socket_t, on loop: EventLoop, onEvent: @escaping (curl_socket_t, CInt) -> Void) {
    self.socket = socket
    self.onEvent = onEvent
    handle = .allocate(capacity: 1)
    guard loop.withUnsafeLoop({ uv_poll_init($0, handle, socket) }) == 0 else {
      handle.deallocate()
      return nil
    }
    handle.pointee.data = Unmanaged.passUnretained(self).toOpaque()
  }

  /// - Parameter what: libcurl's `CURL_POLL_IN`, `CURL_POLL_OUT` or `CURL_POLL_INOUT`.
  func watch(_ what: CInt) {
    watched = what
    var events: UInt32 = 0
    if what & CURL_POLL_IN != 0 { events |= UV_READABLE.rawValue }
    if what & CURL_POLL_OUT != 0 { events |= UV_WRITABLE.rawValue }
    uv_poll_start(handle, CInt(events)) { handle, status, events in
      Unmanaged<CurlSocketWatcher>.fromOpaque(handle!.pointee.data).takeUnretainedValue().happened(status: status, events: events)
    }
  }

  private func happened(status: CInt, events: CInt) {
    if status < 0 {
      // libuv says so, and ends the watch, when the socket has an error. libcurl learns which one by reading, and can then tell a reused
      // connection that had died from a broken answer; told `CURL_CSELECT_ERR` it could not.
      onEvent(socket, CURL_CSELECT_IN | CURL_CSELECT_OUT)
      if !isClosed { watch(watched) }
      return
    }
    var bits: CInt = 0
    if events & CInt(UV_READABLE.rawValue) != 0 { bits |= CURL_CSELECT_IN }
    if events & CInt(UV_WRITABLE.rawValue) != 0 { bits |= CURL_CSELECT_OUT }
    onEvent(socket, bits)
  }

  /// Ends the watch at once: libcurl closes the socket right after. The handle's memory goes when libuv has let go of it.
  func close() {
    isClosed = true
    uv_poll_stop(handle)
    UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { base in
      uv_close(base) { $0!.withMemoryRebound(to: uv_poll_t.self, capacity: 1) { $0.deallocate() } }
    }
  }
}
