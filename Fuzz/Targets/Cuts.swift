/// Ways to cut an input as a network would: whole, byte by byte, and at places that a seed decides.
struct Cuts {
  private let bytes: [UInt8]
  private let seed: UInt8

  /// - Parameter input: its first byte is the seed, the rest what is to be cut.
  init(_ input: [UInt8]) {
    seed = input.first ?? 0
    bytes = Array(input.dropFirst())
  }

  var whole: [UInt8] { bytes }
  /// Eight bits for a target to choose by.
  var choice: UInt8 { seed }

  var byByte: [ArraySlice<UInt8>] { bytes.indices.map { bytes[$0...$0] } }

  var somewhere: [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var state = UInt32(seed) &* 2_654_435_761 | 1
    var start = 0
    while start < bytes.count {
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      let end = min(bytes.count, start + 1 + Int(state % 24))
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }

  /// What does not agree with the whole, by the name of the cut.
  func disagreement<Meaning: Equatable>(_ meaning: ([ArraySlice<UInt8>]) -> Meaning) -> String? {
    let expected = meaning([bytes[...]])
    for (name, pieces) in [("byte by byte", byByte), ("cut somewhere", somewhere)] {
      let found = meaning(pieces)
      if found != expected { return "\(name): \(found)\nwhole: \(expected)" }
    }
    return nil
  }
}
