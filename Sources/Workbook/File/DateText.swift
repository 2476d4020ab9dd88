/// From when a workbook counts its days.
enum DateEpoch {
  case from1900, from1904

  /// Day 0, counted from 1970-01-01. For 1900 it is the 30th of December 1899, since Excel believes in a 29th of February 1900.
  fileprivate var dayZero: Int { self == .from1900 ? -25_569 : -24_107 }
}

/// Dates, times and durations as ISO 8601 text, to the millisecond.
enum DateText {
  private static let millisecondsPerDay = 86_400_000
  /// 0001-01-01 and 9999-12-31, counted from 1970-01-01.
  private static let days = -719_162...2_932_896

  /// A day with its time as spreadsheets count them. Below one it is a time of day; days before the 29th of February 1900 are those that Excel shows.
  /// - Returns: whether there is such a day; if not, nothing is written.
  static func append(serial: Double, _ epoch: DateEpoch, to text: inout ByteScratch) -> Bool {
    guard serial.magnitude < 10_000_000 else { return false }
    var day = serial.rounded(.down)
    var milliseconds = Int(((serial - day) * 86_400 * 1000).rounded(.toNearestOrEven))
    if serial >= 0, serial < 1, milliseconds < millisecondsPerDay {
      appendTime(milliseconds, to: &text)
      return true
    }
    if serial > 0, serial < 60, epoch == .from1900 { day += 1 }
    if milliseconds >= millisecondsPerDay {
      milliseconds -= millisecondsPerDay
      day += 1
    }
    let date = Int(day) + epoch.dayZero
    guard days.contains(date) else { return false }
    appendDate(date, to: &text)
    if milliseconds > 0 {
      text.append(UInt8(ascii: "T"))
      appendTime(milliseconds, to: &text)
    }
    return true
  }

  /// `PT36H30M`, from a number of days.
  /// - Returns: whether it is one that is written.
  static func append(durationDays: Double, to text: inout ByteScratch) -> Bool {
    guard durationDays.magnitude < 10_000_000 else { return false }
    let total = Int((durationDays * Double(millisecondsPerDay)).rounded(.toNearestOrEven))
    appendDuration(total, to: &text)
    return true
  }

  static func appendDuration(_ total: Int, to text: inout ByteScratch) {
    if total < 0 { text.append(UInt8(ascii: "-")) }
    var rest = Int(total.magnitude)
    text.append("PT")
    if rest == 0 { text.append("0S") }
    for (unit, letter) in [(3_600_000, UInt8(ascii: "H")), (60_000, UInt8(ascii: "M"))] where rest >= unit {
      text.append(decimal: rest / unit)
      text.append(letter)
      rest %= unit
    }
    guard rest > 0 else { return }
    text.append(decimal: rest / 1000)
    appendFraction(rest % 1000, to: &text)
    text.append(UInt8(ascii: "S"))
  }

  static func appendTime(_ milliseconds: Int, to text: inout ByteScratch) {
    text.append(decimal: milliseconds / 3_600_000, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(decimal: milliseconds / 60_000 % 60, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(decimal: milliseconds / 1000 % 60, digits: 2)
    appendFraction(milliseconds % 1000, to: &text)
  }

  private static func appendFraction(_ milliseconds: Int, to text: inout ByteScratch) {
    guard milliseconds > 0 else { return }
    text.append(UInt8(ascii: "."))
    text.append(decimal: milliseconds, digits: 3)
  }

  /// - Parameter day: counted from 1970-01-01. The way from days to dates is that of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func appendDate(_ day: Int, to text: inout ByteScratch) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    text.append(decimal: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), digits: 4)
    text.append(UInt8(ascii: "-"))
    text.append(decimal: month, digits: 2)
    text.append(UInt8(ascii: "-"))
    text.append(decimal: dayOfYear - (153 * marchMonth + 2) / 5 + 1, digits: 2)
  }

  /// The days that a date is after 1970-01-01: the other way round, for writing.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
