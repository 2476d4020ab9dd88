import Domain
import Testing

@Suite struct PositionTests {
  @Test(arguments: [(1, 1), (1, 17), (12, 9_007_199_254_740_992), (9_007_199_254_740_992, 1)] as [(Int64, Int64)])
  func `text and value are each other's inverse`(_ epoch: Int64, _ sequence: Int64) {
    let position = Position(epoch: epoch, sequence: sequence)
    #expect(position.description == "\(epoch)-\(sequence)")
    #expect(Position(position.description) == position)
  }

  @Test(arguments: [
    "", "-", "1", "1-", "-1", "1-0", "0-1", "01-1", "1-01", "1--1", "1-1-1", "1-1 ", " 1-1", "+1-1", "1-+1", "1.0-1", "1e1-1", "a-b", "1-\u{661}",
    "1_1", "1-9007199254740993", "9007199254740993-1", "1-9999999999999999", "1-99999999999999999999", "1-18446744073709551617", "1-1\0",
  ])
  func `what is no position is refused`(_ text: String) {
    #expect(Position(text) == nil)
  }

  @Test func `a slice of a longer text is read too`() {
    #expect(Position("id: 3-4".dropFirst(4)) == Position(epoch: 3, sequence: 4))
  }
}
