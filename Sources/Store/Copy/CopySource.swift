/// A database that is read whole, as it is at one moment.
package protocol CopySource {
  /// The names of all of its tables.
  func tables() throws(StoreError) -> [String]
  /// The names of a table's columns, without those that are computed.
  func columns(of table: String) throws(StoreError) -> [String]
  func count(of table: String) throws(StoreError) -> Int64
  /// Of a column of integers; 0 when there is none.
  func sum(of column: String, in table: String) throws(StoreError) -> Int64
  /// Lends every row, with the columns in the order asked for.
  func forEachRow(of table: String, columns: [String], _ body: (CopyRow) throws(StoreError) -> Void) throws(StoreError)
}

/// An empty database that is filled, whole or not at all.
package protocol CopyTarget {
  /// Keeps others from writing until the end. - Throws: `unusable` when there are rows already.
  func begin() throws(StoreError)
  func columns(of table: String) throws(StoreError) -> [CopyColumn]
  func openTable(_ table: String, columns: [CopyColumn]) throws(StoreError)
  /// Adds a row to the open table, with its columns in that order.
  func write(_ row: CopyRow) throws(StoreError)
  func closeTable() throws(StoreError)
  func count(of table: String) throws(StoreError) -> Int64
  func sum(of column: String, in table: String) throws(StoreError) -> Int64
  /// Has what was written stand, and goes on with numbers above those that were.
  func commit() throws(StoreError)
  /// Takes everything back.
  func cancel()
}

/// A column that is filled.
package struct CopyColumn: Sendable, Equatable {
  package enum Kind: Sendable {
    case integer, boolean, text, bytes
    /// JSON that is kept as it was written.
    case json
    /// JSON that is kept in a form of the database's own.
    case parsedJSON
  }

  package var name: String
  package var kind: Kind
  /// It has a value also when none is given.
  package var isOptional: Bool

  package init(name: String, kind: Kind, isOptional: Bool) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }
}
