import Domain
import Glibc
import Primitives
import Wire

/// What a reader of the native form is given: one event or one sync.
struct WireMessage {
  let position: Position
  let type: String
  let body: JSONValue
}

struct WireError: Error { let what: String }

/// Where the next line feed stands; the C library finds it fast in a debug build too.
private func lineFeed(in bytes: [UInt8], from start: Int) -> Int? {
  bytes.withUnsafeBytes { buffer in
    guard start < buffer.count, let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, buffer.count - start) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}

/// Takes a chunked HTTP/1.1 body apart, strictly, in whatever pieces it comes.
struct ChunkParser {
  private var buffer: [UInt8] = []
  private(set) var isEnded = false

  mutating func feed(_ bytes: [UInt8]) throws -> [UInt8] {
    buffer += bytes
    var payload: [UInt8] = []
    while !isEnded, let line = lineFeed(in: buffer, from: 0) {
      guard line > 0, buffer[line - 1] == 0x0D, let size = Int(String(decoding: buffer[..<(line - 1)], as: UTF8.self), radix: 16) else {
        throw WireError(what: "no chunk size")
      }
      guard buffer.count >= line + 1 + size + 2 else { return payload }
      guard Array(buffer[(line + 1 + size)..<(line + 3 + size)]) == [0x0D, 0x0A] else { throw WireError(what: "no end of chunk") }
      payload += buffer[(line + 1)..<(line + 1 + size)]
      buffer.removeFirst(line + 3 + size)
      isEnded = size == 0
    }
    if isEnded, !buffer.isEmpty { throw WireError(what: "bytes after the last chunk") }
    return payload
  }
}

/// Reads an event stream of native events and checks that `id` and `event` say what the object says.
struct EventStreamParser {
  private var buffer: [UInt8] = []
  private let reader = JSONReader()

  mutating func feed(_ bytes: [UInt8]) throws -> [WireMessage] {
    buffer += bytes
    var messages: [WireMessage] = []
    var start = 0
    var at = 0
    while let line = lineFeed(in: buffer, from: at) {
      if line == at {
        messages.append(try message(buffer[start..<line]))
        start = line + 1
      }
      at = line + 1
    }
    buffer.removeFirst(start)
    return messages
  }

  private func message(_ bytes: ArraySlice<UInt8>) throws -> WireMessage {
    var fields: [String: ArraySlice<UInt8>] = [:]
    var at = bytes.startIndex
    while let end = lineFeed(in: buffer, from: at), end < bytes.endIndex {
      let line = bytes[at..<end]
      at = end + 1
      guard let colon = line.firstIndex(of: 0x3A), line[colon...].starts(with: [0x3A, 0x20]) else { throw WireError(what: "no field") }
      let key = String(decoding: line[..<colon], as: UTF8.self)
      guard fields.updateValue(line[(colon + 2)...], forKey: key) == nil else { throw WireError(what: "field twice") }
    }
    let message = try WireMessage(object: fields["data"] ?? [], reader)
    guard fields["id"].map({ String(decoding: $0, as: UTF8.self) }) == message.position.description,
      fields["event"].map({ String(decoding: $0, as: UTF8.self) }) == message.type, fields.count == 3
    else { throw WireError(what: "fields and object disagree") }
    return message
  }
}

/// Takes unmasked, unfragmented text frames apart.
struct WebSocketParser {
  private var buffer: [UInt8] = []
  private let reader = JSONReader()

  mutating func feed(_ bytes: [UInt8]) throws -> [WireMessage] {
    buffer += bytes
    var messages: [WireMessage] = []
    while buffer.count >= 2 {
      guard buffer[0] == 0x81 else { throw WireError(what: "no text frame") }
      let extra = buffer[1] == 126 ? 2 : buffer[1] == 127 ? 8 : 0
      guard buffer.count >= 2 + extra else { break }
      let count = extra == 0 ? Int(buffer[1]) : buffer[2..<(2 + extra)].reduce(0) { $0 << 8 | Int($1) }
      guard buffer.count >= 2 + extra + count else { break }
      messages.append(try WireMessage(object: buffer[(2 + extra)..<(2 + extra + count)], reader))
      buffer.removeFirst(2 + extra + count)
    }
    return messages
  }
}

extension WireMessage {
  init(object: ArraySlice<UInt8>, _ reader: JSONReader = JSONReader()) throws {
    body = try reader.value(object)
    guard let type = body["type"]?.string, let epoch = body["epoch"]?.integer, let sequence = body["seq"]?.integer, body["v"] == .integer(1) else {
      throw WireError(what: "no envelope")
    }
    self.type = type
    position = Position(epoch: epoch, sequence: sequence)
  }
}
