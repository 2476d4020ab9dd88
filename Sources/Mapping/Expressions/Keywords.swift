/// Words that mean something where a value is expected, so that a column of that name stands in quotes.
enum Keywords {
  /// Never a name, unless behind a point.
  static func isReserved(_ word: String) -> Bool { reserved.contains(word.uppercased()) }

  /// Whether the parser might take it for more than a name.
  static func haveMeaning(_ word: String) -> Bool {
    let upper = word.uppercased()
    return reserved.contains(upper) || values.contains(upper) || namespaces.contains(upper) || isTalendRow(word)
  }

  private static let reserved: Set<String> = [
    "AND", "OR", "NOT", "CASE", "WHEN", "THEN", "ELSE", "END", "IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "IS", "NULL", "TRUE", "FALSE", "SELECT",
    "FROM",
    "WHERE", "AS", "ON", "JOIN", "DISTINCT", "UNION", "EXISTS", "HAVING", "INSERT", "UPDATE", "DELETE", "DROP", "WITH",
  ]

  /// Values that are written as a word alone, and words that begin a literal.
  private static let values: Set<String> = [
    "SYSDATE", "SYSTIMESTAMP", "CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "CURRENT_TIME", "DATE", "TIMESTAMP", "INTERVAL", "ISNULL",
    "NOTNULL",
    "ASC", "DESC", "ORDER", "PARTITION", "SEPARATOR", "GROUP", "FOR", "ESCAPE", "OVER", "WITHIN", "FILTER", "RESPECT", "IGNORE", "BOTH", "LEADING",
    "TRAILING",
    "NULLS", "ALL", "ROWS", "RANGE",
  ]

  /// What stands before a function's name and says whose it is.
  static let namespaces: Set<String> = [
    "STRINGHANDLING", "TALENDDATE", "TALENDSTRING", "RELATIONAL", "NUMERIC", "MATHEMATICAL", "ROUTINES", "MATH", "STRING", "INTEGER", "LONG",
    "DOUBLE", "FLOAT",
    "BIGDECIMAL", "F", "FUNCTIONS", "STRINGUTILS", "DATAOPERATION",
  ]

  /// `row1`, `row2` …: how Talend calls what flows into a component.
  static func isTalendRow(_ word: String) -> Bool {
    let digits = word.utf8.dropFirst(3)
    return word.lowercased().hasPrefix("row") && !digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
