import Primitives
import Testing

private struct Counting: RandomNumberGenerator {
  var value: UInt64
  mutating func next() -> UInt64 {
    value &+= 0x9E37_79B9_7F4A_7C15
    return value
  }
}

@Suite struct ULIDTests {
  @Test func `text and value are each other's inverse`() {
    var random = Counting(value: 1)
    for milliseconds in [Int64(0), 1, 1_700_000_000_000, 0xFFFF_FFFF_FFFF] {
      let id = ULID(milliseconds: milliseconds, using: &random)
      #expect(id.description.utf8.count == 26)
      #expect(ULID(id.description) == id)
    }
  }

  @Test func `a later one sorts after an earlier one, as value and as text`() {
    var random = Counting(value: 7)
    let early = ULID(milliseconds: 1000, using: &random)
    let late = ULID(milliseconds: 1001, using: &random)
    #expect(early < late)
    #expect(early.description < late.description)
  }

  @Test(arguments: ["", "01", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01ARZ3NDEKTSV4RRFFQ69G5FAI", "01arz3ndektsv4rrffq69g5fav"])
  func `what is no ULID is refused`(_ text: String) {
    #expect(ULID(text) == nil)
  }

  @Test func `the specification's example is read`() {
    #expect(ULID("01ARZ3NDEKTSV4RRFFQ69G5FAV")?.description == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
  }
}
