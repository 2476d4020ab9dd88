extension MetricsRegistry {
  /// The media type of `prometheusText()`.
  package static let prometheusContentType = "text/plain; version=0.0.4; charset=utf-8"

  /// All metrics in the Prometheus text format 0.0.4.
  package func prometheusText() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 << 10)
    for family in snapshot() {
      let shown = family.series.compactMap { series in Reading(series, omitsUnused: family.omitsUnused).map { (series.labels, $0) } }
      guard !shown.isEmpty else { continue }
      bytes.append(contentsOf: "# HELP \(family.name) \(Self.escapedHelp(family.help))\n# TYPE \(family.name) \(family.kind.rawValue)\n".utf8)
      for (labels, reading) in shown {
        reading.append(name: family.name, labels: labels, scale: family.scale, to: &bytes)
      }
    }
    return bytes
  }

  /// What a series stood at, read once, so that its lines agree with each other.
  private enum Reading {
    case single(UInt64)
    case signed(Int64)
    case histogram(bounds: [UInt64], counts: [UInt64], sum: UInt64)

    init?(_ series: Series, omitsUnused: Bool) {
      switch series.source {
      case .counter(let counter):
        let value = counter.value
        if omitsUnused && value == 0 { return nil }
        self = .single(value)
      case .gauge(let gauge): self = .signed(gauge.value)
      case .reading(let read):
        guard let value = read() else { return nil }
        self = .single(value)
      case .histogram(let histogram):
        let counts = histogram.counts
        if omitsUnused && counts.allSatisfy({ $0 == 0 }) { return nil }
        self = .histogram(bounds: histogram.bounds, counts: counts, sum: histogram.sum)
      }
    }

    func append(name: String, labels: [Label], scale: MetricScale, to bytes: inout [UInt8]) {
      func line(_ suffix: String, _ labels: [Label], _ value: String) {
        bytes.append(contentsOf: "\(name)\(suffix)\(MetricsRegistry.text(labels)) \(value)\n".utf8)
      }
      switch self {
      case .single(let value): line("", labels, scale.text(value))
      case .signed(let value): line("", labels, "\(value)")
      case .histogram(let bounds, let counts, let sum):
        var below: UInt64 = 0
        for (bound, count) in zip(bounds, counts) {
          below &+= count
          line("_bucket", labels + [Label("le", scale.text(bound))], "\(below)")
        }
        below &+= counts[bounds.count]
        line("_bucket", labels + [Label("le", "+Inf")], "\(below)")
        line("_sum", labels, scale.text(sum))
        line("_count", labels, "\(below)")
      }
    }
  }

  private static func text(_ labels: [Label]) -> String {
    if labels.isEmpty { return "" }
    return "{" + labels.map { "\($0.name)=\"\(escapedValue($0.value))\"" }.joined(separator: ",") + "}"
  }

  private static func escapedHelp(_ text: String) -> String { escaped(text, quotes: false) }

  private static func escapedValue(_ text: String) -> String { escaped(text, quotes: true) }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\"" where quotes: result.append(contentsOf: "\\\"".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
