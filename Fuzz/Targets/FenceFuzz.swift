import Workflow

/// Fences: the same however an answer is cut, the text comes out whole, and they are those that CommonMark finds in the whole.
enum FenceFuzz {
  private enum Found: Equatable {
    case text([UInt8])
    case opened(FenceInfo)
    case closed
  }

  static func complaint(_ input: [UInt8]) -> String? {
    let cuts = Cuts(input)
    if let found = cuts.disagreement({ scan($0) }) { return found }
    let whole = scan([cuts.whole[...]])
    let text = whole.reduce(into: [UInt8]()) { if case .text(let bytes) = $1 { $0 += bytes } }
    if text != cuts.whole { return "the text is another: \(text)" }
    let expected = byTheBook(cuts.whole)
    return whole == expected ? nil : "\(whole)\nby the book: \(expected)"
  }

  private static func scan(_ pieces: [ArraySlice<UInt8>]) -> [Found] {
    var scanner = FenceScanner()
    var found: [Found] = []
    func take(_ piece: FenceScanner.Piece) {
      switch piece {
      case .text(let bytes): append(bytes, to: &found)
      case .opened(let info): found.append(.opened(info))
      case .closed: found.append(.closed)
      }
    }
    for piece in pieces { scanner.feed(piece, take) }
    scanner.finish(take)
    return found
  }

  private static func append(_ bytes: [UInt8], to found: inout [Found]) {
    if case .text(let before) = found.last { found[found.count - 1] = .text(before + bytes) } else if !bytes.isEmpty { found.append(.text(bytes)) }
  }

  /// CommonMark 0.31 section 4.5, line by line.
  private static func byTheBook(_ answer: [UInt8]) -> [Found] {
    var found: [Found] = []
    var fence: (character: UInt8, length: Int)?
    var rest = answer[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A)
      let line = Array(rest[..<(end.map { $0 + 1 } ?? rest.endIndex)])
      rest = rest.dropFirst(line.count)
      var body = line[...]
      if end != nil { body.removeLast() }
      let indent = body.prefix { $0 == 0x20 }.count
      body = body.dropFirst(indent)
      let character = body.first ?? 0
      let length = body.prefix { $0 == character }.count
      let behind = body.dropFirst(length)
      if let open = fence {
        let closes = indent < 4 && character == open.character && length >= open.length
        if closes, behind.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
          found.append(.closed)
          fence = nil
        }
        append(line, to: &found)
      } else {
        append(line, to: &found)
        guard end != nil, indent < 4, character == 0x60 || character == 0x7E, length >= 3 else { continue }
        if character == 0x60, behind.contains(0x60) { continue }
        // An info string of more than a kilobyte is cut there.
        found.append(.opened(FenceInfo(String(decoding: behind.prefix(1024), as: UTF8.self))))
        fence = (character, length)
      }
    }
    if fence != nil { found.append(.closed) }
    return found
  }
}
