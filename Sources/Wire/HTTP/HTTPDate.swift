/// Dates as HTTP writes them (RFC 9110 section 5.6.7): `Fri, 20 Nov 2026 21:05:36 GMT`.
package enum HTTPDate {
  /// - Parameter seconds: since 1970-01-01 UTC.
  package static func text(seconds: Int64) -> String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let ofDay = seconds - days * 86_400
    // 1970-01-01 was a Thursday.
    let weekday = Int(((days % 7) + 11) % 7)
    // Years are counted from 1 March, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = Int(monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10)
    let year = yearOfEra + era * 400 + (month < 2 ? 1 : 0)
    return "\(weekdays[weekday]), \(two(day)) \(months[month]) \(year) \(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60)) GMT"
  }

  private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
