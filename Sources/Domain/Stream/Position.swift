import Primitives

/// A place in a stream. `sequence` counts 1, 2, 3 … without holes; `epoch` starts at 1 and rises by one when another worker takes the run
/// over, so that a reader can tell "nothing new" from "what I have is void". Text form `epoch-sequence`.
package struct Position: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  package var epoch: Int64
  package var sequence: Int64

  package init(epoch: Int64, sequence: Int64) {
    self.epoch = epoch
    self.sequence = sequence
  }

  /// The greatest number that a position may carry: what a double holds exactly.
  package static let maxNumber: Int64 = 1 << 53

  /// Reads `epoch-sequence`: two decimal numbers from 1 to 2^53 without leading zeros; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    guard parts.count == 2, let epoch = Self.number(parts[0]), let sequence = Self.number(parts[1]) else { return nil }
    self.init(epoch: epoch, sequence: sequence)
  }

  package var description: String { "\(epoch)-\(sequence)" }

  private static func number(_ digits: some Collection<UInt8>) -> Int64? {
    guard (1...16).contains(digits.count), digits.first != 0x30 else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return value <= maxNumber ? value : nil
  }
}
