import Domain
import Glibc
import Primitives
import StreamLog
import Testing
import Wire

@testable import Gateway

let chat = ChatID("a0d6fa98-fc40-4f38-912a-0f6c25c96dcd")!

func entity(_ sequence: Int, _ kind: EntityKind) -> EntityID { EntityID(chat: chat, sequence: sequence, kind: kind) }

let answerID = entity(2, .assistantMessage)

func descriptor(frontendID: String? = "q-1") -> StreamDescriptor {
  StreamDescriptor(name: answerID.description, entity: answerID, frontendID: frontendID, run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat: chat)
}

let settings = GatewaySettings(pod: "test", version: "0")

func parsed(_ text: some Sequence<UInt8>) throws -> JSONValue { try JSONReader().value(Array(text)[...]) }

/// The payloads of whole unmasked text frames.
func textFrames(_ bytes: [UInt8]) throws -> [[UInt8]] {
  var payloads: [[UInt8]] = []
  var at = 0
  while at < bytes.count {
    try #require(bytes[at] == 0x81)
    var length = Int(bytes[at + 1])
    at += 2
    let extended = length == 126 ? 2 : length == 127 ? 8 : 0
    if extended > 0 { length = bytes[at..<at + extended].reduce(0) { $0 << 8 | Int($1) } }
    at += extended
    payloads.append(Array(bytes[at..<at + length]))
    at += length
  }
  return payloads
}

/// A file of the repository, by its path there.
func repositoryFile(_ path: String) throws -> String {
  let root = String(#filePath.dropLast("/Tests/GatewayTests/Support.swift".count))
  let file = try #require(fopen("\(root)/\(path)", "r"), "no file \(path)")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// A request's head out of its text.
func head(_ text: String) throws -> HTTPRequestHead {
  var parser = HTTPRequestParser()
  var position = 0
  let bytes = Array(text.utf8)
  guard case .head(let head) = parser.next(bytes.span, at: &position) else { throw JSONFailure.malformed(reason: "no head: \(text)") }
  return head
}
