/// "join to X by Y, take Z": a LEFT JOIN on the named column.
package struct LookupRule: Sendable, Equatable {
  package struct Key: Sendable, Equatable {
    /// The column of the looked-up table.
    package var column: String
    /// What it equals; `nil`: the source's column of the same name, or the row's source column where the source has none so named.
    package var source: Expression?

    package init(column: String, source: Expression?) {
      self.column = column
      self.source = source
    }
  }

  package var table: TableName
  package var keys: [Key]
  /// The column of the looked-up table that is the result.
  package var result: String

  package init(table: TableName, keys: [Key], result: String) {
    self.table = table
    self.keys = keys
    self.result = result
  }
}
