import EventLoop
import Testing
import Transport
import Wire

@Suite(.timeLimit(.minutes(1))) struct HTTPServerLimitTests {
  private let service = TestService { request, _ in .text("ok") }

  @Test func `an idle connection closes without a word`() async throws {
    try await withServer(service, configure: { $0.idleMilliseconds = 400 }) { server, port in
      try await blocking {
        let fresh = try TestClient(port: port)
        #expect(try fresh.readToEnd().isEmpty)
        let used = try TestClient(port: port)
        #expect(try used.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").status == 200)
        #expect(try used.readToEnd().isEmpty)
      }
    }
  }

  @Test func `a head that does not arrive is a 408`() async throws {
    try await withServer(service, configure: { $0.headMilliseconds = 20 }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        let response = try client.exchange("GET / HTTP/1.1\r\n")
        #expect(response.status == 408)
        #expect(response.text == "http.timeout")
      }
    }
  }

  @Test func `a body that does not go on is a 408`() async throws {
    try await withServer(service, configure: { $0.bodyMilliseconds = 20 }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        #expect(try client.exchange("POST / HTTP/1.1\r\n\(hostLine)Content-Length: 9\r\n\r\nabc").status == 408)
      }
    }
    #expect(service.finished.map(\.status) == [408])
  }

  @Test func `a reader that takes nothing of its answer is given up`() async throws {
    let big = TestService { _, _ in .text(String(repeating: "x", count: 30_000_000)) }
    try await withServer(big, configure: { $0.writeStallMilliseconds = 50 }) { server, port in
      let client = try await blocking {
        let client = try TestClient(port: port, receiveBuffer: 4096)
        try client.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        return Unchecked(client)
      }
      try await eventually { server.connectionCount == 0 }
      client.release()
    }
  }

  @Test func `connections above the limit are told to come back`() async throws {
    try await withServer(service, configure: { $0.maxConnections = 2 }) { server, port in
      try await blocking {
        let first = try TestClient(port: port)
        let second = try TestClient(port: port)
        _ = try first.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        _ = try second.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        let third = try TestClient(port: port)
        let response = try third.readResponse()
        #expect(response.status == 503)
        #expect(response.headers["retry-after"] == "5")
        #expect(response.text == "http.too_many_connections")
        #expect(try third.readToEnd().isEmpty)
        #expect(try second.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").status == 200)
      }
      try await eventually { server.connectionCount == 0 }
      try await blocking { () throws in #expect(try TestClient(port: port).exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").status == 200) }
    }
  }

  @Test(arguments: [1, 2]) func `a port that is taken is an error, not shared`(_ loops: Int) async throws {
    try await withServer(service, loops: loops) { _, port in
      let group = EventLoopGroup(count: loops)
      try group.start()
      defer { group.stop() }
      let second = HTTPServer(HTTPServerConfiguration(host: "127.0.0.1", port: port), loops: group.loops, service: service)
      await #expect { try await second.start() } throws: { error in
        guard let error = error as? TransportError else { return false }
        return error.code == .addressInUse && error.port == port && error.message.contains("\(port)")
      }
    }
  }

  @Test func `addresses that are none are refused by name`() async throws {
    let group = EventLoopGroup(count: 1)
    try group.start()
    defer { group.stop() }
    for (host, port, code) in [
      ("198.51.100.7", 0, TransportError.Code.addressUnavailable), ("no such host", 0, .hostUnknown), ("127.0.0.1", 70_000, .hostUnknown),
    ] {
      let server = HTTPServer(HTTPServerConfiguration(host: host, port: port), loops: group.loops, service: service)
      await #expect { try await server.start() } throws: { ($0 as? TransportError)?.code == code }
    }
  }

  @Test func `several loops listen on one port of the system's choice`() async throws {
    try await withServer(service, loops: 3) { server, port in
      #expect(port > 0)
      try await blocking { () throws in
        for _ in 0..<30 { #expect(try TestClient(port: port).exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").status == 200) }
      }
    }
  }
}

/// Waits until the condition holds, at most ten seconds.
func eventually(_ condition: @escaping @Sendable () -> Bool) async throws {
  for _ in 0..<5000 {
    if condition() { return }
    try await Task.sleep(nanoseconds: 2_000_000)
  }
  Issue.record("it did not happen within ten seconds")
}
