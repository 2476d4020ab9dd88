import Workflow

/// What a scanner gave, with neighbouring texts as one: what stays the same however the answer is cut.
enum Found: Equatable, CustomStringConvertible {
  case text(String)
  case opened(String?)
  case closed

  var description: String {
    switch self {
    case .text(let text): "\(text.debugDescription)"
    case .opened(let language): "opened(\(language ?? "-"))"
    case .closed: "closed"
    }
  }
}

/// The pieces as they came, each text on its own.
func pieces(_ parts: [[UInt8]]) -> [FenceScanner.Piece] {
  var scanner = FenceScanner()
  var pieces: [FenceScanner.Piece] = []
  for part in parts { scanner.feed(part) { pieces.append($0) } }
  scanner.finish { pieces.append($0) }
  return pieces
}

func merged(_ pieces: [FenceScanner.Piece]) -> [Found] {
  var found: [Found] = []
  var bytes: [UInt8] = []
  func flush() {
    if !bytes.isEmpty { found.append(.text(String(decoding: bytes, as: UTF8.self))) }
    bytes = []
  }
  for piece in pieces {
    switch piece {
    case .text(let text): bytes += text
    case .opened(let info):
      flush()
      found.append(.opened(info.language))
    case .closed:
      flush()
      found.append(.closed)
    }
  }
  flush()
  return found
}

func scan(_ text: String) -> [Found] { merged(pieces([Array(text.utf8)])) }

/// The same by the book: whole lines of a whole text (CommonMark 0.31 §4.5), without anything that a stream needs.
func foundInWhole(_ text: String) -> [Found] {
  var found: [Found] = []
  var passed: [UInt8] = []
  var fence: (character: UInt8, length: Int)?
  func flush() {
    if !passed.isEmpty { found.append(.text(String(decoding: passed, as: UTF8.self))) }
    passed = []
  }
  for line in lines(of: Array(text.utf8)) {
    let isEnded = line.last == 0x0A
    var rest = line[...]
    if isEnded { rest.removeLast() }
    if rest.last == 0x0D { rest.removeLast() }
    let indent = rest.prefix { $0 == 0x20 }.count
    rest = rest.dropFirst(indent)
    let character = rest.first ?? 0
    let run = rest.prefix { $0 == character }.count
    rest = rest.dropFirst(run)
    if let open = fence {
      if indent < 4, character == open.character, run >= open.length, rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        flush()
        found.append(.closed)
        fence = nil
      }
      passed += line
    } else {
      passed += line
      guard isEnded, indent < 4, character == 0x60 || character == 0x7E, run >= 3 else { continue }
      if character == 0x60, rest.contains(0x60) { continue }
      flush()
      found.append(.opened(FenceInfo(String(decoding: rest, as: UTF8.self)).language))
      fence = (character, run)
    }
  }
  flush()
  if fence != nil { found.append(.closed) }
  return found
}

private func lines(of bytes: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = []
  var line: [UInt8] = []
  for byte in bytes {
    line.append(byte)
    if byte == 0x0A {
      lines.append(line)
      line = []
    }
  }
  if !line.isEmpty { lines.append(line) }
  return lines
}

/// Answers with everything that fences can do, for tests that cut them anywhere.
let sampleAnswers: [String] = [
  "Here is code:\n\n```python title=\"hello.py\"\nprint(\"Grüße 👋\")\n```\n\nand more.\n",
  "```html\r\n<p>ä</p>\r\n```\r\nrest",
  "````markdown\n```py\ninner\n```\n````\n~~~\ntilde ``` and ~~\n~~~~  \nend",
  "```\n```\n```a\n```\n\n   ```b\n    ```\n  ``\n ```x\n   ```\t\n",
  "a ``` b\n    ```\nno\n``` `x`\nno\n~~~ `y` ~~~\nyes\n```\n~~~",
  "```swift\nlet a = 1\n``",
  "```swift\nlet a = 1\n   ```  ",
  "text only, with `inline` and\n\nlines",
  "~~~~\n~~~\n~~~~ x\n~~~~",
]
