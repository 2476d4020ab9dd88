/// A command and its arguments, all of them bytes.
package struct RedisCommand: Sendable, Equatable {
  /// The arguments one after the other.
  let bytes: [UInt8]
  /// Where each ends in `bytes`.
  let ends: [Int]

  package init(_ arguments: [[UInt8]]) {
    bytes = arguments.flatMap { $0 }
    var end = 0
    ends = arguments.map { argument in
      end += argument.count
      return end
    }
  }

  package init(_ arguments: String...) { self.init(arguments.map { Array($0.utf8) }) }
}
