import EventLoop
import Glibc
import Primitives
import Synchronization
import Testing
import Transport
import Wire

/// Does what a test wants for each message and notes how the connection ended.
private final class Handler: WebSocketHandler {
  let connection: WebSocketConnection
  let onText: (WebSocketConnection, String) -> Void
  let codes: Codes

  init(_ connection: WebSocketConnection, codes: Codes, onText: @escaping (WebSocketConnection, String) -> Void) {
    self.connection = connection
    self.codes = codes
    self.onText = onText
  }

  func received(text: [UInt8]) { onText(connection, String(decoding: text, as: UTF8.self)) }
  func closed(_ code: WebSocketCloseCode) { codes.add(Int(code.rawValue)) }
  func drain() { connection.close(.goingAway, reason: "shutting down") }
}

private final class Codes: Sendable {
  private let codes = Mutex<[Int]>([])
  let first = Gate()
  func add(_ code: Int) {
    codes.withLock { $0.append(code) }
    first.open()
  }
  var all: [Int] { codes.withLock { $0 } }
}

@Suite(.timeLimit(.minutes(1))) struct WebSocketServerTests {
  private let codes = Codes()

  private func service(_ onText: @escaping @Sendable (WebSocketConnection, String) -> Void = { $0.send(text: Array($1.utf8)) }) -> TestService {
    TestService { [codes] _, _ in
      HTTPResponse(
        status: 101, headers: ["X-Test": "1"],
        body: .webSocket(protocol: "throughline.v1") { connection, loop in
          #expect(loop.isCurrent && connection.subprotocol == "throughline.v1" && connection.peerAddress == "127.0.0.1")
          return Handler(connection, codes: codes, onText: onText)
        })
    }
  }

  @Test func `messages of every size come back, whole or in fragments`() async throws {
    try await withServer(service()) { _, port in
      try await blocking {
        let client = try WebSocketClient(port: port)
        for count in [0, 1, 125, 126, 5000, 65_536] {
          let text = String(repeating: "x", count: count)
          try client.send(text: text)
          #expect(try client.read() == .init(opcode: 1, payload: Array(text.utf8)))
        }
        let euro = Array("\u{20ac}\u{1f600}".utf8)
        for byte in euro.dropLast() { try client.send(byte == euro[0] ? 1 : 0, [byte], final: false) }
        try client.send(9, Array("between".utf8))
        #expect(try client.read() == .init(opcode: 10, payload: Array("between".utf8)))
        try client.send(0, [euro[euro.count - 1]])
        #expect(try client.read().text == "\u{20ac}\u{1f600}")
        for byte in WebSocketClient.frame(1, Array("byte by byte".utf8)) { try client.plain.send([byte]) }
        #expect(try client.read().text == "byte by byte")
        try client.close(1000)
        #expect(try client.readClose() == 1000)
      }
    }
    #expect(codes.all == [1000])
  }

  @Test func `what comes right behind the handshake is not lost`() async throws {
    try await withServer(service()) { _, port in
      try await blocking {
        let client = try WebSocketClient(port: port, early: WebSocketClient.frame(1, Array("early".utf8)))
        #expect(try client.read().text == "early")
      }
      await codes.first.wait()
    }
    #expect(codes.all == [1006])
  }

  @Test func `bad input closes with the code for it`() async throws {
    try await withServer(service()) { _, port in
      try await blocking {
        let cases: [(String, Int, (WebSocketClient) throws -> Void)] = [
          ("binary", 1003, { try $0.send(2, [1]) }), ("bad UTF-8", 1007, { try $0.send(1, [0xC3, 0x28]) }),
          ("no mask", 1002, { try $0.send(1, [0x61], masked: false) }),
          ("reserved opcode", 1002, { try $0.send(3, []) }), ("continuation of nothing", 1002, { try $0.send(0, [0x61]) }),
          ("long ping", 1002, { try $0.send(9, [UInt8](repeating: 0, count: 126)) }),
          ("one frame too large", 1009, { try $0.send(1, [UInt8](repeating: 0x61, count: 65_537)) }),
          (
            "fragments too large together", 1009,
            {
              try $0.send(1, [UInt8](repeating: 0x61, count: 40_000), final: false)
              try $0.send(0, [UInt8](repeating: 0x61, count: 40_000))
            }
          ),
        ]
        for (name, code, send) in cases {
          let client = try WebSocketClient(port: port)
          try send(client)
          do {
            #expect(try client.readClose() == code, "\(name)")
          } catch {
            Issue.record("\(name): \(error)")
          }
        }
      }
    }
    #expect(codes.all.count == 8)
  }

  @Test func `a handshake that is none is refused like any bad request`() async throws {
    try await withServer(service()) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        let plain = try client.exchange("GET /ws HTTP/1.1\r\n\(hostLine)\r\n")
        #expect(plain.status == 426)
        #expect(plain.headers["sec-websocket-version"] == "13")
        #expect(plain.text == "websocket.upgrade")
        let bad = try client.exchange(
          "GET /ws HTTP/1.1\r\n\(hostLine)Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n")
        #expect(bad.status == 400)
      }
    }
  }

  @Test func `the server closes by handshake, and not for ever`() async throws {
    try await withServer(
      service { connection, _ in connection.close(.policyViolation, reason: "no") }, configure: { $0.webSocketCloseMilliseconds = 500 }
    ) { _, port in
      try await blocking {
        let polite = try WebSocketClient(port: port)
        try polite.send(text: "x")
        #expect(try polite.readClose() == 1008)
        let rude = try WebSocketClient(port: port)
        try rude.send(text: "x")
        let frame = try rude.read()
        #expect(frame.code == 1008)
        #expect(String(decoding: frame.payload.dropFirst(2), as: UTF8.self) == "no")
        #expect(try rude.plain.readToEnd().isEmpty)
      }
    }
    #expect(codes.all == [1008, 1006])
  }

  @Test func `a peer that answers pings stays, one that does not is closed`() async throws {
    let configure: (inout HTTPServerConfiguration) -> Void = {
      $0.pingMilliseconds = 20
      // Long enough for a busy machine to answer in time.
      $0.pongMilliseconds = 1000
    }
    try await withServer(service(), configure: configure) { _, port in
      try await blocking {
        let client = try WebSocketClient(port: port)
        for _ in 0..<4 {
          let ping = try client.read()
          #expect(ping.opcode == 9)
          try client.send(10, ping.payload)
        }
        #expect(try client.read().opcode == 9)
        #expect(try client.plain.readToEnd().isEmpty)
      }
      await codes.first.wait()
    }
    #expect(codes.all == [1006])
  }

  @Test func `sources share the connection, whole frames at a time, in turn`() async throws {
    let service = service { connection, text in
      let (name, count) = (text.prefix(1), Int(text.dropFirst()) ?? 0)
      connection.attach { sink in
        let source = TestSource(sink)
        source.isChunked = false
        for index in 0..<count {
          var frame: [UInt8] = []
          WebSocketFrame.appendText(Array("\(name)\(index)\(String(repeating: ".", count: 3000))".utf8)[...], to: &frame)
          source.append(frame)
        }
        source.end()
        return source
      }
      connection.send(text: Array("ok \(name)".utf8))
    }
    try await withServer(service, configure: { $0.pullBytes = 8000 }) { _, port in
      try await blocking {
        let client = try WebSocketClient(port: port, receiveBuffer: 4096)
        try client.plain.send(WebSocketClient.frame(1, Array("a2000".utf8)) + WebSocketClient.frame(1, Array("b2000".utf8)))
        #expect(try client.read().text == "ok a")
        #expect(try client.read().text == "ok b")
        var seen: [Character: Int] = ["a": 0, "b": 0]
        var changes = 0
        var last: Character = "a"
        for _ in 0..<4000 {
          let text = try client.read().text
          guard let name = text.first, text.dropFirst().prefix(while: { $0 != "." }) == "\(seen[name] ?? -1)" else {
            Issue.record("out of order: \(text.prefix(10))")
            return
          }
          if name != last { changes += 1 }
          last = name
          seen[name]? += 1
        }
        #expect(seen == ["a": 2000, "b": 2000])
        #expect(changes > 100)
        try client.send(text: "c0")
        #expect(try client.read().text == "ok c")
      }
    }
  }

  @Test func `a source is told when it is detached and when the connection ends`() async throws {
    let closed = Codes()
    let service = service { connection, text in
      let attachment = connection.attach { sink in
        let source = TestSource(sink)
        source.onClosed = { closed.add(text == "detach" ? 1 : 2) }
        return source
      }
      if text == "detach" {
        attachment.detach()
        attachment.detach()
        attachment.sourceHasBytes()
      } else if text == "late" {
        connection.close(.normal)
        connection.attach { TestSource($0) }
      }
      connection.send(text: Array("ok".utf8))
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try WebSocketClient(port: port)
        try client.send(text: "detach")
        #expect(try client.read().text == "ok")
        #expect(closed.all == [1])
        try client.send(text: "stay")
        #expect(try client.read().text == "ok")
        try client.send(text: "late")
        #expect(try client.readClose() == 1000)
      }
    }
    #expect(closed.all == [1, 2, 2])
  }

  @Test func `a reader too slow for its messages is closed, and memory stays bounded`() async throws {
    let sent = Tally()
    let service = service { connection, _ in
      let message = [UInt8](repeating: 0x61, count: 10_000)
      connection.loop.schedule(afterMilliseconds: 1, repeating: 1) {
        for _ in 0..<20 { connection.send(text: message) }
        sent.add(20)
      }
    }
    try await withServer(service, configure: { $0.maxWebSocketQueuedBytes = 100_000 }) { _, port in
      try await blocking {
        let client = try WebSocketClient(port: port, receiveBuffer: 4096)
        try client.send(text: "go")
        let before = sent.value
        // Nothing is read until the server has given up on this reader: it stops counting bytes, so the end of the stream comes.
        while sent.value < before + 4000 { sched_yield() }
        #expect(try client.readClose() == 1013)
      }
    }
    #expect(codes.all == [1013])
  }

  @Test func `a drain says farewell to WebSockets`() async throws {
    try await withServer(service()) { server, port in
      let client = try await blocking {
        let client = try WebSocketClient(port: port)
        try client.send(text: "x")
        _ = try client.read()
        return UncheckedWebSocket(client)
      }
      async let drained: Void = server.drain(graceMilliseconds: 10_000)
      try await blocking { () throws in #expect(try client.value.readClose() == 1001) }
      client.release()
      await drained
    }
    #expect(codes.all == [1001])
  }
}

/// Carries a client from one thread to the next; they never use it at the same time.
private final class UncheckedWebSocket: @unchecked Sendable {
  private var client: WebSocketClient?
  init(_ client: WebSocketClient) { self.client = client }
  func release() { client = nil }
  var value: WebSocketClient { client! }
}
