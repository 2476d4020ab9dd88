/// A fixed piece of memory that is filled from front to back and never changed behind its fill mark.
///
/// That is what lets one writer append while readers on other threads still send what was there before: a reader that learned a
/// fill mark under the owner's lock may read every byte below it without any lock.
@safe
package final class ByteBlock: @unchecked Sendable {
  package let capacity: Int
  private let base: UnsafeMutableRawPointer
  /// Bytes filled so far. Written only by the block's one writer, under the lock that publishes it.
  package private(set) var count = 0

  package init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
  }

  deinit { unsafe base.deallocate() }

  package var free: Int { capacity - count }

  /// Appends as many of the bytes as fit.
  /// - Returns: how many were taken, from the front.
  package func append(_ bytes: ArraySlice<UInt8>) -> Int {
    let filled = count
    let taken = min(capacity - filled, bytes.count)
    guard taken > 0 else { return 0 }
    unsafe bytes.withUnsafeBytes { source in
      unsafe (base + filled).copyMemory(from: source.baseAddress!, byteCount: taken)
    }
    count = filled + taken
    return taken
  }

  /// Gives the bytes of `range` for the duration of the call; the caller guarantees that they lie below the published fill mark.
  package func withUnsafeBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    return try unsafe body(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// The address of the block's first byte, for handing to a write that keeps the block alive until it is done.
  @unsafe package var unsafeBase: UnsafeRawPointer { unsafe UnsafeRawPointer(base) }
}

/// A part of a block that does not change any more: what a log hands to a socket.
package struct BlockSlice: Sendable {
  package let block: ByteBlock
  package let range: Range<Int>

  package init(block: ByteBlock, range: Range<Int>) {
    self.block = block
    self.range = range
  }
}
