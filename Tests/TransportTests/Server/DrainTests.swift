import EventLoop
import Testing
import Transport
import Wire

@Suite(.timeLimit(.minutes(1))) struct DrainTests {
  @Test func `a drain closes what is idle, finishes what runs and says farewell to streams`() async throws {
    let (began, release) = (Gate(), Gate())
    let service = TestService { request, _ in
      switch request.head.path {
      case "/slow":
        began.open()
        await release.wait()
        return .text("done")
      case "/stream":
        return HTTPResponse(
          status: 200,
          body: .source { sink, _ in
            let source = TestSource(sink)
            source.onDrain = {
              $0.write("retry")
              $0.end()
            }
            return source
          })
      default: return .text("ok")
      }
    }
    try await withServer(service, loops: 2) { server, port in
      let (idle, slow, stream) = try await blocking {
        let (idle, slow, stream) = (try TestClient(port: port), try TestClient(port: port), try TestClient(port: port))
        _ = try idle.exchange("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        try slow.send("GET /slow HTTP/1.1\r\n\(hostLine)\r\n")
        try stream.send("GET /stream HTTP/1.1\r\n\(hostLine)\r\n")
        _ = try stream.readHead()
        return (Unchecked(idle), Unchecked(slow), Unchecked(stream))
      }
      await began.wait()
      async let drained: Void = server.drain(graceMilliseconds: 10_000)
      try await blocking { () throws in
        #expect(try idle.value.readToEnd().isEmpty)
        #expect(try stream.value.readChunk() == Array("retry".utf8))
        #expect(try stream.value.readChunk() == nil)
        #expect(try stream.value.readToEnd().isEmpty)
        // The other loop may still be at work; it stops listening, too.
        while (try? TestClient(port: port)) != nil {}
      }
      release.open()
      try await blocking {
        let response = try slow.value.readResponse()
        #expect(response.text == "done")
        #expect(response.headers["connection"] == "close")
        #expect(try slow.value.readToEnd().isEmpty)
      }
      idle.release()
      slow.release()
      stream.release()
      await drained
      #expect(server.connectionCount == 0)
    }
  }

  @Test func `what is not done within the grace is closed`() async throws {
    let began = Gate()
    let closed = Gate()
    let service = TestService { request, _ in
      if request.head.path == "/slow" {
        began.open()
        await withTaskCancellationHandler {
          await closed.wait()
        } onCancel: {
          closed.open()
        }
        return .text("late")
      }
      return HTTPResponse(
        status: 200,
        body: .source { sink, _ in
          let source = TestSource(sink)
          source.onDrain = { _ in }
          return source
        })
    }
    try await withServer(service) { server, port in
      let clients = try await blocking {
        let (slow, stream) = (try TestClient(port: port), try TestClient(port: port))
        try stream.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        _ = try stream.readHead()
        try slow.send("GET /slow HTTP/1.1\r\n\(hostLine)\r\n")
        return [Unchecked(slow), Unchecked(stream)]
      }
      await began.wait()
      await server.drain(graceMilliseconds: 20)
      #expect(server.connectionCount == 0)
      await closed.wait()
      try await blocking { () throws in for client in clients { #expect(try client.value.readToEnd().isEmpty) } }
    }
    #expect(service.finished.map(\.status).sorted() == [200, 499])
  }

  @Test func `a stream that begins during the drain is asked for its farewell at once`() async throws {
    let (began, release) = (Gate(), Gate())
    let service = TestService { _, _ in
      began.open()
      await release.wait()
      return HTTPResponse(status: 200, body: .source { sink, _ in TestSource(sink) })
    }
    try await withServer(service) { server, port in
      let client = try await blocking {
        let client = try TestClient(port: port)
        try client.send("GET / HTTP/1.1\r\n\(hostLine)\r\n")
        return Unchecked(client)
      }
      await began.wait()
      async let first: Void = server.drain(graceMilliseconds: 10_000)
      async let second: Void = server.drain(graceMilliseconds: 20_000)
      // Listening ends with the drain: refused connections show that it has begun.
      try await blocking { while (try? TestClient(port: port)) != nil {} }
      release.open()
      try await blocking {
        let response = try client.value.readResponse()
        #expect(response.headers["connection"] == "close")
        #expect(response.text.isEmpty)
        #expect(try client.value.readToEnd().isEmpty)
      }
      client.release()
      await first
      await second
    }
  }
}
