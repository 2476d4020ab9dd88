/// A unit of `EXTRACT`, `DATE_TRUNC`, `DATE_ADD` and `DATE_DIFF`: what stands as text in an expression tree. The last three are `EXTRACT`'s alone.
package enum DateUnit: String, Sendable, CaseIterable {
  case year = "YEAR", quarter = "QUARTER", month = "MONTH", week = "WEEK", day = "DAY", hour = "HOUR", minute = "MINUTE", second = "SECOND"
  /// 1 is Sunday.
  case dayOfWeek = "DAYOFWEEK"
  /// 1 is Monday.
  case isoDayOfWeek = "ISODOW"
  case dayOfYear = "DAYOFYEAR"

  /// Whether it is a part of a day: what is added or cut off by it is a timestamp.
  package var isOfTime: Bool { self == .hour || self == .minute || self == .second }

  /// Whether it has a length, as `DATE_ADD` needs.
  package var isSpan: Bool { self != .dayOfWeek && self != .isoDayOfWeek && self != .dayOfYear }

  /// The unit of a resolved expression's argument.
  package init?(_ expression: Expression) {
    guard case .literal(.text(let name)) = expression else { return nil }
    self.init(rawValue: name)
  }

  /// A unit in any spelling: `yyyy`, `days`, `mm` of Oracle's `TRUNC`, `"MONTH"` of Talend.
  package init?(reading name: String) {
    guard let unit = Self.spellings[name.uppercased()] else { return nil }
    self = unit
  }

  private static let spellings: [String: DateUnit] = {
    let names: [(DateUnit, String)] = [
      (.year, "YEAR YEARS YYYY YY SYYYY Y YR"), (.quarter, "QUARTER QUARTERS QQ Q QTR"), (.month, "MONTH MONTHS MM MON M MMMM"),
      (.week, "WEEK WEEKS WK WW IW ISOWEEK ISO_WEEK W WEEK_OF_YEAR"), (.day, "DAY DAYS DD D DDD J DAY_OF_MONTH DAYOFMONTH"),
      (.hour, "HOUR HOURS HH HH24 H"),
      (.minute, "MINUTE MINUTES MI N"), (.second, "SECOND SECONDS SS S"), (.dayOfWeek, "DAYOFWEEK DAY_OF_WEEK WEEKDAY DW"),
      (.isoDayOfWeek, "ISODOW DAYOFWEEKISO DAYOFWEEK_ISO"), (.dayOfYear, "DAYOFYEAR DAY_OF_YEAR DOY DY"),
    ]
    var table: [String: DateUnit] = [:]
    for (unit, spellings) in names {
      for spelling in spellings.split(separator: " ") { table[String(spelling)] = unit }
    }
    return table
  }()
}
