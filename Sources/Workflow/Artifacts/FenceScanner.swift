import Domain

/// Finds fenced code blocks (CommonMark 0.31 §4.5) in an answer while it streams, cut anywhere.
///
/// Text is passed on as it comes; only inside a fence, and only from the start of a line that may still become the closing fence, is it held back:
/// at most one line. A longer outer fence holds shorter ones as content; a closing fence is of the same character, at least as long, and alone on its line.
/// Lines end with LF or CR LF.
package struct FenceScanner: ~Copyable {
  package enum Piece: Equatable {
    case text([UInt8])
    /// The line that just ended opened a fence.
    case opened(FenceInfo)
    /// The text that follows begins the line that closes the fence, or the answer is over.
    case closed
  }

  private enum Mode {
    case outside
    case inside(character: UInt8, length: Int)
  }

  /// How far the current line may still be a fence.
  private enum Line {
    case indent(Int)
    case run(character: UInt8, length: Int)
    /// After the run: the info string of an opening fence, or the trailing blanks of a closing one.
    case rest(character: UInt8, length: Int)
    case plain
  }

  private var mode = Mode.outside
  private var line = Line.indent(0)
  private var info: [UInt8] = []
  private var held: [UInt8] = []

  private static let lineFeed: UInt8 = 0x0A
  private static let space: UInt8 = 0x20
  private static let longestInfo = 1024

  package init() {}

  /// Whether a fence is open.
  package var isInside: Bool {
    if case .inside = mode { true } else { false }
  }

  /// Whether the begin of a line is held back.
  package var isHolding: Bool { !held.isEmpty }

  /// Whether this piece passes as it is: it lies within a line that can no longer be a fence. Nothing needs to be fed then.
  package func passes(_ text: String) -> Bool {
    guard case .plain = line else { return false }
    let bytes = text.utf8Span.span
    for index in bytes.indices where bytes[index] == Self.lineFeed { return false }
    return true
  }

  /// Takes the next piece of the answer and gives, in order, what is known now.
  package mutating func feed(_ utf8: some Sequence<UInt8>, _ give: (Piece) -> Void) {
    var text: [UInt8] = []
    func flush() {
      if !text.isEmpty { give(.text(text)) }
      text.removeAll()
    }
    for byte in utf8 {
      switch mode {
      case .outside:
        text.append(byte)
        if let opened = advanceOutside(byte) {
          flush()
          give(.opened(opened))
        }
      case .inside(let character, let length):
        switch advanceInside(byte, character: character, length: length) {
        case .content:
          if !held.isEmpty {
            text.append(contentsOf: held)
            held.removeAll(keepingCapacity: true)
          }
          text.append(byte)
        case .maybe: held.append(byte)
        case .closing:
          held.append(byte)
          flush()
          give(.closed)
          text = held
          held = []
        }
      }
    }
    flush()
  }

  /// The answer is over: what was held comes out, and an open fence ends with the text.
  package mutating func finish(_ give: (Piece) -> Void) {
    guard case .inside(_, let length) = mode else { return }
    var closes = false
    switch line {
    case .run(_, let run): closes = run >= length
    case .rest: closes = true
    case .indent, .plain: break
    }
    let rest = held
    held = []
    mode = .outside
    line = .indent(0)
    if closes {
      give(.closed)
      if !rest.isEmpty { give(.text(rest)) }
    } else {
      if !rest.isEmpty { give(.text(rest)) }
      give(.closed)
    }
  }

  private mutating func advanceOutside(_ byte: UInt8) -> FenceInfo? {
    if byte == Self.lineFeed {
      defer {
        line = .indent(0)
        info.removeAll(keepingCapacity: true)
      }
      switch line {
      case .run(let character, let length) where length >= 3: return open(character, length)
      case .rest(let character, let length): return open(character, length)
      default: return nil
      }
    }
    switch line {
    case .indent(let spaces):
      if byte == Self.space, spaces < 3 {
        line = .indent(spaces + 1)
      } else if byte == 0x60 || byte == 0x7E {
        line = .run(character: byte, length: 1)
      } else {
        line = .plain
      }
    case .run(let character, let length):
      if byte == character {
        line = .run(character: character, length: length + 1)
      } else if length < 3 {
        line = .plain
      } else {
        line = .rest(character: character, length: length)
        info.append(byte)
      }
    case .rest(let character, _):
      // A backtick in the info string makes it inline code instead.
      if byte == 0x60, character == 0x60 { line = .plain } else if info.count < Self.longestInfo { info.append(byte) }
    case .plain: break
    }
    return nil
  }

  private mutating func open(_ character: UInt8, _ length: Int) -> FenceInfo {
    mode = .inside(character: character, length: length)
    return FenceInfo(String(decoding: info, as: UTF8.self))
  }

  private enum Verdict { case content, maybe, closing }

  private mutating func advanceInside(_ byte: UInt8, character: UInt8, length: Int) -> Verdict {
    if byte == Self.lineFeed {
      let closes =
        switch line {
        case .run(_, let run): run >= length
        case .rest: true
        case .indent, .plain: false
        }
      line = .indent(0)
      guard closes else { return .content }
      mode = .outside
      return .closing
    }
    switch line {
    case .indent(let spaces):
      if byte == Self.space, spaces < 3 {
        line = .indent(spaces + 1)
        return .maybe
      }
      if byte == character {
        line = .run(character: character, length: 1)
        return .maybe
      }
    case .run(_, let run):
      if byte == character {
        line = .run(character: character, length: run + 1)
        return .maybe
      }
      if run >= length, byte == Self.space || byte == 0x09 || byte == 0x0D {
        line = .rest(character: character, length: run)
        return .maybe
      }
    case .rest:
      if byte == Self.space || byte == 0x09 || byte == 0x0D { return .maybe }
    case .plain: return .content
    }
    line = .plain
    return .content
  }
}
