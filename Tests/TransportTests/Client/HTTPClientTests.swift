import EventLoop
import Synchronization
import TestKit
import Testing
import Transport

@Suite struct HTTPClientTests {
  @Test func `an answer comes whole, with its status and headers`() async throws {
    let seen = Mutex<[FakeRequest]>([])
    try await withServer { connection in
      while let request = connection.readRequest() {
        seen.withLock { $0.append(request) }
        connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nX-One: a \r\nX-Empty:\r\nContent-Length: 5\r\n\r\nhello")
      }
    } _: { server in
      try await withClient { bench in
        let request = HTTPClientRequest(
          url: server.url("/path?q=1"), headers: [HTTPClientHeader("Content-Type", "application/json"), HTTPClientHeader("X-None", "")],
          body: Array("{}".utf8))
        let fetched = await bench.fetch(request)
        #expect(fetched.code == nil)
        #expect(fetched.status == 201)
        #expect(fetched.headers == [HTTPClientHeader("x-one", "a"), HTTPClientHeader("x-empty", ""), HTTPClientHeader("content-length", "5")])
        #expect(fetched.text == "hello")
        #expect(fetched.endings == 1)
        let get = await bench.fetch(HTTPClientRequest(url: server.url("/two")))
        #expect(get.text == "hello")
      }
    }
    let requests = seen.withLock { $0 }
    #expect(requests.map(\.method) == ["POST", "GET"])
    #expect(requests.map(\.target) == ["/path?q=1", "/two"])
    #expect(requests[0].body == Array("{}".utf8))
    #expect(requests[0].headers["content-type"] == "application/json")
    #expect(requests[0].headers["x-none"] == "")
    #expect(requests[0].headers["expect"] == nil)
    #expect(requests[1].headers["content-type"] == nil)
  }

  @Test func `a connection is used again`() async throws {
    let connections = Counter()
    try await withServer { connection in
      connections.add()
      while connection.readRequest() != nil { connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") }
    } _: { server in
      try await withClient { bench in
        for _ in 0..<20 { #expect(await bench.fetch(HTTPClientRequest(url: server.url(), body: [1])).text == "ok") }
      }
    }
    #expect(connections.value == 1)
  }

  @Test func `a kept connection that died is replaced without anybody noticing`() async throws {
    try await withServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    } _: { server in
      try await withClient { bench in
        for _ in 0..<20 {
          let fetched = await bench.fetch(HTTPClientRequest(url: server.url(), body: [1]))
          #expect(fetched.text == "ok", "\(fetched.ending)")
        }
      }
    }
  }

  @Test func `a large body goes out and a large answer comes in`() async throws {
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try await withServer { connection in
      guard let request = connection.readRequest() else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
      connection.write(request.body)
    } _: { server in
      try await withClient { bench in
        let fetched = await bench.fetch(HTTPClientRequest(url: server.url(), body: body))
        #expect(fetched.code == nil)
        #expect(Array(fetched.pieces.joined()) == body)
      }
    }
  }

  @Test func `pieces come as they are sent, not at the end`() async throws {
    try await withServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("one"))
      // The second piece goes out only when the client has said that it got the first.
      _ = connection.readRequest()
      connection.write(chunk("two") + "0\r\nTrailer: t\r\n\r\n")
    } _: { server in
      try await withClient { bench in
        // libcurl sends nothing more on this connection, so the answer of the first call ends by its idle limit.
        let request = HTTPClientRequest(url: server.url(), timeouts: HTTPClientTimeouts(idleMilliseconds: 50))
        let fetched = await bench.fetch(request)
        #expect(fetched.text == "one")
        #expect(fetched.code == .idleTimeout)
      }
    }
  }

  @Test func `trailers are no headers`() async throws {
    try await withServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("one") + "0\r\nTrailer: t\r\n\r\n")
    } _: { server in
      try await withClient { bench in
        let fetched = await bench.fetch(HTTPClientRequest(url: server.url()))
        #expect(fetched.text == "one")
        #expect(fetched.headers == [HTTPClientHeader("transfer-encoding", "chunked")])
      }
    }
  }

  @Test func `a redirect is an answer`() async throws {
    try await withServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
    } _: { server in
      try await withClient { bench in #expect(await bench.fetch(HTTPClientRequest(url: server.url())).status == 302) }
    }
  }

  @Test func `many calls at once each get their own answer`() async throws {
    try await withServer { connection in
      while let request = connection.readRequest() {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
        connection.write(request.body)
      }
    } _: { server in
      try await withClient { bench in
        let url = server.url()
        await withTaskGroup(of: Bool.self) { group in
          for index in 0..<100 {
            group.addTask { await bench.fetch(HTTPClientRequest(url: url, body: Array("call \(index)".utf8))).text == "call \(index)" }
          }
          for await isRight in group { #expect(isRight) }
        }
      }
    }
  }
}
