/// A row on its way from one database to the other. One is filled again and again, so that a value costs no memory of its own.
package struct CopyRow: Sendable {
  package enum Cell: Sendable {
    case null
    case integer(Int64)
    /// Where a text (UTF-8) or bytes stand in `bytes`.
    case bytes(Range<Int>)
  }

  package private(set) var cells: [Cell] = []
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func clear() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  package mutating func appendNull() { cells.append(.null) }

  package mutating func append(_ value: Int64) { cells.append(.integer(value)) }

  package mutating func append(bytes value: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    cells.append(.bytes(start..<bytes.count))
  }
}
