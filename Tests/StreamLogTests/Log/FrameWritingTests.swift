import Domain
import StreamLog
import Testing

@Suite struct FrameWritingTests {
  private func framed(_ framing: FormKey.Framing, _ payload: [UInt8], after prefix: [UInt8] = [9, 9]) -> [UInt8] {
    var bytes = prefix
    let start = framing.open(&bytes)
    bytes.append(contentsOf: payload)
    framing.close(start, &bytes)
    #expect(Array(bytes.prefix(prefix.count)) == prefix)
    return Array(bytes.dropFirst(prefix.count))
  }

  private func payload(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) } }

  @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
  func `a WebSocket text frame has the header of its length class`(_ count: Int) {
    let header: [UInt8] =
      switch count {
      case ...125: [0x81, UInt8(count)]
      case ...65_535: [0x81, 126, UInt8(count >> 8), UInt8(count & 255)]
      default: [0x81, 127, 0, 0, 0, 0, 0, UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255)]
      }
    #expect(framed(.webSocket, payload(count)) == header + payload(count))
  }

  @Test(arguments: [(1, "00000001"), (15, "0000000f"), (16, "00000010"), (4095, "00000fff"), (65_536, "00010000"), (1_000_000, "000f4240")])
  func `a chunk has its size in hexadecimal`(_ count: Int, _ size: String) {
    #expect(framed(.chunked, payload(count)) == Array("\(size)\r\n".utf8) + payload(count) + Array("\r\n".utf8))
  }

  @Test func `a chunk of nothing is not written, since it would end the body`() {
    #expect(framed(.chunked, []) == [])
  }

  @Test func `bare bytes stay bare`() {
    #expect(framed(.bare, payload(300)) == payload(300))
    #expect(framed(.bare, []) == [])
  }

  @Test func `only a chunked body has an end of its own`() {
    #expect(FormKey.Framing.chunked.trailer == Array("0\r\n\r\n".utf8))
    #expect(FormKey.Framing.bare.trailer == [])
    #expect(FormKey.Framing.webSocket.trailer == [])
  }

  @Test func `several frames stand behind each other in one buffer`() {
    var bytes: [UInt8] = []
    for payload in ["a", "bc"] {
      let start = FormKey.Framing.chunked.open(&bytes)
      bytes.append(contentsOf: payload.utf8)
      FormKey.Framing.chunked.close(start, &bytes)
    }
    #expect(json(bytes) == "00000001\r\na\r\n00000002\r\nbc\r\n")
  }

  @Test func `an event of an event stream has its lines in order and only those it needs`() {
    var bytes: [UInt8] = []
    appendServerSentEvent(position: Fixture.at(1, 17), type: "text.delta", data: Array("{}".utf8)[...], to: &bytes)
    #expect(json(bytes) == "id: 1-17\nevent: text.delta\ndata: {}\n\n")
    bytes = []
    appendServerSentEvent(position: nil, type: nil, data: Array("[DONE]".utf8)[...], to: &bytes)
    #expect(json(bytes) == "data: [DONE]\n\n")
    bytes = []
    appendServerSentEvent(position: Fixture.at(12, 1 << 53), type: nil, data: [], to: &bytes)
    #expect(json(bytes) == "id: 12-9007199254740992\ndata: \n\n")
  }

  // MARK: The native form

  private func native(_ framing: FormKey.Framing, _ event: StreamEvent) -> String {
    var json = NativeEventEncoder(Fixture.descriptor)
    var frames = FrameBuffer()
    NativeFormEncoder(framing: framing).encode(event, json: json.encode(event), into: &frames)
    #expect(frames.ends.map(\.sequence) == [event.position.sequence])
    #expect(frames.ends.map(\.end) == [frames.bytes.count])
    return StreamLogTests.json(frames.bytes)
  }

  private static let object =
    #"{"v":1,"type":"text.delta","stream":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","epoch":1,"seq":17,"#
    + #""id":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","frontend_id":"q-1","delta":"Hel"}"#

  @Test func `the contract's example comes out byte for byte, bare and as a chunk`() {
    let event = Fixture.event(1, 17, Fixture.text("Hel"))
    let expected = "id: 1-17\nevent: text.delta\ndata: \(Self.object)\n\n"
    #expect(native(.bare, event) == expected)
    let size = String(expected.utf8.count, radix: 16)
    #expect(native(.chunked, event) == String(repeating: "0", count: 8 - size.utf8.count) + size + "\r\n" + expected + "\r\n")
  }

  @Test func `on WebSocket the same object is one text frame`() {
    var json = NativeEventEncoder(Fixture.descriptor)
    let event = Fixture.event(1, 17, Fixture.text("Hel"))
    var frames = FrameBuffer()
    NativeFormEncoder(framing: .webSocket).encode(event, json: json.encode(event), into: &frames)
    let count = Self.object.utf8.count
    #expect(frames.bytes == [0x81, 126, UInt8(count >> 8), UInt8(count & 255)] + Array(Self.object.utf8))
  }

  @Test func `a sync is written like an event of its own type`() {
    let sync = NativeFormEncoder(framing: .bare).encodeSync(at: Fixture.at(2, 9), json: Array("{}".utf8)[...])
    #expect(sync.map { json($0) } == "id: 2-9\nevent: stream.sync\ndata: {}\n\n")
    #expect(NativeFormEncoder(framing: .webSocket).encodeSync(at: Fixture.at(2, 9), json: Array("{}".utf8)[...]) == [0x81, 2, 0x7B, 0x7D])
  }

  @Test func `a form that can replace has nothing to say when it cannot`() {
    #expect(NativeFormEncoder(framing: .bare).canReplace)
    #expect(NativeFormEncoder(framing: .bare).encodeUnrecoverable(code: "stream.reset").isEmpty)
    #expect(NativeFormEncoder(framing: .chunked).trailer == Array("0\r\n\r\n".utf8))
  }
}
