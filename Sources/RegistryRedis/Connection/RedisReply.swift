/// What the server answered (RESP2), errors left out: those are thrown.
package enum RedisReply: Sendable, Equatable {
  case bytes([UInt8])
  case integer(Int64)
  case array([RedisReply])
  /// A status line such as `OK`.
  case status(String)
  case none
  /// The server refused this command, for example `NOAUTH …`. Only inside of an array or of a pipeline's answers.
  case refusal(String)

  /// Its text; `nil` for what is none.
  package var text: String? {
    switch self {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .status(let text): text
    default: nil
    }
  }

  package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The texts of an array; `nil` for what is no array of texts.
  package var texts: [String]? {
    guard case .array(let items) = self else { return nil }
    let texts = items.compactMap(\.text)
    return texts.count == items.count ? texts : nil
  }
}
