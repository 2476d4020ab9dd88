import Glibc

/// Sockets of the loopback address, as plainly as can be.
enum LoopbackSocket {
  /// Takes a port of 127.0.0.1; whoever calls closes the descriptor.
  /// - Parameter port: 0 picks a free one.
  static func bound(port: UInt16) throws(BlockingSocketServer.SocketError) -> (descriptor: CInt, port: UInt16) {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var yes: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        if bind(descriptor, address, length) != 0 { return errno }
        return getsockname(descriptor, address, &length) == 0 ? 0 : errno
      }
    }
    guard status == 0 else {
      close(descriptor)
      throw BlockingSocketServer.SocketError(description: "cannot take 127.0.0.1:\(port): \(String(cString: strerror(status)))")
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }
}
