/// The way back from ISO 8601 text to the number that a spreadsheet counts.
struct DateSerial {
  /// Days, from 1900 on.
  let value: Double
  let style: CellStyle

  /// `nil` where the text is none of the forms of `CellValue.date`.
  init?(_ text: String) {
    if text.hasPrefix("P") || text.hasPrefix("-P") {
      var time = ByteScratch(capacity: 32)
      let bytes = Array(text.utf8)
      guard bytes.withUnsafeBufferPointer({ ISODate.append(period: $0, to: &time) }), let days = Self.durationDays(bytes) else { return nil }
      self.init(value: days, style: .duration)
      return
    }
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 1, let time = Self.time(parts[0]) {
      self.init(value: time, style: .time)
      return
    }
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard date.count == 3, let year = date[0], let month = date[1], let day = date[2], (1...9999).contains(year), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    var serial = DateText.days(year: year, month: month, day: day) + 25_569
    // Excel's 29th of February 1900 comes in between.
    if serial < 61 { serial -= 1 }
    guard parts.count == 2 else {
      self.init(value: Double(serial), style: .day)
      return
    }
    guard let time = Self.time(parts[1]) else { return nil }
    self.init(value: Double(serial) + time, style: .dayAndTime)
  }

  private init(value: Double, style: CellStyle) {
    self.value = value
    self.style = style
  }

  /// `13:05:00` as a part of a day.
  private static func time(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]), let seconds = Double(parts[2]), (0..<24).contains(hours),
      (0..<60).contains(minutes), (0..<61).contains(seconds)
    else { return nil }
    return (Double(hours * 3600 + minutes * 60) + seconds) / 86_400
  }

  private static func durationDays(_ period: [UInt8]) -> Double? {
    var seconds = 0.0
    var digits: [UInt8] = []
    for byte in period {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): digits.append(byte)
      case UInt8(ascii: "H"), UInt8(ascii: "M"), UInt8(ascii: "S"):
        guard let amount = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
        seconds += amount * (byte == UInt8(ascii: "H") ? 3600 : byte == UInt8(ascii: "M") ? 60 : 1)
        digits = []
      default: break
      }
    }
    return (period.first == UInt8(ascii: "-") ? -seconds : seconds) / 86_400
  }
}
