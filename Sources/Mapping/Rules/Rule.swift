/// What a transformation's cell says.
package enum Rule: Sendable, Equatable {
  /// The source column as it is.
  case copy
  /// Names are not yet looked at; a rule that names no column is written over the row's own source columns.
  case expression(Expression)
  case lookup(LookupRule)
  case generated(GeneratedColumn)
  case select(SelectStatement)
  /// Words that are not surely understood.
  case prose(String)
  /// It looks like an expression and is none: `bad_expression`.
  case malformed(ExpressionFailure)
}

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

/// A column whose value comes from no source.
package enum GeneratedColumn: Sendable, Equatable {
  /// `ROW_NUMBER` 1..n over these; over the target's key where there are none.
  case surrogateKey(over: [Expression])
  case currentDate, currentTimestamp
  /// Of slowly changing dimensions.
  case validFrom, validTo, isCurrent, version

  /// Its value; `nil` of a surrogate key, which needs to know the key.
  package var expression: Expression? {
    switch self {
    case .surrogateKey(let keys):
      keys.isEmpty ? nil : .window(.init(.window(.rowNumber), [], partition: [], order: keys.map { .init($0) }))
    case .currentDate, .validFrom: .call(.currentDate, [])
    case .currentTimestamp: .call(.currentTimestamp, [])
    case .validTo: .literal(.date("9999-12-31"))
    case .isCurrent: .literal(.boolean(true))
    case .version: .literal(.integer(1))
    }
  }

  /// What a target column is by its name alone, where nothing else is said of it: `valid_from`, `is_current`. `nil` where the name says nothing for sure.
  package init?(named name: String) {
    let letters = name.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
    switch letters {
    case "validfrom", "effectivefrom", "effectivestartdate", "rowstartdate", "scdstartdate", "validfromdate", "rowvalidfrom", "dbtvalidfrom":
      self = .validFrom
    case "validto", "effectiveto", "effectiveenddate", "rowenddate", "scdenddate", "validtodate", "rowvalidto", "dbtvalidto": self = .validTo
    case "iscurrent", "currentflag", "iscurrentflag", "currentindicator", "iscurrentrow", "iscurrentrecord": self = .isCurrent
    case "version", "rowversion", "versionnumber", "scdversion", "recordversion", "versionno": self = .version
    default: return nil
    }
  }
}
