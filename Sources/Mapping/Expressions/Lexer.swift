/// Cuts a text into tokens. What Excel's correction makes of quotes (`“x”`, `‘x’`) and of blanks is read as what was typed.
struct Lexer {
  /// Excel takes no longer text in a cell.
  static let maxBytes = 32_767 * 4

  private let bytes: [UInt8]
  private var position = 0
  private let isJava: Bool
  private var tokens: [Token] = []

  private init(_ text: String, isJava: Bool) {
    bytes = Array(text.utf8)
    self.isJava = isJava
  }

  /// The tokens, the last of them `.end`. - Parameter isJava: a backslash in `"x"` takes the meaning of the sign after it away.
  static func tokens(of text: String, isJava: Bool) throws(ExpressionFailure) -> [Token] {
    guard text.utf8.count <= maxBytes else {
      throw ExpressionFailure(at: maxBytes, found: "\(text.utf8.count) bytes", expected: "an expression of at most \(maxBytes) bytes")
    }
    var lexer = Lexer(text, isJava: isJava)
    try lexer.read()
    return lexer.tokens
  }

  private mutating func read() throws(ExpressionFailure) {
    while true {
      skipBlanks()
      guard position < bytes.count else { break }
      try readToken()
    }
    add(.end, from: position)
  }

  private mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, offset: start, end: position))
  }

  private func byte(_ ahead: Int = 0) -> UInt8 {
    position + ahead < bytes.count ? bytes[position + ahead] : 0
  }

  private func starts(with sequence: [UInt8]) -> Bool {
    position + sequence.count <= bytes.count && bytes[position..<position + sequence.count].elementsEqual(sequence)
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      if bytes[position] <= 0x20 && bytes[position] != 0 {
        position += 1
      } else if starts(with: [0xC2, 0xA0]) {
        position += 2
      } else if starts(with: [0xE2, 0x80, 0x8B]) || starts(with: [0xEF, 0xBB, 0xBF]) {
        position += 3
      } else {
        return
      }
    }
  }

  private mutating func readToken() throws(ExpressionFailure) {
    let start = position
    switch byte() {
    case UInt8(ascii: "'"):
      position += 1
      add(.text(try quotedText(from: start, closing: [UInt8(ascii: "'")], escapes: false)), from: start)
    case UInt8(ascii: "\""):
      position += 1
      add(.quoted(try quotedText(from: start, closing: [UInt8(ascii: "\"")], escapes: isJava)), from: start)
    case UInt8(ascii: "`"):
      position += 1
      add(.name(try quotedText(from: start, closing: [UInt8(ascii: "`")], escapes: false)), from: start)
    case UInt8(ascii: "[") where !isAfterCall:
      position += 1
      let name = try quotedText(from: start, closing: [UInt8(ascii: "]")], escapes: false)
      add(.name(name.first == "@" ? String(name.dropFirst()) : name), from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try readNumber()
    case UInt8(ascii: ".") where isDigit(byte(1)) && !isAfterName:
      try readNumber()
    default:
      if starts(with: [0xE2, 0x80, 0x98]) || starts(with: [0xE2, 0x80, 0x99]) {
        position += 3
        add(.text(try quotedText(from: start, closing: [0xE2, 0x80, 0x99], escapes: false)), from: start)
      } else if starts(with: [0xE2, 0x80, 0x9C]) || starts(with: [0xE2, 0x80, 0x9D]) {
        position += 3
        add(.quoted(try quotedText(from: start, closing: [0xE2, 0x80, 0x9D], escapes: false)), from: start)
      } else if isWordStart(byte()) {
        while isWordStart(byte()) || isDigit(byte()) || byte() == UInt8(ascii: "$") || byte() == UInt8(ascii: "#") { position += 1 }
        add(.word(String(decoding: bytes[start..<position], as: UTF8.self)), from: start)
      } else {
        try readSymbol()
      }
    }
  }

  /// Whether `[` takes a part out of a list: `SPLIT(x, ',')[0]`.
  private var isAfterCall: Bool { tokens.last?.kind == .symbol(")") }

  private var isAfterName: Bool {
    switch tokens.last?.kind {
    case .word, .name, .quoted: tokens.last?.end == position
    default: false
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// Letters of any language: whatever is not ASCII and not one of the quotes and blanks above.
  private func isWordStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case 0x80...: !starts(with: [0xC2, 0xA0]) && !starts(with: [0xE2, 0x80])
    default: false
    }
  }

  /// Up to the closing quote, which doubled stands for itself.
  private mutating func quotedText(from start: Int, closing: [UInt8], escapes: Bool) throws(ExpressionFailure) -> String {
    var content: [UInt8] = []
    while position < bytes.count {
      if starts(with: closing) {
        position += closing.count
        guard starts(with: closing) else { return String(decoding: content, as: UTF8.self) }
        content += closing
        position += closing.count
      } else if escapes, byte() == UInt8(ascii: "\\"), position + 1 < bytes.count {
        let escaped = byte(1)
        switch escaped {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0D)
        default: content.append(escaped)
        }
        position += 2
      } else {
        content.append(byte())
        position += 1
      }
    }
    let opened = String(decoding: bytes[start..<min(bytes.count, start + closing.count)], as: UTF8.self)
    throw ExpressionFailure(at: start, found: "\(opened) that nothing closes", expected: String(decoding: closing, as: UTF8.self))
  }

  private mutating func readNumber() throws(ExpressionFailure) {
    let start = position
    while isDigit(byte()) { position += 1 }
    var whole = String(decoding: bytes[start..<position], as: UTF8.self)
    var fraction = ""
    if byte() == UInt8(ascii: "."), !isWordStart(byte(1)) {
      position += 1
      let first = position
      while isDigit(byte()) { position += 1 }
      fraction = String(decoding: bytes[first..<position], as: UTF8.self)
    }
    var exponent = 0
    let sign = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+") ? 1 : 0
    if byte() | 0x20 == UInt8(ascii: "e"), isDigit(byte(1 + sign)) {
      let isNegative = byte(1) == UInt8(ascii: "-")
      position += 1 + sign
      while isDigit(byte()) {
        exponent = min(exponent * 10 + Int(byte() - UInt8(ascii: "0")), 1000)
        position += 1
      }
      if isNegative { exponent = -exponent }
    }
    if isJava, [UInt8(ascii: "L"), UInt8(ascii: "l"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "d"), UInt8(ascii: "D")].contains(byte()) {
      position += 1
    }
    guard !isWordStart(byte()) else {
      throw ExpressionFailure(at: start, found: "a number with letters behind it", expected: "a number, or a name in quotes")
    }
    guard whole.utf8.count + fraction.utf8.count <= 76, abs(exponent) <= 38 else {
      throw ExpressionFailure(at: start, found: "a number of too many digits", expected: "at most 38 before and after the point")
    }
    while exponent > 0 {
      whole.append(fraction.isEmpty ? "0" : fraction.removeFirst())
      exponent -= 1
    }
    while exponent < 0 {
      fraction = (whole.popLast().map(String.init) ?? "0") + fraction
      exponent += 1
    }
    let digits = whole.drop { $0 == "0" }
    whole = digits.isEmpty ? "0" : String(digits)
    add(.number(fraction.isEmpty ? whole : whole + "." + fraction), from: start)
  }

  private static let symbols: [[UInt8]] = [
    "<=>", "<>", "<=", ">=", "!=", "^=", "~=", "==", "||", "&&", "::", "(", ")", "[", "]", ",", ";", ".", "+", "-", "*", "/", "%", "=", "<", ">", "&",
    "!", "?", ":",
    "^",
  ].map { Array($0.utf8) }

  private mutating func readSymbol() throws(ExpressionFailure) {
    let start = position
    if starts(with: Array("--".utf8)) || starts(with: Array("/*".utf8)) || starts(with: Array("//".utf8)) || starts(with: Array("*/".utf8)) {
      throw ExpressionFailure(
        at: start, found: "a comment", expected: "an expression without comments (they hide what is behind them); two signs apart from each other")
    }
    guard let symbol = Self.symbols.first(where: { starts(with: $0) }) else {
      let found = byte() < 0x20 ? "a control character" : "'\(String(decoding: bytes[start...].prefix(4), as: UTF8.self).prefix(1))'"
      throw ExpressionFailure(at: start, found: found, expected: "a value or an operator")
    }
    position += symbol.count
    add(.symbol(String(decoding: symbol, as: UTF8.self)), from: start)
  }
}
