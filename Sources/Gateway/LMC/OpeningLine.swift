/// Holds back the line of an answer that may become the opening line of a fence (CommonMark 0.31 §4.5), so that a form that shows artifacts on their own need
/// not show that line. Fed only with text outside of artifacts.
struct OpeningLine: Equatable {
  /// How far the current line may still open a fence.
  private enum Progress: Equatable {
    case indent(Int)
    case run(character: UInt8, length: Int)
    case info(character: UInt8)
    /// It cannot.
    case plain
    /// It did, line feed included.
    case whole
  }

  private static let lineFeed: UInt8 = 0x0A
  private static let space: UInt8 = 0x20
  private static let backtick: UInt8 = 0x60
  private static let tilde: UInt8 = 0x7E

  private var progress = Progress.indent(0)
  private var held: [UInt8] = []

  /// Whether a whole opening line is held: what the stream says next tells whether an artifact begins.
  var isWhole: Bool { progress == .whole }

  /// Whether this text passes as it is.
  func passes(_ text: String) -> Bool { progress == .plain && !text.utf8.contains(Self.lineFeed) }

  /// Takes the next text. - Returns: what can no longer be part of an opening line, in order.
  mutating func feed(_ text: some Sequence<UInt8>) -> [UInt8] {
    var passed: [UInt8] = []
    for byte in text {
      if isWhole { passed += release() }
      advance(byte)
      held.append(byte)
      if progress == .plain { pass(&passed) }
      if byte == Self.lineFeed, !isWhole {
        pass(&passed)
        progress = .indent(0)
      }
    }
    return passed
  }

  /// Forgets what is held: it opened an artifact. The next text begins a line.
  mutating func drop() { self = OpeningLine() }

  /// Gives out what is held: no artifact began, or the answer is over.
  mutating func release() -> [UInt8] {
    let rest = held
    held = []
    if isWhole { progress = .indent(0) } else if !rest.isEmpty { progress = .plain }
    return rest
  }

  private mutating func pass(_ passed: inout [UInt8]) {
    passed += held
    held.removeAll(keepingCapacity: true)
  }

  private mutating func advance(_ byte: UInt8) {
    switch progress {
    case .indent(let spaces):
      if byte == Self.space, spaces < 3 {
        progress = .indent(spaces + 1)
      } else if byte == Self.backtick || byte == Self.tilde {
        progress = .run(character: byte, length: 1)
      } else {
        progress = .plain
      }
    case .run(let character, let length):
      if byte == character {
        progress = .run(character: character, length: length + 1)
      } else if length < 3 {
        progress = .plain
      } else {
        progress = byte == Self.lineFeed ? .whole : .info(character: character)
      }
    case .info(let character):
      // A backtick behind backticks makes the line inline code.
      if byte == Self.lineFeed { progress = .whole } else if byte == Self.backtick, character == Self.backtick { progress = .plain }
    case .plain, .whole: break
    }
  }
}
