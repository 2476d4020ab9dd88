import Synchronization

/// All metrics of the process: registered once at wiring time, which gives handles that the work then uses without looking anything up.
package final class MetricsRegistry: Sendable {
  /// One name-value pair of a time series.
  package struct Label: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    package init(_ label: some MetricLabel) {
      self.init(type(of: label).labelName, label.labelValue)
    }
  }

  enum Source: Sendable {
    case counter(Counter)
    case gauge(Gauge)
    case histogram(Histogram)
    case reading(@Sendable () -> UInt64?)
  }

  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  struct Series: Sendable {
    let labels: [Label]
    let source: Source
  }

  struct Family: Sendable {
    let name: String
    let help: String
    let kind: Kind
    let scale: MetricScale
    /// Leaves out series that were never touched: for families whose possible combinations are many and mostly unused.
    let omitsUnused: Bool
    let labelNames: [String]
    var series: [Series] = []
    /// The series that there are, by the values of their labels.
    private var known: Set<[String]> = []

    init(name: String, help: String, kind: Kind, scale: MetricScale, omitsUnused: Bool, labelNames: [String]) {
      self.name = name
      self.help = help
      self.kind = kind
      self.scale = scale
      self.omitsUnused = omitsUnused
      self.labelNames = labelNames
    }

    fileprivate mutating func add(_ more: Series) {
      precondition(labelNames == more.labels.map(\.name), "\(name) has other labels already")
      precondition(known.insert(more.labels.map(\.value)).inserted, "\(name) has that series already")
      series.append(more)
    }
  }

  private struct Registered {
    var families: [Family] = []
    var index: [String: Int] = [:]
  }

  private let registered = Mutex(Registered())

  package init() {}

  /// Registers a counter, or one more series of it.
  /// - Parameters:
  ///   - name: ends in `_total`.
  ///   - existing: a counter that counts already.
  package func counter(
    _ name: String, _ help: String, scale: MetricScale = .one, labels: [Label] = [], omitsUnused: Bool = false, existing: Counter = Counter()
  ) -> Counter {
    precondition(name.hasSuffix("_total"), "a counter's name ends in _total: \(name)")
    add(Series(labels: labels, source: .counter(existing)), to: name, help, .counter, scale, omitsUnused)
    return existing
  }

  /// Registers a gauge, or one more series of it.
  package func gauge(_ name: String, _ help: String, labels: [Label] = []) -> Gauge {
    let gauge = Gauge()
    add(Series(labels: labels, source: .gauge(gauge)), to: name, help, .gauge, .one, false)
    return gauge
  }

  /// Registers a histogram, or one more series of it.
  /// - Parameter bounds: upper ends of the buckets in stored units, rising.
  package func histogram(
    _ name: String, _ help: String, scale: MetricScale, bounds: [UInt64], labels: [Label] = [], omitsUnused: Bool = false
  ) -> Histogram {
    let histogram = Histogram(bounds: bounds)
    add(Series(labels: labels, source: .histogram(histogram)), to: name, help, .histogram, scale, omitsUnused)
    return histogram
  }

  /// Registers a figure that is read when somebody asks for it; it is left out of the answer while `read` gives `nil`.
  /// - Parameter read: called on the thread that renders; must not block.
  package func reading(
    _ name: String, _ help: String, isCounter: Bool = false, scale: MetricScale = .one, labels: [Label] = [], read: @escaping @Sendable () -> UInt64?
  ) {
    add(Series(labels: labels, source: .reading(read)), to: name, help, isCounter ? .counter : .gauge, scale, false)
  }

  /// The families in the order of their registration.
  func snapshot() -> [Family] { registered.withLock { $0.families } }

  private func add(_ series: Series, to name: String, _ help: String, _ kind: Kind, _ scale: MetricScale, _ omitsUnused: Bool) {
    precondition(Self.isName(name), "no metric name: \(name)")
    precondition(series.labels.allSatisfy { Self.isName($0.name) && !$0.name.contains(":") && $0.name != "le" }, "no label name in \(name)")
    registered.withLock { registered in
      if let at = registered.index[name] {
        precondition(
          registered.families[at].kind == kind && registered.families[at].help == help, "\(name) is registered already, as something else")
        registered.families[at].add(series)
      } else {
        registered.index[name] = registered.families.count
        var family = Family(name: name, help: help, kind: kind, scale: scale, omitsUnused: omitsUnused, labelNames: series.labels.map(\.name))
        family.add(series)
        registered.families.append(family)
      }
    }
  }

  /// `[a-zA-Z_:][a-zA-Z0-9_:]*` (Prometheus data model).
  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A: true
      default: false
      }
    }
  }
}
