import Primitives
import Testing

@Suite struct RingBufferTests {
  @Test func `what goes in first comes out first, over many turns of the ring and its growth`() {
    var ring = RingBuffer<Int>(capacity: 3)
    var next = 0
    var due = 0
    for round in 0..<200 {
      for _ in 0..<(round % 7) {
        ring.append(next)
        next += 1
      }
      for _ in 0..<(round % 5) where !ring.isEmpty {
        #expect(ring.first == due)
        #expect(ring.popFirst() == due)
        due += 1
      }
      #expect(ring.count == next - due)
      for offset in 0..<ring.count { #expect(ring[offset] == due + offset) }
    }
    while let element = ring.popFirst() {
      #expect(element == due)
      due += 1
    }
    #expect(due == next)
  }

  @Test func `an empty ring has nothing to give`() {
    var ring = RingBuffer<String>()
    #expect(ring.isEmpty)
    #expect(ring.first == nil)
    #expect(ring.popFirst() == nil)
    ring.append("a")
    ring.removeAll()
    #expect(ring.popFirst() == nil)
    #expect(ring.isEmpty)
  }

  @Test func `what was taken out is let go`() {
    final class Token {}
    var ring = RingBuffer<Token>(capacity: 2)
    weak var seen: Token?
    do {
      let token = Token()
      seen = token
      ring.append(token)
    }
    #expect(seen != nil)
    _ = ring.popFirst()
    #expect(seen == nil)
  }
}
