/// What a column of a mapping sheet is for.
package enum HeaderRole: String, Sendable, CaseIterable, Comparable {
  case sourceSystem = "source_system"
  case sourceDatabase = "source_database"
  case sourceSchema = "source_schema"
  case sourceTable = "source_table"
  case sourceAlias = "source_alias"
  case sourceColumn = "source_column"
  case sourceType = "source_type"
  case targetDatabase = "target_database"
  case targetSchema = "target_schema"
  case targetTable = "target_table"
  case targetColumn = "target_column"
  case targetType = "target_type"
  case nullable
  case key
  case transformation
  case defaultValue = "default"
  case notes
  case description

  /// Whether it tells of the source: each branch of a union has its own.
  package var isOfSource: Bool { rawValue.hasPrefix("source_") }

  /// In the order that they are listed in.
  package static func < (left: HeaderRole, right: HeaderRole) -> Bool { left.position < right.position }

  private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The columns of each role, counted from 1.
package struct ColumnRoles: Sendable, Equatable {
  package private(set) var columns: [HeaderRole: [Int]]

  package init(_ columns: [HeaderRole: [Int]] = [:]) {
    self.columns = columns.filter { !$0.value.isEmpty }
  }

  package subscript(_ role: HeaderRole) -> [Int] {
    get { columns[role] ?? [] }
    set { columns[role] = newValue.isEmpty ? nil : newValue }
  }

  package func first(_ role: HeaderRole) -> Int? { columns[role]?.first }

  /// The roles that have a column, in the order that they are listed in.
  package var roles: [HeaderRole] { columns.keys.sorted() }

  package var allColumns: Set<Int> { Set(columns.values.joined()) }
}
