import EventLoop
import Testing
import Transport
import Wire

@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
  private static func echo(_ request: HTTPRequest) -> HTTPResponse {
    .text("\(request.head.method) \(request.head.target.raw) \(String(decoding: request.body, as: UTF8.self))")
  }

  @Test func `a connection serves one request after the other`() async throws {
    let service = TestService { request, loop in
      #expect(loop.isCurrent)
      #expect(request.peerAddress == "127.0.0.1")
      return Self.echo(request)
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        for index in 0..<3 {
          let response = try client.exchange("POST /\(index) HTTP/1.1\r\n\(hostLine)Content-Length: 2\r\n\r\nhi")
          #expect(response.status == 200)
          #expect(response.text == "POST /\(index) hi")
          #expect(response.headers["Date"]?.hasSuffix(" GMT") == true)
          #expect(!response.headers.contains("connection"))
        }
      }
    }
    #expect(service.finished.map(\.target) == ["/0", "/1", "/2"])
    #expect(service.finished.allSatisfy { $0.status == 200 && $0.bytesIn == 2 && $0.bytesOut > 90 })
  }

  @Test func `a request that comes byte by byte is read like any other`() async throws {
    try await withServer(TestService { request, _ in Self.echo(request) }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        for request in [
          "POST /a HTTP/1.1\r\n\(hostLine)Content-Length: 5\r\n\r\nhello",
          "POST /b HTTP/1.1\r\n\(hostLine)Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        ] {
          for byte in request.utf8 { try client.send([byte]) }
          #expect(try client.readResponse().text.hasSuffix("hello"))
        }
      }
    }
  }

  @Test func `pipelined requests are answered in order, however long each takes`() async throws {
    let release = Gate()
    let service = TestService { request, _ in
      if request.head.path == "/first" { await release.wait() } else { release.open() }
      return Self.echo(request)
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send((["/first", "/second", "/third"].map { "GET \($0) HTTP/1.1\r\n\(hostLine)\r\n" }).joined())
        // The second request must not be begun while the first is answered; only another connection can release it.
        let other = try TestClient(port: port)
        #expect(try other.exchange("GET /other HTTP/1.1\r\n\(hostLine)\r\n").status == 200)
        for expected in ["/first", "/second", "/third"] { #expect(try client.readResponse().text == "GET \(expected) ") }
      }
    }
    #expect(service.finished.map(\.target) == ["/other", "/first", "/second", "/third"])
  }

  @Test func `a flood of pipelined requests is held back and then answered`() async throws {
    try await withServer(TestService { request, _ in Self.echo(request) }, configure: { $0.heldInputBytes = 256 }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        let count = 3000
        try client.send((0..<count).map { "GET /\($0) HTTP/1.1\r\n\(hostLine)\r\n" }.joined())
        for index in 0..<count {
          guard try client.readResponse().text == "GET /\(index) " else {
            Issue.record("answer \(index) is another one")
            return
          }
        }
      }
    }
  }

  @Test func `HEAD and statuses without body have none`() async throws {
    let service = TestService { request, _ in
      switch request.head.path {
      case "/none": HTTPResponse(status: 204, body: .bytes([1, 2]))
      case "/same": HTTPResponse(status: 304, headers: ["ETag": "\"a\""], body: .bytes([1, 2]))
      default: .text("hello")
      }
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send(
          "HEAD / HTTP/1.1\r\n\(hostLine)\r\nGET /none HTTP/1.1\r\n\(hostLine)\r\nGET /same HTTP/1.1\r\n\(hostLine)\r\nGET / HTTP/1.1\r\n\(hostLine)\r\n"
        )
        let head = try client.readResponse(toHead: true)
        #expect(head.headers["content-length"] == "5")
        let none = try client.readResponse()
        #expect(none.status == 204)
        #expect(!none.headers.contains("content-length"))
        #expect(try client.readResponse().status == 304)
        #expect(try client.readResponse().text == "hello")
      }
    }
  }

  @Test func `a connection closes when the client or its version wants it`() async throws {
    try await withServer(TestService { request, _ in Self.echo(request) }) { _, port in
      try await blocking {
        for request in ["GET / HTTP/1.1\r\n\(hostLine)Connection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"] {
          let client = try TestClient(port: port)
          let response = try client.exchange(request)
          #expect(response.headers["connection"] == "close")
          #expect(try client.readToEnd().isEmpty)
        }
        let client = try TestClient(port: port)
        for _ in 0..<2 {
          let response = try client.exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
          #expect(response.headers["connection"] == "keep-alive")
        }
      }
    }
  }

  @Test func `a client that closes its sending side still gets its answer`() async throws {
    try await withServer(TestService { request, _ in .text(String(repeating: "x", count: 3_000_000)) }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        let head = try client.readHead()
        client.endSending()
        #expect(try client.read(count: Int(head.headers["content-length"] ?? "") ?? 0).count == 3_000_000)
        #expect(try client.readToEnd().isEmpty)
      }
    }
  }

  @Test func `a body is asked for when the client waits to be asked`() async throws {
    let service = TestService(admit: { $0.path == "/no" ? .refuse(.text("no", status: 403)) : .accept(maxBodyBytes: 10) }) { request, _ in
      Self.echo(request)
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("POST / HTTP/1.1\r\n\(hostLine)Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.readHead().status == 100)
        try client.send("hi")
        #expect(try client.readResponse().text == "POST / hi")
        try client.send("POST / HTTP/1.1\r\n\(hostLine)Content-Length: 11\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.readResponse().status == 413)
        #expect(try client.readToEnd().isEmpty)

        let other = try TestClient(port: port)
        #expect(try other.exchange("POST /no HTTP/1.1\r\n\(hostLine)Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").status == 403)
        #expect(try other.readToEnd().isEmpty)
      }
    }
  }

  @Test func `a refused head without a body keeps the connection`() async throws {
    let service = TestService(admit: { $0.path == "/no" ? .refuse(.text("no", status: 404)) : .accept(maxBodyBytes: 10) }) { request, _ in
      Self.echo(request)
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET /no HTTP/1.1\r\n\(hostLine)\r\nGET /yes HTTP/1.1\r\n\(hostLine)\r\n")
        #expect(try client.readResponse().status == 404)
        #expect(try client.readResponse().text == "GET /yes ")
      }
    }
    #expect(service.finished.map(\.status) == [404, 200])
  }

  @Test func `a client that sends too much still reads why it was refused`() async throws {
    try await withServer(TestService { request, _ in Self.echo(request) }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("POST / HTTP/1.1\r\n\(hostLine)Content-Length: 5000000\r\n\r\n")
        try client.send([UInt8](repeating: 0x61, count: 5_000_000))
        let response = try client.readResponse()
        #expect(response.status == 413)
        #expect(response.text == "http.body_too_large")
        #expect(response.headers["connection"] == "close")
        client.endSending()
        #expect(try client.readToEnd().isEmpty)
      }
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\n\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/3.0\r\n\(hostLine)\r\n", 505),
    ("GET /\(String(repeating: "a", count: 9000))", 414),
    ("GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 17_000))", 431),
    ("POST / HTTP/1.1\r\n\(hostLine)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\n\(hostLine)Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
  ])
  func `bad input is refused and the connection closes`(_ request: String, _ status: Int) async throws {
    try await withServer(TestService { request, _ in Self.echo(request) }) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        // What follows a bad request has no meaning, even if it looks like one.
        let response = try client.exchange(request)
        #expect(response.status == status)
        #expect(response.headers["connection"] == "close")
        client.endSending()
        #expect(try client.readToEnd().isEmpty)
      }
    }
  }

  @Test func `a client that leaves cancels what was done for it alone`() async throws {
    let (began, cancelled) = (Gate(), Gate())
    let service = TestService { _, _ in
      began.open()
      await withTaskCancellationHandler {
        await cancelled.wait()
      } onCancel: {
        cancelled.open()
      }
      return .text("nobody reads this")
    }
    try await withServer(service) { server, port in
      let client = try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        return Unchecked(client)
      }
      await began.wait()
      client.release()
      await cancelled.wait()
    }
    #expect(service.finished.map(\.status) == [499])
  }
}

/// Carries a client from one thread to the next; they never use it at the same time.
final class Unchecked: @unchecked Sendable {
  private var client: TestClient?
  init(_ client: TestClient) { self.client = client }
  func release() { client = nil }
  var value: TestClient { client! }
}
