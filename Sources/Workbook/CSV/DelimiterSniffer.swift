/// Finds out what separates the fields of a text: of comma, semicolon, tab and bar the one that gives the most records the same number of fields.
enum DelimiterSniffer {
  static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
  private static let sampleBytes = 64 << 10

  /// A comma where nothing separates.
  static func delimiter(of text: ArraySlice<UInt8>) -> UInt8 {
    var sample = text.prefix(sampleBytes)
    // A record that the sample cuts would count for less than it is.
    if sample.count < text.count, let end = sample.lastIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      sample = sample[...end]
    }
    var best: (delimiter: UInt8, sameInPercent: Int, fields: Int) = (candidates[0], 0, 1)
    for candidate in candidates {
      guard let (same, fields) = agreement(sample, candidate), fields > 1 else { continue }
      if (same, fields) > (best.sameInPercent, best.fields) { best = (candidate, same, fields) }
    }
    return best.delimiter
  }

  /// The commonest number of fields, and of how many records it is that.
  private static func agreement(_ sample: ArraySlice<UInt8>, _ delimiter: UInt8) -> (sameInPercent: Int, fields: Int)? {
    var counts: [Int: Int] = [:]
    let result = try? CSVParser(delimiter: delimiter).parse(sample) { record, field, _ in counts[record] = field }
    guard result?.unterminatedRecord == nil, !counts.isEmpty else { return nil }
    let byFields = Dictionary(counts.values.map { ($0, 1) }, uniquingKeysWith: +)
    guard let commonest = byFields.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    return (commonest.value * 100 / counts.count, commonest.key)
  }
}
