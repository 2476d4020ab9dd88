import TestKit
import Testing

@testable import StoreSQLite

@Suite struct JournalContentsTests {
  private func decoded(_ bytes: [UInt8]) -> (entries: [JournalContents.Entry], offsets: [Int], isWhole: Bool) {
    var entries: [JournalContents.Entry] = []
    var offsets: [Int] = []
    let isWhole = bytes.withUnsafeBytes { bytes in
      JournalContents.forEach(in: bytes) { entry, offset in
        entries.append(entry)
        offsets.append(offset)
      }
    }
    return (entries, offsets, isWhole)
  }

  @Test func `entries come back as they were written, numbers of every size included`() {
    var random = SplitMix(state: 3)
    var entries: [JournalContents.Entry] = []
    for bits in 0..<62 {
      let first = Int64.random(in: 0...(1 << Int64(bits)), using: &random)
      entries.append(
        JournalContents.Entry(
          run: Int64(1) << Int64(bits), epoch: Int64(bits), firstSequence: first, lastSequence: first + Int64(bits), bytes: bits * 100))
    }
    var bytes: [UInt8] = []
    for entry in entries { JournalContents.append(entry, to: &bytes) }
    let found = decoded(bytes)
    #expect(found.isWhole)
    #expect(found.entries == entries)
    #expect(found.offsets == entries.indices.map { index in entries[..<index].reduce(0) { $0 + $1.bytes } })
  }

  @Test func `what is cut off is noticed, and an endless number ends`() {
    var bytes: [UInt8] = []
    JournalContents.append(JournalContents.Entry(run: 300, epoch: 1, firstSequence: 9, lastSequence: 9, bytes: 70_000), to: &bytes)
    for count in 1..<bytes.count { #expect(!decoded(Array(bytes.prefix(count))).isWhole) }
    #expect(!decoded([UInt8](repeating: 0xFF, count: 64)).isWhole)
    #expect(decoded([]).isWhole)
  }
}
