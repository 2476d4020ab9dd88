import Primitives

/// The forms of names that clients make.
package enum ClientName {
  /// A session: 1 to 64 characters of `A-Z a-z 0-9 _ -`.
  package static func isSession(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte)
  }

  /// A generation: `gen_` and 1 to 64 characters of `A-Z a-z 0-9 _ -`.
  package static func isGeneration(_ text: String) -> Bool {
    text.hasPrefix("gen_") && isSession(String(text.dropFirst(4)))
  }

  /// A pod or worker: `[a-z0-9][a-z0-9-]{0,62}`.
  package static func isPod(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x2D, text.utf8.count <= 63 else { return false }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
  }

  /// A stream's name: an assistant message's ID, a generation or a run's ULID.
  package static func isStream(_ text: String) -> Bool {
    EntityID(text)?.kind == .assistantMessage || isGeneration(text) || isRun(text)
  }

  /// A run: a ULID in its text form.
  package static func isRun(_ text: String) -> Bool { ULID(text) != nil }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
    default: false
    }
  }
}
