import CPgQuery

/// PostgreSQL's own parser: whether it would read a text, without a server.
package enum PostgresSyntax {
  /// Where it stops reading, and why.
  package struct SyntaxFailure: Error, Sendable, Equatable {
    /// PostgreSQL's own words: `syntax error at or near "FORM"`.
    package let message: String
    /// Counted from 1 within the text.
    package let line: Int
    /// UTF-8 bytes from 0 within the line.
    package let column: Int
  }

  /// - Parameter sql: one statement or several.
  /// - Returns: `nil` when it can be read. Names and types are not looked at.
  package static func check(_ sql: String) -> SyntaxFailure? {
    if let zero = sql.utf8.firstIndex(of: 0) {
      let place = place(in: sql, ofScalar: sql[..<zero].unicodeScalars.count)
      return SyntaxFailure(message: "a zero character, which no statement has", line: place.line, column: place.column)
    }
    let result = pg_query_parse_protobuf(sql)
    defer { pg_query_free_protobuf_parse_result(result) }
    guard let error = result.error else { return nil }
    // Counted in characters from 1; 0 where the parser does not know.
    let place = place(in: sql, ofScalar: max(0, Int(error.pointee.cursorpos) - 1))
    return SyntaxFailure(message: error.pointee.message.map { String(cString: $0) } ?? "no reason given", line: place.line, column: place.column)
  }

  private static func place(in sql: String, ofScalar wanted: Int) -> (line: Int, column: Int) {
    var line = 1
    var column = 0
    for scalar in sql.unicodeScalars.prefix(wanted) {
      if scalar == "\n" {
        line += 1
        column = 0
      } else {
        column += UTF8.width(scalar)
      }
    }
    return (line, column)
  }
}
