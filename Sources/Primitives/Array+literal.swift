extension Array<UInt8> {
  /// Appends text that was known when the program was built: one copy, where a `String`'s bytes would be taken one by one.
  @inlinable package mutating func append(literal text: StaticString) {
    unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
