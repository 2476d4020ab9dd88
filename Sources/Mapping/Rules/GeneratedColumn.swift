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
