/// What a number format makes of a number.
enum NumberFormat: UInt8 {
  case number
  /// A day, a time of day, or both.
  case date
  /// Hours, minutes or seconds that go on beyond a day: `[h]:mm`.
  case duration

  /// One of those that files do not spell out (ECMA-376 part 1, §18.8.30).
  init(builtIn identifier: Int) {
    switch identifier {
    case 14...22, 45, 47: self = .date
    case 46: self = .duration
    default: self = .number
    }
  }

  /// Looks at the first section only, as openpyxl and calamine do: letters of dates outside quotes, escapes and brackets make a date.
  init(code: some StringProtocol) {
    var bytes = code.utf8.makeIterator()
    var isDate = false
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: ";"):
        self = isDate ? .date : .number
        return
      case UInt8(ascii: "\""): while let quoted = bytes.next(), quoted != UInt8(ascii: "\"") {}
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): _ = bytes.next()
      case UInt8(ascii: "["):
        var inside: [UInt8] = []
        while let next = bytes.next(), next != UInt8(ascii: "]") { inside.append(next | 0x20) }
        if let unit = inside.first, "hms".utf8.contains(unit), inside.count <= 2, inside.allSatisfy({ $0 == unit }) {
          self = .duration
          return
        }
      default: if "dmhys".utf8.contains(byte | 0x20) { isDate = true }
      }
    }
    self = isDate ? .date : .number
  }
}
