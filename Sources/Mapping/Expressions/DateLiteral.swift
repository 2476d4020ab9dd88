/// Dates and timestamps in ISO 8601, as literals have them.
package enum DateLiteral {
  /// `2026-11-20` when the text is such a day and the calendar has it.
  package static func date(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = digits(parts[0]), let month = digits(parts[1]), let day = digits(parts[2]), year >= 1, (1...12).contains(month)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day) ? text : nil
  }

  /// `2026-11-20 13:05:00`, with up to six digits of a fraction as they are; a `T`, missing seconds and a missing time are filled in.
  package static func timestamp(_ text: String) -> String? {
    guard let day = date(String(text.prefix(10))) else { return nil }
    var rest = text.dropFirst(10)
    if rest.isEmpty { return day + " 00:00:00" }
    guard rest.first == " " || rest.first == "T" else { return nil }
    rest = rest.dropFirst()
    let pieces = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if pieces.count == 2 { guard (1...6).contains(pieces[1].utf8.count), digits(pieces[1]) != nil else { return nil } }
    var clock = pieces[0].split(separator: ":", omittingEmptySubsequences: false)
    if clock.count == 2, pieces.count == 1 { clock.append("00") }
    guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = digits(clock[0]), let minute = digits(clock[1]),
      let second = digits(clock[2]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return day + " " + clock.joined(separator: ":") + (pieces.count == 2 ? "." + pieces[1] : "")
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
  }
}
