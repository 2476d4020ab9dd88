import CPlatform
import EventLoop
import Testing
import Transport
import Wire

@Suite(.timeLimit(.minutes(1))) struct StreamingTests {
  /// A service whose every answer is the source that the closure makes.
  private func streaming(_ make: @escaping @Sendable (any ByteSink, EventLoop, HTTPRequest) -> any ByteSource) -> TestService {
    TestService { request, _ in
      HTTPResponse(status: 200, headers: ["Content-Type": "text/event-stream"], body: .source { sink, loop in make(sink, loop, request) })
    }
  }

  @Test func `a source's chunks are the body, and the connection goes on behind them`() async throws {
    let service = streaming { sink, loop, _ in
      #expect(loop.isCurrent)
      let source = TestSource(sink)
      source.write("one")
      loop.execute {}
      loop.schedule(afterMilliseconds: 1) {
        source.write("two")
        source.write("three")
        source.end()
      }
      return source
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET /a HTTP/1.1\r\n\(hostLine)\r\nGET /b HTTP/1.1\r\n\(hostLine)\r\n")
        for _ in 0..<2 {
          let response = try client.readResponse()
          #expect(response.headers["transfer-encoding"] == "chunked")
          #expect(response.text == "onetwothree")
        }
      }
    }
    #expect(service.finished.map(\.status) == [200, 200])
  }

  @Test func `what gathers in one turn is one pull`() async throws {
    let pulls = Tally()
    let service = streaming { sink, loop, _ in
      let source = TestSource(sink)
      loop.schedule(afterMilliseconds: 1) {
        let before = source.pulls
        for index in 0..<100 { source.write("\(index);") }
        #expect(source.pulls == before)
        loop.schedule(afterMilliseconds: 1) {
          pulls.add(source.pulls - before)
          source.end()
        }
      }
      return source
    }
    try await withServer(service) { _, port in
      try await blocking { () throws in #expect(try TestClient(port: port).exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").text.hasSuffix("99;")) }
    }
    #expect(pulls.value == 1)
  }

  @Test func `HTTP 1_0 gets bare bytes and the end of the connection`() async throws {
    let service = streaming { sink, _, request in
      let source = TestSource(sink)
      source.isChunked = request.head.version == .http11
      source.write("bare")
      source.end()
      return source
    }
    try await withServer(service) { _, port in
      try await blocking {
        let response = try TestClient(port: port).exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(response.headers["connection"] == "close")
        #expect(!response.headers.contains("transfer-encoding"))
        #expect(response.text == "bare")
      }
    }
  }

  @Test func `HEAD makes no source`() async throws {
    let service = streaming { sink, _, _ in
      Issue.record("a source for HEAD")
      return TestSource(sink)
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("HEAD / HTTP/1.1\r\n\(hostLine)\r\n")
        #expect(try client.readResponse(toHead: true).status == 200)
      }
    }
  }

  @Test func `a reader that leaves closes its source once`() async throws {
    let closed = Gate()
    let service = streaming { sink, _, _ in
      let source = TestSource(sink)
      source.write("hello")
      source.onClosed = {
        #expect(!closed.isOpen)
        closed.open()
      }
      return source
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        _ = try client.readHead()
        #expect(try client.readChunk() == Array("hello".utf8))
      }
      await closed.wait()
    }
  }

  @Test func `a source that aborts ends the connection within the body`() async throws {
    let service = streaming { sink, loop, _ in
      let source = TestSource(sink)
      source.write("half")
      loop.schedule(afterMilliseconds: 1) { source.abort() }
      return source
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        _ = try client.readHead()
        #expect(try client.readChunk() == Array("half".utf8))
        #expect(try client.readToEnd().isEmpty)
      }
    }
  }

  @Test func `a slow reader is not pulled for, and others are not slowed`() async throws {
    let (pulled, closed) = (Tally(), Gate())
    let service = TestService { request, _ in
      guard request.head.path == "/endless" else { return .text("quick") }
      return HTTPResponse(status: 200, body: .source { sink, _ in EndlessSource(sink, pulled: pulled, closed: closed) })
    }
    try await withServer(service) { _, port in
      let slow = try await blocking {
        let slow = try TestClient(port: port, receiveBuffer: 4096)
        try slow.send("GET /endless HTTP/1.1\r\n\(hostLine)\r\n")
        _ = try slow.readHead()
        let quick = try TestClient(port: port)
        for _ in 0..<200 { #expect(try quick.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").text == "quick") }
        return Unchecked(slow)
      }
      // What the system's socket buffers take, and one piece that waits; nothing more, however long it lasts.
      let settled = try await blocking {
        let quick = try TestClient(port: port)
        var settled = -1
        for _ in 0..<100 where settled != pulled.value {
          settled = pulled.value
          for _ in 0..<200 { #expect(try quick.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").text == "quick") }
        }
        return settled
      }
      #expect(pulled.value == settled)
      #expect(settled < 16 * 1024 * 1024)
      try await blocking {
        let taken = try slow.value.read(count: settled)
        #expect(taken.count == settled)
      }
      #expect(pulled.value > settled)
      slow.release()
      await closed.wait()
    }
  }

  @Test func `a large body arrives whole at a reader that takes its time`() async throws {
    let service = streaming { sink, _, _ in
      let source = TestSource(sink)
      for index in 0..<64 { source.write(String(repeating: String(index % 10), count: 100_000)) }
      source.end()
      return source
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port, receiveBuffer: 4096)
        let body = try client.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").body
        #expect(body.count == 6_400_000)
        for index in 0..<64 where body.count == 6_400_000 {
          let digit = UInt8(0x30 + index % 10)
          let piece = body[index * 100_000..<(index + 1) * 100_000]
          #expect(piece.first == digit && piece.last == digit)
        }
      }
    }
  }

  @Test func `a silent source is asked to break the silence`() async throws {
    let service = streaming { sink, _, _ in
      let source = TestSource(sink)
      var silences = 0
      source.onSilence = { source in
        silences += 1
        source.write("still here")
        if silences == 3 { source.end() }
      }
      return source
    }
    try await withServer(service, configure: { $0.silenceMilliseconds = 20 }) { _, port in
      try await blocking { () throws in
        #expect(try TestClient(port: port).exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n").text == String(repeating: "still here", count: 3))
      }
    }
  }

  @Test func `a thousand idle readers cost little memory`() async throws {
    let count = 1000
    let service = streaming { sink, _, _ in TestSource(sink) }
    try await withServer(service) { server, port in
      @Sendable func open(_ number: Int) throws -> [TestClient] {
        try (0..<number).map { _ in
          let client = try TestClient(port: port)
          try client.send(
            "GET /api/streams/01ARZ3NDEKTSV4RRFFQ69G5FAV/events HTTP/1.1\r\n\(hostLine)Accept: text/event-stream\r\nUser-Agent: \(String(repeating: "x", count: 100))\r\n\r\n"
          )
          _ = try client.readHead()
          return client
        }
      }
      try await blocking {
        // The first ones warm the allocator up.
        let first = try open(200)
        let before = cplatform_resident_bytes()
        let others = try open(count)
        // Other tests run in the same process: the figure means something only when this one runs alone.
        print("resident memory of an idle reader, the test's client included: \((Int(cplatform_resident_bytes()) - Int(before)) / count) bytes")
        #expect(server.connectionCount == first.count + others.count)
      }
    }
  }
}
