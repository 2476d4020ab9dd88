/// Names on the broker (PROTOCOL §6).
enum Subject {
  static let everyPod = "tl.pod.all.response"
  static let everyWorker = "tl.control.all"

  static func work(_ workflow: String) -> String { "tl.work." + token(workflow) }
  static func pod(_ pod: String) -> String { "tl.pod." + name(pod) + ".response" }
  static func control(_ worker: String) -> String { "tl.control." + name(worker) }
  static func stream(_ stream: String) -> String { "tl.stream." + token(stream) }
  static func event(category: String, type: String) -> String { "tl.events." + token(category) + "." + token(type) }

  /// Any name as one token of a subject: what is not a letter, a digit, `-` or `_` becomes `%XX`, byte by byte, and nothing becomes `%`.
  static func token(_ name: String) -> String {
    if name.isEmpty { return "%" }
    if name.utf8.allSatisfy(isPlain) { return name }
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes.append(0x25)
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 0xF))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A pod or worker that is called `all` must not hear what is meant for all.
  private static func name(_ name: String) -> String { name == "all" ? "%61ll" : token(name) }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
}
