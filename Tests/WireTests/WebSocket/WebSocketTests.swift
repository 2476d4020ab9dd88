import Testing
import Wire

@Suite struct WebSocketTests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  private func head(_ lines: [String], method: String = "GET", version: String = "1.1") throws -> HTTPRequestHead {
    try #require(request("\(method) /ws HTTP/\(version)\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")).head
  }

  private static let good = [
    "Upgrade: WebSocket", "Connection: keep-alive, Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ]

  @Test func `SHA-1 gives the digests of RFC 3174`() {
    #expect(hex(SHA1.digest([])) == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    #expect(hex(SHA1.digest(Array("abc".utf8))) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(hex(SHA1.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))) == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
    #expect(hex(SHA1.digest([UInt8](repeating: 0x61, count: 10_000))) == "a080cbda64850abb7b7f67ee875ba068074ff6fe")
  }

  @Test func `the handshake of RFC 6455 is answered`() throws {
    let upgrade = try WebSocketUpgrade(head(Self.good + ["Sec-WebSocket-Protocol: chat, throughline.v1"]))
    #expect(upgrade.acceptKey == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(upgrade.subprotocols == ["chat", "throughline.v1"])
  }

  @Test(arguments: [
    (0, "X: y", 426), (1, "Connection: close", 426), (2, "Sec-WebSocket-Version: 8", 426), (2, "X: y", 426), (3, "Sec-WebSocket-Key: abc", 400),
    (3, "X: y", 400),
    (3, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=*", 400),
  ])
  func `a handshake that misses a part is refused`(_ index: Int, _ replacement: String, _ status: Int) throws {
    var lines = Self.good
    lines[index] = replacement
    let refused = try head(lines)
    #expect { try WebSocketUpgrade(refused) } throws: { ($0 as? HTTPFailure)?.status == status }
  }

  @Test func `a handshake with another method is refused`() throws {
    let refused = try head(Self.good, method: "POST")
    #expect(throws: HTTPFailure.self) { try WebSocketUpgrade(refused) }
  }

  @Test(arguments: [(0, "8100"), (125, "817d"), (126, "817e007e"), (65535, "817effff"), (65536, "817f0000000000010000")])
  func `a header has the shortest length form`(_ bytes: Int, _ expected: String) {
    var output: [UInt8] = []
    WebSocketFrame.appendHeader(.text, payloadBytes: bytes, to: &output)
    #expect(hex(output) == expected)
    #expect(WebSocketFrame.headerBytes(payloadBytes: bytes) == output.count)
  }

  @Test func `close, ping and pong are written`() {
    var output: [UInt8] = []
    WebSocketFrame.appendClose(.messageTooBig, reason: "big", to: &output)
    WebSocketFrame.appendControl(.ping, to: &output)
    WebSocketFrame.appendControl(.pong, payload: [1, 2], to: &output)
    WebSocketFrame.appendText([0x68, 0x69], to: &output)
    #expect(hex(output) == "880503f1626967" + "8900" + "8a020102" + "81026869")
  }

  @Test func `a long reason is cut between characters`() {
    var output: [UInt8] = []
    WebSocketFrame.appendClose(.normal, reason: String(repeating: "\u{20ac}", count: 60), to: &output)
    #expect(output.count == 2 + 2 + 123)
    #expect(String(validating: output[4...], as: UTF8.self) != nil)
  }
}
