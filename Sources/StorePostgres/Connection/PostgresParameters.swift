/// The values of one statement, in one piece of memory.
struct PostgresParameters {
  private(set) var types: [UInt32] = []
  private var bytes: [UInt8] = []
  /// Where each value lies; `nil` for NULL.
  private var ranges: [Range<Int>?] = []

  init<each Value: PostgresBindable>(_ values: repeat each Value) {
    for value in repeat each values { append(value) }
  }

  var count: Int { types.count }

  mutating func append<Value: PostgresBindable>(_ value: Value) {
    let start = bytes.count
    let isThere = value.append(to: &bytes)
    types.append(Value.typeNumber)
    ranges.append(isThere ? start..<bytes.count : nil)
  }

  /// Lends the values as libpq wants them.
  func withValues<Result>(
    _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Result
  ) -> Result {
    // An empty value needs an address as well: without one it would be NULL.
    (bytes + [0]).withUnsafeBytes { memory in
      let base = memory.bindMemory(to: CChar.self).baseAddress
      let values = ranges.map { range in range.flatMap { range in base.map { $0 + range.lowerBound } } }
      return body(values, ranges.map { Int32($0?.count ?? 0) }, [Int32](repeating: 1, count: ranges.count))
    }
  }
}
