/// One request of ours to another server.
package struct HTTPClientRequest: Sendable {
  /// `http` or `https`.
  package var url: String
  package var headers: [HTTPClientHeader]
  /// The body of a POST; `nil` makes it a GET. Kept in memory until the call has ended, so that it can be sent again on a fresh connection
  /// when a reused one turns out to be dead.
  package var body: [UInt8]?
  package var timeouts: HTTPClientTimeouts

  package init(url: String, headers: [HTTPClientHeader] = [], body: [UInt8]? = nil, timeouts: HTTPClientTimeouts = HTTPClientTimeouts()) {
    self.url = url
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
  }
}

/// A header field. Names of a response are in lower case.
package struct HTTPClientHeader: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How long each part of a call may take, in milliseconds.
package struct HTTPClientTimeouts: Sendable, Equatable {
  /// Name resolution, connection and TLS handshake.
  package var connectMilliseconds: Int
  /// From the start to the first byte of the answer's body.
  package var firstByteMilliseconds: Int
  /// From one piece of the body to the next; time spent paused does not count.
  package var idleMilliseconds: Int

  package init(connectMilliseconds: Int = 10_000, firstByteMilliseconds: Int = 300_000, idleMilliseconds: Int = 60_000) {
    self.connectMilliseconds = connectMilliseconds
    self.firstByteMilliseconds = firstByteMilliseconds
    self.idleMilliseconds = idleMilliseconds
  }
}

/// What holds for all calls of a client.
package struct HTTPClientConfiguration: Sendable {
  package var userAgent: String
  /// A PEM file of the certificate authorities to trust instead of the system's.
  package var certificateAuthorityFile: String?
  /// Connections kept open for reuse.
  package var idleConnections: Int

  package init(userAgent: String = "throughline", certificateAuthorityFile: String? = nil, idleConnections: Int = 256) {
    self.userAgent = userAgent
    self.certificateAuthorityFile = certificateAuthorityFile
    self.idleConnections = idleConnections
  }
}
