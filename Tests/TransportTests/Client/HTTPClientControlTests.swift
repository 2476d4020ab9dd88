import EventLoop
import Synchronization
import TestKit
import Testing
import Transport

/// Answers with an endless body.
private func endless(_ connection: BlockingConnection) {
  guard connection.readRequest() != nil else { return }
  connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
  let piece = chunk(String(repeating: "x", count: 1000))
  while connection.write(piece) {}
}

@Suite struct HTTPClientControlTests {
  @Test func `a call cancelled from its own body callback ends there`() async throws {
    try await withServer(endless) { server in
      try await withClient { bench in
        let fetched = await bench.fetch(HTTPClientRequest(url: server.url())) { hearer in
          hearer.onBody = { if $0.fetched.pieces.count == 2 { $0.call?.cancel() } }
        }
        #expect(fetched.code == .cancelled)
        #expect(fetched.pieces.count == 2)
        #expect(fetched.endings == 1)
        // The client is as good as before.
        let again = await bench.fetch(HTTPClientRequest(url: server.url())) { hearer in hearer.onHead = { $0.call?.cancel() } }
        #expect(again.code == .cancelled)
        #expect(again.pieces.isEmpty)
      }
    }
  }

  @Test func `a call cancelled at once is never sent`() async throws {
    let requests = Counter()
    try await withServer { connection in
      while connection.readRequest() != nil { requests.add() }
    } _: { server in
      try await withClient { bench in
        let url = server.url()
        let ending = try await bench.loop.run {
          let hearer = Hearer()
          let call = bench.client.value.start(HTTPClientRequest(url: url), delegate: hearer)
          call.cancel()
          call.cancel()
          return hearer.fetched
        }
        #expect(ending.code == .cancelled)
        #expect(ending.endings == 1)
        try await bench.loop.run {}
      }
    }
    #expect(requests.value == 0)
  }

  @Test func `a cancelled call closes its connection, so that the server notices`() async throws {
    let closed = Signal()
    try await withServer { connection in
      endless(connection)
      closed.raise()
    } _: { server in
      try await withClient { bench in
        _ = await bench.fetch(HTTPClientRequest(url: server.url())) { hearer in hearer.onBody = { $0.call?.cancel() } }
        await closed.wait()
      }
    }
  }

  @Test func `a paused call gets nothing until it is resumed, and then everything`() async throws {
    let body = String(repeating: "0123456789", count: 50_000)
    try await withServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
    } _: { server in
      try await withClient { bench in
        let loop = bench.loop
        let piecesWhilePaused = Mutex<[Int]>([])
        let fetched = await bench.fetch(HTTPClientRequest(url: server.url(), timeouts: HTTPClientTimeouts(idleMilliseconds: 150))) {
          hearer in
          hearer.onBody = { hearer in
            hearer.call?.pause()
            let before = hearer.fetched.pieces.count
            guard before <= 3 else {
              hearer.call?.resume()
              return
            }
            // Longer than the idle limit: a pause is no silence of the server's.
            loop.schedule(afterMilliseconds: 200) {
              piecesWhilePaused.withLock { $0.append(hearer.fetched.pieces.count - before) }
              hearer.call?.resume()
            }
          }
        }
        #expect(fetched.code == nil)
        #expect(fetched.text == body)
        #expect(piecesWhilePaused.withLock { $0 } == [0, 0, 0])
      }
    }
  }

  @Test func `a call paused before its first byte waits`() async throws {
    try await withServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    } _: { server in
      try await withClient { bench in
        let loop = bench.loop
        let fetched = await bench.fetch(HTTPClientRequest(url: server.url(), timeouts: HTTPClientTimeouts(firstByteMilliseconds: 400))) {
          hearer in
          hearer.onHead = { hearer in
            hearer.call?.pause()
            loop.schedule(afterMilliseconds: 500) { hearer.call?.resume() }
          }
        }
        #expect(fetched.text == "ok")
        #expect(fetched.code == nil)
      }
    }
  }

  @Test func `a call can be started and another cancelled from within a callback`() async throws {
    try await withServer(endless) { server in
      try await withClient { bench in
        let url = server.url()
        let second = Hearer()
        let fetched = await bench.fetch(HTTPClientRequest(url: url)) { first in
          second.onBody = { _ in first.call?.cancel() }
          first.onBody = { first in
            if second.call == nil { second.call = bench.client.value.start(HTTPClientRequest(url: url), delegate: second) }
          }
          first.onEnd = { _ in second.call?.cancel() }
        }
        #expect(fetched.code == .cancelled)
        let ended = try await bench.loop.run { second.fetched }
        #expect(ended.code == .cancelled)
        #expect(ended.endings == 1)
      }
    }
  }

  @Test func `closing the client ends what is under way and refuses what comes`() async throws {
    try await withServer(endless) { server in
      try await withClient { bench in
        let url = server.url()
        let late = Hearer()
        let fetched = await bench.fetch(HTTPClientRequest(url: url)) { hearer in
          hearer.onBody = { _ in bench.client.value.close() }
          hearer.onEnd = { _ in late.call = bench.client.value.start(HTTPClientRequest(url: url), delegate: late) }
        }
        #expect(fetched.code == .cancelled)
        // The refusal comes in a turn of its own, and this thread may be faster than that.
        for _ in 0..<1000 {
          if try await bench.loop.run({ late.fetched.endings }) > 0 { break }
        }
        #expect(try await bench.loop.run { late.fetched.code } == .cancelled)
      }
    }
  }
}
