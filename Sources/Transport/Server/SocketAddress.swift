import Glibc

/// An IPv4 or IPv6 address with a port.
struct SocketAddress {
  private var storage: sockaddr_storage

  var family: CInt { CInt(storage.ss_family) }

  /// Finds the address of a name or reads a numeric one; IPv4 first, because that is what `localhost` means to most people.
  init(host: String, port: Int) throws(TransportError) {
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE
    var found: UnsafeMutablePointer<addrinfo>?
    let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    let status = (0...65_535).contains(port) ? getaddrinfo(name, String(port), &hints, &found) : EAI_SERVICE
    defer { if let found { freeaddrinfo(found) } }
    guard status == 0, let first = found else {
      throw TransportError(
        code: .hostUnknown, host: host, port: port, message: "\(host):\(port) is no address to listen on: \(String(cString: gai_strerror(status)))")
    }
    var chosen = first
    var next: UnsafeMutablePointer<addrinfo>? = first
    while let entry = next {
      if entry.pointee.ai_family == AF_INET {
        chosen = entry
        break
      }
      next = entry.pointee.ai_next
    }
    storage = sockaddr_storage()
    memcpy(&storage, chosen.pointee.ai_addr, Int(chosen.pointee.ai_addrlen))
  }

  private init(storage: sockaddr_storage) { self.storage = storage }

  /// The address that a C function fills in; `nil` when it fails.
  static func read(_ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<CInt>) -> CInt) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = CInt(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { fill($0, &length) }
    }
    return status == 0 ? SocketAddress(storage: storage) : nil
  }

  func withUnsafeAddress<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
    withUnsafePointer(to: storage) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) } }
  }

  private var length: socklen_t {
    socklen_t(family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
  }

  private func withPort(_ port: Int) -> SocketAddress {
    var copy = self
    withUnsafeMutablePointer(to: &copy.storage) {
      // The port stands at the same place in both families.
      $0.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_port = in_port_t(port).bigEndian }
    }
    return copy
  }

  /// The same address with another port.
  func replacing(port: Int) -> SocketAddress { withPort(port) }

  var port: Int {
    withUnsafePointer(to: storage) { $0.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { Int(in_port_t(bigEndian: $0.pointee.sin_port)) } }
  }

  /// The address in numbers; an IPv4 peer of an IPv6 socket in its IPv4 form.
  var host: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    withUnsafePointer(to: storage) { pointer in
      if family == AF_INET6 {
        pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          var address = $0.pointee.sin6_addr
          inet_ntop(AF_INET6, &address, &text, socklen_t(INET6_ADDRSTRLEN))
        }
      } else {
        pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          var address = $0.pointee.sin_addr
          inet_ntop(AF_INET, &address, &text, socklen_t(INET6_ADDRSTRLEN))
        }
      }
    }
    let string = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return string.hasPrefix("::ffff:") && string.contains(".") ? String(string.dropFirst(7)) : string
  }

  /// 0 when nobody listens there, else the number of the error. Sockets that share a port ask this first, because the system would let them share it with a stranger.
  func probe() -> CInt {
    let descriptor = socket(family, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    var enabled: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &enabled, socklen_t(MemoryLayout<CInt>.size))
    return withUnsafeAddress { Glibc.bind(descriptor, $0, length) } == 0 ? 0 : errno
  }
}
