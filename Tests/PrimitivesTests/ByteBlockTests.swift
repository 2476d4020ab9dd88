import Primitives
import Testing

@Suite struct ByteBlockTests {
  private func bytes(_ block: ByteBlock, _ range: Range<Int>) -> [UInt8] { block.withUnsafeBytes(range) { Array($0) } }

  @Test func `it takes what fits, from the front, and no more`() {
    let block = ByteBlock(capacity: 5)
    #expect(block.append([1, 2, 3][...]) == 3)
    #expect(block.free == 2)
    #expect(block.append([9, 4, 5, 6][1...]) == 2)
    #expect(block.append([7][...]) == 0)
    #expect(block.append([][...]) == 0)
    #expect(block.count == 5)
    #expect(bytes(block, 0..<5) == [1, 2, 3, 4, 5])
    #expect(bytes(block, 1..<3) == [2, 3])
    #expect(bytes(block, 5..<5) == [])
  }

  @Test func `its address is that of its first byte`() {
    let block = ByteBlock(capacity: 4)
    _ = block.append([7, 8][...])
    #expect(block.unsafeBase.load(as: UInt8.self) == 7)
    #expect(block.unsafeBase.load(fromByteOffset: 1, as: UInt8.self) == 8)
  }
}
