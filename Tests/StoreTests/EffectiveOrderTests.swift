import TestKit
import Testing

@testable import Store

@Suite struct EffectiveOrderTests {
  private func stretches(_ pieces: [(Int64, ClosedRange<Int64>)]) -> [String] {
    let pieces = pieces.map { EffectiveOrder.Piece(epoch: $0.0, firstSequence: $0.1.lowerBound, lastSequence: $0.1.upperBound, place: ()) }
    return EffectiveOrder.stretches(pieces).map { "\($0.piece.epoch):\($0.sequences.lowerBound)-\($0.sequences.upperBound)" }
  }

  @Test func `pieces come in the order of their sequences, whatever the order in which they lie`() {
    #expect(stretches([]) == [])
    #expect(stretches([(1, 4...6), (1, 1...3)]) == ["1:1-3", "1:4-6"])
  }

  @Test func `a higher epoch cuts off what it voids`() {
    #expect(stretches([(1, 1...9), (2, 5...5)]) == ["1:1-4", "2:5-5"])
    #expect(stretches([(1, 1...9), (2, 10...12)]) == ["1:1-9", "2:10-12"])
    #expect(stretches([(1, 1...9), (2, 5...8), (3, 3...3)]) == ["1:1-2", "3:3-3"])
    #expect(stretches([(1, 1...9), (3, 1...2)]) == ["3:1-2"])
  }

  @Test func `what was written twice counts once`() {
    #expect(stretches([(1, 1...3), (1, 1...3), (1, 1...6), (1, 4...8)]) == ["1:1-3", "1:4-6", "1:7-8"])
  }

  @Test func `any set of pieces gives what the rule says, event by event`() {
    var random = SplitMix(state: 7)
    for _ in 0..<500 {
      let pieces = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
        let first = Int64.random(in: 1...12, using: &random)
        return (Int64.random(in: 1...4, using: &random), first...(first + Int64.random(in: 0...5, using: &random)))
      }
      let all = pieces.flatMap { piece in piece.1.map { (epoch: piece.0, sequence: $0) } }
      let standing = all.filter { event in !all.contains { $0.epoch > event.epoch && $0.sequence <= event.sequence } }
      let expected = Set(standing.map { "\($0.sequence) of \($0.epoch)" })
      let found = EffectiveOrder.stretches(
        pieces.map { EffectiveOrder.Piece(epoch: $0.0, firstSequence: $0.1.lowerBound, lastSequence: $0.1.upperBound, place: ()) })
      let sequences = found.flatMap { stretch in stretch.sequences.map { (stretch.piece.epoch, $0) } }
      #expect(Set(sequences.map { "\($0.1) of \($0.0)" }) == expected)
      #expect(sequences.map(\.1) == sequences.map(\.1).sorted())
      #expect(sequences.count == expected.count)
    }
  }
}
