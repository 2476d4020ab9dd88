import Primitives

extension SettingCodec where Value == Int {
  /// An amount of bytes: `65536`, `64KiB`, `1MiB`, `2GiB`; in the file also a bare number.
  static func size(_ range: ClosedRange<Int>) -> SettingCodec {
    let parse: @Sendable (String) -> Int? = { text in ByteSize.read(text).flatMap { range.contains($0) ? $0 : nil } }
    var codec = SettingCodec(
      typeName: "size", expected: "a size such as \"64KiB\", from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound))",
      parse: parse, show: ByteSize.text)
    codec.fromJSON = { json in
      if let number = json.integer { return Int(exactly: number).flatMap { range.contains($0) ? $0 : nil } }
      return json.string.flatMap(parse)
    }
    return codec
  }
}

extension SettingCodec where Value == Duration {
  /// A length of time with its unit: `200ms`, `10s`, `5m`, `24h`, `30d`. A bare number is refused, for nobody can know its unit.
  static func duration(_ range: ClosedRange<Duration>) -> SettingCodec {
    SettingCodec(
      typeName: "duration",
      expected:
        "a duration such as \"200ms\", \"10s\" or \"24h\", from \(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))",
      parse: { text in DurationText.read(text).flatMap { range.contains($0) ? $0 : nil } }, show: DurationText.text)
  }
}

/// Amounts of bytes as text.
enum ByteSize {
  private static let units: [(name: String, factor: Int)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]

  static func read(_ text: String) -> Int? {
    for unit in units where text.hasSuffix(unit.name) {
      guard let amount = wholeNumber(text.dropLast(unit.name.count)) else { return nil }
      let (bytes, overflow) = amount.multipliedReportingOverflow(by: unit.factor)
      return overflow ? nil : bytes
    }
    return wholeNumber(text.hasSuffix("B") ? text.dropLast() : text[...])
  }

  static func text(_ bytes: Int) -> String {
    for unit in units where bytes >= unit.factor && bytes % unit.factor == 0 { return "\(bytes / unit.factor)\(unit.name)" }
    return "\(bytes)B"
  }
}

/// Lengths of time as text.
enum DurationText {
  private static let units: [(name: String, milliseconds: Int)] = [
    ("ms", 1), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
  ]

  static func read(_ text: String) -> Duration? {
    for unit in units where text.hasSuffix(unit.name) {
      guard let amount = wholeNumber(text.dropLast(unit.name.count)) else { return nil }
      let (milliseconds, overflow) = amount.multipliedReportingOverflow(by: unit.milliseconds)
      return overflow ? nil : .milliseconds(milliseconds)
    }
    return nil
  }

  /// In the largest unit that divides it, but `24h` for one day and `60s` for one minute, as people write them.
  static func text(_ duration: Duration) -> String {
    let milliseconds = duration.milliseconds
    for (name, size, least) in [("d", Int64(86_400_000), Int64(2)), ("h", 3_600_000, 1), ("m", 60_000, 2), ("s", 1000, 0)]
    where milliseconds % size == 0 && milliseconds >= least * size {
      return "\(milliseconds / size)\(name)"
    }
    return "\(milliseconds)ms"
  }
}

extension Duration {
  /// Whole milliseconds, the rest cut off.
  package var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

/// Digits only, so that neither a sign nor a space passes.
private func wholeNumber(_ text: Substring) -> Int? {
  text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
}
