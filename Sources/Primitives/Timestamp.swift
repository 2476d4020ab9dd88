/// A point of wall-clock time in microseconds since 1970-01-01 UTC. Durations between two come from `MonotonicTime`, not from this.
package struct Timestamp: Hashable, Sendable, Comparable, BitwiseCopyable {
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }
  package init(milliseconds: Int64) { self.microseconds = milliseconds * 1000 }

  package var milliseconds: Int64 { microseconds / 1000 }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

  package func adding(milliseconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds + milliseconds * 1000) }

  /// RFC 3339 in UTC with milliseconds: `2026-11-20T21:05:36.123Z`. Correct from year 1 to 9999.
  package var rfc3339: String {
    let days = floorDivide(microseconds, 86_400_000_000)
    let ofDay = microseconds - days * 86_400_000_000
    let (year, month, day) = civil(fromDays: days)
    let milliseconds = ofDay / 1000
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func append(_ value: Int64, digits: Int) {
      var divisor: Int64 = 1
      for _ in 1..<digits { divisor *= 10 }
      while divisor > 0 {
        text.append(0x30 + UInt8(truncatingIfNeeded: value / divisor % 10))
        divisor /= 10
      }
    }
    append(year, digits: 4)
    text.append(0x2D)
    append(month, digits: 2)
    text.append(0x2D)
    append(day, digits: 2)
    text.append(0x54)
    append(milliseconds / 3_600_000, digits: 2)
    text.append(0x3A)
    append(milliseconds / 60_000 % 60, digits: 2)
    text.append(0x3A)
    append(milliseconds / 1000 % 60, digits: 2)
    text.append(0x2E)
    append(milliseconds % 1000, digits: 3)
    text.append(0x5A)
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads an RFC 3339 date-time (any offset, any fraction) or a bare date `2026-11-20` (its midnight in UTC); `nil` if it is neither.
  package init?(rfc3339 text: some StringProtocol) {
    var scanner = DigitScanner(Array(text.utf8))
    guard let year = scanner.number(digits: 4), scanner.skip(0x2D), let month = scanner.number(digits: 2), scanner.skip(0x2D),
      let day = scanner.number(digits: 2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = daysFromCivil(year: year, month: month, day: day)
    let (backYear, backMonth, backDay) = civil(fromDays: days)
    guard (backYear, backMonth, backDay) == (year, month, day) else { return nil }
    if scanner.atEnd {
      self.init(microseconds: days * 86_400_000_000)
      return
    }
    guard scanner.skip(0x54) || scanner.skip(0x74) || scanner.skip(0x20), let hour = scanner.number(digits: 2), hour < 24, scanner.skip(0x3A),
      let minute = scanner.number(digits: 2), minute < 60, scanner.skip(0x3A), let second = scanner.number(digits: 2), second <= 60
    else { return nil }
    var micros: Int64 = 0
    if scanner.skip(0x2E) {
      var scale: Int64 = 100_000
      var any = false
      while let digit = scanner.digit() {
        micros += digit * scale
        scale /= 10
        any = true
      }
      guard any else { return nil }
    }
    var offsetMinutes: Int64 = 0
    if !(scanner.skip(0x5A) || scanner.skip(0x7A)) {
      let sign: Int64
      if scanner.skip(0x2B) { sign = 1 } else if scanner.skip(0x2D) { sign = -1 } else { return nil }
      guard let hours = scanner.number(digits: 2), hours < 24, scanner.skip(0x3A), let minutes = scanner.number(digits: 2), minutes < 60 else {
        return nil
      }
      offsetMinutes = sign * (hours * 60 + minutes)
    }
    guard scanner.atEnd else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offsetMinutes * 60
    self.init(microseconds: seconds * 1_000_000 + micros)
  }
}

private struct DigitScanner {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var atEnd: Bool { at == bytes.count }

  mutating func digit() -> Int64? {
    guard at < bytes.count, (0x30...0x39).contains(bytes[at]) else { return nil }
    defer { at += 1 }
    return Int64(bytes[at] - 0x30)
  }

  mutating func number(digits: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<digits {
      guard let next = digit() else { return nil }
      value = value * 10 + next
    }
    return value
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar, counted in eras of 400 years from 1 March.
private func daysFromCivil(year: Int64, month: Int64, day: Int64) -> Int64 {
  let shifted = month <= 2 ? year - 1 : year
  let era = floorDivide(shifted, 400)
  let yearOfEra = shifted - era * 400
  let monthFromMarch = (month + 9) % 12
  let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/// The inverse of `daysFromCivil`.
private func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let shifted = days + 719_468
  let era = floorDivide(shifted, 146_097)
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return (year, month, day)
}
