import Glibc
import Primitives

/// The machine that we run on.
package struct SystemProbe: MachineProbe {
  package init() {}

  package func folder(_ path: String) -> FolderState {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { return .notAFolder }
      return unsafe access(path, W_OK | X_OK) == 0 ? .writable : .refused(reason: systemReason(errno))
    }
    guard errno == ENOENT else { return .refused(reason: systemReason(errno)) }
    let ancestor = existingAncestor(of: path)
    return unsafe access(ancestor, W_OK | X_OK) == 0 ? .canBeMade : .refused(reason: "\(ancestor): \(systemReason(errno))")
  }

  package func freeDiskBytes(_ path: String) -> UInt64? {
    var status = statvfs()
    guard unsafe statvfs(existingAncestor(of: path), &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  package func openFileLimit() -> OpenFileLimit? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    return OpenFileLimit(soft: UInt64(limit.rlim_cur), hard: UInt64(limit.rlim_max))
  }

  package func now() -> Timestamp { SystemTime().now() }

  package func listen(on address: ListenAddress) -> AddressState {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_PASSIVE
    var found: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(address.host, "\(address.port)", &hints, &found)
    guard status == 0, let first = unsafe found else { return .refused(reason: unsafe String(cString: gai_strerror(status))) }
    defer { unsafe freeaddrinfo(first) }
    let info = unsafe first.pointee
    let descriptor = unsafe socket(info.ai_family, info.ai_socktype, info.ai_protocol)
    guard descriptor >= 0 else { return .refused(reason: systemReason(errno)) }
    defer { close(descriptor) }
    // Otherwise connections of a server that has just ended would make its port look taken.
    var yes: Int32 = 1
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    // Binding alone does not tell: two sockets may share a port until one of them listens.
    if unsafe bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, Glibc.listen(descriptor, 1) == 0 { return .free }
    return errno == EADDRINUSE ? .taken : .refused(reason: systemReason(errno))
  }

  /// The path itself, or the nearest folder above it that is there.
  private func existingAncestor(of path: String) -> String {
    var current = path
    while unsafe access(current, F_OK) != 0 {
      while current.hasSuffix("/"), current != "/" { current.removeLast() }
      guard let slash = current.lastIndex(of: "/") else { return "." }
      current = slash == current.startIndex ? "/" : String(current[..<slash])
      if current == "/" { break }
    }
    return current
  }
}
