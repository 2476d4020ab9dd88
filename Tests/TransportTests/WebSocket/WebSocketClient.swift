import Wire

/// The client's side of a WebSocket, frame by frame, so that tests may also send what no client should.
final class WebSocketClient {
  let plain: TestClient

  struct Frame: Equatable, CustomStringConvertible {
    var opcode: UInt8
    var payload: [UInt8]
    var text: String { String(decoding: payload, as: UTF8.self) }
    /// Of a close frame.
    var code: Int { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : 0 }
    var description: String { "\(opcode):\(text.prefix(60))" }
  }

  init(port: Int, path: String = "/ws", receiveBuffer: Int? = nil, early: [UInt8] = []) throws {
    plain = try TestClient(port: port, receiveBuffer: receiveBuffer)
    let head =
      "GET \(path) HTTP/1.1\r\n\(hostLine)Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: throughline.v1\r\n\r\n"
    try plain.send(Array(head.utf8) + early)
    let response = try plain.readHead()
    guard response.status == 101, response.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" else {
      throw TestClient.Failure(description: "no WebSocket: \(response)")
    }
  }

  static func frame(_ opcode: UInt8, _ payload: [UInt8], final: Bool = true, masked: Bool = true) -> [UInt8] {
    var bytes: [UInt8] = [(final ? 0x80 : 0) | opcode]
    let flag: UInt8 = masked ? 0x80 : 0
    if payload.count < 126 {
      bytes.append(flag | UInt8(payload.count))
    } else if payload.count <= 0xFFFF {
      bytes += [flag | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    } else {
      bytes.append(flag | 127)
      for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift)) }
    }
    guard masked else { return bytes + payload }
    let mask: [UInt8] = [1, 2, 3, 4]
    bytes += mask
    for (index, byte) in payload.enumerated() { bytes.append(byte ^ mask[index % 4]) }
    return bytes
  }

  func send(_ opcode: UInt8, _ payload: [UInt8], final: Bool = true, masked: Bool = true) throws {
    try plain.send(Self.frame(opcode, payload, final: final, masked: masked))
  }

  func send(text: String) throws { try send(1, Array(text.utf8)) }

  func close(_ code: Int) throws { try send(8, [UInt8(code >> 8), UInt8(code & 255)]) }

  func read() throws -> Frame {
    let start = try plain.read(count: 2)
    guard start[0] & 0xF0 == 0x80, start[1] & 0x80 == 0 else {
      throw TestClient.Failure(description: "a server sends whole, unmasked frames: \(start)")
    }
    var length = Int(start[1])
    if length == 126 {
      length = try plain.read(count: 2).reduce(0) { $0 << 8 | Int($1) }
    } else if length == 127 {
      length = try plain.read(count: 8).reduce(0) { $0 << 8 | Int($1) }
    }
    return Frame(opcode: start[0] & 15, payload: try plain.read(count: length))
  }

  /// Reads up to the close frame, answers it and reads to the end of the connection.
  func readClose() throws -> Int {
    while true {
      let frame = try read()
      guard frame.opcode == 8 else { continue }
      try? send(8, Array(frame.payload.prefix(2)))
      _ = try plain.readToEnd()
      return frame.code
    }
  }
}
