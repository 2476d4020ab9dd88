import Mapping

/// Counts what the rows of one target show, a row at a time.
struct SampleMeasure {
  private let columns: [TargetPlan.Column]
  private let casts: [SampleProbes.CastProbe]
  private let keys: [Int]
  private let maxShown: Int
  private var nulls: [Int]
  private var failed: [Int]
  private var tooLong: [Int]
  private var keyCounts: [[SampleValue]: Int] = [:]
  private var rows = 0
  private(set) var shown: [[SampleValue]] = []

  init(_ plan: TargetPlan, casts: [SampleProbes.CastProbe], maxShown: Int) {
    columns = plan.columns
    self.casts = casts
    self.maxShown = maxShown
    keys = plan.columns.indices.filter { plan.columns[$0].isPrimaryKey }
    nulls = plan.columns.map { _ in 0 }
    failed = nulls
    tooLong = nulls
  }

  mutating func add(_ row: [SampleValue]) {
    guard row.count >= columns.count else { return }
    rows += 1
    for index in columns.indices {
      switch row[index] {
      case .null: nulls[index] += 1
      case .text(let text): if case .text(let length?)? = columns[index].type, text.unicodeScalars.count > length { tooLong[index] += 1 }
      case .integer, .real, .boolean: break
      }
    }
    for cast in casts where cast.after < row.count && row[cast.before] != .null && row[cast.after] == .null { failed[cast.column] += 1 }
    if !keys.isEmpty { keyCounts[keys.map { row[$0] }, default: 0] += 1 }
    if shown.count < maxShown { shown.append(Array(row.prefix(columns.count))) }
  }

  /// A key that stands on several rows counts once.
  var figures: MappingReport.SampleFigures {
    MappingReport.SampleFigures(
      rows: rows, duplicateKeys: keyCounts.values.count { $0 > 1 }, nulls: named(nulls), castsFailed: named(failed), tooLong: named(tooLong))
  }

  private func named(_ counts: [Int]) -> [String: Int] {
    Dictionary(zip(columns.map(\.name), counts).filter { $0.1 > 0 }, uniquingKeysWith: +)
  }
}
