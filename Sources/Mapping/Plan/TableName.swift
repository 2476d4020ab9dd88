/// A table's name with the parts before it: `sales.public.orders`. Parts keep their spelling.
package struct TableName: Sendable, Hashable, CustomStringConvertible {
  package var parts: [String]

  package init(parts: [String]) {
    self.parts = parts
  }

  /// What the table is called where nothing else is said.
  package var last: String { parts.last ?? "" }

  package var description: String { parts.joined(separator: ".") }
}
