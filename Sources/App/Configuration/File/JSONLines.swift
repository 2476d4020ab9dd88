/// On which line of a JSON text each value stands, by its path (`limits.url`, `providers[0].kind`), and where the text first stops being JSON.
/// The parser that makes the values knows no lines; people who mend a file want them.
struct JSONLines {
  private(set) var lineOfPath: [String: Int] = [:]
  /// Line of the first thing that is not JSON; `nil` when nothing was found.
  private(set) var fault: Int?
  /// Line of the first key that its object has already.
  private(set) var repeatedKey: Int?

  private let text: [UInt8]
  private var at = 0
  private var line = 1

  init(_ text: [UInt8]) {
    self.text = text
    if value(path: "", depth: 0) {
      skipSpace()
      if at < text.count { fault = line }
    } else {
      fault = line
    }
  }

  private mutating func value(path: String, depth: Int) -> Bool {
    skipSpace()
    guard depth < 64, at < text.count else { return false }
    note(path)
    switch text[at] {
    case 0x7B: return object(path: path, depth: depth)
    case 0x5B: return array(path: path, depth: depth)
    case 0x22: return string() != nil
    default: return scalar()
    }
  }

  private mutating func object(path: String, depth: Int) -> Bool {
    at += 1
    if take(0x7D) { return true }
    repeat {
      skipSpace()
      let keyLine = line
      guard let key = string(), take(0x3A) else { return false }
      let inner = path.isEmpty ? key : "\(path).\(key)"
      if lineOfPath[inner] != nil, repeatedKey == nil { repeatedKey = keyLine }
      lineOfPath[inner] = keyLine
      guard value(path: inner, depth: depth + 1) else { return false }
    } while take(0x2C)
    return take(0x7D)
  }

  private mutating func array(path: String, depth: Int) -> Bool {
    at += 1
    if take(0x5D) { return true }
    var index = 0
    repeat {
      guard value(path: "\(path)[\(index)]", depth: depth + 1) else { return false }
      index += 1
    } while take(0x2C)
    return take(0x5D)
  }

  /// The string's raw content, escapes unread.
  private mutating func string() -> String? {
    guard at < text.count, text[at] == 0x22 else { return nil }
    let start = at + 1
    at = start
    while at < text.count, text[at] != 0x22, text[at] >= 0x20 { at += text[at] == 0x5C ? 2 : 1 }
    guard at < text.count, text[at] == 0x22 else { return nil }
    at += 1
    return String(decoding: text[start..<(at - 1)], as: UTF8.self)
  }

  private mutating func scalar() -> Bool {
    let start = at
    while at < text.count, !" \t\r\n,]}".utf8.contains(text[at]) { at += 1 }
    let word = String(decoding: text[start..<at], as: UTF8.self)
    return ["true", "false", "null"].contains(word) || (Double(word) != nil && word.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) })
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipSpace() {
    while at < text.count {
      switch text[at] {
      case 0x0A:
        line += 1
        at += 1
      case 0x20, 0x09, 0x0D: at += 1
      default: return
      }
    }
  }

  private mutating func note(_ path: String) {
    if lineOfPath[path] == nil { lineOfPath[path] = line }
  }
}
