import CNATS
import Glibc

/// A message as it came, copied out of libnats.
struct ReceivedMessage: Sendable {
  /// What its subscription is for decides what is copied.
  enum Reading { case payload, offer, reply }

  /// The last token of the subject it came on, as a mark and a number: `p17`. Only of replies and of what the broker says about requests.
  var mark: UInt8 = 0
  var number: UInt64 = 0
  var payload: [UInt8] = []
  var reply: String?
  var traceparent: String?
  /// Only of messages without content: `503`.
  var status: String?
  /// Of a reply: the broker said no, or something that must be read.
  var isRefusal = false

  static let publishMark = UInt8(ascii: "p")
  static let setupMark = UInt8(ascii: "s")
  static let historyMark = UInt8(ascii: "h")
  static let pullMark = UInt8(ascii: "w")

  /// Reads a message of libnats, which stays its owner.
  init(_ message: OpaquePointer, as reading: Reading) {
    let data = UnsafeRawBufferPointer(start: natsMsg_GetData(message), count: Int(natsMsg_GetDataLength(message)))
    switch reading {
    case .payload:
      payload = Array(data)
    case .offer:
      payload = Array(data)
      reply = natsMsg_GetReply(message).map { String(cString: $0) }
      traceparent = Self.header("Tl-Trace", of: message)
      if data.isEmpty { readTail(of: message) }
    case .reply:
      readTail(of: message)
      isRefusal = mark != Self.publishMark || JetStreamAnswer.isRefusal(data)
      if isRefusal { payload = Array(data) }
    }
    if data.isEmpty { status = Self.header("Status", of: message) }
  }

  private mutating func readTail(of message: OpaquePointer) {
    guard let subject = natsMsg_GetSubject(message) else { return }
    var at = subject + strlen(subject)
    var factor: UInt64 = 1
    while at > subject {
      at -= 1
      let byte = UInt8(bitPattern: at.pointee)
      guard (0x30...0x39).contains(byte) else {
        mark = byte
        return
      }
      number &+= UInt64(byte - 0x30) &* factor
      factor &*= 10
    }
  }

  private static func header(_ name: String, of message: OpaquePointer) -> String? {
    var value: UnsafePointer<CChar>?
    guard natsMsgHeader_Get(message, name, &value) == NATS_OK, let value else { return nil }
    return String(cString: value)
  }
}
